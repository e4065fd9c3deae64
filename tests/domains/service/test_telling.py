"""Who is told what: the author where it stands, the holder what came, everybody once a morning, the chair what many say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import NOON, Cast
from tests.domains.service.appeal import against, at_department, filed, fresh, resolved, taken
from xinqiao.domains.service.appeals import tasks
from xinqiao.domains.service.appeals.actions import filing, grouping, handling, watching
from xinqiao.ground.inbox.models import Message
from xinqiao.ground.tasks.words import works
from xinqiao.kit.clock import moment

FIVE = ("chen", "lin", "gulnur", "wei", "alat")


def told(cast: Cast, key: str) -> list[tuple[str, str]]:
    """Title and line of what this person was told, oldest first."""
    return list(Message.objects.filter(person=cast.people[key]).order_by("id").values_list("title", "line"))


def test_the_author_hears_of_an_answer_and_of_the_end(cast: Cast) -> None:
    row = resolved(cast)
    assert [line for _title, line in told(cast, "chen")] == ["有了答复，打开看看。", "办结了，请您评一评。"]
    message = Message.objects.filter(person=cast.people["chen"]).first()
    assert message is not None
    assert (message.title, message.address, message.sealed) == (row.case.title, f"/appeals/{row.pk}/", False)


def test_one_answer_tells_everybody_it_went_to(cast: Cast) -> None:
    rows = [taken(cast, by="song"), filed(cast, by="lin")]
    grouping.merge_appeals([row.pk for row in rows], by=cast.viewer("song"), at=NOON)
    handling.reply_appeal(rows[0].pk, text="改。", by=cast.viewer("song"), at=NOON)
    assert len(told(cast, "chen")) == len(told(cast, "lin")) == 1


@pytest.mark.parametrize("changes", [{"privacy": "hidden"}, {"topic": "cadre"}])
def test_what_is_kept_gives_nothing_away(cast: Cast, changes: dict[str, str]) -> None:
    resolved(cast, **changes)
    messages = Message.objects.filter(person=cast.people["chen"])
    assert {(message.title, message.sealed) for message in messages} == {("您提的一件事", True)}


def test_a_refusal_and_a_correction_are_told_too(cast: Cast) -> None:
    row = taken(cast, by="song")
    handling.reply_appeal(row.pk, text="十月改。", by=cast.viewer("song"), at=NOON)
    handling.reply_appeal(row.pk, text="十一月改。", corrects=True, by=cast.viewer("song"), at=NOON)
    handling.refuse_appeal(row.pk, reason="no_facts", text="查不到", by=cast.viewer("song"), at=NOON)
    assert [line[:4] for _title, line in told(cast, "chen")] == ["有了答复", "答复更正", "这件事没"]


def test_whoever_it_was_written_down_for_reads_it(cast: Cast) -> None:
    row = filed(cast, by="song", author=cast.people["wei"], door="hotline")
    assert told(cast, "wei") == [(row.case.title, "替您登记了一件诉求，看看记得对不对。")]
    filed(cast, by="chen")
    assert told(cast, "chen") == []


def test_whoever_it_is_given_to_hears_of_it(cast: Cast) -> None:
    row = at_department(cast)
    assert told(cast, "du") == [(row.case.number, "转给您办：归那边办")]
    assert told(cast, "song") == []


def test_a_nudge_reaches_the_holder_or_the_desk(cast: Cast) -> None:
    row = taken(cast, by="song")
    filing.nudge_appeal(row.pk, text="", by=cast.viewer("chen"), at=NOON)
    assert [line for _title, line in told(cast, "song")] == ["职工催了一次，请看一眼。"]
    free = filed(cast, by="lin")
    against(cast, free, whom="jiang")
    filing.nudge_appeal(free.pk, text="", by=cast.viewer("lin"), at=NOON)
    assert len(told(cast, "song")) == 2
    assert told(cast, "jiang") == []


def remind(on: date) -> None:
    tasks.remind({}, at=moment(on, hour=7, minute=30))


def test_a_morning_brings_one_message_for_all_limits(cast: Cast) -> None:
    for _n in range(3):
        at_department(cast)
    Message.objects.all().delete()
    remind(date(2026, 10, 21))  # half of two days
    assert told(cast, "du") == [("期限提醒", "3 件快到期限或已经过期，先办最急的。")]
    remind(date(2026, 10, 21))
    assert len(told(cast, "du")) == 1
    assert told(cast, "bai") == []


def test_what_is_past_its_day_goes_up_one_step_and_no_further(cast: Cast) -> None:
    at_department(cast)
    Message.objects.all().delete()
    remind(date(2026, 10, 23))
    assert len(told(cast, "du")) == len(told(cast, "gu")) == len(told(cast, "bai")) == 1
    assert told(cast, "wen") == []
    assert told(cast, "chen") == []


def test_whoever_is_complained_of_is_not_reminded(cast: Cast) -> None:
    row = taken(cast, by="song")
    against(cast, row, whom="bai")
    remind(date(2026, 10, 23))
    assert told(cast, "bai") == []
    assert len(told(cast, "gu")) == 1


def test_the_chair_hears_once_that_five_say_the_same(cast: Cast) -> None:
    rows = [filed(cast, by=key) for key in FIVE]
    grouping.merge_appeals([row.pk for row in rows], by=cast.viewer("song"), at=NOON)
    assert told(cast, "wen") == [("有 5 人反映同一件事", rows[0].case.title)]
    assert watching.notice_many(since=NOON - timedelta(days=1), at=NOON) == 0
    another = filed(cast, by="ding")
    grouping.merge_appeals([rows[0].pk, another.pk], by=cast.viewer("song"), at=NOON)
    assert len(told(cast, "wen")) == 1


def test_it_is_noticed_before_anybody_merges_them(cast: Cast) -> None:
    crane = ("chen", "lin", "gulnur", "tong")
    rows = [filed(cast, by=key) for key in crane]
    assert watching.notice_many(since=NOON - timedelta(days=1), at=NOON) == 0
    rows.append(filed(cast, by="guest"))
    assert watching.notice_many(since=NOON - timedelta(days=1), at=NOON) == 1
    assert watching.notice_many(since=NOON - timedelta(days=1), at=NOON) == 0
    assert [title for title, _line in told(cast, "wen")] == ["有 5 人反映同一件事"]
    assert all(fresh(row).collective_at == NOON for row in rows)


def test_the_chair_who_is_complained_of_is_not_told(cast: Cast) -> None:
    rows = [filed(cast, by=key, topic="cadre") for key in ("chen", "lin", "gulnur", "tong", "guest")]
    for row in rows:
        against(cast, row, whom="wen")
    watching.notice_many(since=NOON - timedelta(days=1), at=NOON)
    assert told(cast, "wen") == []
    assert told(cast, "bai") == [("有 5 人反映同一件事", "")]


def test_the_room_works_by_itself_on_a_schedule(cast: Cast) -> None:
    assert works["service.remind"].cron == "30 7 * * *"
    filed(cast)
    works["service.watch"].do({}, at=NOON)
    assert told(cast, "wen") == []
