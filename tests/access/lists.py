"""Pages that show rows: who looks, how rows come about, and how many statements the page may ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from tests.access.rows import failed_task, import_of_hao, message_to_wei, parameter_of_bai, template_of_song
from tests.cast import Cast, make_person, make_unit
from tests.domains.service.appeal import filed, resolved, taken
from xinqiao.domains.service.appeals.actions import filing, grouping, handling, publishing
from xinqiao.ground.inbox.models import Message
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


def _let_down(cast: Cast) -> None:
    row = resolved(cast)
    filing.rate_appeal(row.pk, rating="dissatisfied", text="", by=cast.viewer("chen"), at=now())


def _brought_by_many(cast: Cast) -> None:
    rows = [filed(cast, by=key) for key in ("chen", "lin", "wei", "alat", "gulnur")]
    grouping.merge_appeals([row.pk for row in rows], by=cast.viewer("song"), at=now())


def _published(cast: Cast) -> None:
    row = resolved(cast)
    publishing.publish_answer(row.pk, title="班车", text="改到零点二十。", by=cast.viewer("song"), at=now())


def _read(cast: Cast) -> None:
    handling.read_appeal(taken(cast), by=cast.viewer("song"), at=now())


def _account(cast: Cast) -> None:
    waiting = [key for key in ("chen", "lin", "wei", "alat") if not hasattr(cast.people[key], "account")]
    cast.client(waiting[0])


def _word(cast: Cast) -> None:
    person = make_person(_next_number(), name="新来的", unit=cast.units["press"])
    Message.objects.create(person=person, kind="test", title="书屋周六开门", at=now())


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
    "appeals_ring": ListPage("jiang", 2, _let_down),
    "appeals_leave": ListPage("song", 2, lambda cast: taken(cast, by="song")),
    "appeals_collective": ListPage("wen", 3, _brought_by_many),
    "public_answers": ListPage("chen", 2, _published),
    "reply_templates": ListPage("song", 2, template_of_song),
    "readers": ListPage("chen", 2, _read),
    "trail_watch": ListPage("ni", 3, filed),
    "me": ListPage("chen", 2, lambda cast: cast.client("chen")),
    "roster": ListPage("hao", 3, lambda cast: make_person(_next_number(), name="新来的", unit=cast.units["crane"])),
    "search": ListPage("chen", 3, filed, query="?q=班车"),
    "search, at the desk": ListPage("song", 5, filed, query="?q=陈禾苗"),
    "roster_imports": ListPage("hao", 3, import_of_hao),
    "units": ListPage("hao", 3, lambda cast: make_unit("新班", parent=cast.units["machining1"])),
    "parameters": ListPage("wen", 3, parameter_of_bai),
    "message_list": ListPage("wei", 2, message_to_wei),
    "errands": ListPage("ding", 3, _word),
    "tasks": ListPage("yu", 3, failed_task),
    "parameter": ListPage("wen", 4, parameter_of_bai, nouns=_key),
}

# Pages without a noun that show a form, a fixed set or one thing.
PLAIN = {
    "activate",
    "address_list",
    "appeal_file",
    "appeal_register",
    "appeals_export",
    "reply_template_new",
    "calendar",
    "calendar_bring",
    "channels",
    "design",
    "healthz",
    "password_change",
    "sign_in",
    "roster_import_new",
    "slip_issue",
    "trail_head",
}
