"""The proof of the trail: marks, leaves and heads, and what they find.

Rows are read as the database holds them, never through the models: a column that somebody spoilt (a time that is no
time, bytes that are no text) is to be named, and must stop neither the proof nor the next seal.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby, islice
from typing import Any

from django.conf import settings
from django.db import connection

from xinqiao.ground.trail.models import Event

Row = tuple[Any, ...]
COLUMNS = ("id", "at", "verb", "actor", "actor_name", "kind", "row", "number", "person", "note", "nonce", "mark")
BOUND = ("previous", "sealed_at", "first", "last", "count", "events", "root")  # what a head holds together
GENESIS = "0" * 64
STRAGGLERS = 20_000  # a slow transaction may commit a lower id after a batch was sealed: the window looked through
SPOKEN_HOLES = 50  # of one hole so many ids are named
WIDEST = 2**63


def written(at: datetime) -> str:
    """A moment as SQLite keeps it: one text on every engine, in UTC."""
    return str(at.astimezone(UTC).replace(tzinfo=None))


def row_of(event: Event) -> Row:
    """An event of the program as the row the database will give back."""
    return tuple(written(event.at) if name == "at" else getattr(event, name) for name in COLUMNS)


def _bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=repr).encode("utf-8", "surrogatepass")


def _hmac(value: object) -> str:
    return hmac.digest(settings.XINQIAO_TRAIL_KEY, _bytes(value), "sha256").hex()


def mark_of(row: Row) -> str:
    """HMAC of all but the id, under the trail's own key: an event written past the program has none that fits."""
    return _hmac(row[1:-1])


def leaf_of(row: Row) -> bytes:
    """The hash of an event in its place. Leaves and nodes hash apart, so neither passes as the other."""
    return hashlib.sha256(b"\0" + _bytes(row)).digest()


def root_of(leaves: Sequence[bytes]) -> str:
    """The Merkle root of a batch; an odd leaf is carried up alone. Empty for no leaves."""
    row = list(leaves)
    while len(row) > 1:
        pairs = [hashlib.sha256(b"\1" + a + b).digest() for a, b in zip(row[::2], row[1::2], strict=False)]
        row = pairs + ([row[-1]] if len(row) % 2 else [])
    return row[0].hex() if row else ""


def head_of(batch: dict[str, Any]) -> str:
    """The head of the chain after a batch: an HMAC over all the seal says and the head before it, so that whoever
    rewrites events and seals together still lacks the key. `batch` has the names in BOUND."""
    return _hmac(["seal", *(batch[name] for name in BOUND)])


@dataclass(frozen=True)
class Finding:
    """What is wrong, and with which event (altered, missing, added) or seal (seal, gap, seal_gone); head has no id."""

    fault: str
    id: int


class Bits:
    """A set of ids, a bit each: years of events fit into a few megabytes."""

    def __init__(self) -> None:
        self._pages: dict[int, bytearray] = {}

    def add(self, number: int) -> None:
        page = self._pages.setdefault(number >> 16, bytearray(8192))
        page[(number & 0xFFFF) >> 3] |= 1 << (number & 7)

    def __contains__(self, number: int) -> bool:
        page = self._pages.get(number >> 16)
        return page is not None and bool(page[(number & 0xFFFF) >> 3] & (1 << (number & 7)))


@contextmanager
def _any_text() -> Iterator[None]:
    """SQLite hands out what is no UTF-8 too, instead of stopping at it."""
    raw = connection.connection
    if connection.vendor == "sqlite":
        raw.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        if connection.vendor == "sqlite":
            raw.text_factory = str


def fetch(statement: str, *values: Any) -> list[Row]:
    """Rows as the database holds them; {time:NAME} in the statement is a moment as text."""
    sqlite = connection.vendor == "sqlite"
    shape = 'CAST("{}" AS TEXT)' if sqlite else "to_char(\"{}\" AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    for name in ("at", "sealed_at"):
        statement = statement.replace(f"{{time:{name}}}", shape.format(name))
    with connection.cursor() as cursor, _any_text():
        cursor.execute(statement, values or None)
        return list(cursor.fetchall())


