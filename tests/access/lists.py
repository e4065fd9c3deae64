"""Pages that show rows: who looks, how rows come about, and how many statements the page may ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from tests.access.rows import import_of_hao, parameter_of_bai
from tests.cast import Cast, make_person, make_unit
from tests.domains.service.appeal import filed, resolved, taken
from tests.ground.visits.visit import ends_posts, given, visited
from xinqiao.domains.service.appeals.actions import handling
from xinqiao.ground.org.models import Person
from xinqiao.kit.clock import now, today

Nouns = dict[str, int | str]


@dataclass(frozen=True)
class ListPage:
    """One page with rows. `make` puts one row more on it; `nouns` gives the nouns of its address."""

    who: str
    statements: int
    make: Callable[[Cast], object]
    nouns: Callable[[Cast], Nouns] = field(default=lambda cast: {})
    query: str = ""


def _late(cast: Cast) -> None:
    filed(cast, at=now() - timedelta(days=60))


def _read(cast: Cast) -> None:
    handling.read_appeal(taken(cast), by=cast.viewer("song"), at=now())


def _account(cast: Cast) -> None:
    waiting = [key for key in ("chen", "lin", "wei", "alat") if not hasattr(cast.people[key], "account")]
    cast.client(waiting[0])


def _visit(cast: Cast) -> None:
    visited(cast, at=now(), on=today(now()), companions=cast.people["gong"].number)


def _task(cast: Cast) -> None:
    given(cast, at=now(), on=today(now()), owner="ding")


def _left(cast: Cast) -> None:
    """Each time somebody else leaves a task behind, at a desk of its own."""
    leaver = next(key for key in ("ding", "bao", "tong") if not hasattr(cast.people[key], "gone"))
    given(cast, at=now(), on=today(now()), by="song", owner=leaver)
    ends_posts(cast.people[leaver], on=today(now()))
    cast.people[leaver].gone = True  # type: ignore[attr-defined]


def _next_number() -> str:
    return f"7{Person.objects.count():05d}"


def _key(cast: Cast) -> Nouns:
    return {"key": "identity.lock_tries"}


LISTS: dict[str, ListPage] = {
    "home": ListPage("chen", 8, resolved),
    "home, the front door": ListPage("", 3, _account),
    "desk": ListPage("song", 4, taken),
    "appeal_queue": ListPage("song", 5, filed),
    "appeal_queue, soon": ListPage("song", 6, filed, query="?tab=soon"),
    "appeals_own": ListPage("chen", 2, filed),
    "appeals_late": ListPage("wen", 3, _late),
    "appeals_closed": ListPage("song", 2, resolved),
    "readers": ListPage("chen", 2, _read),
    "trail_watch": ListPage("ni", 3, filed),
    "me": ListPage("chen", 2, lambda cast: cast.client("chen")),
    "roster": ListPage("hao", 3, lambda cast: make_person(_next_number(), name="新来的", unit=cast.units["crane"])),
    "roster_imports": ListPage("hao", 3, import_of_hao),
    "units": ListPage("hao", 3, lambda cast: make_unit("新班", parent=cast.units["machining1"])),
    "visits": ListPage("ding", 3, _visit),
    "visits, of my units": ListPage("luo", 3, _visit, query="?tab=units"),
    "visits_own": ListPage("wei", 3, _visit),
    "visit_tasks": ListPage("ding", 4, _task),
    "visit_tasks_hand_over": ListPage("gu", 6, _left),
    "visit_register": ListPage("luo", 8, _visit),
    "parameters": ListPage("wen", 3, parameter_of_bai),
    "parameter": ListPage("wen", 4, parameter_of_bai, nouns=_key),
}

# Pages without a noun that show a form, a fixed set or one thing.
PLAIN = {
    "activate",
    "appeal_file",
    "appeal_register",
    "calendar",
    "calendar_bring",
    "design",
    "healthz",
    "password_change",
    "sign_in",
    "roster_import_new",
    "slip_issue",
    "trail_head",
    "visit_blank",
    "visit_new",
}
