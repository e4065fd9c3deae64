"""The timeline: one line for every deed, written with the deed and never changed."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.cases.models import Case, Entry
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.trail import actions as trail
from xinqiao.ground.trail.models import Event
from xinqiao.kit.refusal import Refused

SOURCE = _("办件规则")


class CaseClosed(Refused):
    rule = _("这件事已经办结，不能再改。")
    source = SOURCE
    cure = _("要接着办，请提出人申请重新办理或复核。")


def write_line(
    case: Case,
    *,
    verb: str,
    by: Viewer,
    at: datetime,
    text: str = "",
    to_name: str = "",
    desk_name: str = "",
    public: bool = True,
) -> None:
    """Add a line to the timeline and the event to the trail, in the transaction of the deed.

    `desk_name` is where it was done, when the case has moved since; otherwise the desk it lies on.
    """
    entry, event = line_of(case, verb=verb, who=by, at=at, desk_name=desk_name)
    entry.to_name, entry.text, entry.public = to_name, text, public
    entry.save(force_insert=True)
    event.save(force_insert=True)


def line_of(case: Case, *, verb: str, who: Viewer, at: datetime, desk_name: str = "") -> tuple[Entry, Event]:
    """A line of the timeline and its event on the trail, not yet written."""
    entry = Entry(
        case=case,
        at=at,
        verb=verb,
        round=case.round,
        by_id=who.person,
        by_name=who.name,
        desk_name=desk_name or case.desk.name,
    )
    event = trail.event_of(
        verb=f"case_{verb}", by=who, at=at, kind=case.kind, row=case.pk, number=case.number, person=case.opened_by_id
    )
    return entry, event
