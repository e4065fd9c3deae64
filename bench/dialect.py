"""The few expressions that PostgreSQL and SQLite write differently, so that one text fills both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True)
class Dialect:
    """One engine, and the moment from which everything filled is counted."""

    vendor: str
    now: datetime
    today: date

    def series(self, count: int) -> str:
        """Rows with `n` from 1 to count."""
        if self.vendor == "postgresql":
            return f"generate_series(1::bigint, {count}) AS s(n)"
        counting = f"SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {count}"
        return f"(WITH RECURSIVE counted(n) AS ({counting}) SELECT n FROM counted) AS s"

    def day(self, after: str) -> str:
        """The day so many days after today."""
        if self.vendor == "postgresql":
            return f"(DATE '{self.today}' + ({after})::int)"
        return f"date('{self.today}', ({after}) || ' days')"

    def moment(self, before: str) -> str:
        """The moment so many seconds ago."""
        utc = f"{self.now.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
        if self.vendor == "postgresql":
            return f"(TIMESTAMPTZ '{utc}+00' - ({before}) * INTERVAL '1 second')"
        return f"datetime('{utc}', -({before}) || ' seconds')"

    def bare(self) -> list[str]:
        """What makes filling fast: nothing of it is kept for the measurement."""
        if self.vendor == "postgresql":
            return [
                "SET synchronous_commit = off",
                "SET session_replication_role = replica",  # foreign keys hold by construction
                "SET maintenance_work_mem = '512MB'",
                "SET work_mem = '256MB'",
            ]
        return ["PRAGMA foreign_keys = OFF", "PRAGMA synchronous = OFF"]

    def settle(self, tables: list[str]) -> list[str]:
        """The next free keys, statistics, and no dirty page left for the measurement."""
        if self.vendor != "postgresql":
            return ["ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"]
        keys = [
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))" for table in tables
        ]
        return [*keys, "VACUUM (ANALYZE)", "CHECKPOINT"]


def code(number: str) -> str:
    """Four digits of a path."""
    return f"substr(CAST(10000 + ({number}) AS text), 2, 4)"


def one_of(words: list[str], *, by: str) -> str:
    """A word chosen by a number."""
    choices = " ".join(f"WHEN {index} THEN '{word}'" for index, word in enumerate(words))
    return f"CASE ({by}) % {len(words)} {choices} END"


def fill(table: str, *, rows: str, **columns: str) -> str:
    """INSERT .. SELECT of one expression a column."""
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns.values())} FROM {rows}"
