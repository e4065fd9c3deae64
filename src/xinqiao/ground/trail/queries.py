"""Reading the trail, and the arithmetic by which it is proved."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, QuerySet

from xinqiao.ground.trail.models import Event, Seal
from xinqiao.ground.trail.words import kinds
from xinqiao.kit.clock import moment

GENESIS = "0" * 64
FIELDS = ("id", "at", "verb", "actor", "actor_name", "kind", "row", "number", "person", "note", "nonce")
STRAGGLERS = (
    20_000  # a slow transaction may commit a lower id after a batch was sealed: the window looked through for it
)


def reads_of(person: int) -> QuerySet[Event]:
    """Who read this person's records, newest first: shown to the person alone."""
    return Event.objects.filter(verb="read", person=person).exclude(actor=person).order_by("-id")


def events_about(kind: str, *, row: int) -> QuerySet[Event]:
    """All that was done to one record, oldest first."""
    return Event.objects.filter(kind=kind, row=row).order_by("id")


def head() -> Seal | None:
    """The last seal: its head is the one line that proves everything before it."""
    return Seal.objects.order_by("-id").first()


def spoken(event: Event, *, with_id: bool = True) -> bytes:
    """The event as bytes, the same on every engine: this is what is marked and sealed."""
    names = FIELDS if with_id else FIELDS[1:]
    values = [getattr(event, name) for name in names]
    when = names.index("at")
    values[when] = values[when].timestamp().hex() if isinstance(values[when], datetime) else str(values[when])
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=repr).encode()


def mark_of(event: Event) -> str:
    """HMAC under the trail's own key: an event written past the program has none that fits."""
    return hmac.new(settings.XINQIAO_TRAIL_KEY, spoken(event, with_id=False), hashlib.sha256).hexdigest()


def leaf_of(event: Event) -> bytes:
    """The hash of an event in its place. Leaves and nodes hash apart, so neither passes as the other."""
    return hashlib.sha256(b"\0" + spoken(event) + event.mark.encode()).digest()


def root_of(leaves: Sequence[bytes]) -> str:
    """The Merkle root of a batch; an odd leaf is carried up alone."""
    row = list(leaves)
    while len(row) > 1:
        pairs = [hashlib.sha256(b"\1" + a + b).digest() for a, b in zip(row[::2], row[1::2], strict=False)]
        row = pairs + ([row[-1]] if len(row) % 2 else [])
    return row[0].hex()


def head_of(previous: str, *, root: str, events: str, count: int) -> str:
    """The head of the chain after a batch: binds the batch to all before it."""
    return hashlib.sha256(f"{previous}|{root}|{events}|{count}".encode()).hexdigest()


@dataclass(frozen=True)
class Finding:
    """What is wrong, and with which event or seal."""

    fault: str  # altered | missing | added | seal | head
    id: int


def findings(*, head: str = "") -> Iterator[Finding]:
    """Every altered, missing or added event in order of the seals; nothing when the trail is whole.

    `head` is a head that was noted earlier: it must lie on the chain, or the end of the chain was cut off since.
    """
    sealed: set[int] = set()
    heads = {GENESIS}
    previous = GENESIS
    for seal in Seal.objects.order_by("id").iterator(chunk_size=20):
        ids = _ids(seal)
        yield from _of_batch(seal, ids=ids, previous=previous)
        sealed.update(ids)
        heads.add(seal.head)
        previous = seal.head
    yield from _of_the_rest(sealed)
    if head and head not in heads:
        yield Finding("head", 0)


def _ids(seal: Seal) -> list[int]:
    try:
        ids = json.loads(seal.events)
    except ValueError:
        return []
    return [number for number in ids if isinstance(number, int)] if isinstance(ids, list) else []


