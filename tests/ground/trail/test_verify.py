"""The trail is proved against people who reach the database past the program."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from tests.cast import NOON, Cast
from xinqiao.ground.trail import actions
from xinqiao.ground.trail.management.commands.verify_trail import TrailBroken
from xinqiao.ground.trail.models import Event, Seal
from xinqiao.ground.trail.queries import proof

pytestmark = pytest.mark.engine


@pytest.fixture
def sealed(cast: Cast) -> list[int]:
    """Twelve events in two seals."""
    for part in range(2):
        for step in range(6):
            at = NOON + timedelta(minutes=part * 10 + step)
            actions.record(
                verb="read", by=cast.viewer("song"), at=at, kind="service.appeal", row=step, number=f"SQ-{step}"
            )
        actions.seal(at=NOON + timedelta(hours=part))
    return list(Event.objects.order_by("id").values_list("id", flat=True))


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def found(**more: str) -> list[tuple[str, int]]:
    return [(finding.fault, finding.id) for finding in proof.findings(**more)]


def copied(number: int, *, new: int) -> None:
    columns = "at, verb, actor, actor_name, kind, row, number, person, note, nonce, mark"
    quoted = ", ".join(f'"{name}"' for name in columns.split(", "))
    sql(f"INSERT INTO trail_event (id, {quoted}) SELECT {new}, {quoted} FROM trail_event WHERE id = %s", number)


def test_a_whole_trail_is_whole(sealed: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    assert found() == []
    call_command("verify_trail")
    assert "12 条记录，2 批" in capsys.readouterr().out


@pytest.mark.parametrize("column", ["verb", "actor_name", "kind", "number", "note", "nonce", "mark"])
def test_an_altered_word_is_named(sealed: list[int], column: str) -> None:
    sql(f"UPDATE trail_event SET {column} = 'x' WHERE id = %s", sealed[4])
    assert ("altered", sealed[4]) in found()


@pytest.mark.parametrize("column", ["actor", "row", "person"])
def test_an_altered_number_is_named(sealed: list[int], column: str) -> None:
    sql(f'UPDATE trail_event SET "{column}" = 987654 WHERE id = %s', sealed[4])
    assert found() == [("altered", sealed[4])]


def test_an_altered_time_is_named(sealed: list[int]) -> None:
    sql("UPDATE trail_event SET at = %s WHERE id = %s", NOON + timedelta(days=1), sealed[4])
    assert found() == [("altered", sealed[4])]


@pytest.mark.parametrize("nonsense", ["2026-13-45 99:00:00", "yesterday", ""])
def test_a_time_that_is_none_is_named_and_stops_nothing(sealed: list[int], nonsense: str) -> None:
    if connection.vendor != "sqlite":
        nonsense = "1001-01-01 00:00:00"  # PostgreSQL itself refuses what is no time
    sql("UPDATE trail_event SET at = %s WHERE id = %s", nonsense, sealed[4])
    assert found() == [("altered", sealed[4])]


def test_a_deleted_event_is_named(sealed: list[int]) -> None:
    sql("DELETE FROM trail_event WHERE id = %s", sealed[7])
    assert found() == [("missing", sealed[7])]


def test_a_copied_event_is_named(sealed: list[int]) -> None:
    copied(sealed[2], new=sealed[-1] + 1)
    assert found() == [("added", sealed[-1] + 1)]


def test_an_event_slipped_in_between_is_named(sealed: list[int]) -> None:
    sql("DELETE FROM trail_event WHERE id = %s", sealed[5])
    copied(sealed[2], new=sealed[5])
    assert found() == [("altered", sealed[5])]


def test_an_event_made_up_is_named_even_before_it_is_sealed(sealed: list[int]) -> None:
    event = actions.event_of(verb="read", by=None, at=NOON, kind="service.appeal")
    event.mark = "0" * 64
    event.save()
    assert found() == [("added", event.id)]


def test_an_honest_event_before_its_seal_is_no_fault(sealed: list[int], cast: Cast) -> None:
    actions.record(verb="read", by=cast.viewer("song"), at=NOON, kind="service.appeal")
    assert found() == []
    assert actions.seal(at=NOON) == 1
    assert found() == []


def test_a_seal_that_was_altered_or_taken_out_is_named(sealed: list[int]) -> None:
    first, second = Seal.objects.order_by("id")
    sql("UPDATE trail_seal SET root = %s WHERE id = %s", "0" * 64, first.id)
    assert ("seal", first.id) in found()
    sql("DELETE FROM trail_seal WHERE id = %s", first.id)
    assert found() == [("gap", second.id)]


def test_a_cut_off_end_shows_against_a_head_noted_earlier(sealed: list[int]) -> None:
    noted = Seal.objects.latest("id").head
    assert found(head=noted) == []
    sql("DELETE FROM trail_event WHERE id >= %s", sealed[6])
    sql("DELETE FROM trail_seal WHERE head = %s", noted)
    if connection.vendor == "sqlite":  # whose counters know how far it went; a careful hand turns them back too
        assert ("missing", sealed[6]) in found()
        sql("UPDATE sqlite_sequence SET seq = (SELECT max(id) FROM trail_event) WHERE name = 'trail_event'")
        sql("UPDATE sqlite_sequence SET seq = (SELECT max(id) FROM trail_seal) WHERE name = 'trail_seal'")
    assert found() == []
    assert found(head=noted) == [("head", 0)]


def test_a_late_committer_is_sealed_afterwards(sealed: list[int], cast: Cast) -> None:
    """A slow transaction may bring a lower id than the last sealed one: it is honest, and the next seal holds it."""
    quick, slow = (actions.event_of(verb="read", by=cast.viewer("song"), at=NOON, kind="x") for _event in range(2))
    quick.id, slow.id = sealed[-1] + 2, sealed[-1] + 1
    quick.save(force_insert=True)
    assert actions.seal(at=NOON) == 1
    slow.save(force_insert=True)
    assert found() == []
    assert actions.seal(at=NOON) == 1
    assert found() == []


def test_the_command_names_what_it_found(sealed: list[int]) -> None:
    sql("DELETE FROM trail_event WHERE id = %s", sealed[7])
    with pytest.raises(TrailBroken) as refusal:
        call_command("verify_trail")
    assert f"第 {sealed[7]} 条缺失" in str(refusal.value)
