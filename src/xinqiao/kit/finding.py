"""Searching across rooms: each room says when the program starts how its own rows are found, by its own rights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.utils.functional import Promise

PAGE = 10


@dataclass(frozen=True)
class Hit:
    """One row found, in words its finder may know. `key` is where the next page begins behind it."""

    title: str
    note: str
    url: str
    number: str
    at: date | datetime | None
    key: str


class Find(Protocol):
    """Hits within the viewer's reach behind a key, PAGE of them and one more when there is a next page.

    The room's own rule comes first, the index second: what one may not see is neither shown nor counted.
    """

    def __call__(self, viewer: Any, *, text: str, after: str) -> list[Hit]: ...


@dataclass(frozen=True)
class Finder:
    """One kind of row and how it is found."""

    title: str | Promise
    find: Find
    order: int


finders: dict[str, Finder] = {}


def register(kind: str, *, title: str | Promise, find: Find, order: int = 50) -> None:
    """Called once by a room's `apps.py`. Raises ValueError for a kind registered twice."""
    if kind in finders:
        raise ValueError(f"{kind} is registered twice")
    finders[kind] = Finder(title, find, order)


def in_order() -> Mapping[str, Finder]:
    """The finders in the order their groups stand on the page."""
    return dict(sorted(finders.items(), key=lambda item: (item[1].order, item[0])))


def first_of(rows: QuerySet[Any], *, exact: Q, key: str, after: str) -> list[Any]:
    """One page of rows and one more when there is a next: first the one whose number was asked for, then by key ("-" for
    the newest first). `after` is the key of the last row shown; one that cannot be a key finds nothing."""
    named = key.removeprefix("-")
    rows = rows.annotate(not_asked=Case(When(exact, then=Value(0)), default=Value(1)))
    if after:
        words = isinstance(rows.model._meta.get_field(named), CharField)
        if not words and not (after.isdecimal() and len(after) < 19):
            return []
        behind = f"{named}__lt" if key.startswith("-") else f"{named}__gt"
        rows = rows.filter(not_asked=1, **{behind: after})
    return list(rows.order_by("not_asked", key)[: PAGE + 1])
