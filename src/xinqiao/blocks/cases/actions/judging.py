"""What the member says of it: rate, have it handled again, ask for review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.cases.actions.clocks import Limit, start_clocks
from xinqiao.blocks.cases.actions.line import SOURCE, write_line
from xinqiao.blocks.cases.actions.opening import NotYours
from xinqiao.blocks.cases.models import Case
from xinqiao.blocks.cases.words import Rating, Round, State, Verb
from xinqiao.ground.org.models import Unit
from xinqiao.ground.org.queries import Viewer
from xinqiao.kit.refusal import Refused, refuse_if


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


def rate_case(case: Case, *, rating: str, text: str, by: Viewer, at: datetime) -> None:
    """The member's own judgement of a resolved case, once a round. Raises NotYours, NotResolvedYet, RatedAlready."""
    refuse_if(case.opened_by_id != by.person, NotYours)
    refuse_if(case.state != State.RESOLVED, NotResolvedYet)
    refuse_if(case.rating, RatedAlready)
    case.rating, case.rated_at, case.touched_at = rating, at, at
    case.save(update_fields=["rating", "rated_at", "touched_at"])
    write_line(case, verb=Verb.RATE, by=by, at=at, text=text.strip(), to_name=str(Rating(rating).label))


def reopen_case(case: Case, *, desk: Unit, limits: Sequence[Limit], why: str, by: Viewer, at: datetime) -> None:
    """Once, after a bad rating: the case begins a new round, to be taken by someone who has not handled it.

    Raises NotYours, ReopenedAlready, NotDissatisfied.
    """
    refuse_if(case.opened_by_id != by.person, NotYours)
    refuse_if(case.round_kind != Round.FIRST, ReopenedAlready)
    refuse_if(case.state != State.RESOLVED or case.rating != Rating.DISSATISFIED, NotDissatisfied)
    _new_round(case, kind=Round.REOPENED, desk=desk, limits=limits, at=at)
    write_line(case, verb=Verb.REOPEN, by=by, at=at, text=why.strip())


def ask_review(case: Case, *, desk: Unit, limits: Sequence[Limit], why: str, by: Viewer, at: datetime) -> None:
    """Once, after a result or a refusal: someone above who has not handled it looks at it again (复核).

    Raises NotYours, ReviewedAlready, NothingToReview.
    """
    refuse_if(case.opened_by_id != by.person, NotYours)
    refuse_if(case.round_kind == Round.REVIEW, ReviewedAlready)
    refuse_if(case.state not in (State.RESOLVED, State.REFUSED), NothingToReview)
    _new_round(case, kind=Round.REVIEW, desk=desk, limits=limits, at=at)
    write_line(case, verb=Verb.REVIEW, by=by, at=at, text=why.strip())


def _new_round(case: Case, *, kind: str, desk: Unit, limits: Sequence[Limit], at: datetime) -> None:
    case.round, case.round_kind = case.round + 1, kind
    case.state, case.desk, case.holder = State.RECEIVED, desk, None
    case.closed_at = case.replied_at = None
    case.outcome = case.reason = case.rating = ""
    case.rated_at = case.rate_until = None
    case.touched_at = at
    start_clocks(case, limits=limits, at=at)
    case.save()
