"""Rows of several tables written by one statement: a hot deed pays one way to the database, not one for each table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.db import connection, models


def write(rows: Iterable[models.Model]) -> None:
    """Insert these new rows. A row that others point at must bring its key; the rest get theirs from the database, and do
    not learn it. On PostgreSQL it is one statement; elsewhere one for each stretch of one table, in order.

    To be called inside the transaction of the deed. Foreign keys are looked at when it ends.
    """
    parts = [_insert(list(group)) for _model, group in groupby(rows, key=type)]
    if connection.vendor == "postgresql" and len(parts) > 1:
        named = ", ".join(f"w{n} AS ({sql} RETURNING 1)" for n, (sql, _params) in enumerate(parts))
        parts = [(f"WITH {named} SELECT 1", [one for _sql, params in parts for one in params])]
    with connection.cursor() as cursor:
        for sql, params in parts:
            cursor.execute(sql, params)


def _insert(rows: Sequence[models.Model]) -> tuple[str, list[Any]]:
    """One INSERT for rows of one table."""
    model = type(rows[0])
    keyed = rows[0].pk is not None
    head, fields = _head(model, keyed=keyed, vendor=connection.vendor)
    places, params = [], []
    for row in rows:
        shown = []
        for field in fields:
            value = field.get_db_prep_save(field.pre_save(row, add=True), connection=connection)
            shown.append(_place(field, value=value))
            params.append(value)
        places.append(f"({', '.join(shown)})")
    return head + ", ".join(places), params


@lru_cache(maxsize=64)
def _head(model: type[models.Model], *, keyed: bool, vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The text of an INSERT up to its values, and the fields in their order; the vendor only tells the texts apart."""
    quote = connection.ops.quote_name
    fields = tuple(field for field in model._meta.local_concrete_fields if keyed or not field.primary_key)
    columns = ", ".join(quote(str(field.column)) for field in fields)
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ", fields  # noqa: S608 - names of ours


def _place(field: Any, *, value: Any) -> str:
    """A field may ask for its value to be wrapped."""
    return str(field.get_placeholder(value, None, connection)) if hasattr(field, "get_placeholder") else "%s"


def next_key(model: type[models.Model]) -> str:
    """SQL that gives the next key of a table, to be asked inside the transaction that uses it."""
    table, column = model._meta.db_table, model._meta.pk.column
    if connection.vendor == "postgresql":
        return f"nextval(pg_get_serial_sequence('{table}', '{column}'))"
    return f"(SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = '{table}')"  # noqa: S608 - our own names
