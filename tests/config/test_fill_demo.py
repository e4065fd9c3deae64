"""The model union is filled only where it may be, and never over somebody's real union."""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from xinqiao.config.management.commands import fill_demo
from xinqiao.config.management.commands.fill_demo import (
    DemoInUse,
    FillingAlready,
    NotForDemo,
    RealUnionInside,
    TooFewMembers,
)

FILLING = fill_demo._filling  # before the tests put something in its place


class WouldFill(Exception):
    """The filling would have begun."""


@pytest.fixture
def settings_(tmp_path: Path) -> SimpleNamespace:
    """The demo's settings, with a file in a folder of their own."""
    entry = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "demo.sqlite3")}
    return SimpleNamespace(DEMO=True, DATABASES={"default": entry})


@pytest.fixture(autouse=True)
def target(settings_: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file to fill, and no filling: these tests are about what comes before it."""
    file = Path(settings_.DATABASES["default"]["NAME"])
    monkeypatch.setattr(fill_demo, "settings", settings_)

    @contextmanager
    def would_fill(_target: Path) -> Iterator[Path]:
        raise WouldFill
        yield _target

    monkeypatch.setattr(fill_demo, "_filling", would_fill)
    return file


def union(file: Path, *, demo: int, filled: str | None) -> None:
    with sqlite3.connect(file) as held:
        held.execute("CREATE TABLE org_installation (id integer, demo bool, filled_at text)")
        held.execute("CREATE TABLE org_person (id integer)")
        held.execute("INSERT INTO org_installation VALUES (1, ?, ?)", (demo, filled))
    held.close()


def test_an_empty_place_is_filled() -> None:
    with pytest.raises(WouldFill):
        call_command("fill_demo")


def test_a_real_installation_is_not_filled(settings_: SimpleNamespace) -> None:
    settings_.DEMO = False
    with pytest.raises(NotForDemo):
        call_command("fill_demo")


def test_a_postgresql_database_is_not_filled(settings_: SimpleNamespace) -> None:
    settings_.DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"
    with pytest.raises(NotForDemo):
        call_command("fill_demo")


def test_too_few_members_for_the_stories() -> None:
    with pytest.raises(TooFewMembers):
        call_command("fill_demo", members=299)


@pytest.mark.parametrize("again", [False, True])
def test_a_real_union_is_never_written_over(target: Path, again: bool) -> None:
    union(target, demo=0, filled="2026-01-01")
    with pytest.raises(RealUnionInside):
        call_command("fill_demo", again=again)


def test_a_filled_demo_is_left_as_it_is(target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    union(target, demo=1, filled="2026-01-01")
    call_command("fill_demo")
    assert "已经填好" in capsys.readouterr().out
    with pytest.raises(WouldFill):
        call_command("fill_demo", again=True)


def test_a_half_filled_demo_is_filled_again(target: Path) -> None:
    union(target, demo=1, filled=None)
    with pytest.raises(WouldFill):
        call_command("fill_demo")


def test_a_demo_that_is_being_served_is_not_replaced(target: Path) -> None:
    union(target, demo=1, filled="2026-01-01")
    reader = sqlite3.connect(target)
    reader.execute("PRAGMA journal_mode=WAL")
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM org_person").fetchall()
    try:
        with pytest.raises(DemoInUse):
            call_command("fill_demo", again=True)
    finally:
        reader.close()


def test_two_windows_do_not_fill_at_once(target: Path) -> None:
    halfway = target.with_suffix(".filling")
    halfway.touch()
    with target.with_suffix(".lock").open("w") as hold:
        fcntl.flock(hold, fcntl.LOCK_EX)
        with pytest.raises(FillingAlready), FILLING(target):
            raise WouldFill
    assert halfway.exists()  # the second window leaves alone what the first is writing
