"""A database whose commits are real, for tests with threads or with transactions of their own.

Such a test ends by emptying every table, which the append-only tables refuse: their guards are taken off for that
moment only, and stand again before the next test.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from xinqiao.kit import append_only


def guarded() -> dict[str, tuple[str, ...]]:
    """Every append-only table, as the migrations on disk say, with the columns that may change."""
    tables: dict[str, tuple[str, ...]] = {}
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for leaf in loader.graph.leaf_nodes():
        for node in loader.graph.forwards_plan(leaf):
            for step in loader.graph.nodes[node].operations:
                if isinstance(step, append_only.AppendOnly):
                    tables[step.table] = step.allow
    return tables


@pytest.fixture
def _guards_stand_again(django_db_setup: None, django_db_blocker: pytest.FixtureDef[object]) -> Iterator[None]:
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        for table, allow in guarded().items():
            append_only.guard(table, connection=connection, allow=allow)


@pytest.fixture
def committed(_guards_stand_again: None, transactional_db: None) -> Iterator[None]:
    """What is done in this test is committed, and gone after it."""
    yield
    for table in guarded():
        append_only.unguard(table, connection=connection)
