"""Keeping the texts by which rows are found, in the transaction of the deed that writes the row."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from xinqiao.ground.lookup.models import LookupText
from xinqiao.ground.lookup.words import Row, Source, sources
from xinqiao.kit.grams import BREAK
from xinqiao.kit.texts import findable

BATCH = 500


def put(*, kind: str, row: int, texts: Iterable[str]) -> None:
    """From now on the row is found by these texts, and no longer by those it had. One statement."""
    put_many(kind=kind, rows=[(row, list(texts))])


def text_of(*, kind: str, row: int, texts: Iterable[str]) -> LookupText:
    """What a new row is found by, not yet written: for a deed that writes all its rows by one statement."""
    folded = BREAK.join(filter(None, map(findable, texts)))
    return LookupText(kind=kind, row=row, text=folded, grams=folded)


def put_many(*, kind: str, rows: Iterable[Row]) -> None:
    """`put` for many rows, in few statements. Of a row given twice the last stands."""
    folded = {row: BREAK.join(filter(None, map(findable, texts))) for row, texts in rows}
    LookupText.objects.bulk_create(
        (LookupText(kind=kind, row=row, text=text, grams=text) for row, text in folded.items()),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["kind", "row"],
        update_fields=["text", "grams"],
    )


def drop(*, kind: str, row: int) -> None:
    """The row is found no more; nothing happens when it was not."""
    drop_many(kind=kind, rows=[row])


def drop_many(*, kind: str, rows: Iterable[int]) -> None:
    """`drop` for many rows, in few statements."""
    gone = sorted(rows)
    for start in range(0, len(gone), BATCH):
        LookupText.objects.filter(kind=kind, row__in=gone[start : start + BATCH]).delete()


def reindex() -> dict[str, int]:
    """Make every text anew from the sources the rooms named, by key in batches; what no source knows goes.

    May run beside any work, and as often as one likes. Returns how many rows each kind has.
    """
    LookupText.objects.exclude(kind__in=sources).delete()
    return {kind: _reindex(kind, source=source) for kind, source in sorted(sources.items())}


def _reindex(kind: str, *, source: Source) -> int:
    """One kind. Whoever writes meanwhile waits for a batch, so that no older text takes the place of a newer one."""
    count, after, more = 0, 0, True
    while more:
        with transaction.atomic():
            if connection.vendor == "postgresql":  # on SQLite the transaction itself is alone in writing
                connection.cursor().execute("LOCK TABLE lookup_lookuptext IN SHARE ROW EXCLUSIVE MODE")
            rows = source(after, size=BATCH)
            more = len(rows) == BATCH
            put_many(kind=kind, rows=rows)
            stale = LookupText.objects.filter(kind=kind, row__gt=after).exclude(row__in=[row for row, _texts in rows])
            after = rows[-1][0] if rows else after
            (stale.filter(row__lte=after) if more else stale).delete()
        count += len(rows)
    return count
