"""What the database itself refuses: a signature by a side or their kin, and any change of what was frozen or signed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tests.blocks.approvals.paper import kin, paper, signed
from tests.cast import NOON, Cast
from xinqiao.blocks.approvals.models import Delegation, Freeze, Request, Signature
from xinqiao.ground.org.models import Post
from xinqiao.kit import append_only, insert_guard
from xinqiao.kit.clock import moment

pytestmark = pytest.mark.engine

FROZEN = {  # table: a column to touch
    "approvals_route": "document = 'x'",
    "approvals_routestep": "title = 'x'",
    "approvals_version": "text = 'x'",
    "approvals_involved": "person_id = person_id",
    "approvals_signature": "opinion = 'x'",
}
COLUMNS = (
    "request_id, revision, step_id, person_id, name, holder_id, holder_name, role, unit_name, verdict, opinion, at"
)


def guard() -> insert_guard.Guard:
    return insert_guard.known["approvals_near_to_it"]


def written(cast: Cast, row: Request, *, person: str, holder: str = "", at: Any = NOON) -> None:
    """A signature past all actions, by a bare INSERT."""
    who, whose = cast.people[person], cast.people[holder or person]
    moment_ = connection.ops.adapt_datetimefield_value(at)
    given = [row.pk, 1, row.step_id, who.pk, who.name, whose.pk, whose.name, "chair", "x", "agree", "", moment_]
    marks = ", ".join(["%s"] * len(given))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO approvals_signature ({COLUMNS}) VALUES ({marks})", given)


HANDS = [  # who writes, for whom
    ("song", ""),  # the applicant
    ("wei", ""),  # who would gain
    ("bao", ""),  # kin of the applicant
    ("gu", ""),  # kin of who would gain, declared the other way round
    ("luo", "bao"),  # for one who must stand aside
    ("bao", "luo"),  # one who must stand aside, for somebody
    ("luo", "song"),
]


def torn(cast: Cast) -> Request:
    kin(cast, "bao", other="song")
    kin(cast, "wei", other="gu")
    return paper(cast)


@pytest.mark.parametrize(("person", "holder"), HANDS)
def test_x26_the_database_takes_no_signature_of_a_side_or_their_kin(cast: Cast, person: str, holder: str) -> None:
    row = torn(cast)
    with pytest.raises(IntegrityError, match="refused: approvals_near_to_it"):
        written(cast, row, person=person, holder=holder)
    assert not Signature.objects.exists()


@pytest.mark.parametrize(("person", "holder"), HANDS)
def test_x26_without_the_guard_it_takes_them(cast: Cast, person: str, holder: str) -> None:
    row = torn(cast)
    insert_guard.step_aside(guard(), connection=connection)
    written(cast, row, person=person, holder=holder)
    assert Signature.objects.count() == 1


def test_the_guard_stands_and_lets_others_sign(cast: Cast) -> None:
    assert insert_guard.is_standing(guard(), connection=connection)
    written(cast, torn(cast), person="tong", holder="lu")
    assert Signature.objects.count() == 1


@pytest.mark.parametrize(
    ("at", "refused"),
    [
        (moment(date(2026, 10, 19), hour=23, minute=59), False),  # the day before, in Shanghai
        (moment(date(2026, 10, 20)), True),
        (moment(date(2026, 10, 20), hour=7), True),  # still the 19th in Greenwich
        (moment(date(2026, 10, 21), hour=23, minute=59), True),
        (moment(date(2026, 10, 22)), False),  # ended: the first day outside
    ],
)
def test_the_database_counts_days_in_shanghai(cast: Cast, at: Any, refused: bool) -> None:
    kin(cast, "bao", other="song", declared_on=date(2026, 10, 20), ended_on=date(2026, 10, 22))
    row = paper(cast)
    if refused:
        with pytest.raises(IntegrityError):
            written(cast, row, person="bao", at=at)
    else:
        written(cast, row, person="bao", at=at)


@pytest.mark.parametrize("table", FROZEN)
@pytest.mark.parametrize("deed", ["UPDATE {table} SET {change}", "DELETE FROM {table}"])
def test_x32_what_was_frozen_or_signed_is_neither_changed_nor_taken_out(cast: Cast, table: str, deed: str) -> None:
    signed(cast, paper(cast), by="bao")
    with pytest.raises(IntegrityError, match=f"append-only: {table}"), transaction.atomic():
        connection.cursor().execute(deed.format(table=table, change=FROZEN[table]))
    assert append_only.is_guarded(table, connection=connection)


@pytest.mark.parametrize("table", FROZEN)
def test_x32_without_the_guard_it_is_changed(cast: Cast, table: str) -> None:
    signed(cast, paper(cast), by="bao")
    append_only.unguard(table, connection=connection)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {FROZEN[table]}")
        assert cursor.rowcount > 0


def _twice(cast: Cast, **changes: Any) -> None:
    signature = Signature.objects.get()
    given = {field.attname: getattr(signature, field.attname) for field in Signature._meta.concrete_fields}
    Signature.objects.create(**(given | {"id": None, "person_id": cast.people["tong"].pk} | changes))


BREACHES: dict[str, Callable[[Cast, Request], object]] = {
    "approvals_signature_person_once": lambda cast, row: _twice(
        cast, person_id=cast.people["bao"].pk, holder_id=cast.people["tong"].pk
    ),
    "approvals_signature_holder_once": lambda cast, row: _twice(cast),
    "approvals_request_decided_has_time": lambda cast, row: Request.objects.update(state="approved"),
    "approvals_request_scan_after_decision": lambda cast, row: _scanned(row),
    "approvals_delegation_order": lambda cast, row: Delegation.objects.create(
        post=Post.objects.all()[0],
        delegate=cast.people["wei"],
        from_on=date(2026, 10, 2),
        to_on=date(2026, 10, 1),
        given_at=NOON,
    ),
    "approvals_freeze_order": lambda cast, row: Freeze.objects.create(
        from_on=date(2026, 10, 2), to_on=date(2026, 10, 1), declared_at=NOON
    ),
}


def _scanned(row: Request) -> None:
    from tests.blocks.approvals.test_filing import scan

    Request.objects.filter(pk=row.pk).update(scan=scan())


@pytest.mark.parametrize("constraint", BREACHES)
def test_the_tables_hold_together(cast: Cast, constraint: str) -> None:
    row = signed(cast, paper(cast), by="bao")
    named = constraint if connection.vendor == "postgresql" or "once" not in constraint else "UNIQUE constraint failed"
    with pytest.raises(IntegrityError, match=named), transaction.atomic():
        BREACHES[constraint](cast, row)
