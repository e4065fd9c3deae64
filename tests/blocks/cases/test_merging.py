"""Several cases of one matter in the same hands: both numbers live, one deed for all, and apart again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.blocks.cases.matter import LIMITS, RATE_UNTIL, REVIEW, RING_BY, fresh, matter, resolved, taken, verbs
from tests.cast import NOON, Cast
from xinqiao.blocks.cases.actions import answering, handling, judging, merging, opening
from xinqiao.blocks.cases.actions.answering import NoReplyYet
from xinqiao.blocks.cases.actions.handling import NotTheHolder, OwnMatter
from xinqiao.blocks.cases.actions.line import CaseClosed
from xinqiao.blocks.cases.actions.merging import LedByAnother, NotAlike, NothingToMerge, NotMerged, PausedApart
from xinqiao.blocks.cases.models import Case
from xinqiao.blocks.cases.queries import letters, lines

LATER = NOON + timedelta(days=3)


def merged(cast: Cast, *, by: str = "song") -> tuple[Case, Case]:
    """Chen's matter in somebody's hands leads Lin's, brought three days later."""
    lead, led = taken(cast, by=by), matter(cast, of="lin", at=LATER)
    merging.merge_cases([led, lead], by=cast.viewer(by), at=LATER)
    return fresh(lead), fresh(led)


def test_the_oldest_leads_and_the_other_comes_into_its_hands(cast: Cast) -> None:
    lead, led = merged(cast)
    assert (led.merged_into_id, lead.merged_into_id) == (lead.pk, None)
    assert (led.holder, led.desk, led.state) == (cast.people["song"], cast.units["centre"], "handling")
    assert (verbs(lead)[-1], verbs(led)[-1]) == ("merge", "merge")


def test_both_numbers_and_all_limits_live(cast: Cast) -> None:
    lead, led = merged(cast)
    assert lead.number != led.number
    assert (lead.due_on, led.due_on) == (date(2026, 10, 22), date(2026, 10, 27))
    answering.reply_case(lead, text="改", by=cast.viewer("song"), at=LATER)
    assert fresh(lead).due_on == date(2026, 11, 10)


def test_the_lead_shows_the_nearest_limit_of_all(cast: Cast) -> None:
    lead = taken(cast)
    answering.reply_case(lead, text="在问", by=cast.viewer("song"), at=NOON)
    led = matter(cast, of="lin", at=LATER)
    merging.merge_cases([fresh(lead), led], by=cast.viewer("song"), at=LATER)
    assert (fresh(lead).due_on, fresh(lead).due_kind) == (date(2026, 10, 27), "reply")


def test_one_answer_goes_to_all(cast: Cast) -> None:
    lead, led = merged(cast)
    held = answering.reply_case(lead, text="十一月起改。", by=cast.viewer("song"), at=LATER)
    assert [case.pk for case in held] == [lead.pk, led.pk]
    for case in (fresh(lead), fresh(led)):
        assert (case.state, case.replied_at) == ("replied", LATER)
        assert [entry.text for entry in letters(case)] == ["十一月起改。"]
        assert case.clocks.get(kind="reply").met_at == LATER


def test_all_are_closed_and_judged_each_by_its_own(cast: Cast) -> None:
    lead, led = merged(cast)
    answering.reply_case(lead, text="改。", by=cast.viewer("song"), at=LATER)
    lead = fresh(lead)
    answering.resolve_case(lead, outcome="solved", text="", rate_until=RATE_UNTIL, by=cast.viewer("song"), at=LATER)
    led = fresh(led)
    assert (led.state, led.outcome, led.rate_until, led.due_on) == ("resolved", "solved", RATE_UNTIL, None)
    judging.rate_case(led, rating="dissatisfied", text="", call_back_on=RING_BY, by=cast.viewer("lin"), at=LATER)
    judging.reopen_case(led, desk=led.desk, limits=LIMITS, why="没改", by=cast.viewer("lin"), at=LATER)
    assert (fresh(led).merged_into, fresh(lead).rating) == (None, "")


def test_all_are_refused_with_one_reason(cast: Cast) -> None:
    lead, led = merged(cast)
    answering.refuse_case(lead, reason="no_facts", text="查不到", by=cast.viewer("song"), at=LATER)
    assert (fresh(led).state, fresh(led).reason) == ("refused", "no_facts")


def test_all_are_passed_on_and_paused_together(cast: Cast) -> None:
    lead, led = merged(cast)
    handling.pause_case(lead, why="等外单位", by=cast.viewer("song"), at=LATER)
    assert (fresh(lead).state, fresh(led).state) == ("paused", "paused")
    handling.resume_case(fresh(lead), by=cast.viewer("song"), at=LATER + timedelta(days=4))
    assert (fresh(lead).state, fresh(led).state) == ("handling", "handling")
    assert fresh(led).due_on == date(2026, 10, 28)
    handling.hand_over_case(
        fresh(lead), desk=cast.units["logistics"], holder=None, why="归后勤", by=cast.viewer("song"), at=LATER
    )
    assert (fresh(led).desk, fresh(led).holder, fresh(led).state) == (cast.units["logistics"], None, "received")
    handling.take_case(fresh(lead), by=cast.viewer("du"), at=LATER)
    assert fresh(led).holder == cast.people["du"]


def test_nobody_takes_a_lead_that_leads_their_own_matter(cast: Cast) -> None:
    lead, led = matter(cast), matter(cast, of="du", at=LATER)
    merging.merge_cases([lead, led], by=cast.viewer("song"), at=LATER)
    with pytest.raises(OwnMatter):
        handling.take_case(fresh(lead), by=cast.viewer("du"), at=LATER)


