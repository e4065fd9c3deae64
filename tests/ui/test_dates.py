"""Dates and money, in Chinese and in English, always by the clock of Shanghai."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from xinqiao.kit.clock import moment
from xinqiao.ui import dates

DAY = date(2026, 10, 21)
NIGHT = datetime(2026, 10, 21, 16, 20, tzinfo=UTC)  # twenty past midnight of the 22nd in Shanghai


@pytest.mark.parametrize(
    ("form", "chinese", "english"),
    [
        ("full", "2026年10月22日 星期四", "Thursday, 22 October 2026"),
        ("day", "10月22日 周四", "Thu 22 Oct"),
        ("short", "10月22日", "22 Oct"),
        ("time", "10月22日 周四 00:20", "Thu 22 Oct 00:20"),
        ("brief", "10月22日 00:20", "22 Oct 00:20"),
        ("date", "2026年10月22日", "22 October 2026"),
        ("moment", "2026年10月22日 00:20", "22 October 2026 00:20"),
        ("month", "2026年10月", "October 2026"),
        ("clock", "00:20", "00:20"),
    ],
)
def test_a_moment_is_printed_by_the_clock_of_shanghai(form: str, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert dates.date(NIGHT, form) == chinese
    with translation.override("en"):
        assert dates.date(NIGHT, form) == english


def test_a_bare_date_has_no_time() -> None:
    assert dates.date(DAY, "full") == "2026年10月21日 星期三"
    with pytest.raises(ValueError, match="no time"):
        dates.date(DAY, "time")


def test_what_cannot_be_printed_is_an_error() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dates.date(datetime(2026, 10, 21, 8, 0))  # noqa: DTZ001 - the fault under test
    with pytest.raises(TypeError):
        dates.date(None)  # type: ignore[arg-type]
    with pytest.raises(KeyError):
        dates.date(DAY, "long")


def test_machines_get_the_offset() -> None:
    assert dates.iso(NIGHT) == "2026-10-22T00:20+08:00"
    assert dates.iso(DAY) == "2026-10-21"


def test_a_date_taken_apart() -> None:
    parts = dates.day_parts(date(2026, 11, 6))
    assert (parts.month, parts.day, parts.week, parts.month_full, parts.week_full) == (
        "11月",
        6,
        "周五",
        "十一月",
        "星期五",
    )
    with translation.override("en"):
        parts = dates.day_parts(date(2026, 11, 6))
    assert (parts.month, parts.day, parts.week) == ("Nov", 6, "Fri")


@pytest.mark.parametrize(
    ("hour", "words"),
    [(0, "夜里好"), (4, "夜里好"), (5, "早上好"), (11, "中午好"), (13, "下午好"), (18, "晚上好"), (23, "晚上好")],
)
def test_the_greeting_follows_the_hour_in_shanghai(hour: int, words: str) -> None:
    assert dates.greeting(moment(DAY, hour=hour).astimezone(UTC)) == words


def test_money_is_whole_fen() -> None:
    assert dates.money(106000050) == "1,060,000.50 元"
    assert dates.money(300000) == "3,000.00 元"
    assert dates.money(300000, "whole") == "3,000 元"
    assert dates.money(300050, "whole") == "3,000.50 元"
    assert dates.money(-5, "column") == "-0.05"
    with translation.override("en"):
        assert dates.money(300000) == "CNY 3,000.00"


@pytest.mark.parametrize("wrong", [1.5, True, "100", None])
def test_anything_but_whole_fen_is_refused(wrong: object) -> None:
    with pytest.raises(TypeError):
        dates.money(wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="unknown form"):
        dates.money(1, "cheque")
