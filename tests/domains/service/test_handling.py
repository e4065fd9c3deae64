"""The officer's deeds: take, restate, name who is complained of, reply, pause, resume, resolve, refuse."""

import json
from datetime import date, timedelta

import pytest

from tests.cast import NOON, Cast
from tests.domains.service.appeal import (
    against,
    at_department,
    filed,
    fresh,
    handed,
    resolved,
    taken,
    under_review,
)
from xinqiao.blocks.cases import queries as cases
from xinqiao.blocks.cases.actions.answering import NoReplyYet, NothingSaid, OutcomeOfAnotherRound
from xinqiao.blocks.cases.actions.handling import (
    AlreadyTaken,
    NoReason,
    NotPaused,
    PausedAlready,
)
from xinqiao.blocks.cases.actions.line import CaseClosed
from xinqiao.domains.service.appeals.actions import filing, handling
from xinqiao.domains.service.appeals.actions.handling import (
    AgainstSelf,
    StaysApart,
    ToTheComplained,
    UnknownReason,
)
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.ground.trail.models import Event


def test_an_officer_takes_it_and_the_next_is_told_who_has_it(cast: Cast) -> None:
    row = taken(cast)
    assert fresh(row).case.holder == cast.people["song"]
    with pytest.raises(AlreadyTaken) as told:
        handling.take_appeal(row.pk, by=cast.viewer("jiang"), at=NOON)
    assert "宋巧云" in str(told.value)


def test_an_officers_own_appeal_is_out_of_the_officers_sight(cast: Cast) -> None:
    row = filed(cast, by="song")
    with pytest.raises(Appeal.DoesNotExist):
        handling.take_appeal(row.pk, by=cast.viewer("song"), at=NOON)
    assert handling.take_appeal(row.pk, by=cast.viewer("jiang"), at=NOON).case.holder == cast.people["jiang"]


def test_title_and_topic_are_mended_and_the_words_stay(cast: Cast) -> None:
    row = taken(cast)
    handling.restate_appeal(row.pk, title=" 末班车早走 ", topic="pay", by=cast.viewer("song"), at=NOON)
    after = fresh(row)
    assert (after.case.title, after.topic, after.words) == ("末班车早走", "pay", row.words)
    amended = cases.lines(after.case, public_only=False)[0].text
    assert amended.endswith("「夜班十二点下班，末班班车十一点五十就走了」班车、食堂、浴室 → 「末班车早走」工资与工时")
    assert not any("改题目" in line.text for line in cases.lines(after.case, public_only=True))
    assert Event.objects.filter(verb="case_amend", row=row.pk).count() == 1


def test_an_empty_title_leaves_the_old_one(cast: Cast) -> None:
    row = taken(cast)
    handling.restate_appeal(row.pk, title="  ", topic="pay", by=cast.viewer("song"), at=NOON)
    assert fresh(row).case.title == row.case.title


def test_what_turns_out_to_be_about_a_cadre_is_hidden_from_then_on(cast: Cast) -> None:
    row = taken(cast, privacy="named")
    handling.restate_appeal(row.pk, title="", topic="cadre", by=cast.viewer("song"), at=NOON)
    assert fresh(row).privacy == "hidden"


def test_what_is_about_a_cadre_stays_apart(cast: Cast) -> None:
    row = taken(cast, topic="cadre")
    with pytest.raises(StaysApart):
        handling.restate_appeal(row.pk, title="", topic="pay", by=cast.viewer("song"), at=NOON)
    handling.restate_appeal(row.pk, title="对班长的意见", topic="cadre", by=cast.viewer("song"), at=NOON)
    assert fresh(row).case.title == "对班长的意见"


def test_a_closed_appeal_is_not_restated(cast: Cast) -> None:
    row = resolved(cast)
    with pytest.raises(CaseClosed):
        handling.restate_appeal(row.pk, title="新", topic="pay", by=cast.viewer("song"), at=NOON)


def test_x20_the_complained_is_named_and_sees_nothing_from_then_on(cast: Cast) -> None:
    row = filed(cast)
    against(cast, row, whom="tong")
    assert fresh(row).complained == cast.people["tong"]
    assert json.loads(Event.objects.get(verb="name_complained").note) == {"number": cast.people["tong"].number}
    with pytest.raises(Appeal.DoesNotExist):
        handling.take_appeal(row.pk, by=cast.viewer("tong"), at=NOON)
    handling.name_complained(row.pk, person=None, by=cast.viewer("gu"), at=NOON)
    assert fresh(row).complained is None


def test_nobody_complains_of_themselves(cast: Cast) -> None:
    row = filed(cast)
    with pytest.raises(AgainstSelf):
        against(cast, row, whom="chen")


def test_x20_who_holds_it_is_not_named_before_it_is_passed_on(cast: Cast) -> None:
    row = at_department(cast)
    with pytest.raises(ToTheComplained):
        against(cast, row, whom="du")


def test_an_answer_reaches_the_member(cast: Cast) -> None:
    row = at_department(cast)
    handling.reply_appeal(row.pk, text="十一月起改。", by=cast.viewer("du"), at=NOON)
    assert [letter.text for letter in cases.letters(row.case)] == ["十一月起改。"]
    with pytest.raises(NothingSaid):
        handling.reply_appeal(row.pk, text=" ", by=cast.viewer("du"), at=NOON)
    with pytest.raises(Appeal.DoesNotExist):
        handling.reply_appeal(row.pk, text="我也说", by=cast.viewer("song"), at=NOON)


