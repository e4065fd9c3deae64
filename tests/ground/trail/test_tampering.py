"""Hands that know the table well: spoilt columns, forged rows left to be sealed, seals rewritten, ends torn off."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from tests.cast import NOON, Cast
from tests.ground.trail.test_verify import copied, found, sql
from xinqiao.config import cli
from xinqiao.ground.trail import actions
from xinqiao.ground.trail.models import Event, Seal
from xinqiao.ground.trail.queries import proof

pytestmark = pytest.mark.engine
sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL refuses what does not fit the column")


@pytest.fixture
def trail(cast: Cast) -> list[int]:
    """Nine events, six of them sealed in two seals, three not yet."""
    for part in range(3):
        for step in range(3):
            at = NOON + timedelta(minutes=part * 10 + step, microseconds=step)
            actions.record(verb="read", by=cast.viewer("song"), at=at, kind="x", row=step, note={"step": step})
        if part < 2:
            actions.seal(at=NOON + timedelta(hours=part))
    return list(Event.objects.order_by("id").values_list("id", flat=True))


@sqlite
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "X'FF00'"),
        ("at", "replace(at, ' ', 'T')"),  # the same moment, written otherwise
        ("at", "at || '+08:00'"),
        ("verb", "CAST(X'FFFE' AS TEXT)"),
        ("note", "X'00FF'"),
        ("note", "'a' || char(0) || 'b'"),
        ("nonce", "CAST(X'FF' AS TEXT)"),
        ("mark", "CAST(X'FF' AS TEXT)"),
        ("mark", "'语'"),
        ("person", "'nobody'"),
        ("actor", "NULL"),
        ("row", "1.5"),
    ],
)
def test_what_no_program_writes_is_named_and_stops_neither_proof_nor_seal(
    trail: list[int], column: str, value: str
) -> None:
    for number, fault in ((trail[1], "altered"), (trail[7], "added")):
        sql(f'UPDATE trail_event SET "{column}" = {value} WHERE id = {number}')
        assert (fault, number) in found()
    assert actions.seal(at=NOON) == 3
    assert found() == [("altered", trail[1]), ("added", trail[7])]


def test_a_forged_event_stays_named_after_it_was_sealed(trail: list[int]) -> None:
    event = actions.event_of(verb="read", by=None, at=NOON, kind="x")
    event.mark = "0" * 64
    event.save()
    copied(trail[1], new=event.id + 1)
    copied(trail[8], new=event.id + 2)
    assert actions.seal(at=NOON) == 6
    assert sorted(found()) == [("added", event.id + step) for step in range(3)]


@pytest.mark.parametrize("new", [0, -7])
def test_a_copy_under_an_id_nothing_ever_has_is_the_copy(trail: list[int], new: int) -> None:
    copied(trail[8], new=new)
    assert found() == [("added", new)]


def test_an_event_moved_to_another_id_is_missed_in_its_place(trail: list[int]) -> None:
    sql("UPDATE trail_event SET id = %s WHERE id = %s", trail[8] + 40, trail[1])
    assert ("missing", trail[1]) in found()


def test_two_events_that_changed_places_are_both_named(trail: list[int]) -> None:
    for old, new in ((trail[0], -1), (trail[1], trail[0]), (-1, trail[1])):
        sql("UPDATE trail_event SET id = %s WHERE id = %s", new, old)
    assert found() == [("altered", trail[0]), ("altered", trail[1])]


def test_rewriting_events_and_seals_together_still_lacks_the_key(trail: list[int], cast: Cast) -> None:
    """Whoever holds the database but not the key may recompute every hash; the heads do not come out."""
    sql("UPDATE trail_event SET verb = 'praise' WHERE id = %s", trail[1])
    seal = Seal.objects.order_by("id")[0]
    rows = proof.events_of(proof.ids_in(seal.events))
    leaves = [proof.leaf_of(rows[number]) for number in sorted(rows)]
    head = hashlib.sha256(b"".join(leaves)).hexdigest()
    Seal.objects.filter(pk=seal.pk).update(leaves=b"".join(leaves), root=proof.root_of(leaves), head=head)
    Seal.objects.filter(pk__gt=seal.pk).update(previous=head)
    assert ("seal", seal.pk) in found()
    assert ("added", trail[1]) in found()


@pytest.mark.parametrize(
    ("column", "value"),
    [("sealed_at", "2020-01-01 00:00:00"), ("first", 0), ("last", 0), ("count", 2), ("root", "0"), ("head", "0")],
)
def test_every_column_of_a_seal_is_bound(trail: list[int], column: str, value: object) -> None:
    seal = Seal.objects.order_by("id")[0]
    sql(f"UPDATE trail_seal SET {column} = %s WHERE id = %s", value, seal.pk)
    assert found() == [("seal", seal.pk)]


def test_a_seal_with_another_list_accuses_no_event(trail: list[int]) -> None:
    seal = Seal.objects.order_by("id")[0]
    sql("UPDATE trail_seal SET events = %s WHERE id = %s", f"[{trail[0]},{trail[1]},999999]", seal.pk)
    assert found() == [("seal", seal.pk)]


@sqlite
@pytest.mark.parametrize(
    ("column", "value"), [("events", "'[1,'"), ("events", "'{}'"), ("leaves", "'x'"), ("last", "'z'")]
)
def test_a_spoilt_seal_is_named_and_sealing_goes_on(trail: list[int], column: str, value: str) -> None:
    seal = Seal.objects.order_by("-id")[0]
    sql(f"UPDATE trail_seal SET {column} = {value} WHERE id = {seal.pk}")
    assert found() == [("seal", seal.pk)]
    actions.seal(at=NOON)
    assert found() == [("seal", seal.pk)]


@sqlite
def test_unsealed_events_torn_out_leave_a_hole(trail: list[int]) -> None:
    sql("DELETE FROM trail_event WHERE id = %s", trail[6])
    assert found() == [("missing", trail[6])]
    sql("DELETE FROM trail_event WHERE id = %s", trail[8])
    assert found() == [("missing", trail[6]), ("missing", trail[8])]


@sqlite
def test_a_hole_that_a_foreign_event_made_is_not_counted_twice(trail: list[int], cast: Cast) -> None:
    copied(trail[0], new=trail[8] + 1000)
    actions.record(verb="read", by=cast.viewer("song"), at=NOON, kind="x")
    assert found() == [("added", trail[8] + 1000)]


@sqlite
def test_the_last_seal_torn_off_leaves_a_hole(trail: list[int]) -> None:
    last = Seal.objects.order_by("-id")[0]
    sql("DELETE FROM trail_seal WHERE id = %s", last.pk)
    assert found() == [("seal_gone", last.pk)]


def test_a_noted_head_is_read_as_it_was_copied(trail: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    noted = Seal.objects.order_by("id")[0].head
    grouped = " ".join(noted[i : i + 4] for i in range(0, 64, 4)).upper()
    call_command("verify_trail", head=grouped)
    assert "完好" in capsys.readouterr().out


def test_the_command_ends_with_one_and_one_sentence(trail: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    for number in trail[:3]:
        sql("UPDATE trail_event SET number = 'x' WHERE id = %s", number)
    assert cli.run(["verify_trail"]) == 1
    told = capsys.readouterr().err
    assert [f"第 {number} 条被改动" in told for number in trail[:3]] == [True] * 3
    assert told.count("\n") == 1


def test_the_command_seals_what_the_window_of_stragglers_no_longer_sees(
    trail: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "STRAGGLERS", 0)
    sql("DELETE FROM trail_seal WHERE id = %s", Seal.objects.order_by("id")[0].pk)
    assert actions.seal(at=NOON) == 3
    assert proof.unsealed() == []
    call_command("seal_trail")
    assert proof.unsealed(whole=True) == []
