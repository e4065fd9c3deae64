"""A tap that comes twice, because the network was slow or a finger was quick, makes one appeal."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from tests.cast import NOON, Cast
from xinqiao.domains.service.appeals.actions import filing
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.ground.org.queries import Viewer

ASKED = {"words": "澡堂的水凉了三天。", "topic": "daily_life", "privacy": "named"}


def test_the_same_words_at_once_are_one_appeal(cast: Cast) -> None:
    me = cast.viewer("chen")
    first = filing.file_appeal(**ASKED, by=me, at=NOON)
    assert filing.file_appeal(**ASKED, by=me, at=NOON + timedelta(minutes=1)) == first
    assert Appeal.objects.count() == 1


def test_the_same_words_an_hour_later_or_from_another_are_another_appeal(cast: Cast) -> None:
    filing.file_appeal(**ASKED, by=cast.viewer("chen"), at=NOON)
    filing.file_appeal(**ASKED, by=cast.viewer("chen"), at=NOON + timedelta(hours=1))
    filing.file_appeal(**ASKED, by=cast.viewer("lin"), at=NOON)
    assert Appeal.objects.count() == 3


@pytest.mark.race
def test_two_taps_in_the_same_moment_are_one_appeal(committed: None, cast: Cast) -> None:
    me = cast.viewer("chen")

    def tap(_number: int, *, by: Viewer = me) -> int:
        try:
            return filing.file_appeal(**ASKED, by=by, at=NOON).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as taps:
        assert len(set(taps.map(tap, range(4)))) == 1
