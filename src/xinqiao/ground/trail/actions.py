"""Writing the trail. Every action of the product records itself here, in its own transaction."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction
from django.utils import timezone

from xinqiao.ground.trail import queries
from xinqiao.ground.trail.models import Event, Seal

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
    event.mark = queries.mark_of(event)
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


def seal(*, at: datetime) -> int:
    """Seal every event that no seal holds yet, in batches. Returns how many were sealed."""
    with transaction.atomic():
        if connection.vendor == "postgresql":  # one sealer at a time; on SQLite the write lock already says so
            connection.cursor().execute("SELECT pg_advisory_xact_lock(85123)")
        events = _unsealed()
        for start in range(0, len(events), BATCH):
            _seal_batch(events[start : start + BATCH], at=at)
        return len(events)


def _unsealed() -> list[Event]:
    last = queries.head()
    floor = max(0, last.last - queries.STRAGGLERS) if last else 0
    held: set[int] = set()
    for events in Seal.objects.filter(last__gt=floor).values_list("events", flat=True):
        held.update(json.loads(events))
    return [event for event in Event.objects.filter(id__gt=floor).order_by("id") if event.id not in held]


def _seal_batch(events: list[Event], *, at: datetime) -> None:
    leaves = [queries.leaf_of(event) for event in events]
    last = queries.head()
    previous = last.head if last else queries.GENESIS
    ids = json.dumps([event.id for event in events], separators=(",", ":"))
    root = queries.root_of(leaves)
    Seal.objects.create(
        sealed_at=at,
        first=events[0].id,
        last=events[-1].id,
        count=len(events),
        events=ids,
        leaves=b"".join(leaves),
        root=root,
        previous=previous,
        head=queries.head_of(previous, root=root, events=ids, count=len(events)),
    )
