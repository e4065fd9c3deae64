"""Filling without secondary indexes: they are taken off a table and built once over all its rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_SECONDARY = """
SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND tablename = ANY(%s) AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""


@contextmanager
def taken_off(connection: Any, *, tables: list[str]) -> Iterator[None]:
    """Without them for the length of a `with` block. On SQLite, where nothing large is filled, they stay."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(_SECONDARY, [tables])
        found = cursor.fetchall()
        for name, _definition in found:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _name, definition in found:
            cursor.execute(definition)
