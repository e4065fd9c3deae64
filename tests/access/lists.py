"""Pages that show rows: who looks, how rows come about, and how many statements the page may ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from tests.access.rows import import_of_hao, parameter_of_bai
from tests.cast import Cast, make_person, make_unit
from tests.domains.service.appeal import filed, resolved, taken
from xinqiao.domains.service.appeals.actions import handling
from xinqiao.ground.org.models import Person
from xinqiao.kit.clock import now

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
    "tokens": ListPage("hao", 2, lambda cast: cast.token("hao")),
    "tokens, of everybody": ListPage("yu", 2, lambda cast: cast.token("hao")),
    "api_appeals": ListPage("song", 6, filed),
    "parameters": ListPage("wen", 3, parameter_of_bai),
    "parameter": ListPage("wen", 4, parameter_of_bai, nouns=_key),
}

# Pages without a noun that show a form, a fixed set or one thing.
PLAIN = {
    "activate",
    "api_description",
    "api_token",
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
    "token_new",
    "trail_head",
}
