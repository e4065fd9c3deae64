"""Reading templates: those of one's own desks, those that fit a matter, every version of one."""

from __future__ import annotations

from django.db.models import QuerySet

from xinqiao.domains.service.reply_templates import rules
from xinqiao.domains.service.reply_templates.models import ReplyTemplate
from xinqiao.domains.service.words import HANDLERS, Topic
from xinqiao.ground.org.models import Unit
from xinqiao.ground.org.queries import Viewer


def templates_for(viewer: Viewer) -> QuerySet[ReplyTemplate]:
    """Templates of the viewer's desks in use, by topic and title."""
    rows = ReplyTemplate.objects.filter(rules.keep_templates.rows(viewer), retired_at__isnull=True)
    return rows.select_related("desk", "made_by").order_by("desk__path", "topic", "title", "id")


def fitting(viewer: Viewer, *, topic: str) -> list[ReplyTemplate]:
    """Templates for a matter of this topic, and those for any matter."""
    rows = templates_for(viewer).filter(topic__in=(topic, Topic.UNSURE))
    return list(rows.order_by("title", "id")[:30])


def versions(row: ReplyTemplate) -> list[ReplyTemplate]:
    """What the template said before, newest first; not itself."""
    found: list[ReplyTemplate] = []
    before = row.replaces
    while before is not None and len(found) < 20:
        found.append(before)
        before = before.replaces
    return found


def own_desks(viewer: Viewer) -> list[tuple[str, str]]:
    """The desks for which the viewer may keep templates, as choices."""
    units = Unit.objects.filter(pk__in=viewer.desks_as(*HANDLERS), closes_on__isnull=True).order_by("path")
    return [(str(unit.pk), unit.name) for unit in units]
