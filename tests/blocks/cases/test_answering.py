"""What is said to the member, and how it ends: reply, note, resolve, refuse."""

from datetime import date, timedelta

import pytest

from tests.blocks.cases.matter import RATE_UNTIL, REVIEW, fresh, matter, resolved, taken, verbs
from tests.cast import NOON, Cast
from xinqiao.blocks.cases.actions import answering, handling, judging
from xinqiao.blocks.cases.actions.answering import NoReplyYet, NothingSaid, OutcomeOfAnotherRound
from xinqiao.blocks.cases.actions.handling import NotTheHolder
from xinqiao.blocks.cases.actions.line import CaseClosed
from xinqiao.blocks.cases.models import Case
from xinqiao.blocks.cases.queries import timeline


def under_review(cast: Cast) -> Case:
    case = resolved(cast)
    judging.ask_review(case, desk=cast.units["group"], limits=[REVIEW], why="没有改", by=cast.viewer("chen"), at=NOON)
    handling.take_case(case, by=cast.viewer("bai"), at=NOON)
    return case


def test_the_first_answer_meets_the_reply_clock_and_the_next_moves_up(cast: Cast) -> None:
    case = taken(cast)
    answering.reply_case(case, text=" 十一月起改。 ", by=cast.viewer("song"), at=NOON)
    case = fresh(case)
    assert (case.state, case.replied_at) == ("replied", NOON)
    assert (case.due_on, case.due_kind) == (date(2026, 11, 10), "finish")
    assert case.clocks.get(kind="reply").met_at == NOON
    assert case.entries.last().text == "十一月起改。"


def test_a_second_answer_keeps_the_time_of_the_first(cast: Cast) -> None:
    case = taken(cast)
    answering.reply_case(case, text="在问。", by=cast.viewer("song"), at=NOON)
    answering.reply_case(case, text="改了。", by=cast.viewer("song"), at=NOON + timedelta(days=1))
    assert fresh(case).replied_at == NOON
    assert verbs(case) == ["open", "take", "reply", "reply"]


@pytest.mark.parametrize("said", ["", "  ", "\n\t"])
def test_an_answer_says_something(cast: Cast, said: str) -> None:
    case = taken(cast)
    with pytest.raises(NothingSaid):
        answering.reply_case(case, text=said, by=cast.viewer("song"), at=NOON)


def test_only_the_holder_answers(cast: Cast) -> None:
    case = taken(cast)
    with pytest.raises(NotTheHolder):
        answering.reply_case(case, text="改", by=cast.viewer("jiang"), at=NOON)
    with pytest.raises(NotTheHolder):
        answering.refuse_case(case, reason="no_facts", text="查不到", by=cast.viewer("jiang"), at=NOON)


def test_only_the_holder_closes(cast: Cast) -> None:
    case = taken(cast)
    answering.reply_case(case, text="改", by=cast.viewer("song"), at=NOON)
    with pytest.raises(NotTheHolder):
        answering.resolve_case(case, outcome="solved", text="", rate_until=RATE_UNTIL, by=cast.viewer("jiang"), at=NOON)


def test_nothing_is_said_in_a_closed_matter(cast: Cast) -> None:
    case = resolved(cast)
    with pytest.raises(CaseClosed):
        answering.reply_case(case, text="再说一句", by=cast.viewer("song"), at=NOON)
    with pytest.raises(CaseClosed):
        answering.note_case(case, text="再说一句", public=True, by=cast.viewer("chen"), at=NOON)
    with pytest.raises(CaseClosed):
        answering.refuse_case(case, reason="no_facts", text="不办", by=cast.viewer("song"), at=NOON)
    with pytest.raises(CaseClosed):
        answering.resolve_case(case, outcome="solved", text="", rate_until=RATE_UNTIL, by=cast.viewer("song"), at=NOON)


def test_a_note_among_officers_is_not_for_the_member(cast: Cast) -> None:
    case = taken(cast)
    answering.note_case(case, text="班长说确有其事", public=False, by=cast.viewer("song"), at=NOON)
    answering.note_case(case, text="一共七个人", public=True, by=cast.viewer("chen"), at=NOON)
    assert [line.text for line in timeline(case, public_only=True)] == ["一共七个人", "", ""]
    assert len(timeline(case, public_only=False)) == 4


