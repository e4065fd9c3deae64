"""What the member says of it: rate, have it handled again, ask for review."""

from datetime import date, timedelta

import pytest

from tests.blocks.cases.matter import LIMITS, RATE_UNTIL, REVIEW, RING_BY, fresh, resolved, taken
from tests.cast import NOON, Cast
from xinqiao.blocks.cases.actions import answering, handling, judging, opening
from xinqiao.blocks.cases.actions.judging import (
    NotDissatisfied,
    NothingToReview,
    NotResolvedYet,
    RatedAlready,
    ReopenedAlready,
    ReviewedAlready,
)
from xinqiao.blocks.cases.actions.opening import NotYours
from xinqiao.blocks.cases.models import Case

LATER = NOON + timedelta(days=7)


def rate(cast: Cast, case: Case, *, rating: str = "dissatisfied", by: str = "chen") -> None:
    judging.rate_case(case, rating=rating, text=" 车还是早走 ", call_back_on=RING_BY, by=cast.viewer(by), at=NOON)


def reopen(cast: Cast, case: Case, *, by: str = "chen") -> None:
    judging.reopen_case(case, desk=cast.units["centre"], limits=LIMITS, why="没有改", by=cast.viewer(by), at=LATER)


def review(cast: Cast, case: Case, *, by: str = "chen") -> None:
    judging.ask_review(case, desk=cast.units["group"], limits=[REVIEW], why="没有改", by=cast.viewer(by), at=LATER)


def refused(cast: Cast) -> Case:
    case = taken(cast)
    answering.refuse_case(case, reason="no_facts", text="查不到", by=cast.viewer("song"), at=NOON)
    return case


def test_the_member_judges_once(cast: Cast) -> None:
    case = resolved(cast)
    rate(cast, case, rating="fair")
    case = fresh(case)
    assert (case.rating, case.rated_at) == ("fair", NOON)
    line = case.entries.last()
    assert (line.verb, line.to_name, line.text) == ("rate", "基本满意", "车还是早走")
    with pytest.raises(RatedAlready):
        rate(cast, case, rating="satisfied")


def test_nobody_judges_for_the_member(cast: Cast) -> None:
    case = resolved(cast)
    with pytest.raises(NotYours):
        rate(cast, case, by="song")
    rate(cast, case)
    with pytest.raises(NotYours):
        reopen(cast, case, by="song")
    with pytest.raises(NotYours):
        review(cast, case, by="song")


def test_only_what_is_resolved_is_judged(cast: Cast) -> None:
    for case in (taken(cast), refused(cast)):
        with pytest.raises(NotResolvedYet):
            rate(cast, case)


def test_a_bad_judgement_begins_a_round_with_clocks_of_its_own(cast: Cast) -> None:
    case = resolved(cast)
    rate(cast, case)
    reopen(cast, case)
    case = fresh(case)
    assert (case.state, case.round, case.round_kind, case.holder) == ("received", 2, "reopened", None)
    assert (case.closed_at, case.replied_at, case.outcome, case.rating, case.rated_at) == (None, None, "", "", None)
    assert (case.due_on, case.due_kind) == (date(2026, 10, 29), "reply")
    running = case.clocks.filter(met_at__isnull=True, dropped_at__isnull=True)
    assert {clock.from_on for clock in running} == {date(2026, 10, 27)}
    assert len(running) == 3


def test_a_pause_of_an_earlier_round_gives_nothing_to_the_next(cast: Cast) -> None:
    case = taken(cast)
    handling.pause_case(case, why="等", by=cast.viewer("song"), at=NOON)
    handling.resume_case(case, by=cast.viewer("song"), at=NOON + timedelta(days=6))
    answering.reply_case(case, text="改了", by=cast.viewer("song"), at=LATER)
    answering.resolve_case(case, outcome="solved", text="", rate_until=RATE_UNTIL, by=cast.viewer("song"), at=LATER)
    rate(cast, case)
    reopen(cast, case)
    handling.take_case(case, by=cast.viewer("jiang"), at=LATER)
    handling.pause_case(case, why="等", by=cast.viewer("jiang"), at=LATER)
    handling.resume_case(case, by=cast.viewer("jiang"), at=LATER + timedelta(hours=2))
    assert fresh(case).due_on == date(2026, 10, 29)


@pytest.mark.parametrize("rating", ["", "fair", "satisfied"])
def test_only_the_dissatisfied_have_it_done_again(cast: Cast, rating: str) -> None:
    case = resolved(cast)
    if rating:
        rate(cast, case, rating=rating)
    with pytest.raises(NotDissatisfied):
        reopen(cast, case)


def test_it_is_done_again_once(cast: Cast) -> None:
    case = resolved(cast)
    rate(cast, case)
    reopen(cast, case)
    handling.take_case(case, by=cast.viewer("jiang"), at=LATER)
    answering.reply_case(case, text="又问了", by=cast.viewer("jiang"), at=LATER)
    answering.resolve_case(case, outcome="partly", text="", rate_until=RATE_UNTIL, by=cast.viewer("jiang"), at=LATER)
    rate(cast, case)
    with pytest.raises(ReopenedAlready):
        reopen(cast, case)
    review(cast, case)  # what is left is the review
    assert fresh(case).round == 3


@pytest.mark.parametrize("end", ["resolved", "refused"])
def test_a_result_and_a_refusal_can_be_reviewed(cast: Cast, end: str) -> None:
    case = resolved(cast) if end == "resolved" else refused(cast)
    review(cast, case)
    case = fresh(case)
    assert (case.round, case.round_kind, case.desk, case.reason) == (2, "review", cast.units["group"], "")
    assert (case.due_on, case.due_kind) == (date(2026, 11, 3), "review")


def test_it_is_reviewed_once(cast: Cast) -> None:
    case = refused(cast)
    review(cast, case)
    handling.take_case(case, by=cast.viewer("bai"), at=LATER)
    answering.reply_case(case, text="查过了", by=cast.viewer("bai"), at=LATER)
    answering.resolve_case(case, outcome="upheld", text="", rate_until=RATE_UNTIL, by=cast.viewer("bai"), at=LATER)
    assert not fresh(case).clocks.filter(met_at__isnull=True, dropped_at__isnull=True).exists()
    with pytest.raises(ReviewedAlready):
        review(cast, case)
    rate(cast, case)
    with pytest.raises(ReopenedAlready):
        reopen(cast, case)


def test_without_a_result_there_is_nothing_to_review(cast: Cast) -> None:
    open_, back = taken(cast), taken(cast)
    opening.withdraw_case(back, why="", by=cast.viewer("chen"), at=NOON)
    for case in (open_, back):
        with pytest.raises(NothingToReview):
            review(cast, case)
