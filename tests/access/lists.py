"""Pages that show rows: who looks, how rows come about, and how many statements the page may ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from tests.access.rows import parameter_of_bai
from tests.cast import Cast
from tests.domains.service.appeal import filed, resolved, taken
from xinqiao.domains.service.appeals.actions import handling
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


def _key(cast: Cast) -> Nouns:
    return {"key": "identity.lock_tries"}


LISTS: dict[str, ListPage] = {
    "home": ListPage("chen", 9, resolved),
    "home, the front door": ListPage("", 4, _account),
    "desk": ListPage("song", 5, taken),
    "appeal_queue": ListPage("song", 6, filed),
    "appeal_queue, soon": ListPage("song", 7, filed, query="?tab=soon"),
    "appeals_own": ListPage("chen", 3, filed),
    "appeals_late": ListPage("wen", 4, _late),
    "appeals_closed": ListPage("song", 3, resolved),
    "readers": ListPage("chen", 3, _read),
    "trail_watch": ListPage("ni", 4, filed),
    "me": ListPage("chen", 3, lambda cast: cast.client("chen")),
    "parameters": ListPage("wen", 4, parameter_of_bai),
    "parameter": ListPage("wen", 5, parameter_of_bai, nouns=_key),
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
    "slip_issue",
    "trail_head",
}
