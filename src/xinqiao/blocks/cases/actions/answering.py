"""What is said to the member, and how it ends: reply, note, resolve, refuse."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.cases.actions.clocks import Limit, drop_clocks, meet_clock, meet_clocks, set_next, start_clocks
from xinqiao.blocks.cases.actions.handling import must_hold
from xinqiao.blocks.cases.actions.line import SOURCE, CaseClosed, write_line
from xinqiao.blocks.cases.models import Case
from xinqiao.blocks.cases.words import OPEN, ClockKind, Round, State, Verb
from xinqiao.ground.org.queries import Viewer
from xinqiao.kit.refusal import Refused, refuse_if


class NothingSaid(Refused):
    rule = _("答复不能空着。")
    source = SOURCE
    cure = _("先说办成什么，再说从哪天起。")


class NoReplyYet(Refused):
    rule = _("%(number)s 还没有答复职工，不能办结，也谈不上更正。")
    source = _("办件规则：没有答复不得办结")
    cure = _("先写答复，职工看到了再办结。")


class OutcomeOfAnotherRound(Refused):
    rule = _("复核要给出维持或改变的结论；初次办理不用这两种。")
    source = SOURCE
    cure = _("换一种结果。")


REVIEW_OUTCOMES = ("upheld", "changed")


def reply_case(
    case: Case, *, text: str, by: Viewer, at: datetime, corrects: bool = False, promise: Limit | None = None
) -> list[Case]:
    """Say something binding to the member, and to all whose cases are led by this one; the first reply of a round meets
    the reply clock. A correction (更正) stands beside what was said before; a `promise` starts a limit of its own.

    Returns the cases that were answered. Raises CaseClosed, NotTheHolder, LedByAnother, NothingSaid, NoReplyYet (there is
    nothing to correct).
    """
    held = must_hold(case, person=by.person)
    refuse_if(not text.strip(), NothingSaid)
    refuse_if(corrects and case.replied_at is None, NoReplyYet, number=case.number)
    for each in reversed(held):
        each.replied_at = each.replied_at or at
        if each.state != State.PAUSED:
            each.state = State.REPLIED
        each.touched_at = at
        meet_clock(each, kind=ClockKind.REPLY, at=at)
        if promise:
            start_clocks(each, limits=[promise], at=at)
            set_next(each)
        each.save()
        write_line(each, verb=Verb.CORRECT if corrects else Verb.REPLY, by=by, at=at, text=text.strip())
    return held


def note_case(case: Case, *, text: str, public: bool, by: Viewer, at: datetime) -> None:
    """Add a word: the member's own supplement, or an officer's note (public or for officers). Raises CaseClosed, NothingSaid."""
    refuse_if(case.state not in OPEN, CaseClosed)
    refuse_if(not text.strip(), NothingSaid)
    case.touched_at = at
    case.save(update_fields=["touched_at"])
    write_line(case, verb=Verb.NOTE, by=by, at=at, text=text.strip(), public=public)


def resolve_case(case: Case, *, outcome: str, text: str, rate_until: date, by: Viewer, at: datetime) -> list[Case]:
    """Close the case, and those it leads, with an outcome; each member is asked to rate until the day given.

    Returns what was closed. Raises CaseClosed, NotTheHolder, LedByAnother, NoReplyYet (X20), OutcomeOfAnotherRound.
    """
    held = must_hold(case, person=by.person)
    unanswered = next((each.number for each in held if each.replied_at is None), "")
    refuse_if(unanswered, NoReplyYet, number=unanswered)
    refuse_if((outcome in REVIEW_OUTCOMES) != (case.round_kind == Round.REVIEW), OutcomeOfAnotherRound)
    for each in held:
        _close(each, state=State.RESOLVED, at=at)
        each.outcome, each.rate_until, each.rating, each.rated_at = outcome, rate_until, "", None
        each.save()
        write_line(each, verb=Verb.RESOLVE, by=by, at=at, text=text.strip())
    return held


def refuse_case(case: Case, *, reason: str, text: str, by: Viewer, at: datetime) -> list[Case]:
    """Close the case, and those it leads, as not handled, with a reason code of the domain and a sentence for the member.

    A review ends with its conclusion, never this way. Returns what was closed. Raises CaseClosed, NotTheHolder,
    LedByAnother, NothingSaid, OutcomeOfAnotherRound.
    """
    held = must_hold(case, person=by.person)
    refuse_if(not text.strip() or not reason, NothingSaid)
    refuse_if(case.round_kind == Round.REVIEW, OutcomeOfAnotherRound)
    for each in held:
        meet_clock(each, kind=ClockKind.REPLY, at=at)
        _close(each, state=State.REFUSED, at=at)
        each.reason, each.replied_at = reason, each.replied_at or at
        each.save()
        write_line(each, verb=Verb.REFUSE, by=by, at=at, text=text.strip())
    return held


def _close(case: Case, *, state: str, at: datetime) -> None:
    meet_clocks(case, kinds=(ClockKind.FINISH, ClockKind.REVIEW, ClockKind.PROMISE), at=at)
    drop_clocks(case, at=at)
    case.pauses.filter(to_at__isnull=True).update(to_at=at)
    case.state, case.closed_at, case.paused_at, case.touched_at = state, at, None, at
