"""Whose hands a case is in: take, hand over, pause, resume."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.cases.actions.clocks import move_clocks, set_next
from xinqiao.blocks.cases.actions.line import SOURCE, CaseClosed, write_line
from xinqiao.blocks.cases.actions.merging import together
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


def must_hold(case: Case, *, person: int | None) -> list[Case]:
    """Only the holder acts on an open case; gives it with those it leads, locked.

    Raises CaseClosed, NotTheHolder, LedByAnother.
    """
    refuse_if(case.state not in OPEN, CaseClosed)
    refuse_if(case.holder_id != person, NotTheHolder)
    return together(case)


def take_case(case: Case, *, by: Viewer, at: datetime) -> None:
    """Take a received case, and those it leads, into one's own hands.

    Raises CaseClosed, AlreadyTaken, LedByAnother, OwnMatter, HandledBefore (a new round goes to someone new).
    """
    refuse_if(case.state not in OPEN, CaseClosed)
    refuse_if(case.holder_id, AlreadyTaken, holder=case.holder.name if case.holder else "")
    for each in together(case):
        _may_handle(each, person=by.person)
        each.holder_id, each.state, each.touched_at = by.person, _at_work(each), at
        each.save(update_fields=["holder", "state", "touched_at"])
        write_line(each, verb=Verb.TAKE, by=by, at=at)


def _at_work(case: Case) -> State:
    """How a case stands that somebody holds: answered in this round, or not yet."""
    return State.REPLIED if case.replied_at else State.HANDLING


def _may_handle(case: Case, *, person: int | None) -> None:
    refuse_if(person == case.opened_by_id, OwnMatter)
    refuse_if(case.round > 1 and handled_before(case, person=person), HandledBefore)


def hand_over_case(
    case: Case, *, desk: Unit, holder: Person | None, why: str, by: Viewer, at: datetime, left_alone: bool = False
) -> None:
    """Give the case, and those it leads, to another desk, to a person there or to whoever takes it. Clocks run on.

    `left_alone`: its holder no longer answers anywhere, so whoever may take it may pass it on.
    Raises CaseClosed, NotTheHolder (a case nobody holds may be passed on by whoever may take it), NoReason,
    SameHands, LedByAnother, OwnMatter, HandledBefore.
    """
    refuse_if(case.state not in OPEN, CaseClosed)
    refuse_if(case.holder_id not in (None, by.person) and not left_alone, NotTheHolder)
    refuse_if(not why.strip(), NoReason)
    to = holder.id if holder else None
    refuse_if((desk.id, to) == (case.desk_id, case.holder_id), SameHands)
    name = f"{desk.short} {holder.name}" if holder else desk.short
    for each in together(case):
        if holder:
            _may_handle(each, person=holder.id)
        if each.state == State.PAUSED:
            _close_pause(each, at=at)
        here = each.desk.name
        each.desk, each.holder, each.touched_at = desk, holder, at
        each.state = _at_work(each) if holder else State.RECEIVED
        each.save()
        write_line(each, verb=Verb.HAND_OVER, by=by, at=at, text=why.strip(), to_name=name, desk_name=here)


def pause_case(case: Case, *, why: str, by: Viewer, at: datetime) -> None:
    """Let the service clocks stand still, with a reason the member reads; statutory clocks run on.

    Raises CaseClosed, NotTheHolder, NoReason, PausedAlready.
    """
    held = must_hold(case, person=by.person)
    refuse_if(not why.strip(), NoReason)
    refuse_if(case.state == State.PAUSED, PausedAlready)
    for each in reversed(held):  # the one that leads last: it shows the nearest limit of all
        Pause.objects.create(case=each, from_at=at, reason=why.strip())
        each.state, each.paused_at, each.touched_at = State.PAUSED, at, at
        set_next(each)
        each.save()
        write_line(each, verb=Verb.PAUSE, by=by, at=at, text=why.strip())


def resume_case(case: Case, *, by: Viewer, at: datetime) -> None:
    """Let the clocks run again; the days of the pause are given back. Raises CaseClosed, NotTheHolder, NotPaused."""
    held = must_hold(case, person=by.person)
    refuse_if(case.state != State.PAUSED, NotPaused)
    for each in reversed(held):
        _close_pause(each, at=at)
        each.touched_at = at
        each.save()
        write_line(each, verb=Verb.RESUME, by=by, at=at)


def _close_pause(case: Case, *, at: datetime) -> None:
    case.pauses.filter(to_at__isnull=True).update(to_at=at)
    case.state, case.paused_at = _at_work(case), None
    move_clocks(case, at=at)