def test_a_note_stays_among_officers(cast: Cast) -> None:
    row = taken(cast)
    handling.note_appeal(row.pk, text="班长说确有其事", by=cast.viewer("gu"), at=NOON)
    assert not row.case.entries.last().public
    filing.withdraw_appeal(row.pk, why="", by=cast.viewer("chen"), at=NOON)
    with pytest.raises(CaseClosed):
        handling.note_appeal(row.pk, text="还有", by=cast.viewer("gu"), at=NOON)


def test_clocks_stop_with_a_reason_and_start_again(cast: Cast) -> None:
    row = taken(cast)
    with pytest.raises(NotPaused):
        handling.resume_appeal(row.pk, by=cast.viewer("song"), at=NOON)
    with pytest.raises(NoReason):
        handling.pause_appeal(row.pk, why="", by=cast.viewer("song"), at=NOON)
    handling.pause_appeal(row.pk, why="等厂家", by=cast.viewer("song"), at=NOON + timedelta(days=1))
    assert fresh(row).case.due_statutory
    with pytest.raises(PausedAlready):
        handling.pause_appeal(row.pk, why="还等", by=cast.viewer("song"), at=NOON)
    handling.resume_appeal(row.pk, by=cast.viewer("song"), at=NOON + timedelta(days=2))
    assert fresh(row).case.due_on == date(2026, 10, 23)


def test_help_on_the_spot_is_counted(cast: Cast) -> None:
    row = resolved(cast)
    assert (row.same_day, row.case.rate_until) == (True, date(2026, 10, 29))
    slow = taken(cast)
    handling.reply_appeal(slow.pk, text="改", by=cast.viewer("song"), at=NOON)
    day = NOON + timedelta(days=1)
    assert not handling.resolve_appeal(slow.pk, outcome="solved", text="", by=cast.viewer("song"), at=day).same_day


def test_x20_no_closing_without_an_answer(cast: Cast) -> None:
    row = taken(cast)
    with pytest.raises(NoReplyYet):
        handling.resolve_appeal(row.pk, outcome="solved", text="", by=cast.viewer("song"), at=NOON)


def test_a_review_ends_with_its_own_outcomes(cast: Cast) -> None:
    row = under_review(cast)
    handling.take_appeal(row.pk, by=cast.viewer("bai"), at=NOON)
    handling.reply_appeal(row.pk, text="查过了", by=cast.viewer("bai"), at=NOON)
    with pytest.raises(OutcomeOfAnotherRound):
        handling.resolve_appeal(row.pk, outcome="solved", text="", by=cast.viewer("bai"), at=NOON)
    with pytest.raises(OutcomeOfAnotherRound):
        handling.refuse_appeal(row.pk, reason="no_facts", text="不办", by=cast.viewer("bai"), at=NOON)
    done = handling.resolve_appeal(row.pk, outcome="changed", text="", by=cast.viewer("bai"), at=NOON)
    assert (done.case.state, done.case.outcome) == ("resolved", "changed")


def test_not_handling_it_names_a_reason_of_the_list(cast: Cast) -> None:
    row = taken(cast)
    with pytest.raises(UnknownReason):
        handling.refuse_appeal(row.pk, reason="too_busy", text="没空", by=cast.viewer("song"), at=NOON)
    with pytest.raises(NothingSaid):
        handling.refuse_appeal(row.pk, reason="in_court", text=" ", by=cast.viewer("song"), at=NOON)
    done = handling.refuse_appeal(row.pk, reason="in_court", text="等裁决", by=cast.viewer("song"), at=NOON)
    assert (done.case.state, done.case.reason) == ("refused", "in_court")


def test_a_closed_appeal_answers_every_deed_with_a_sentence(cast: Cast) -> None:
    row, one = resolved(cast), {"by": cast.viewer("song"), "at": NOON}
    with pytest.raises(CaseClosed):
        handling.take_appeal(row.pk, **one)
    with pytest.raises(CaseClosed):
        handling.reply_appeal(row.pk, text="再说", **one)
    with pytest.raises(CaseClosed):
        handling.pause_appeal(row.pk, why="等", **one)
    with pytest.raises(CaseClosed):
        handling.resume_appeal(row.pk, **one)
    with pytest.raises(CaseClosed):
        handling.resolve_appeal(row.pk, outcome="solved", text="", **one)
    with pytest.raises(CaseClosed):
        handling.refuse_appeal(row.pk, reason="in_court", text="等", **one)
    with pytest.raises(CaseClosed):
        handed(cast, row, to="du", desk="logistics", by="song")


def test_opening_it_at_a_desk_is_on_the_authors_record(cast: Cast) -> None:
    row = taken(cast)
    handling.read_appeal(row, by=cast.viewer("gu"), at=NOON)
    event = Event.objects.get(verb="read")
    assert (event.actor_name, event.person, event.number) == ("谷雨晴", cast.people["chen"].pk, row.case.number)
