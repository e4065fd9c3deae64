"""What waits for one person across the rooms: each room says when the program starts what it would put on whose home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.utils.functional import Promise

# Places on a home, in the order in which they stand: the member's, then the desk's.
WAITS, NEW, THEIRS = "waits", "new", "theirs"  # to do; not read yet; under way for them
MINE, HELP, TODAY = "mine", "help", "today"  # in my hands; late where I must help; came in today
FACES = {"member": (WAITS, NEW, THEIRS), "desk": (MINE, HELP, TODAY)}
SHOWN = {WAITS: 20, NEW: 5, THEIRS: 5, MINE: 10, HELP: 5, TODAY: 5}
NEWEST_FIRST = (NEW, TODAY)


@dataclass(frozen=True)
class Row:
    """One thing: what it is, a line about it, where it is, by which day, or when it came. `about` is the page it speaks of
    where `url` only leads there: what is asked for above is not told of again below."""

    title: str
    note: str
    url: str
    due: date | None = None
    at: datetime | None = None
    about: str = ""

    @property
    def page(self) -> str:
        """The page it speaks of."""
        return self.about or self.url


Rows = Mapping[str, list[Row]]  # by place; a place that is closed to the viewer is left out


class Ask(Protocol):
    """What a room has for this viewer, at most SHOWN of a place, the most urgent first. It asks as many statements for
    one row as for many, and none for whom the room is closed."""

    def __call__(self, viewer: Any, *, on: date) -> Rows: ...


@dataclass(frozen=True)
class Count:
    """A sum that is a link to its rows."""

    count: int
    title: str | Promise
    note: str | Promise
    url: str


class CountAsk(Protocol):
    """A room's sums for this viewer in one statement; None when the room is closed."""

    def __call__(self, viewer: Any, *, on: date) -> list[Count] | None: ...


@dataclass(frozen=True)
class Sums:
    """The sums of one room."""

    title: str | Promise
    counts: list[Count]


asks: dict[tuple[str, str], Ask] = {}
count_asks: dict[str, tuple[int, str | Promise, CountAsk]] = {}


def register(name: str, *, face: str, ask: Ask) -> None:
    """Called once by a room's `apps.py` for each face. Raises ValueError for an unknown face or a double."""
    if face not in FACES or (face, name) in asks:
        raise ValueError(f"{face} is unknown, or {name} is registered twice")
    asks[face, name] = ask


def register_counts(name: str, *, title: str | Promise, ask: CountAsk, order: int = 50) -> None:
    """Sums at the head of the desk's home. Raises ValueError for a double."""
    if name in count_asks:
        raise ValueError(f"{name} is registered twice")
    count_asks[name] = (order, title, ask)


def rows_for(viewer: Any, *, face: str, on: date) -> dict[str, list[Row]]:
    """The rows of one home by place, of all rooms together: by the nearest day, or the newest first. A page stands in
    the first place that speaks of it and not again; a place that no room opens to the viewer is left out."""
    given = [ask(viewer, on=on) for (its, _name), ask in asks.items() if its == face]
    found: dict[str, list[Row]] = {}
    seen: set[str] = set()
    for place in FACES[face]:
        open_here = [rows[place] for rows in given if place in rows]
        rows = [row for several in open_here for row in several if row.page not in seen]
        if open_here:
            found[place] = _in_order(rows, place=place)[: SHOWN[place]]
            seen.update(row.page for row in rows)
    return found


def _in_order(rows: list[Row], *, place: str) -> list[Row]:
    if place in NEWEST_FIRST:
        return sorted(rows, key=lambda row: -row.at.timestamp() if row.at else 0.0)
    return sorted(rows, key=lambda row: (row.due is None, row.due or date.max))


def sums_for(viewer: Any, *, on: date) -> list[Sums]:
    """The sums of the rooms open to the viewer, in their order."""
    given = [(title, ask(viewer, on=on)) for _order, title, ask in sorted(count_asks.values(), key=lambda one: one[0])]
    return [Sums(title, counts) for title, counts in given if counts is not None]
