"""The same message twice at the same moment: one deed, and one answer for both."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

import pytest

from tests.cast import NOON, Cast, gather
from tests.races.runners import Meeting, losers, race, winners
from xinqiao.domains.service.appeals.actions import filing
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.ground.identity.actions import answers
from xinqiao.ground.identity.actions.answers import Answer, KeyUsedOtherwise
from xinqiao.ground.identity.models import ApiToken, IdempotentAnswer

pytestmark = pytest.mark.race


@pytest.fixture
def cast(committed: None) -> Cast:
    return gather()


def asked(cast: Cast, *, token: ApiToken, body: bytes, words: list[str]) -> Answer:
    """The hotline's exchange files an appeal; each time with other words, so no second tap helps."""
    me = cast.viewer("song")

    def deed() -> Answer:
        said = words.pop()
        if not said:
            time.sleep(0.3)  # long enough for the other to stand and wait
            raise RuntimeError
        given = {"words": said, "topic": "unsure", "privacy": "named", "door": "hotline"}
        row = filing.file_appeal(**given, author=cast.people["wei"], by=me, at=NOON)
        return Answer(201, row.case.number)

    return answers.answer_once(deed, token=token, key="one-key-1", address="/", body=body, by=me, at=NOON)


def test_two_at_once_are_one_deed(cast: Cast) -> None:
    for turn in range(5):
        token, words = cast.token("song"), [f"甲{turn}", f"乙{turn}"]
        before = Appeal.objects.count()
        ends: list[Any] = race(*(partial(asked, cast, token=token, body=b"1", words=words) for _n in range(2)))
        assert winners(ends) == 2
        assert sorted(end.first for end in ends) == [False, True]
        assert len({(end.status, end.body) for end in ends}) == 1
        assert Appeal.objects.count() == before + 1


def test_two_bodies_at_once_and_one_of_them_is_done(cast: Cast) -> None:
    for turn in range(5):
        token, words = cast.token("song"), [f"甲{turn}", f"乙{turn}"]
        before = Appeal.objects.count()
        ends = race(*(partial(asked, cast, token=token, body=body, words=words) for body in (b"1", b"2")))
        assert (winners(ends), losers(ends)) == (1, [KeyUsedOtherwise.__name__])
        assert Appeal.objects.count() == before + 1


def test_the_second_goes_on_when_the_first_fails(cast: Cast) -> None:
    token, words = cast.token("song"), ["食堂晚班没有热菜。", ""]
    ends = race(*(partial(asked, cast, token=token, body=b"1", words=words) for _n in range(2)))
    assert (winners(ends), losers(ends)) == (1, ["RuntimeError"])
    assert Appeal.objects.count() == IdempotentAnswer.objects.count() == 1


def test_without_the_kept_row_two_at_once_are_two_deeds(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same when the key is only looked up before and written after."""
    meeting = Meeting(2)

    def looked_up(deed: Any, *, token: ApiToken, key: str, **_more: Any) -> Answer:
        kept = IdempotentAnswer.objects.filter(token=token, key=key).first()
        meeting.wait()
        return Answer(kept.status, kept.body, first=False) if kept else deed()

    monkeypatch.setattr(answers, "answer_once", looked_up)
    token, words = cast.token("song"), ["甲", "乙"]
    race(*(partial(asked, cast, token=token, body=b"1", words=words) for _n in range(2)))
    assert Appeal.objects.count() == 2
