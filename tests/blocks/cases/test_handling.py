"""Whose hands a matter is in: take, hand over, pause, resume."""

from datetime import date, timedelta

import pytest

from tests.blocks.cases.matter import RATE_UNTIL, REVIEW, RING_BY, fresh, matter, resolved, taken, verbs
from tests.cast import NOON, Cast
from xinqiao.blocks.cases import queries
from xinqiao.blocks.cases.actions import answering, handling, judging
from xinqiao.blocks.cases.actions.handling import (
    AlreadyTaken,
    HandledBefore,
    NoReason,
    NotPaused,
    NotTheHolder,
    OwnMatter,
    PausedAlready,
    SameHands,
)
from xinqiao.blocks.cases.actions.line import CaseClosed
from xinqiao.blocks.cases.models import Case


def reopened(cast: Cast, case: Case) -> Case:
    judging.rate_case(case, rating="dissatisfied", text="", call_back_on=RING_BY, by=cast.viewer("chen"), at=NOON)
    judging.reopen_case(case, desk=cast.units["centre"], limits=[REVIEW], why="没有改", by=cast.viewer("chen"), at=NOON)
    return case


def test_the_first_to_take_it_holds_it(cast: Cast) -> None:
    case = fresh(taken(cast))
    assert (case.state, case.holder) == ("handling", cast.people["song"])
    assert verbs(case) == ["open", "take"]


def test_what_somebody_holds_is_not_taken_again(cast: Cast) -> None:
    case = taken(cast)
    with pytest.raises(AlreadyTaken) as told:
        handling.take_case(case, by=cast.viewer("jiang"), at=NOON)
    assert "宋巧云" in told.value.rule_text
    assert "宋巧云" in told.value.cure_text


def test_ones_own_matter_is_handled_by_somebody_else(cast: Cast) -> None:
    case = matter(cast, of="song")
    with pytest.raises(OwnMatter):
        handling.take_case(case, by=cast.viewer("song"), at=NOON)
    with pytest.raises(OwnMatter):
        handling.hand_over_case(
            case,
            desk=cast.units["centre"],
            holder=cast.people["song"],
            why="她最清楚",
            by=cast.viewer("jiang"),
            at=NOON,
        )


def test_a_closed_matter_is_not_taken(cast: Cast) -> None:
    case = resolved(cast)
    with pytest.raises(CaseClosed):
        handling.take_case(case, by=cast.viewer("jiang"), at=NOON)


def test_handing_over_changes_hands_and_leaves_the_clocks_alone(cast: Cast) -> None:
    case = taken(cast)
    before = list(case.clocks.order_by("id").values())
    handling.hand_over_case(
        case,
        desk=cast.units["logistics"],
        holder=cast.people["du"],
        why=" 班车归后勤 ",
        by=cast.viewer("song"),
        at=NOON + timedelta(days=1),
    )
    case = fresh(case)
    assert (case.desk, case.holder, case.state) == (cast.units["logistics"], cast.people["du"], "handling")
    assert list(case.clocks.order_by("id").values()) == before
    assert case.due_on == date(2026, 10, 22)
    line = case.entries.last()
    assert (line.text, line.to_name, line.desk_name) == ("班车归后勤", "后勤 杜家和", "职工服务中心")


def test_handed_to_a_desk_it_waits_for_whoever_takes_it(cast: Cast) -> None:
    case = taken(cast)
    handling.hand_over_case(
        case, desk=cast.units["logistics"], holder=None, why="班车归后勤", by=cast.viewer("song"), at=NOON
    )
    assert (fresh(case).state, fresh(case).holder) == ("received", None)
    handling.take_case(case, by=cast.viewer("du"), at=NOON)
    assert fresh(case).holder == cast.people["du"]


def test_what_was_answered_stays_answered_in_other_hands(cast: Cast) -> None:
    case = taken(cast)
    answering.reply_case(case, text="十一月起改。", by=cast.viewer("song"), at=NOON)
    handling.hand_over_case(
        case, desk=cast.units["logistics"], holder=None, why="去落实", by=cast.viewer("song"), at=NOON
    )
    handling.take_case(case, by=cast.viewer("du"), at=NOON)
    assert fresh(case).state == "replied"


