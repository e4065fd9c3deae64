"""Sending: one statement, in the transaction of the deed it tells of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from xinqiao.ground.inbox import queries
from xinqiao.ground.inbox.models import Address
from xinqiao.ground.inbox.words import DELIVER, Wanted, daytime, kinds
from xinqiao.ground.tasks import actions as tasks

# One statement for one person or sixteen thousand. What comes back: the messages that are new, each with the addresses
# that asked to be told at once; so a union without channels pays nothing for them.
_SEND = """
INSERT INTO inbox_message (person_id, kind, title, line, address, sealed, at, read_how, "key")
SELECT {person}, %s, %s, %s, %s, %s, %s, '', %s FROM {people} WHERE true
ON CONFLICT DO NOTHING
RETURNING id, (
    SELECT {joined} FROM inbox_address a JOIN inbox_channel c ON c.kind = a.channel_id
    WHERE a.person_id = inbox_message.person_id AND NOT inbox_message.sealed
      AND c.switched_on AND a.confirmed_at IS NOT NULL AND a.wanted = 'each'
)
"""
_BY_VENDOR = {
    "sqlite": {"person": "value", "people": "json_each(%s)", "joined": "group_concat(a.id)"},
    "postgresql": {"person": "p", "people": "unnest(%s::bigint[]) AS p", "joined": "string_agg(a.id::text, ',')"},
}


def send(
    *,
    to: Iterable[int],
    kind: str,
    title: str,
    line: str = "",
    address: str = "",
    sealed: bool = False,
    key: str = "",
    at: datetime,
) -> int:
    """Tell these people something, in the caller's transaction; returns how many were told. `address` is the path of the
    page it is about. With a `key` one person is told the same thing once.

    A `sealed` message is found by its reader alone: it is not counted, not on paper, and rings nowhere; its title must
    not give anything away either. Raises KeyError for a kind nobody named, ValueError for an address outside this house.
    """
    kinds[kind]
    if address and (not address.startswith("/") or address.startswith("//")):
        raise ValueError(address)
    people = list(dict.fromkeys(to))
    if not people:
        return 0
    words = [kind, title, line, address, sealed, _moment(at), key]
    with connection.cursor() as cursor:
        cursor.execute(_SEND.format(**_BY_VENDOR[connection.vendor]), [*words, _people(people)])
        told: list[tuple[int, str | None]] = cursor.fetchall()
    _ring(told, at=at)
    return len(told)


def _moment(at: datetime) -> Any:
    return at if connection.vendor == "postgresql" else connection.ops.adapt_datetimefield_value(at)


def _people(people: list[int]) -> Any:
    return people if connection.vendor == "postgresql" else json.dumps(people)


def _ring(told: list[tuple[int, str | None]], *, at: datetime) -> None:
    """Queue one ringing for each message and address, by day."""
    pairs = [(int(one), message) for message, addresses in told if addresses for one in addresses.split(",")]
    if pairs:
        work = [(f"{address}:{message}", _args(address, wanted=Wanted.EACH)) for address, message in pairs]
        tasks.enqueue_many(DELIVER, work=work, at=at, run_at=daytime(at))


def _args(address: int, *, wanted: str) -> dict[str, Any]:
    return {"address": address, "wanted": str(wanted)}


def ring_digests(*, on: date, at: datetime) -> int:
    """Queue the one ringing of a day for whoever wants that and has something new; returns how many."""
    with transaction.atomic():
        work = [(f"{pk}:{on}", _args(pk, wanted=Wanted.DIGEST)) for pk in queries.digests_due()]
        tasks.enqueue_many(DELIVER, work=work, at=at, run_at=daytime(at))
    return len(work)


def mark_rung(ring: queries.Ring) -> None:
    """This address has been told of everything up to that message: nothing older rings again."""
    Address.objects.filter(pk=ring.address, told_of__lt=ring.newest).update(told_of=ring.newest)