def test_a_note_says_something(cast: Cast) -> None:
    case = matter(cast)
    with pytest.raises(NothingSaid):
        answering.note_case(case, text=" ", public=True, by=cast.viewer("chen"), at=NOON)


def test_closing_meets_the_finish_clocks_and_no_deadline_is_left(cast: Cast) -> None:
    case = fresh(resolved(cast))
    assert (case.state, case.outcome, case.closed_at, case.due_on) == ("resolved", "solved", NOON, None)
    assert case.rate_until == RATE_UNTIL
    assert {clock.met_at for clock in case.clocks.all()} == {NOON}


def test_closing_ends_the_pause(cast: Cast) -> None:
    case = taken(cast)
    answering.reply_case(case, text="下周装", by=cast.viewer("song"), at=NOON)
    handling.pause_case(case, why="等到货", by=cast.viewer("song"), at=NOON)
    answering.resolve_case(case, outcome="solved", text="", rate_until=RATE_UNTIL, by=cast.viewer("song"), at=NOON)
    assert fresh(case).paused_at is None
    assert not fresh(case).pauses.filter(to_at__isnull=True).exists()


def test_x20_no_closing_without_an_answer(cast: Cast) -> None:
    case = taken(cast)
    with pytest.raises(NoReplyYet):
        answering.resolve_case(case, outcome="solved", text="", rate_until=RATE_UNTIL, by=cast.viewer("song"), at=NOON)


def test_x20_a_new_round_needs_an_answer_of_its_own(cast: Cast) -> None:
    case = under_review(cast)
    with pytest.raises(NoReplyYet):
        answering.resolve_case(case, outcome="upheld", text="", rate_until=RATE_UNTIL, by=cast.viewer("bai"), at=NOON)


def test_a_review_upholds_or_changes_and_nothing_else_does(cast: Cast) -> None:
    first = taken(cast)
    answering.reply_case(first, text="改", by=cast.viewer("song"), at=NOON)
    with pytest.raises(OutcomeOfAnotherRound):
        answering.resolve_case(first, outcome="upheld", text="", rate_until=RATE_UNTIL, by=cast.viewer("song"), at=NOON)
    review = under_review(cast)
    answering.reply_case(review, text="查过了", by=cast.viewer("bai"), at=NOON)
    with pytest.raises(OutcomeOfAnotherRound):
        answering.resolve_case(review, outcome="solved", text="", rate_until=RATE_UNTIL, by=cast.viewer("bai"), at=NOON)
    answering.resolve_case(review, outcome="changed", text="", rate_until=RATE_UNTIL, by=cast.viewer("bai"), at=NOON)
    assert fresh(review).outcome == "changed"


def test_a_review_is_concluded_never_refused(cast: Cast) -> None:
    case = under_review(cast)
    with pytest.raises(OutcomeOfAnotherRound):
        answering.refuse_case(case, reason="decided_already", text="不再办", by=cast.viewer("bai"), at=NOON)


def test_not_handling_it_is_an_answer_with_a_reason(cast: Cast) -> None:
    case = taken(cast)
    answering.refuse_case(case, reason="in_court", text="等裁决。", by=cast.viewer("song"), at=NOON)
    case = fresh(case)
    assert (case.state, case.reason, case.replied_at, case.closed_at) == ("refused", "in_court", NOON, NOON)
    assert (case.due_on, case.outcome) == (None, "")
    assert not case.clocks.filter(met_at__isnull=True, dropped_at__isnull=True).exists()


@pytest.mark.parametrize(("reason", "said"), [("in_court", " "), ("", "不办")])
def test_not_handling_it_needs_reason_and_words(cast: Cast, reason: str, said: str) -> None:
    case = taken(cast)
    with pytest.raises(NothingSaid):
        answering.refuse_case(case, reason=reason, text=said, by=cast.viewer("song"), at=NOON)
