"""Reading parameters: the value in force on a day, and the calendar that the yearly files make."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from xinqiao.ground.parameters import rules
from xinqiao.ground.parameters.models import Parameter
from xinqiao.ground.parameters.words import HEADS, SHIPPED, Shipped, Text
from xinqiao.kit.clock import now, today
from xinqiao.kit.workdays import Calendar, YearDays

CALENDAR = "calendar."
HEAD_OF = {"arbitration": "mediation"}


def versions(key: str = "") -> QuerySet[Parameter]:
    """All versions, newest first; of one key when given."""
    rows = Parameter.objects.order_by("key", "-in_force_from", "-id")
    return rows.filter(key=key) if key else rows


def in_force(key: str, *, on: date, path: str = "") -> Parameter | Shipped:
    """The version in force on a day in a unit: the nearest scope above the unit wins, then the later start.

    Falls back to the shipped default with its own source. Raises KeyError for a key nobody has defined.
    """
    rows = Parameter.objects.filter(
        Q(in_force_to__isnull=True) | Q(in_force_to__gt=on),
        key=key,
        scope__in=_scopes(path),
        in_force_from__lte=on,
        confirmed_at__isnull=False,
    )
    return max(rows, key=_nearest, default=None) or SHIPPED[key]


def _scopes(path: str) -> list[str]:
    return [path[:n] for n in range(len(path), -1, -4)] or [""]


def _nearest(row: Parameter) -> tuple[int, date, int]:
    return len(row.scope), row.in_force_from, row.id


# One number for all that is confirmed: a confirmed version is never edited nor taken out, so it changes with every one.
STAMP = "(SELECT count(*) FROM parameters_parameter WHERE confirmed_at IS NOT NULL)"


@dataclass(frozen=True)
class Known:
    """Everything confirmed up to a stamp, held in memory: the same answers as `in_force` and `calendar`, unasked."""

    confirmed: tuple[Parameter, ...]
    calendar: Calendar

    def in_force(self, key: str, *, on: date, path: str = "") -> Parameter | Shipped:
        """As `in_force`. Raises KeyError for a key nobody has defined."""
        scopes = _scopes(path)
        rows = (
            row
            for row in self.confirmed
            if row.key == key and row.scope in scopes and row.in_force_from <= on
            if row.in_force_to is None or row.in_force_to > on
        )
        return max(rows, key=_nearest, default=None) or SHIPPED[key]


@lru_cache(maxsize=2)
def known(stamp: int) -> Known:
    """What is confirmed, read anew whenever the stamp (see STAMP) is another than before."""
    rows = Parameter.objects.filter(confirmed_at__isnull=False).order_by("id")
    return Known(tuple(row for row in rows if not row.key.startswith(CALENDAR)), calendar())


def value(key: str, *, on: date, path: str = "") -> Any:
    """The number itself. Whoever opens a matter keeps the number; old matters are never recomputed with a new one."""
    return in_force(key, on=on, path=path).value


def calendar() -> Calendar:
    """Working days of all loaded years: the pinned package, then the yearly files that two officers have confirmed."""
    rows = Parameter.objects.filter(key__startswith=CALENDAR, confirmed_at__isnull=False).order_by("id")
    return _built(tuple((row.key, row.document, _frozen(row.value)) for row in rows))


def _frozen(days: dict[str, list[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(days["holidays"]), tuple(days["workdays"])


@lru_cache(maxsize=8)
def _built(files: tuple[tuple[str, str, tuple[tuple[str, ...], tuple[str, ...]]], ...]) -> Calendar:
    built = Calendar.packaged()
    for key, document, (holidays, workdays) in files:
        days = YearDays(
            holidays=frozenset(map(date.fromisoformat, holidays)),
            workdays=frozenset(map(date.fromisoformat, workdays)),
            document=document,
        )
        built = built.with_year(int(key.removeprefix(CALENDAR)), days=days)
    return built


@dataclass(frozen=True)
class Line:
    """One number on the board."""

    key: str
    title: Text
    value: str
    unit: Text
    nature: str
    document: Text
    since: date | None


def spoken(value: Any) -> str:
    """A value as people write it: a ratio as 2/3, a list with commas, a yearly file as its count of days off."""
    if isinstance(value, dict):
        return _("放假 %(off)s 天，调休上班 %(on)s 天") % {"off": len(value["holidays"]), "on": len(value["workdays"])}
    if isinstance(value, list) and value and isinstance(value[0], list):
        return "；".join(map(spoken, value))
    if isinstance(value, list):
        return "/".join(map(str, value)) if len(value) == 2 and 0 < value[1] < 100 else "，".join(map(str, value))
    return str(value)


def board(*, on: date) -> list[tuple[Text, list[Line]]]:
    """Every number in force for the whole union, grouped by whom it concerns: one query."""
    confirmed: dict[str, Parameter] = {}
    rows = Parameter.objects.filter(
        Q(in_force_to__isnull=True) | Q(in_force_to__gt=on), scope="", in_force_from__lte=on, confirmed_at__isnull=False
    )
    for row in rows.order_by("in_force_from", "id"):
        confirmed[row.key] = row
    groups: dict[str, list[Line]] = {head: [] for head in HEADS}
    for key, shipped in SHIPPED.items():
        found = confirmed.get(key, shipped)
        since = found.in_force_from if key in confirmed else None
        line = Line(key, shipped.title, spoken(found.value), shipped.unit, shipped.nature, found.document, since)
        groups[HEAD_OF.get(key.split(".")[0], key.split(".")[0])].append(line)
    return [(title, groups[head]) for head, title in HEADS.items()]


def reaches(viewer: Any, *, scope: str) -> bool:
    """Whether a proposer's post reaches a scope: the whole union only from its root."""
    paths = [post.path for post in viewer.posts if post.role in rules.PROPOSERS]
    whole = len(scope) % 4 == 0  # four digits a level
    return any((scope.startswith(path) and whole) or (not scope and len(path) == 4) for path in paths)


def scopes(viewer: Any) -> list[tuple[str, str]]:
    """Where this viewer may set a number: the whole union from the root, else the units of their posts."""
    places = {post.path: post.unit_name for post in viewer.posts if post.role in rules.PROPOSERS}
    rooted = [("", _("整个工会"))] if any(len(path) == 4 for path in places) else []
    return rooted + [(path, name) for path, name in sorted(places.items()) if len(path) > 4]


@dataclass(frozen=True)
class Day:
    """One day of the year view. `kind`: "" worked as usual, "off", "made_up"; `weekend` days off by the week alone."""

    day: date
    kind: str


def months(year: int) -> list[tuple[int, int, list[Day]]]:
    """Each month with the weekday it begins on (Monday is 0) and its days."""
    known = calendar()
    shown = []
    for month in range(1, 13):
        days = [date(year, month, n) for n in range(1, monthrange(year, month)[1] + 1)]
        shown.append((month, days[0].weekday(), [Day(day, _kind(day, known=known)) for day in days]))
    return shown


def _kind(day: date, *, known: Calendar) -> str:
    if known.is_working(day):
        return "made_up" if day.weekday() >= 5 else ""
    return "off"


def years(shown: int) -> list[tuple[int, bool, str]]:
    """The years around the one shown: loaded or not, and under which document."""
    known = calendar()
    return [
        (year, known.loaded(year), known.years[year].document if known.loaded(year) else "")
        for year in range(shown - 1, shown + 3)
    ]


def hotline() -> str:
    """The hotline number in force today, for the foot of every page."""
    return str(value("hotline.number", on=today(now())))
