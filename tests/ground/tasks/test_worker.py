"""The worker does what is due, keeps what takes long, and outlives whatever the work does to it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError

from tests.cast import NOON, Cast
from tests.ground.tasks.work import NAME, OUTSIDE, Doing, numbers, queued
from xinqiao.ground.tasks import actions, words
from xinqiao.ground.tasks.management.commands import work as command
from xinqiao.ground.tasks.models import Slot, Task
from xinqiao.ground.tasks.tasks import Worker, clear
from xinqiao.ground.tasks.words import Later, State
from xinqiao.kit.clock import now

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def worker() -> Worker:
    return Worker("A", clock=lambda: NOON)


@pytest.mark.parametrize("name", [NAME, OUTSIDE])
def test_it_does_one_task_at_a_time(doing: Doing, name: str) -> None:
    queued(name, args={"n": 1})
    queued(name, args={"n": 2})
    me = worker()
    assert [me.step(), me.step(), me.step()] == [True, True, False]
    assert doing.done == [{"n": 1}, {"n": 2}]
    assert set(Task.objects.values_list("state", flat=True)) == {State.DONE}
    assert numbers() == 2


def test_a_failure_is_kept_and_the_worker_goes_on(doing: Doing, caplog: pytest.LogCaptureFixture) -> None:
    doing.raises = ZeroDivisionError()
    queued()
    with caplog.at_level(logging.ERROR):
        assert worker().step()
    task = Task.objects.get()
    assert (task.state, task.attempts, numbers()) == (State.WAITING, 1, 0)
    assert "ZeroDivisionError" in task.error
    assert "ZeroDivisionError" in caplog.text


def test_work_that_says_later_is_done_then(doing: Doing) -> None:
    doing.raises = Later(NOON + timedelta(hours=9))
    queued(OUTSIDE)
    worker().step()
    assert Task.objects.get().run_at == NOON + timedelta(hours=9)


def test_the_schedule_is_looked_at_once_a_minute(doing: Doing, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[datetime] = []
    monkeypatch.setattr(actions, "fire_schedule", lambda *, at: looked.append(at))
    moments = iter(NOON + timedelta(seconds=20 * n) for n in range(7))
    me = Worker("A", clock=lambda: next(moments))
    for _n in range(7):
        me.step()
    assert looked == [NOON + timedelta(minutes=n) for n in range(3)]


def test_once_does_what_is_due_and_says_how_much(doing: Doing) -> None:
    queued(at=now())
    queued(at=now())
    queued(at=now(), run_at=now() + timedelta(hours=1))
    out = StringIO()
    call_command("work", once=True, stdout=out)
    assert out.getvalue() == "办完了 2 件。\n"


def handlers(monkeypatch: pytest.MonkeyPatch) -> list[Callable[..., Any]]:
    """What the command would have done on a signal."""
    found: list[Callable[..., Any]] = []
    monkeypatch.setattr(command.signal, "signal", lambda _number, handler: found.append(handler))
    return found


def test_told_to_stop_it_finishes_the_task_in_hand(doing: Doing, monkeypatch: pytest.MonkeyPatch) -> None:
    leave = handlers(monkeypatch)

    def told(args: dict[str, Any], /, *, at: datetime) -> None:
        leave[0](15, None)
        doing(args, at=at)

    words.works[NAME] = replace(words.works[NAME], do=told)
    queued(at=now())
    queued(at=now())
    call_command("work")
    assert sorted(Task.objects.values_list("state", flat=True)) == [State.DONE, State.WAITING]


def test_it_leaves_with_whom_it_stands_beside(doing: Doing, monkeypatch: pytest.MonkeyPatch) -> None:
    handlers(monkeypatch)
    queued(at=now())
    call_command("work", beside=1_000_000_000)  # not our parent: it has gone
    assert Task.objects.get().state == State.WAITING


def test_it_waits_for_a_database_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    away = worker()
    monkeypatch.setattr(away, "step", lambda: (_ for _ in ()).throw(OperationalError))
    monkeypatch.setattr(command.connection, "close", lambda: None)
    assert command._pause(away) == command.TROUBLE


def test_it_rests_when_nothing_is_due(doing: Doing) -> None:
    me = worker()
    assert command._pause(me) == command.IDLE
    queued()
    assert command._pause(me) == 0


def test_the_programs_own_line_clears_old_work(cast: Cast) -> None:
    Slot.objects.create(name="a", slot_at=NOON - timedelta(days=200))
    Slot.objects.create(name="a", slot_at=NOON)
    assert words.works[words.CLEAR].cron
    clear({}, at=NOON)
    assert Slot.objects.count() == 1
