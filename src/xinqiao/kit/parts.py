"""A person's page is put together from parts: each room shows there what this viewer may see of its own rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.utils.functional import Promise

ROWS = 10


@dataclass(frozen=True)
class Row:
    """One row of a part."""

    title: str
    note: str
    url: str
    at: date | datetime | None


@dataclass(frozen=True)
class Part:
    """What a room shows of one person, the newest first: ROWS of them, and whether there are more."""

    rows: list[Row]
    more: bool


class Show(Protocol):
    """What this viewer may see of a person (by key); None when the room is closed to the viewer, which is then not even
    named. A person of whom nothing may be seen gives the same part as one of whom there is nothing. One statement."""

    def __call__(self, viewer: Any, *, person: int) -> Part | None: ...


@dataclass(frozen=True)
class Drawn:
    """One part as the page draws it."""

    name: str
    title: str | Promise
    rows: list[Row]
    more: bool


shows: dict[str, tuple[int, str | Promise, Show]] = {}


def register(name: str, *, title: str | Promise, part: Show, order: int = 50) -> None:
    """Called once by a room's `apps.py`, under the name of its finder (`kit/finding`), which shows what is left out here.

    Raises ValueError for a name registered twice.
    """
    if name in shows:
        raise ValueError(f"{name} is registered twice")
    shows[name] = (order, title, part)


def drawn_for(viewer: Any, *, person: int) -> list[Drawn]:
    """The parts open to this viewer, in their order."""
    drawn = []
    for name, (_order, title, part) in sorted(shows.items(), key=lambda show: show[1][0]):
        found = part(viewer, person=person)
        if found is not None:
            drawn.append(Drawn(name, title, found.rows, found.more))
    return drawn
