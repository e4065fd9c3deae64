"""Whose hands a case is in: take, hand over, pause, resume."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.cases.actions.clocks import move_clocks, set_next
from xinqiao.blocks.cases.actions.line import SOURCE, CaseClosed, write_line
from xinqiao.blocks.cases.models import Case, Pause
from xinqiao.blocks.cases.queries import handled_before
from xinqiao.blocks.cases.words import OPEN, State, Verb
from xinqiao.ground.org.models import Person, Unit
from xinqiao.ground.org.queries import Viewer
from xinqiao.kit.refusal import Refused, refuse_if


class AlreadyTaken(Refused):
    rule = _("这件事已经在%(holder)s手里。")
    source = SOURCE
    cure = _("要换人办，请%(holder)s转办给您。")


class HandledBefore(Refused):
    rule = _("重新办理和复核，由没经手过的人来办。")
    source = SOURCE
    cure = _("请换一位没办过这件事的同志。")


class NotTheHolder(Refused):
    rule = _("这件事不在您手里。")
    source = SOURCE
    cure = _("先受理，或者请现在的承办人转办给您。")


class OwnMatter(Refused):
    rule = _("自己提的事，不能自己来办。")
    source = SOURCE
    cure = _("请同窗口的另一位同志办理。")


class SameHands(Refused):
    rule = _("这件事本来就在这位承办人手里。")
    source = SOURCE
    cure = _("选另一个部门或另一位同志。")


class NoReason(Refused):
    rule = _("要写明原因，职工看得到。")
    source = SOURCE
    cure = _("用一句话写清楚为什么。")


class NotPaused(Refused):
    rule = _("这件事没有暂停。")
    source = SOURCE
    cure = _("接着办就行。")


class PausedAlready(Refused):
    rule = _("这件事已经暂停，或者还没有人受理。")
    source = SOURCE
    cure = _("先受理；已经暂停的，等的事来了就恢复计时。")


def must_hold(case: Case, *, by: Viewer) -> None:
    """Only the holder acts on an open case. Raises CaseClosed, NotTheHolder."""
    refuse_if(case.state not in OPEN, CaseClosed)
    refuse_if(case.holder_id != by.person, NotTheHolder)


def take_case(case: Case, *, by: Viewer, at: datetime) -> None:
    """Take a received case into one's own hands.

    Raises CaseClosed, AlreadyTaken, OwnMatter, HandledBefore (a new round goes to someone new).
    """
    refuse_if(case.state not in OPEN, CaseClosed)
    refuse_if(case.holder_id, AlreadyTaken, holder=case.holder.name if case.holder else "")
    _may_handle(case, person=by.person)
    case.holder_id, case.state, case.touched_at = by.person, _at_work(case), at
    case.save(update_fields=["holder", "state", "touched_at"])
    write_line(case, verb=Verb.TAKE, by=by, at=at)


def _at_work(case: Case) -> State:
    """How a case stands that somebody holds: answered in this round, or not yet."""
    return State.REPLIED if case.replied_at else State.HANDLING


def _may_handle(case: Case, *, person: int | None) -> None:
    refuse_if(person == case.opened_by_id, OwnMatter)
    refuse_if(case.round > 1 and handled_before(case, person=person), HandledBefore)


def hand_over_case(
    case: Case, *, desk: Unit, holder: Person | None, why: str, by: Viewer, at: datetime, left_alone: bool = False
) -> None:
    """Give the case to another desk, to a person there or to whoever takes it. Clocks run on unchanged.

    `left_alone`: its holder no longer answers anywhere, so whoever may take it may pass it on.
    Raises CaseClosed, NotTheHolder (a case nobody holds may be passed on by whoever may take it), NoReason,
    SameHands, OwnMatter, HandledBefore.
    """
    refuse_if(case.state not in OPEN, CaseClosed)
    refuse_if(case.holder_id not in (None, by.person) and not left_alone, NotTheHolder)
    refuse_if(not why.strip(), NoReason)
    to = holder.id if holder else None
    refuse_if((desk.id, to) == (case.desk_id, case.holder_id), SameHands)
    if holder:
        _may_handle(case, person=holder.id)
    if case.state == State.PAUSED:
        _close_pause(case, at=at)
    here = case.desk.name
    case.desk, case.holder, case.touched_at = desk, holder, at
    case.state = _at_work(case) if holder else State.RECEIVED
    case.save()
    name = f"{desk.short} {holder.name}" if holder else desk.short
    write_line(case, verb=Verb.HAND_OVER, by=by, at=at, text=why.strip(), to_name=name, desk_name=here)


def pause_case(case: Case, *, why: str, by: Viewer, at: datetime) -> None:
    """Let the service clocks stand still, with a reason the member reads; statutory clocks run on.

    Raises CaseClosed, NotTheHolder, NoReason, PausedAlready.
    """
    must_hold(case, by=by)
    refuse_if(not why.strip(), NoReason)
    refuse_if(case.state == State.PAUSED, PausedAlready)
    Pause.objects.create(case=case, from_at=at, reason=why.strip())
    case.state, case.paused_at, case.touched_at = State.PAUSED, at, at
    set_next(case)
    case.save()
    write_line(case, verb=Verb.PAUSE, by=by, at=at, text=why.strip())


def resume_case(case: Case, *, by: Viewer, at: datetime) -> None:
    """Let the clocks run again; the days of the pause are given back. Raises CaseClosed, NotTheHolder, NotPaused."""
    must_hold(case, by=by)
    refuse_if(case.state != State.PAUSED, NotPaused)
    _close_pause(case, at=at)
    case.touched_at = at
    case.save()
    write_line(case, verb=Verb.RESUME, by=by, at=at)


def _close_pause(case: Case, *, at: datetime) -> None:
    case.pauses.filter(to_at__isnull=True).update(to_at=at)
    case.state, case.paused_at = _at_work(case), None
    move_clocks(case, at=at)