def test_handing_over_ends_a_pause(cast: Cast) -> None:
    case = taken(cast)
    handling.pause_case(case, why="等厂家", by=cast.viewer("song"), at=NOON)
    handling.hand_over_case(
        case,
        desk=cast.units["logistics"],
        holder=None,
        why="归后勤",
        by=cast.viewer("song"),
        at=NOON + timedelta(days=2),
    )
    case = fresh(case)
    assert (case.state, case.paused_at, case.due_on) == ("received", None, date(2026, 10, 23))
    assert not case.pauses.filter(to_at__isnull=True).exists()


def test_only_the_holder_passes_it_on(cast: Cast) -> None:
    case = taken(cast)
    with pytest.raises(NotTheHolder):
        handling.hand_over_case(
            case, desk=cast.units["logistics"], holder=None, why="归后勤", by=cast.viewer("jiang"), at=NOON
        )


def test_what_its_holder_left_alone_somebody_passes_on(cast: Cast) -> None:
    case = taken(cast)
    handling.hand_over_case(
        case,
        desk=cast.units["centre"],
        holder=cast.people["jiang"],
        why="宋巧云调走了",
        by=cast.viewer("jiang"),
        at=NOON,
        left_alone=True,
    )
    assert fresh(case).holder == cast.people["jiang"]


def test_what_nobody_holds_is_passed_on_by_whoever_sees_it(cast: Cast) -> None:
    case = matter(cast)
    handling.hand_over_case(
        case, desk=cast.units["logistics"], holder=None, why="归后勤", by=cast.viewer("jiang"), at=NOON
    )
    assert fresh(case).desk == cast.units["logistics"]


def test_handing_over_says_why(cast: Cast) -> None:
    case = taken(cast)
    with pytest.raises(NoReason):
        handling.hand_over_case(
            case, desk=cast.units["logistics"], holder=None, why=" \n", by=cast.viewer("song"), at=NOON
        )


def test_handing_over_to_the_same_hands_is_no_handing_over(cast: Cast) -> None:
    case = taken(cast)
    with pytest.raises(SameHands):
        handling.hand_over_case(
            case, desk=cast.units["centre"], holder=cast.people["song"], why="给自己", by=cast.viewer("song"), at=NOON
        )


def test_what_is_closed_is_not_handed_over(cast: Cast) -> None:
    case = resolved(cast)
    with pytest.raises(CaseClosed):
        handling.hand_over_case(
            case, desk=cast.units["logistics"], holder=None, why="归后勤", by=cast.viewer("song"), at=NOON
        )


def test_a_new_round_goes_to_somebody_new(cast: Cast) -> None:
    case = reopened(cast, resolved(cast))
    with pytest.raises(HandledBefore):
        handling.take_case(case, by=cast.viewer("song"), at=NOON)
    with pytest.raises(HandledBefore):
        handling.hand_over_case(
            case, desk=cast.units["centre"], holder=cast.people["song"], why="熟", by=cast.viewer("jiang"), at=NOON
        )
    handling.take_case(case, by=cast.viewer("jiang"), at=NOON)
    assert fresh(case).holder == cast.people["jiang"]


def test_in_one_round_it_may_come_back_to_the_same_hands(cast: Cast) -> None:
    case = reopened(cast, resolved(cast))
    handling.take_case(case, by=cast.viewer("jiang"), at=NOON)
    for holder, by in (("du", "jiang"), ("jiang", "du")):
        handling.hand_over_case(
            case, desk=cast.units["centre"], holder=cast.people[holder], why="您看", by=cast.viewer(by), at=NOON
        )
    assert fresh(case).holder == cast.people["jiang"]


def test_whoever_lent_a_hand_in_an_earlier_round_has_handled_it(cast: Cast) -> None:
    case = matter(cast)
    handling.hand_over_case(  # sorted
        case, desk=cast.units["logistics"], holder=cast.people["du"], why="归后勤", by=cast.viewer("jiang"), at=NOON
    )
    handling.pause_case(case, why="等厂家", by=cast.viewer("du"), at=NOON)
    handling.resume_case(case, by=cast.viewer("du"), at=NOON)
    answering.note_case(case, text="我问过了", public=False, by=cast.viewer("gu"), at=NOON)
    handling.hand_over_case(
        case, desk=cast.units["centre"], holder=cast.people["song"], why="您来答", by=cast.viewer("du"), at=NOON
    )
    answering.reply_case(case, text="改了", by=cast.viewer("song"), at=NOON)
    answering.resolve_case(case, outcome="solved", text="", rate_until=RATE_UNTIL, by=cast.viewer("song"), at=NOON)
    reopened(cast, case)
    had = {key for key in ("jiang", "du", "song", "gu", "chen") if _handled(case, person=cast.people[key].pk)}
    assert had == {"jiang", "du", "song"}  # a note is no handling


