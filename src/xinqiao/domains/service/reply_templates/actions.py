"""Keeping templates: make one, put a better one in its place, retire it. None is ever edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.domains.service.reply_templates import rules
from xinqiao.domains.service.reply_templates.models import ReplyTemplate
from xinqiao.domains.service.words import HANDLERS, After
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.refusal import Refused, refuse_if

SOURCE = _("答复模板规则")
KIND = "service.reply_template"


class NotYourDesk(Refused):
    rule = _("模板归窗口管，这个窗口不是您的。")
    source = SOURCE
    cure = _("选您自己的窗口。")


class ReplacedAlready(Refused):
    rule = _("这个模板已经换过，或者停用了。")
    source = SOURCE
    cure = _("打开现在用的那一个再改。")


class EndsWithoutOutcome(Refused):
    rule = _("答复后办结的模板，要写明办理结果；不办结的不写。")
    source = SOURCE
    cure = _("选上结果，或者把“答复后办结”改掉。")


@dataclass(frozen=True)
class Draft:
    """What a template says. `promise_days`: working days until what is promised has happened, or None."""

    topic: str
    title: str
    text: str
    public_text: str = ""
    checklist: str = ""
    after: str = After.NOTHING
    outcome: str = ""
    promise_days: int | None = None


def make_template(draft: Draft, *, desk: int, by: Viewer, at: datetime) -> ReplyTemplate:
    """A new template of one's own desk. Raises NotYourDesk, EndsWithoutOutcome."""
    refuse_if(desk not in by.desks_as(*HANDLERS), NotYourDesk)
    with transaction.atomic():
        return _made(draft, desk=desk, replaces=None, by=by, at=at)


def replace_template(template: int, *, draft: Draft, by: Viewer, at: datetime) -> ReplyTemplate:
    """A better one in its place; the old one is kept and no longer offered. Raises ReplacedAlready, EndsWithoutOutcome."""
    with transaction.atomic():
        row = _locked(template, by=by)
        new = _made(draft, desk=row.desk_id, replaces=row, by=by, at=at)
        row.retired_at = at
        row.save(update_fields=["retired_at"])
    return new


def retire_template(template: int, *, by: Viewer, at: datetime) -> None:
    """It is no longer offered; what was said with it stands. Raises ReplacedAlready."""
    with transaction.atomic():
        row = _locked(template, by=by)
        row.retired_at = at
        row.save(update_fields=["retired_at"])
        trail.record(verb="retire_template", by=by, at=at, kind=KIND, row=row.pk)


def _locked(template: int, *, by: Viewer) -> ReplyTemplate:
    rows = ReplyTemplate.objects.select_for_update(of=("self",))
    row = rows.get(rules.keep_templates.rows(by), pk=template)
    refuse_if(row.retired_at is not None, ReplacedAlready)
    return row


def _made(draft: Draft, *, desk: int, replaces: ReplyTemplate | None, by: Viewer, at: datetime) -> ReplyTemplate:
    refuse_if((draft.after == After.RESOLVE) != bool(draft.outcome), EndsWithoutOutcome)
    row = ReplyTemplate.objects.create(
        desk_id=desk,
        topic=draft.topic,
        title=draft.title.strip(),
        text=draft.text.strip(),
        public_text=draft.public_text.strip(),
        checklist="\n".join(line.strip() for line in draft.checklist.splitlines() if line.strip()),
        after=draft.after,
        outcome=draft.outcome,
        promise_days=draft.promise_days,
        made_at=at,
        made_by_id=by.person or 0,
        replaces=replaces,
    )
    trail.record(verb="make_template", by=by, at=at, kind=KIND, row=row.pk)
    return row