def _of_batch(seal: Seal, *, ids: list[int], previous: str) -> Iterator[Finding]:
    blob = bytes(seal.leaves)
    leaves = [blob[i : i + 32] for i in range(0, len(blob), 32)]
    whole = (
        len(leaves) == len(ids) == seal.count
        and bool(leaves)
        and seal.previous == previous
        and root_of(leaves) == seal.root
        and head_of(previous, root=seal.root, events=seal.events, count=seal.count) == seal.head
    )
    if not whole:
        yield Finding("seal", seal.id)
        return
    rows = _fetched(ids)
    for number, leaf in zip(ids, leaves, strict=True):
        if number not in rows:
            yield Finding("missing", number)
        elif (event := rows[number]) is None or leaf_of(event) != leaf:
            yield Finding("altered", number)


def _fetched(ids: Sequence[int]) -> dict[int, Event | None]:
    """Events by id; None for one whose columns can no longer be read as what they are."""
    found: dict[int, Event | None] = {}
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        try:
            found.update(Event.objects.in_bulk(some))
        except (ValueError, TypeError, OverflowError):
            for number in some:
                found.update(_fetched_alone(number))
    return found


def _fetched_alone(number: int) -> dict[int, Event | None]:
    try:
        return {event.id: event for event in Event.objects.filter(id=number)}
    except (ValueError, TypeError, OverflowError):
        return {number: None}


def _of_the_rest(sealed: set[int]) -> Iterator[Finding]:
    """An event outside every seal is honest only when its mark fits and its nonce is its own."""
    rest = [
        number
        for number in Event.objects.order_by("id").values_list("id", flat=True).iterator()
        if number not in sealed
    ]
    rows = _fetched(rest)
    nonces = [event.nonce for event in rows.values() if event is not None]
    twice: set[str] = set()
    for start in range(0, len(nonces), 500):
        some = Event.objects.filter(nonce__in=nonces[start : start + 500]).values("nonce").annotate(n=Count("id"))
        twice.update(some.filter(n__gt=1).values_list("nonce", flat=True))
    for number in rest:
        event = rows.get(number)
        if event is None or event.nonce in twice or not _marked(event):
            yield Finding("added", number)


def _marked(event: Event) -> bool:
    return hmac.compare_digest(mark_of(event).encode(), str(event.mark).encode())


@dataclass(frozen=True)
class State:
    """How much is sealed, for the public page and the command."""

    events: int
    seals: int
    last: Seal | None


def state() -> State:
    """Counts of events and seals, and the last seal."""
    return State(Event.objects.count(), Seal.objects.count(), head())


@dataclass(frozen=True)
class Reading:
    """One reading of a person's records, as they are shown it."""

    at: datetime
    who: str
    what: str
    number: str


def readings(person: int, *, before: int | None, page: int) -> tuple[list[Reading], int | None]:
    """One page of who read this person's records, newest first, by key; and where the next page begins."""
    rows = reads_of(person)
    if before:
        rows = rows.filter(id__lt=before)
    found = list(rows[: page + 1])
    shown = [Reading(row.at, row.actor_name, str(kinds.get(row.kind, row.kind)), row.number) for row in found[:page]]
    return shown, found[page - 1].id if len(found) > page else None


@dataclass(frozen=True)
class Search:
    """What an auditor looks for: a day, an actor's name, a verb, a register number. Empty fields do not narrow."""

    on: date | None = None
    name: str = ""
    verb: str = ""
    number: str = ""


def events(search: Search, *, before: int | None, page: int) -> tuple[list[Event], int | None]:
    """One page of events, newest first, by key: that something was done, never what it contained."""
    rows = Event.objects.order_by("-id").defer("note", "nonce", "mark")
    if search.on:
        begins = moment(search.on)
        rows = rows.filter(at__gte=begins, at__lt=begins + timedelta(days=1))
    if search.name:
        rows = rows.filter(actor_name=search.name)
    if search.verb:
        rows = rows.filter(verb=search.verb)
    if search.number:
        rows = rows.filter(number=search.number)
    if before:
        rows = rows.filter(id__lt=before)
    found = list(rows[: page + 1])
    return found[:page], found[page - 1].id if len(found) > page else None