def _handled(case: Case, *, person: int) -> bool:
    return queries.handled_before(case, person=person)


def test_pausing_alone_is_a_hand_in_it(cast: Cast) -> None:
    case = taken(cast)
    handling.hand_over_case(
        case, desk=cast.units["logistics"], holder=cast.people["du"], why="归后勤", by=cast.viewer("song"), at=NOON
    )
    handling.pause_case(case, why="等厂家", by=cast.viewer("du"), at=NOON)
    case.round = 2
    assert _handled(case, person=cast.people["du"].pk)


def test_a_pause_waits_with_a_reason_and_ends(cast: Cast) -> None:
    case = taken(cast)
    handling.pause_case(case, why=" 等职工补材料 ", by=cast.viewer("song"), at=NOON)
    paused = fresh(case)
    assert (paused.state, paused.paused_at) == ("paused", NOON)
    assert paused.pauses.get().reason == "等职工补材料"
    handling.resume_case(case, by=cast.viewer("song"), at=NOON + timedelta(days=1))
    assert (fresh(case).state, fresh(case).paused_at) == ("handling", None)
    assert verbs(case) == ["open", "take", "pause", "resume"]


def test_a_pause_after_the_answer_ends_as_answered(cast: Cast) -> None:
    case = taken(cast)
    answering.reply_case(case, text="下周装", by=cast.viewer("song"), at=NOON)
    handling.pause_case(case, why="等到货", by=cast.viewer("song"), at=NOON)
    handling.resume_case(case, by=cast.viewer("song"), at=NOON)
    assert fresh(case).state == "replied"


def test_an_answer_during_a_pause_leaves_it_paused(cast: Cast) -> None:
    case = taken(cast)
    handling.pause_case(case, why="等到货", by=cast.viewer("song"), at=NOON)
    answering.reply_case(case, text="货到了就装", by=cast.viewer("song"), at=NOON)
    assert (fresh(case).state, fresh(case).replied_at) == ("paused", NOON)


def test_a_pause_says_why(cast: Cast) -> None:
    case = taken(cast)
    with pytest.raises(NoReason):
        handling.pause_case(case, why="  ", by=cast.viewer("song"), at=NOON)


def test_what_is_paused_is_not_paused_again(cast: Cast) -> None:
    case = taken(cast)
    handling.pause_case(case, why="等厂家", by=cast.viewer("song"), at=NOON)
    with pytest.raises(PausedAlready):
        handling.pause_case(case, why="还等", by=cast.viewer("song"), at=NOON)


def test_what_runs_is_not_resumed(cast: Cast) -> None:
    case = taken(cast)
    with pytest.raises(NotPaused):
        handling.resume_case(case, by=cast.viewer("song"), at=NOON)


@pytest.mark.parametrize("deed", ["pause", "resume"])
def test_clocks_are_the_holders_to_stop_and_start(cast: Cast, deed: str) -> None:
    case = taken(cast)
    handling.pause_case(case, why="等", by=cast.viewer("song"), at=NOON) if deed == "resume" else None
    with pytest.raises(NotTheHolder):
        if deed == "pause":
            handling.pause_case(case, why="等", by=cast.viewer("jiang"), at=NOON)
        else:
            handling.resume_case(case, by=cast.viewer("jiang"), at=NOON)


def test_clocks_of_a_closed_matter_neither_stop_nor_start(cast: Cast) -> None:
    case = resolved(cast)
    with pytest.raises(CaseClosed):
        handling.pause_case(case, why="等", by=cast.viewer("song"), at=NOON)
    with pytest.raises(CaseClosed):
        handling.resume_case(case, by=cast.viewer("song"), at=NOON)


def test_pauses_of_any_length_are_kept_in_full(cast: Cast) -> None:
    case = taken(cast)
    why = "等厂家回话，" * 100  # longer than any column: PostgreSQL would refuse it
    handling.pause_case(case, why=why, by=cast.viewer("song"), at=NOON)
    assert fresh(case).pauses.get().reason == why
