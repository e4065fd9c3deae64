"""What the member says of it: rate, have it handled again, ask for review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.cases.actions.answering import NothingSaid
from xinqiao.blocks.cases.actions.clocks import Limit, start_clocks
from xinqiao.blocks.cases.actions.handling import HandledBefore, OwnMatter
from xinqiao.blocks.cases.actions.line import SOURCE, CaseClosed, write_line
from xinqiao.blocks.cases.actions.opening import NotYours, not_theirs
from xinqiao.blocks.cases.models import Case, Entry
from xinqiao.blocks.cases.queries import had_in_hand
from xinqiao.blocks.cases.words import OPEN, CallBack, Rating, Round, State, Verb
from xinqiao.ground.org.models import Unit
from xinqiao.ground.org.queries import Viewer
from xinqiao.kit.refusal import Refused, refuse_if
from xinqiao.ui.dates import date as shown


class NotResolvedYet(Refused):
    rule = _("事情办结以后才评价。")
    source = SOURCE
    cure = _("等承办人办结；着急可以补充一句话催一催。")


class RatedAlready(Refused):
    rule = _("这一次已经评价过了。")
    source = SOURCE
    cure = _("对结果还有意见，可以请上级复核。")


class NotDissatisfied(Refused):
    rule = _("评价不满意，才重新办理一次。")
    source = SOURCE
    cure = _("先评价；还有别的事，另提一件诉求。")


class ReopenedAlready(Refused):
    rule = _("已经重新办理过一次。")
    source = SOURCE
    cure = _("可以请上级复核，由没经手过的人来办。")


class ReviewedAlready(Refused):
    rule = _("这件事已经复核过，本单位的程序走完了。")
    source = SOURCE
    cure = _("可以到主席接待日当面谈，或拨 12351 向上级工会反映。")


class NothingToReview(Refused):
    rule = _("有了办理结果，才能请上级复核。")
    source = SOURCE
    cure = _("等承办人办结；着急可以补充一句话催一催。")


class NudgedJustNow(Refused):
    rule = _("刚催过，承办人已经看到了。")
    source = SOURCE
    cure = _("%(day)s以后还没有动静，再催；情况有变化，随时可以补充一句话。")


class NothingToCallBack(Refused):
    rule = _("这件事不用回访，或者已经回访过。")
    source = SOURCE
    cure = _("看一眼经过里谁回访过、说了什么。")


def nudge_case(case: Case, *, text: str, every: timedelta, by: Viewer, at: datetime) -> None:
    """The member asks where it is, at most once in a while. Raises CaseClosed, NotYours, NudgedJustNow."""
    refuse_if(case.state not in OPEN, CaseClosed)
    refuse_if(not_theirs(case, person=by.person), NotYours)
    last = Entry.objects.filter(case=case, verb=Verb.NUDGE).order_by("-id").values_list("at", flat=True).first()
    again = last + every if last else at
    refuse_if(again > at, NudgedJustNow, day=shown(again, "day"))
    case.touched_at = at
    case.save(update_fields=["touched_at"])
    write_line(case, verb=Verb.NUDGE, by=by, at=at, text=text.strip())


def call_back_case(case: Case, *, result: str, text: str, again_on: date, by: Viewer, at: datetime) -> None:
    """Somebody who never had it in hand rings whoever was not satisfied. Not reached: again on the day given.

    Raises NothingToCallBack, HandledBefore, OwnMatter, NothingSaid.
    """
    refuse_if(case.call_back_on is None, NothingToCallBack)
    refuse_if(not not_theirs(case, person=by.person), OwnMatter)
    refuse_if(had_in_hand(case, person=by.person), HandledBefore)
    refuse_if(not text.strip(), NothingSaid)
    case.call_back_on = again_on if result == CallBack.UNREACHED else None
    case.touched_at = at
    case.save(update_fields=["call_back_on", "touched_at"])
    write_line(case, verb=Verb.CALL_BACK, by=by, at=at, text=text.strip(), to_name=str(CallBack(result).label))


def rate_case(case: Case, *, rating: str, text: str, call_back_on: date, by: Viewer, at: datetime) -> None:
    """The member's own judgement of a resolved case, once a round; a bad one is rung back by the day given.

    Raises NotYours, NotResolvedYet, RatedAlready.
    """
    refuse_if(not_theirs(case, person=by.person), NotYours)
    refuse_if(case.state != State.RESOLVED, NotResolvedYet)
    refuse_if(case.rating, RatedAlready)
    case.rating, case.rated_at, case.touched_at = rating, at, at
    case.call_back_on = call_back_on if rating == Rating.DISSATISFIED else None
    case.save(update_fields=["rating", "rated_at", "touched_at", "call_back_on"])
    write_line(case, verb=Verb.RATE, by=by, at=at, text=text.strip(), to_name=str(Rating(rating).label))


def reopen_case(
    case: Case, *, desk: Unit, limits: Sequence[Limit], why: str, by: Viewer, at: datetime, for_them: bool = False
) -> None:
    """Once, after a bad rating: the case begins a new round, to be taken by someone who has not handled it.

    `for_them`: they said so when they were rung back. Raises NotYours, ReopenedAlready, NotDissatisfied.
    """
    refuse_if(not_theirs(case, person=by.person) and not for_them, NotYours)
    refuse_if(case.round_kind != Round.FIRST, ReopenedAlready)
    refuse_if(case.state != State.RESOLVED or case.rating != Rating.DISSATISFIED, NotDissatisfied)
    _new_round(case, kind=Round.REOPENED, desk=desk, limits=limits, at=at)
    write_line(case, verb=Verb.REOPEN, by=by, at=at, text=why.strip())


def ask_review(case: Case, *, desk: Unit, limits: Sequence[Limit], why: str, by: Viewer, at: datetime) -> None:
    """Once, after a result or a refusal: someone above who has not handled it looks at it again (复核).

    Raises NotYours, ReviewedAlready, NothingToReview.
    """
    refuse_if(not_theirs(case, person=by.person), NotYours)
    refuse_if(case.round_kind == Round.REVIEW, ReviewedAlready)
    refuse_if(case.state not in (State.RESOLVED, State.REFUSED), NothingToReview)
    _new_round(case, kind=Round.REVIEW, desk=desk, limits=limits, at=at)
    write_line(case, verb=Verb.REVIEW, by=by, at=at, text=why.strip())


def _new_round(case: Case, *, kind: str, desk: Unit, limits: Sequence[Limit], at: datetime) -> None:
    case.round, case.round_kind = case.round + 1, kind
    case.state, case.desk, case.holder = State.RECEIVED, desk, None
    case.closed_at = case.replied_at = None
    case.outcome = case.reason = case.rating = ""
    case.rated_at = case.rate_until = case.call_back_on = case.merged_into = None
    case.touched_at = at
    start_clocks(case, limits=limits, at=at)
    case.save()