def test_what_is_led_is_not_handled_on_its_own(cast: Cast) -> None:
    _lead, led = merged(cast)
    with pytest.raises(LedByAnother):
        answering.reply_case(led, text="单独说", by=cast.viewer("song"), at=LATER)


def test_the_one_who_brought_it_may_still_add_nudge_and_take_it_back(cast: Cast) -> None:
    lead, led = merged(cast)
    answering.note_case(led, text="又来了", public=True, by=cast.viewer("lin"), at=LATER)
    judging.nudge_case(led, text="", every=timedelta(days=2), by=cast.viewer("lin"), at=LATER)
    opening.withdraw_case(led, why="", by=cast.viewer("lin"), at=LATER)
    answering.reply_case(fresh(lead), text="改。", by=cast.viewer("song"), at=LATER)
    assert fresh(led).state == "withdrawn"
    assert letters(led) == []


def test_when_the_lead_is_taken_back_the_next_oldest_leads(cast: Cast) -> None:
    lead, led = merged(cast)
    third = matter(cast, of="wei", at=LATER)
    merging.merge_cases([lead, third], by=cast.viewer("song"), at=LATER)
    opening.withdraw_case(fresh(lead), why="", by=cast.viewer("chen"), at=LATER)
    assert (fresh(led).merged_into_id, fresh(third).merged_into_id) == (None, led.pk)
    answering.reply_case(fresh(led), text="改。", by=cast.viewer("song"), at=LATER)
    assert fresh(third).state == "replied"


def test_one_is_taken_out_and_stays_where_it_is(cast: Cast) -> None:
    lead, led = merged(cast)
    merging.unmerge_case(led, lead=lead, by=cast.viewer("song"), at=LATER)
    answering.reply_case(fresh(lead), text="改。", by=cast.viewer("song"), at=LATER)
    led = fresh(led)
    assert (led.merged_into, led.state, led.holder, led.due_on) == (
        *(None, "handling", cast.people["song"]),
        date(2026, 10, 27),
    )
    assert verbs(led)[-2:] == ["merge", "unmerge"]
    answering.reply_case(led, text="另外说。", by=cast.viewer("song"), at=LATER)


def test_what_was_led_comes_along_under_an_older_lead(cast: Cast) -> None:
    oldest = matter(cast, of="wei")
    lead, led = merged(cast)
    merging.merge_cases([lead, oldest], by=cast.viewer("song"), at=LATER)
    assert {fresh(lead).merged_into_id, fresh(led).merged_into_id} == {oldest.pk}


def test_what_is_led_is_not_merged_again(cast: Cast) -> None:
    _lead, led = merged(cast)
    with pytest.raises(LedByAnother):
        merging.merge_cases([matter(cast, of="wei", at=NOON), led], by=cast.viewer("song"), at=LATER)


def test_one_alone_is_nothing_to_merge(cast: Cast) -> None:
    with pytest.raises(NothingToMerge):
        merging.merge_cases([taken(cast)], by=cast.viewer("song"), at=NOON)


def test_what_is_closed_is_not_merged_or_taken_out(cast: Cast) -> None:
    with pytest.raises(CaseClosed):
        merging.merge_cases([resolved(cast), matter(cast)], by=cast.viewer("song"), at=NOON)
    lead, led = merged(cast)
    opening.withdraw_case(led, why="", by=cast.viewer("lin"), at=LATER)
    with pytest.raises(CaseClosed):
        merging.unmerge_case(led, lead=lead, by=cast.viewer("song"), at=LATER)


def test_only_what_is_merged_is_taken_out(cast: Cast) -> None:
    one, other = matter(cast), matter(cast)
    with pytest.raises(NotMerged):
        merging.unmerge_case(one, lead=other, by=cast.viewer("song"), at=NOON)


def test_rounds_of_another_kind_are_not_merged(cast: Cast) -> None:
    under = resolved(cast)
    judging.ask_review(under, desk=cast.units["group"], limits=[REVIEW], why="没改", by=cast.viewer("chen"), at=NOON)
    with pytest.raises(NotAlike):
        merging.merge_cases([under, matter(cast)], by=cast.viewer("song"), at=NOON)


def test_what_is_paused_is_resumed_before_it_is_merged(cast: Cast) -> None:
    case = taken(cast)
    handling.pause_case(case, why="等", by=cast.viewer("song"), at=NOON)
    with pytest.raises(PausedApart):
        merging.merge_cases([case, matter(cast)], by=cast.viewer("song"), at=NOON)


def test_nothing_is_closed_before_everyone_was_answered(cast: Cast) -> None:
    lead = taken(cast)
    answering.reply_case(lead, text="改。", by=cast.viewer("song"), at=NOON)
    led = matter(cast, of="lin", at=LATER)
    merging.merge_cases([fresh(lead), led], by=cast.viewer("song"), at=LATER)
    with pytest.raises(NoReplyYet) as refused:
        answering.resolve_case(
            fresh(lead), outcome="solved", text="", rate_until=RATE_UNTIL, by=cast.viewer("song"), at=LATER
        )
    assert led.number in str(refused.value)


def test_only_the_holder_acts_on_the_lead(cast: Cast) -> None:
    lead, _led = merged(cast)
    with pytest.raises(NotTheHolder):
        answering.reply_case(lead, text="改", by=cast.viewer("jiang"), at=LATER)


def test_the_timeline_tells_the_member_where_it_went(cast: Cast) -> None:
    lead, led = merged(cast)
    told = [line.text for line in lines(led, public_only=True)]
    assert any(lead.number in line for line in told)
    assert not any(led.number in line.text for line in lines(lead, public_only=True))
    assert any(led.number in line.text for line in lines(lead, public_only=False))
