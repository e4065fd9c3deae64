"""Working days with make-up days (调休), and the deadlines that stand on them.

A yearly notice of the State Council moves days off and working days about. The packaged calendar knows the years it
was made for; later years are imported by an officer. Until then such a year is guessed, and what stands on it is
provisional.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.metadata import version
from types import MappingProxyType

import chinese_calendar
from django.utils.translation import gettext_lazy as _

from xinqiao.kit.texts import BadText, Sentence

_DAY = timedelta(days=1)
# Days off in every year whatever its notice says; the other festivals follow the moon.
# 全国年节及纪念日放假办法 (国务院令第795号).
_FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})

_HEADINGS = frozenset({"日期", "date"})
_OFF, _ON = frozenset({"休", "放假", "holiday"}), frozenset({"班", "上班", "workday"})
# Seven festivals gave 11 days from 2008 to 2024 and give 13 since: fewer means that the file was cut off.
_FEWEST_DAYS_OFF = 11
_DATE = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[ T]00:00(?::00)?)?"
    r"|([0-9]{4})([0-9]{2})([0-9]{2})"
)

Pause = tuple[date, date | None]


class BadCalendar(BadText):
    """A yearly file that cannot be taken: at `row` (from 1, None for the whole file), `column` and `value`."""

    def __init__(self, reason: Sentence, *, cure: Sentence, row: int | None, column: Sentence, value: str) -> None:
        super().__init__(reason, cure=cure)
        self.row, self.column, self.value = row, str(column), value


class Unit(StrEnum):
    """What a period is counted in."""

    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    MONTH = "month"


@dataclass(frozen=True)
class YearDays:
    """One year's notice: days off, make-up working days, and the document that says so."""

    holidays: frozenset[date]
    workdays: frozenset[date]
    document: str


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. A value: adding a year makes another. Raises BadCalendar for a day of another year."""

    years: Mapping[int, YearDays]
    _off: frozenset[date] = field(init=False, repr=False, compare=False)
    _made_up: frozenset[date] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for year, days in self.years.items():
            for day in sorted(days.holidays | days.workdays):
                if day.year != year:
                    raise BadCalendar(
                        _("这一天不在 %(year)d 年。") % {"year": year},
                        cure=_("请为每一年单独导入一份文件。"),
                        row=None,
                        column=_("日期"),
                        value=day.isoformat(),
                    )
        # Joined once here, so that asking about a day costs no more than looking into a set.
        off = frozenset[date]().union(*(days.holidays for days in self.years.values()))
        made_up = frozenset[date]().union(*(days.workdays for days in self.years.values()))
        object.__setattr__(self, "years", MappingProxyType(dict(self.years)))
        object.__setattr__(self, "_off", off)
        object.__setattr__(self, "_made_up", made_up)

    @classmethod
    def packaged(cls) -> "Calendar":
        """The years that came with the product (package chinesecalendar, from the State Council's yearly notices)."""
        return _packaged()

    def with_year(self, year: int, *, days: YearDays) -> "Calendar":
        """This calendar with one year added or replaced. Raises BadCalendar when a day lies in another year."""
        return Calendar({**self.years, year: days})

    def loaded(self, year: int) -> bool:
        """Whether the year's notice is known; otherwise what is said about its days is a guess."""
        return year in self.years

    def is_working(self, day: date) -> bool:
        """Whether the day is worked: make-up days are, days off and weekends are not.

        In a year that is not loaded: Monday to Friday without 1 January, 1-2 May, 1-3 October. Raises TypeError for a
        datetime. Source: 全国年节及纪念日放假办法.
        """
        if isinstance(day, datetime):
            raise TypeError("a calendar knows dates, not moments")
        if day in self._made_up:
            return True
        if day.weekday() >= 5 or day in self._off:
            return False
        return day.year in self.years or (day.month, day.day) not in _FIXED


@dataclass(frozen=True)
class Deadline:
    """The last day of a period; `provisional` while it stands on a year whose notice is not loaded."""

    on: date
    provisional: bool
    basis: str
    unit: Unit
    n: int


def deadline(
    start: date,
    *,
    n: int,
    unit: Unit,
    calendar: Calendar,
    basis: str,
    paused: Sequence[Pause] = (),
    as_of: date | None = None,
) -> Deadline:
    """The last day of `n` units after `start`, by `basis` (the rule that sets the period).

    The start day is not counted (Civil Code 201); months end on the day of the same number or at month-end (202); a
    last day that is not worked moves to the next working day, for calendar days and months (203). Days inside a pause
    [from, to) are not counted, nor can the last day move onto one; a pause still open runs up to, not including,
    `as_of`. A month is then as many days as it would have had. n = 0 is the start day itself, moved in the same way.
    Raises ValueError for a negative n, no basis, or a pause that ends before it begins or is open without `as_of`,
    TypeError for a datetime.
    """
    if isinstance(start, datetime):
        raise TypeError("a deadline starts on a date, not at a moment")
    if n < 0 or not basis.strip():
        raise ValueError("a deadline needs n >= 0 and a basis")
    rests = resting(paused, as_of=as_of)
    if unit is Unit.WORKING_DAY:
        asked_from = start + _DAY
        on = _counted(start, n=n, counts=lambda day: calendar.is_working(day) and not rests(day))
    else:
        days = n if unit is Unit.CALENDAR_DAY else (_months_later(start, n=n) - start).days
        on = _counted(start, n=days, counts=lambda day: not rests(day)) if paused else start + timedelta(days=days)
        asked_from = on
        while not calendar.is_working(on) or rests(on):
            on += _DAY
    guessed = asked_from <= on and not all(map(calendar.loaded, range(asked_from.year, on.year + 1)))
    return Deadline(on=on, provisional=guessed, basis=basis, unit=unit, n=n)


def working_days_between(a: date, *, b: date, calendar: Calendar) -> int:
    """Working days after `a` up to and including `b`; negative when `b` comes first. Raises TypeError for datetimes."""
    first, last = sorted((a, b))
    worked = sum(calendar.is_working(first + timedelta(days=step)) for step in range(1, (last - first).days + 1))
    return worked if a <= b else -worked


def read_year(rows: Sequence[Sequence[str]], *, document: str) -> YearDays:
    """One year from a file's rows of (date, kind): 休/放假/holiday or 班/上班/workday, under the notice `document`.

    A heading row and blank rows are passed over; row numbers count them. Raises BadCalendar for an unreadable or second
    date, another year, an unknown kind, a make-up day that is no Saturday or Sunday, fewer than 11 days off in all.
    """
    found: dict[date, bool] = {}
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row] + ["", ""]
        if not any(cells) or (not found and cells[0].lower() in _HEADINGS):
            continue
        day, off = _day(cells[0], row=number), _is_off(cells[1], row=number)
        _refuse_misplaced(day, off=off, found=found, row=number)
        found[day] = off
    holidays = frozenset(day for day, off in found.items() if off)
    if len(holidays) < _FEWEST_DAYS_OFF:
        raise BadCalendar(
            _("全年只有 %(count)d 个放假日，少于 %(least)d 个。") % {"count": len(holidays), "least": _FEWEST_DAYS_OFF},
            cure=_("请对照国务院办公厅的放假通知补全后重新导入。"),
            row=None,
            column=_("日期"),
            value=str(len(holidays)),
        )
    return YearDays(holidays=holidays, workdays=frozenset(found) - holidays, document=document)