def _trimmed(moment: object) -> object:
    """PostgreSQL's text of a moment as SQLite writes it: without six zeros."""
    return moment.removesuffix(".000000") if connection.vendor == "postgresql" and isinstance(moment, str) else moment


_NAMES = ", ".join("{time:at}" if name == "at" else f'"{name}"' for name in COLUMNS)
_SEAL_NAMES = ", ".join("{time:sealed_at}" if name == "sealed_at" else f'"{name}"' for name in BOUND)


def events_of(ids: Sequence[int]) -> dict[int, Row]:
    """The rows of these ids that are there."""
    found: dict[int, Row] = {}
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        places = ", ".join(["%s"] * len(some))
        for row in fetch(f"SELECT {_NAMES} FROM trail_event WHERE id IN ({places})", *some):  # noqa: S608 - ours
            found[row[0]] = (row[0], _trimmed(row[1]), *row[2:])
    return found


def ids_in(events: object) -> list[int]:
    """The ids a seal holds; none when its list cannot be read."""
    try:
        ids = json.loads(str(events))
    except ValueError:
        return []
    return [one for one in ids if type(one) is int and abs(one) < WIDEST] if isinstance(ids, list) else []


def _seals() -> Iterator[tuple[int, dict[str, Any], object, bytes]]:
    """Each seal in order: its id, what its head binds, its head, its leaves."""
    after = -WIDEST
    while True:
        rows = fetch(
            f"SELECT id, head, leaves, {_SEAL_NAMES} FROM trail_seal WHERE id > %s ORDER BY id LIMIT 20",  # noqa: S608
            after,
        )
        for number, head, blob, *bound in rows:
            batch = dict(zip(BOUND, bound, strict=True))
            batch["sealed_at"] = _trimmed(batch["sealed_at"])
            yield number, batch, head, bytes(blob) if isinstance(blob, (bytes, memoryview)) else b""
        if len(rows) < 20:
            return
        after = rows[-1][0]


def newest() -> tuple[str, int]:
    """The head to chain on to, and the last event id it holds; GENESIS and 0 before the first seal."""
    rows = fetch("SELECT head, last FROM trail_seal ORDER BY id DESC LIMIT 1")
    head, last = rows[0] if rows else (GENESIS, 0)
    return str(head), last if isinstance(last, int) else 0


def unsealed(*, whole: bool = False) -> list[int]:
    """Ids no seal holds: behind the last seal and in the window of stragglers before it, or in the whole trail."""
    floor = -WIDEST if whole else max(0, newest()[1] - STRAGGLERS)
    held = Bits()
    for (events,) in fetch("SELECT events FROM trail_seal WHERE last > %s", floor):
        for number in ids_in(events):
            held.add(number)
    return [number for number in _ids_after(floor) if number not in held]


def _ids_after(floor: int) -> Iterator[int]:
    while rows := fetch("SELECT id FROM trail_event WHERE id > %s ORDER BY id LIMIT 20000", floor):
        yield from (number for (number,) in rows)
        floor = rows[-1][0]


def findings(*, head: str = "") -> Iterator[Finding]:
    """All that is wrong, seal by seal, then among events no seal holds; nothing when the trail is whole.

    `head` is a head that was noted earlier: it must lie on the chain, or the end of the chain was cut off since.
    """
    sealed, named, last = Bits(), Bits(), 0
    expected, heads, newest_seal = {GENESIS}, {GENESIS}, 0
    for number, batch, stored, blob in _seals():
        ids, leaves = ids_in(batch["events"]), [blob[i : i + 32] for i in range(0, len(blob), 32)]
        own = head_of(batch)
        whole = own == stored and len(ids) == len(leaves) == batch["count"] and root_of(leaves) == batch["root"]
        if not whole:
            yield Finding("seal", number)
        elif batch["previous"] not in expected:
            yield Finding("gap", number)
        if whole:
            heads.add(own)
        expected, newest_seal = {own, str(stored)}, number
        if len(ids) == len(leaves):
            for finding in _of_batch(ids, leaves=leaves, whole=whole):
                named.add(finding.id)
                yield finding
            for one in ids:
                sealed.add(one)
            last = max([last, *ids])
    yield from _of_seals_gone(newest_seal)
    yield from _of_the_rest(sealed, named=named, last=last)
    if head and head not in heads:
        yield Finding("head", 0)


