"""What happens while one waits and after one was let down: nudges and calls back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.blocks.cases.matter import LIMITS, RING_BY, fresh, matter, resolved, taken, verbs
from tests.cast import NOON, Cast
from xinqiao.blocks.cases.actions import answering, handling, judging
from xinqiao.blocks.cases.actions.answering import NoReplyYet, NothingSaid
from xinqiao.blocks.cases.actions.handling import HandledBefore, OwnMatter
from xinqiao.blocks.cases.actions.judging import NothingToCallBack, NudgedJustNow
from xinqiao.blocks.cases.actions.line import CaseClosed
from xinqiao.blocks.cases.actions.opening import NotYours
from xinqiao.blocks.cases.models import Case
from xinqiao.blocks.cases.queries import letters

TWO_DAYS = timedelta(days=2)


def nudge(cast: Cast, case: Case, *, by: str = "chen", after: timedelta = timedelta()) -> None:
    judging.nudge_case(case, text=" 等着坐车 ", every=TWO_DAYS, by=cast.viewer(by), at=NOON + after)


def let_down(cast: Cast) -> Case:
    """A matter that was handled by Song and judged bad."""
    case = resolved(cast)
    judging.rate_case(case, rating="dissatisfied", text="", call_back_on=RING_BY, by=cast.viewer("chen"), at=NOON)
    return fresh(case)


def ring(cast: Cast, case: Case, *, result: str = "settled", by: str = "jiang", text: str = "说清楚了") -> None:
    again = date(2026, 10, 22)
    judging.call_back_case(case, result=result, text=text, again_on=again, by=cast.viewer(by), at=NOON)


def test_one_may_ask_where_it_is(cast: Cast) -> None:
    case = taken(cast)
    nudge(cast, case)
    assert (verbs(case)[-1], case.entries.last().text, case.entries.last().public) == ("nudge", "等着坐车", True)


def test_not_again_within_two_days(cast: Cast) -> None:
    case = taken(cast)
    nudge(cast, case)
    with pytest.raises(NudgedJustNow) as refused:
        nudge(cast, case, after=TWO_DAYS - timedelta(seconds=1))
    assert "10月22日" in str(refused.value)
    nudge(cast, case, after=TWO_DAYS)
    assert verbs(case).count("nudge") == 2


def test_only_whoever_brought_it_nudges_and_only_while_it_is_open(cast: Cast) -> None:
    with pytest.raises(NotYours):
        nudge(cast, taken(cast), by="lin")
    with pytest.raises(CaseClosed):
        nudge(cast, resolved(cast))


def test_a_bad_judgement_asks_for_a_call_back_and_a_good_one_does_not(cast: Cast) -> None:
    assert let_down(cast).call_back_on == RING_BY
    case = resolved(cast)
    judging.rate_case(case, rating="fair", text="", call_back_on=RING_BY, by=cast.viewer("chen"), at=NOON)
    assert fresh(case).call_back_on is None


def test_somebody_else_rings_back_once(cast: Cast) -> None:
    case = let_down(cast)
    ring(cast, case)
    assert fresh(case).call_back_on is None
    assert (case.entries.last().to_name, case.entries.last().text) == ("说清楚了，不用再办", "说清楚了")
    with pytest.raises(NothingToCallBack):
        ring(cast, fresh(case))


def test_who_was_not_reached_is_rung_again(cast: Cast) -> None:
    case = let_down(cast)
    ring(cast, case, result="unreached", text="没人接")
    assert fresh(case).call_back_on == date(2026, 10, 22)


def test_whoever_had_it_in_hand_does_not_ring(cast: Cast) -> None:
    with pytest.raises(HandledBefore):
        ring(cast, let_down(cast), by="song")


def test_nobody_rings_themselves(cast: Cast) -> None:
    with pytest.raises(OwnMatter):
        ring(cast, let_down(cast), by="chen")


def test_what_was_said_is_written_down(cast: Cast) -> None:
    with pytest.raises(NothingSaid):
        ring(cast, let_down(cast), text=" ")


def test_it_is_done_again_for_them_when_they_said_so(cast: Cast) -> None:
    case = let_down(cast)
    ring(cast, case, result="again", text="还是要改")
    reopen = {"desk": case.desk, "limits": LIMITS, "why": "回访时要求", "by": cast.viewer("jiang"), "at": NOON}
    with pytest.raises(NotYours):
        judging.reopen_case(case, **reopen)
    judging.reopen_case(case, for_them=True, **reopen)
    assert (fresh(case).round_kind, fresh(case).state) == ("reopened", "received")


def test_asking_for_more_ends_the_call_back(cast: Cast) -> None:
    case = let_down(cast)
    judging.reopen_case(case, desk=case.desk, limits=LIMITS, why="", by=cast.viewer("chen"), at=NOON)
    assert fresh(case).call_back_on is None


def test_an_answer_is_corrected_beside_the_first(cast: Cast) -> None:
    case = taken(cast)
    with pytest.raises(NoReplyYet):
        answering.reply_case(case, text="更正", corrects=True, by=cast.viewer("song"), at=NOON)
    answering.reply_case(case, text="十月起改。", by=cast.viewer("song"), at=NOON)
    answering.reply_case(case, text="十一月起改。", corrects=True, by=cast.viewer("song"), at=NOON)
    assert [entry.text for entry in letters(case)] == ["十一月起改。", "十月起改。"]
    assert verbs(case) == ["open", "take", "reply", "correct"]


def test_a_matter_has_one_number_and_each_desk_its_own(cast: Cast) -> None:
    case, other = matter(cast), matter(cast)
    assert case.matter == "XQ-2026-000001"
    assert other.matter == "XQ-2026-000002"
    handling.take_case(case, by=cast.viewer("song"), at=NOON)
    assert fresh(case).matter == "XQ-2026-000001"
