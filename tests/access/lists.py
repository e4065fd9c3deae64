"""Pages that show rows: who looks, how rows come about, and how many statements the page may ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from tests.access.rows import extension_of, freeze_of_wen, import_of_hao, parameter_of_bai
from tests.cast import Cast, make_person, make_unit
from tests.domains.service.appeal import filed, resolved, taken
from xinqiao.blocks.approvals.actions import delegating
from xinqiao.blocks.approvals.models import Delegation
from xinqiao.blocks.approvals.words import Step
from xinqiao.domains.service.appeals.actions import handling
from xinqiao.domains.service.extensions.actions import keeping, signing
from xinqiao.ground.org.models import Person, Post
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


def _extension(cast: Cast) -> None:
    extension_of(cast, taken(cast, at=now()).pk, by="song")


def _decided(cast: Cast) -> None:
    row = extension_of(cast, taken(cast, at=now()).pk, by="song")
    signing.sign_extension(row.pk, agree=False, opinion="不用延", by=cast.viewer("gu"), at=now())


def _version(cast: Cast) -> None:
    step = (Step("工会意见", ("chair",)),)
    keeping.keep_route(steps=step, in_force_from=today(now()), document="x", by=cast.viewer("wen"), at=now())
    freeze_of_wen(cast)


def _delegation(cast: Cast) -> None:
    begins = today(now()) + timedelta(days=10 * Delegation.objects.count())
    for by, to in (("bao", "luo"), ("luo", "bao")):
        post = Post.objects.get(person=cast.people[by]).pk
        delegating.give_delegation(
            post=post, number=cast.people[to].number, from_on=begins, to_on=begins + timedelta(days=5), document="x",
            by=cast.viewer(by), at=now(),
        )  # fmt: skip


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
    "extensions": ListPage("gu", 3, _extension),
    "extensions, mine": ListPage("song", 3, _extension, query="?tab=mine"),
    "extensions, decided": ListPage("wen", 3, _decided, query="?tab=decided"),
    "extension_route": ListPage("wen", 5, _version),
    "delegations": ListPage("bao", 4, _delegation),
    "appeals_own": ListPage("chen", 2, filed),
    "appeals_late": ListPage("wen", 3, _late),
    "appeals_closed": ListPage("song", 2, resolved),
    "readers": ListPage("chen", 2, _read),
    "trail_watch": ListPage("ni", 3, filed),
    "me": ListPage("chen", 2, lambda cast: cast.client("chen")),
    "roster": ListPage("hao", 3, lambda cast: make_person(_next_number(), name="新来的", unit=cast.units["crane"])),
    "roster_imports": ListPage("hao", 3, import_of_hao),
    "units": ListPage("hao", 3, lambda cast: make_unit("新班", parent=cast.units["machining1"])),
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
    "extension_freeze",
    "extension_route_new",
    "healthz",
    "password_change",
    "sign_in",
    "roster_import_new",
    "slip_issue",
    "trail_head",
}
