"""Rows of several tables by one statement, the same on both engines as if each had been saved."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.blocks.cases.matter import LIMITS, matter
from tests.cast import NOON, Cast
from tests.domains.service.appeal import filed
from xinqiao.blocks.cases.actions import opening
from xinqiao.blocks.cases.models import Case, Clock
from xinqiao.blocks.cases.queries import next_case_key
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.ground.parameters.queries import calendar
from xinqiao.ground.trail.models import Event
from xinqiao.ground.trail.queries import proof
from xinqiao.kit import at_once

pytestmark = pytest.mark.engine


def draft(cast: Cast, *, key: int, number: str = "T-1") -> tuple[Case, list[object]]:
    case, rows = opening.draft_case(
        key=key, kind="test.matter", number=number, matter="XQ-2026-000001", title="班车",
        opened_by=cast.people["chen"].pk, unit=cast.units["crane"].pk, desk=cast.units["centre"], limits=LIMITS,
        known=calendar(), who=cast.viewer("chen"), at=NOON,
    )  # fmt: skip
    return case, list(rows)


def next_key() -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {next_case_key()}")
        return int(cursor.fetchone()[0])


def test_all_rows_are_there_and_one_statement_wrote_them(cast: Cast) -> None:
    case, rows = draft(cast, key=next_key())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        at_once.write([case, *rows])
    assert len(asked) == (1 if connection.vendor == "postgresql" else 4)
    found = Case.objects.get(number="T-1")
    assert (found.due_on, found.opened_at, found.state) == (case.due_on, NOON, "received")
    assert Clock.objects.filter(case=found).count() == 3
    event = Event.objects.get(verb="case_open", row=found.pk)
    assert event.mark == proof.mark_of(proof.row_of(event))


def test_the_next_key_is_the_next_and_later_rows_follow_it(cast: Cast) -> None:
    first = matter(cast)
    key = next_key()
    case, rows = draft(cast, key=key)
    at_once.write([case, *rows])
    later = matter(cast)
    assert first.pk < key < later.pk


def test_what_the_database_refuses_writes_nothing(cast: Cast) -> None:
    case, rows = draft(cast, key=next_key())
    case.due_on = None
    with pytest.raises(IntegrityError), transaction.atomic():
        at_once.write([case, *rows])
    assert not Case.objects.exists()
    assert not Clock.objects.exists()


def test_filing_asks_the_database_three_times_at_most_on_postgresql(cast: Cast) -> None:
    filed(cast)
    viewer = cast.viewer("chen")
    with CaptureQueriesContext(connection) as asked:
        filed(cast)
    own = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"] and "org_post" not in each["sql"]]
    person = [sql for sql in own if sql.startswith("SELECT") and "org_membership" in sql]
    assert viewer.known
    assert len(own) - len(person) <= (4 if connection.vendor == "postgresql" else 12)
    assert Appeal.objects.count() == 2
