"""The main road of an appeal: from the phone to the answer to the rating."""

from datetime import date, timedelta

import pytest

from tests.cast import NOON, Cast
from xinqiao.blocks.cases.words import State
from xinqiao.domains.service.appeals.actions import filing, handling
from xinqiao.domains.service.appeals.models import Appeal

WORDS = "夜班十二点下班，末班班车十一点五十就走了，我们七个女工冬天走四十分钟回家属院。"


def file(cast: Cast, **changes: object) -> Appeal:
    asked = {"words": WORDS, "topic": "daily_life", "privacy": "named", "by": cast.viewer("chen"), "at": NOON}
    return filing.file_appeal(**(asked | changes))  # type: ignore[arg-type]


def test_an_appeal_goes_from_phone_to_answer_to_rating(cast: Cast) -> None:
    appeal = file(cast)
    assert appeal.case.number == "SQ-2026-0001"
    assert appeal.case.title == "夜班十二点下班，末班班车十一点五十就走了"
    assert appeal.case.desk == cast.units["centre"]
    assert appeal.case.due_on == date(2026, 10, 22)  # two working days

    handling.take_appeal(appeal.pk, by=cast.viewer("song"), at=NOON)
    handling.hand_over_appeal(
        appeal.pk,
        desk=cast.units["logistics"],
        holder=cast.people["du"],
        why="班车归后勤",
        by=cast.viewer("song"),
        at=NOON,
    )
    reply = "自十一月起，末班车改为零点二十发车，试行一个月。"
    handling.reply_appeal(appeal.pk, text=reply, by=cast.viewer("du"), at=NOON + timedelta(days=1))
    done = handling.resolve_appeal(
        appeal.pk, outcome="solved", text="", by=cast.viewer("du"), at=NOON + timedelta(days=2)
    )
    assert done.case.state == State.RESOLVED
    rated = filing.rate_appeal(appeal.pk, rating="satisfied", text="车上有暖风。", by=cast.viewer("chen"), at=NOON)
    assert rated.case.rating == "satisfied"
    said = list(rated.case.entries.order_by("id").values_list("verb", "by_name"))
    assert said == [
        ("open", "陈禾苗"),
        ("take", "宋巧云"),
        ("hand_over", "宋巧云"),
        ("reply", "杜家和"),
        ("resolve", "杜家和"),
        ("rate", "陈禾苗"),
    ]


def test_a_stranger_to_the_matter_cannot_take_it(cast: Cast) -> None:
    appeal = file(cast)
    with pytest.raises(Appeal.DoesNotExist):
        handling.take_appeal(appeal.pk, by=cast.viewer("bao"), at=NOON)  # another sub-union's chair