def _day(text: str, *, row: int) -> date:
    written = _DATE.fullmatch(text)
    try:
        if not written:
            raise ValueError(text)
        return date(*(int(part) for part in written.groups() if part))
    except ValueError as wrong:
        raise BadCalendar(
            _("日期看不懂，或者没有这一天。"),
            cure=_("请写成“2027-01-01”的样子。"),
            row=row,
            column=_("日期"),
            value=text,
        ) from wrong


def _is_off(text: str, *, row: int) -> bool:
    kind = text.lower()
    if kind not in _OFF | _ON:
        raise BadCalendar(
            _("类型看不懂。"), cure=_("放假日写“休”，调休上班日写“班”。"), row=row, column=_("类型"), value=text
        )
    return kind in _OFF


def _refuse_misplaced(day: date, *, off: bool, found: Mapping[date, bool], row: int) -> None:
    def bad(reason: Sentence, *, cure: Sentence) -> BadCalendar:
        return BadCalendar(reason, cure=cure, row=row, column=_("日期"), value=day.isoformat())

    if found and day.year != next(iter(found)).year:
        raise bad(_("这一行和前面的行不是同一年。"), cure=_("请为每一年单独导入一份文件。"))
    if day in found:
        raise bad(_("这一天写了两次。"), cure=_("请删去重复的一行。"))
    if not off and day.weekday() < 5:
        raise bad(_("调休上班日不是星期六或星期日。"), cure=_("请核对日期；平常的工作日不用写。"))


def resting(paused: Sequence[Pause], *, as_of: date | None) -> Callable[[date], bool]:
    """Whether a day lies in one of the pauses."""
    closed: list[tuple[date, date]] = []
    for begins, ends in paused:
        if ends is None and as_of is None:
            raise ValueError("a pause that is still open needs as_of")
        if ends is not None and ends < begins:
            raise ValueError("a pause ends before it begins")
        closed.append((begins, ends or as_of or begins))
    return lambda day: any(begins <= day < ends for begins, ends in closed)


def _counted(start: date, *, n: int, counts: Callable[[date], bool]) -> date:
    """The n-th day after `start` that counts."""
    day = start
    while n:
        day += _DAY
        n -= counts(day)
    return day


def _months_later(start: date, *, n: int) -> date:
    years, month = divmod(start.month - 1 + n, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


@cache
def _packaged() -> Calendar:
    document = f"国务院办公厅节假日安排通知（chinesecalendar {version('chinesecalendar')}）"
    days_off, made_up = frozenset(chinese_calendar.holidays), frozenset(chinese_calendar.workdays)
    return Calendar(
        {
            year: YearDays(
                holidays=frozenset(day for day in days_off if day.year == year),
                workdays=frozenset(day for day in made_up if day.year == year),
                document=document,
            )
            for year in {day.year for day in days_off}
        }
    )
