"""Dates and money as a Chinese office writes them, with English forms. Always Shanghai time, always 24 hours."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language

from xinqiao.kit import clock
from xinqiao.kit.money import yuan

WEEK_ZH = "一二三四五六日"
WEEK_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_ZH = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
MONTH_EN = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

# full: heads and letters. day: in a text. short: in tables. time: in a timeline. moment: under a signature.
FORMS_ZH = {
    "full": "{y}年{m}月{d}日 星期{w}",
    "day": "{m}月{d}日 周{w}",
    "short": "{m}月{d}日",
    "time": "{m}月{d}日 周{w} {t}",
    "brief": "{m}月{d}日 {t}",
    "date": "{y}年{m}月{d}日",
    "moment": "{y}年{m}月{d}日 {t}",
    "month": "{y}年{m}月",
    "clock": "{t}",
}
FORMS_EN = {
    "full": "{week}, {d} {month} {y}",
    "day": "{wk} {d} {mon}",
    "short": "{d} {mon}",
    "time": "{wk} {d} {mon} {t}",
    "brief": "{d} {mon} {t}",
    "date": "{d} {month} {y}",
    "moment": "{d} {month} {y} {t}",
    "month": "{month} {y}",
    "clock": "{t}",
}
TIMED = {"time", "brief", "moment", "clock"}


@dataclass(frozen=True)
class DayParts:
    """A date taken apart for the stacked and the big forms."""

    month: str
    day: int
    week: str
    week_full: str
    month_full: str
    iso: str


def date(value: dt.date | dt.datetime, form: str = "day") -> str:
    """A date or an aware moment in one of the named forms. Raises KeyError for an unknown form, ValueError for a naive
    moment or for a time asked of a bare date."""
    day, hour = _parts(value)
    if form in TIMED and not hour:
        raise ValueError("a bare date has no time of day")
    names = {
        "y": day.year, "m": day.month, "d": day.day, "w": WEEK_ZH[day.weekday()], "t": hour,
        "week": WEEK_EN[day.weekday()], "wk": WEEK_EN[day.weekday()][:3],
        "month": MONTH_EN[day.month - 1], "mon": MONTH_EN[day.month - 1][:3],
    }  # fmt: skip
    return (FORMS_EN if _english() else FORMS_ZH)[form].format(**names)


def iso(value: dt.date | dt.datetime) -> str:
    """The machine's form, for <time datetime> and for date fields."""
    day, hour = _parts(value)
    return f"{day.isoformat()}T{hour}+08:00" if hour else day.isoformat()


def day_parts(value: dt.date | dt.datetime) -> DayParts:
    """Month, day and weekday apart: 11月 / 6 / 周五."""
    day, _hour = _parts(value)
    if _english():
        month, week = MONTH_EN[day.month - 1], WEEK_EN[day.weekday()]
        return DayParts(month[:3], day.day, week[:3], week, month, day.isoformat())
    week = WEEK_ZH[day.weekday()]
    return DayParts(
        f"{day.month}月", day.day, f"周{week}", f"星期{week}", f"{MONTH_ZH[day.month - 1]}月", day.isoformat()
    )


def greeting(value: dt.datetime) -> str:
    """What one says at this hour in the plant."""
    hour = value.astimezone(clock.SHANGHAI).hour
    words = ((5, "夜里好", "Good evening"), (11, "早上好", "Good morning"), (13, "中午好", "Good day"),
             (18, "下午好", "Good afternoon"), (24, "晚上好", "Good evening"))  # fmt: skip
    chinese, english = next((zh, en) for end, zh, en in words if hour < end)
    return english if _english() else chinese


def money(fen: int, form: str = "text") -> str:
    """Whole fen as yuan. "text": `3,000.00 元`; "column": the number alone; "whole": without `.00` where there is none.
    Raises TypeError for anything but an int, ValueError for an unknown form."""
    if not isinstance(fen, int) or isinstance(fen, bool):
        raise TypeError("money is a whole number of fen")
    if form not in ("text", "column", "whole"):
        raise ValueError(f"unknown form {form}")
    number = yuan(fen).removesuffix(" 元")
    if form == "column":
        return number
    if form == "whole":
        number = number.removesuffix(".00")
    return f"CNY {number}" if _english() else f"{number} 元"


def _english() -> bool:
    return (get_language() or "").startswith("en")


def _parts(value: dt.date | dt.datetime) -> tuple[dt.date, str]:
    if isinstance(value, dt.datetime):
        if timezone.is_naive(value):
            raise ValueError("a moment without a time zone cannot be printed")
        local = value.astimezone(clock.SHANGHAI)
        return local.date(), f"{local:%H:%M}"
    if not isinstance(value, dt.date):
        raise TypeError(f"not a date: {value!r}")
    return value, ""