def _of_batch(ids: list[int], *, leaves: list[bytes], whole: bool) -> Iterator[Finding]:
    """Events against their leaves. A seal that is itself spoilt proves nothing: then only the marks speak."""
    rows = events_of(ids)
    for number, leaf in zip(ids, leaves, strict=True):
        row = rows.get(number)
        if row is None:
            if whole:
                yield Finding("missing", number)
            continue
        fits = _marked(row)
        if leaf_of(row) != leaf and (whole or not fits):
            yield Finding("altered", number)
        elif not fits:
            yield Finding("added", number)  # sealed, but never written by the program


def _marked(row: Row) -> bool:
    mark = row[-1]
    return isinstance(mark, str) and mark.isascii() and hmac.compare_digest(mark_of(row), mark)


def _of_the_rest(sealed: Bits, *, named: Bits, last: int) -> Iterator[Finding]:
    """Events outside every seal: honest only when the mark fits. Then events that share a nonce: all but one are copies.
    Then ids that are gone."""
    rest = [number for number in _ids_after(-WIDEST) if number not in sealed]
    for start in range(0, len(rest), 500):
        rows = events_of(rest[start : start + 500])
        for number in rest[start : start + 500]:
            if number in rows and not _marked(rows[number]):
                named.add(number)
                yield Finding("added", number)
    for finding in _of_copies(sealed, named=named):
        named.add(finding.id)
        yield finding
    yield from _of_holes([number for number in rest if number > last], named=named, last=last)


def _of_copies(sealed: Bits, *, named: Bits) -> Iterator[Finding]:
    twice = "SELECT nonce FROM trail_event GROUP BY nonce HAVING count(*) > 1"
    rows = fetch(f"SELECT nonce, id FROM trail_event WHERE nonce IN ({twice}) ORDER BY nonce, id")  # noqa: S608 - ours
    for _nonce, shared in groupby(rows, key=lambda row: row[0]):
        honest = [number for _one, number in shared if number not in named]
        first = next((one for one in honest if one in sealed), next((one for one in honest if one > 0), None))
        yield from (Finding("added", number) for number in honest if number != first)


def _highest_ever(table: str) -> int | None:
    """The highest id SQLite ever gave in this table; None elsewhere: sequences of PostgreSQL leave holes by nature."""
    if connection.vendor != "sqlite":
        return None
    rows = fetch("SELECT seq FROM sqlite_sequence WHERE name = %s", table)
    return rows[0][0] if rows and isinstance(rows[0][0], int) else None


def _of_holes(rest: list[int], *, named: Bits, last: int) -> Iterator[Finding]:
    """SQLite gives ids without holes, rolled back or not: a hole behind the last seal is a deletion no seal saw.
    A hole with a foreign event in or behind it is that event's doing."""
    highest = _highest_ever("trail_event")
    if highest is None or not (rest or last):
        return
    before, foreign = last or rest[0] - 1, False
    for number in [*rest, highest + 1]:
        if number in named:
            foreign = True
            continue
        if not foreign:
            yield from islice((Finding("missing", one) for one in range(before + 1, number)), SPOKEN_HOLES)
        before, foreign = max(number, before), False


def _of_seals_gone(newest_seal: int) -> Iterator[Finding]:
    highest = _highest_ever("trail_seal")
    if highest is not None and 0 < newest_seal < highest:
        yield Finding("seal_gone", newest_seal + 1)
