"""Writing the trail. Every action of the product records itself here, in its own transaction."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction
from django.utils import timezone

from xinqiao.ground.trail.models import Event, Seal
from xinqiao.ground.trail.queries import proof

BATCH = 4096


class Actor(Protocol):
    """Whoever does it. The trail needs a number and a name."""

    @property
    def person(self) -> int | None: ...

    @property
    def name(self) -> str: ...


def event_of(
    *,
    verb: str,
    by: Actor | None,
    at: datetime,
    kind: str,
    row: int | None = None,
    number: str = "",
    person: int | None = None,
    note: Mapping[str, Any] | None = None,
) -> Event:
    """An event ready to be written: one deed on one record. `person` is whose record it is, for "who read my file"."""
    event = Event(
        at=at.astimezone(timezone.get_default_timezone()),
        verb=verb,
        actor=by.person if by else None,
        actor_name=by.name if by else "",
        kind=kind,
        row=row,
        number=number,
        person=person,
        note=json.dumps(note, ensure_ascii=False, sort_keys=True, default=str) if note else "",
        nonce=secrets.token_hex(8),
    )
    event.mark = proof.mark_of(proof.row_of(event))
    return event


def record(
    *,
    verb: str,
    by: Actor | None,
    at: datetime,
    kind: str,
    row: int | None = None,
    number: str = "",
    person: int | None = None,
    note: Mapping[str, Any] | None = None,
) -> None:
    """Write one event in the transaction of the deed it tells of."""
    event_of(verb=verb, by=by, at=at, kind=kind, row=row, number=number, person=person, note=note).save(
        force_insert=True
    )


def record_many(events: list[Event]) -> None:
    """Write the events of a bulk deed, one per record, in its transaction."""
    Event.objects.bulk_create(events, batch_size=500)


def seal(*, at: datetime, whole: bool = False) -> int:
    """Seal the events no seal holds yet, in batches; `whole` looks through all the trail for them. Returns how many.

    What was tampered with is sealed as it stands: the proof names it by its mark all the same.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":  # one sealer at a time; on SQLite the write lock already says so
            connection.cursor().execute("SELECT pg_advisory_xact_lock(85123)")
        ids = proof.unsealed(whole=whole)
        for start in range(0, len(ids), BATCH):
            _seal_batch(ids[start : start + BATCH], at=at)
        return len(ids)


def _seal_batch(ids: list[int], *, at: datetime) -> None:
    rows = proof.events_of(ids)
    leaves = [proof.leaf_of(rows[number]) for number in ids]
    batch = {
        "previous": proof.newest()[0],
        "sealed_at": proof.written(at),
        "first": ids[0],
        "last": ids[-1],
        "count": len(ids),
        "events": json.dumps(ids, separators=(",", ":")),
        "root": proof.root_of(leaves),
    }
    Seal.objects.create(**batch | {"sealed_at": at}, leaves=b"".join(leaves), head=proof.head_of(batch))
