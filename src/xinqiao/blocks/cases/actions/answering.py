"""What is said to the member, and how it ends: reply, note, resolve, refuse."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.cases.actions.clocks import drop_clocks, meet_clock, meet_clocks
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
    rule = _("还没有答复职工，不能办结。")
    source = _("办件规则：没有答复不得办结")
    cure = _("先写答复，职工看到了再办结。")


class OutcomeOfAnotherRound(Refused):
    rule = _("复核要给出维持或改变的结论；初次办理不用这两种。")
    source = SOURCE
    cure = _("换一种结果。")


REVIEW_OUTCOMES = ("upheld", "changed")


def reply_case(case: Case, *, text: str, by: Viewer, at: datetime) -> None:
    """Say something binding to the member; the first reply of a round meets the reply clock.

    Raises CaseClosed, NotTheHolder, NothingSaid.
    """
    must_hold(case, by=by)
    refuse_if(not text.strip(), NothingSaid)
    case.replied_at = case.replied_at or at
    if case.state != State.PAUSED:
        case.state = State.REPLIED
    case.touched_at = at
    meet_clock(case, kind=ClockKind.REPLY, at=at)
    case.save()
    write_line(case, verb=Verb.REPLY, by=by, at=at, text=text.strip())


def note_case(case: Case, *, text: str, public: bool, by: Viewer, at: datetime) -> None:
    """Add a word: the member's own supplement, or an officer's note (public or for officers). Raises CaseClosed, NothingSaid."""
    refuse_if(case.state not in OPEN, CaseClosed)
    refuse_if(not text.strip(), NothingSaid)
    case.touched_at = at
    case.save(update_fields=["touched_at"])
    write_line(case, verb=Verb.NOTE, by=by, at=at, text=text.strip(), public=public)


def resolve_case(case: Case, *, outcome: str, text: str, rate_until: date, by: Viewer, at: datetime) -> None:
    """Close the case with an outcome; the member is asked to rate until the day given.

    Raises CaseClosed, NotTheHolder, NoReplyYet (X20), OutcomeOfAnotherRound.
    """
    must_hold(case, by=by)
    refuse_if(case.replied_at is None, NoReplyYet)
    refuse_if((outcome in REVIEW_OUTCOMES) != (case.round_kind == Round.REVIEW), OutcomeOfAnotherRound)
    _close(case, state=State.RESOLVED, at=at)
    case.outcome, case.rate_until, case.rating, case.rated_at = outcome, rate_until, "", None
    case.save()
    write_line(case, verb=Verb.RESOLVE, by=by, at=at, text=text.strip())


def refuse_case(case: Case, *, reason: str, text: str, by: Viewer, at: datetime) -> None:
    """Close the case as not handled, with a reason code of the domain and a sentence for the member.

    A review ends with its conclusion, never this way. Raises CaseClosed, NotTheHolder, NothingSaid, OutcomeOfAnotherRound.
    """
    must_hold(case, by=by)
    refuse_if(not text.strip() or not reason, NothingSaid)
    refuse_if(case.round_kind == Round.REVIEW, OutcomeOfAnotherRound)
    meet_clock(case, kind=ClockKind.REPLY, at=at)
    _close(case, state=State.REFUSED, at=at)
    case.reason, case.replied_at = reason, case.replied_at or at
    case.save()
    write_line(case, verb=Verb.REFUSE, by=by, at=at, text=text.strip())


def _close(case: Case, *, state: str, at: datetime) -> None:
    meet_clocks(case, kinds=(ClockKind.FINISH, ClockKind.REVIEW), at=at)
    drop_clocks(case, at=at)
    case.pauses.filter(to_at__isnull=True).update(to_at=at)
    case.state, case.closed_at, case.paused_at, case.touched_at = state, at, None, at
