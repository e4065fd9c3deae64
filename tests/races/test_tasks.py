"""Two workers at once take different tasks, and one moment of the schedule is queued once."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db.models import QuerySet

from tests.cast import NOON
from tests.ground.tasks.work import NAME, Doing, doing, numbers, queued
from tests.races.runners import Meeting, race, winners
from xinqiao.ground.tasks import actions, words
from xinqiao.ground.tasks.models import Slot, Task

pytestmark = pytest.mark.race
__all__ = ["doing"]


def both_claim() -> list[Task | None]:
    return race(*(lambda me=me: actions.claim(worker=me, at=NOON) for me in ("A", "B")))  # type: ignore[return-value]


def everybody_looks_first(patch: pytest.MonkeyPatch, *, locked: bool) -> None:
    """Read the oldest task, and wait until both have read."""
    meeting, oldest = Meeting(2), actions._oldest

    def read(due: QuerySet[Task]) -> Task | None:
        found = oldest(due) if locked else due.order_by("run_at", "id").first()
        meeting.wait()
        return found

    patch.setattr(actions, "_oldest", read)


def test_two_workers_take_two_tasks(committed: None, doing: Doing) -> None:
    for _n in range(5):
        Task.objects.all().delete()
        wanted = {queued().pk, queued().pk}
        ends = both_claim()
        assert {task.pk for task in ends if isinstance(task, Task)} == wanted


def test_the_lock_holds_even_when_both_have_looked(
    committed: None, doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = {queued().pk, queued().pk}
    everybody_looks_first(monkeypatch, locked=True)
    ends = both_claim()
    assert {task.pk for task in ends if isinstance(task, Task)} == wanted


def test_without_the_lock_both_take_the_same(committed: None, doing: Doing, monkeypatch: pytest.MonkeyPatch) -> None:
    oldest = queued()
    queued()
    everybody_looks_first(monkeypatch, locked=False)
    assert both_claim() == [oldest, oldest]


def test_one_task_goes_to_one_of_eight(committed: None, doing: Doing) -> None:
    queued()
    ends = race(*(lambda me=me: actions.claim(worker=str(me), at=NOON) for me in range(8)))
    assert sum(isinstance(end, Task) for end in ends) == 1


def test_a_lost_lease_is_taken_back_by_one_of_them(committed: None, doing: Doing) -> None:
    queued()
    actions.claim(worker="C", at=NOON)
    ends = race(*(lambda me=me: actions.claim(worker=me, at=NOON + timedelta(minutes=5)) for me in ("A", "B")))
    assert sum(isinstance(end, Task) for end in ends) == 1
    assert Task.objects.get().attempts == 2


def test_a_transaction_still_at_work_keeps_its_task_however_long(
    committed: None, doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its lease has run out, but it holds the row: nobody else begins the same work beside it."""
    queued()
    task = actions.claim(worker="A", at=NOON)
    assert task is not None
    inside, go_on = threading.Event(), threading.Event()
    mark = actions._mark_done

    def late(row: Task, *, at: object) -> None:
        inside.set()
        go_on.wait(10)
        mark(row, at=at)  # type: ignore[arg-type]

    monkeypatch.setattr(actions, "_mark_done", late)

    def intrude() -> object:
        inside.wait(10)
        try:
            return actions.claim(worker="B", at=NOON + timedelta(hours=1))
        finally:
            go_on.set()

    assert race(lambda: actions.do(task, at=NOON), intrude) == [True, None]
    assert numbers() == 1


def test_two_workers_fire_a_moment_once(committed: None, doing: Doing, monkeypatch: pytest.MonkeyPatch) -> None:
    words.register("test.daily", title="每天一次", work=doing, cron="0 8 * * *")
    actions.fire_schedule(at=NOON - timedelta(days=1))
    meeting, fire = Meeting(2), actions._fire

    def late(*work: words.Work, **more: object) -> bool:
        meeting.wait()
        return fire(*work, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(actions, "_fire", late)
    ends = race(*(lambda: actions.fire_schedule(at=NOON) for _n in range(2)))
    assert (winners(ends), sorted(map(int, ends))) == (2, [0, 1])  # type: ignore[arg-type]
    assert (Task.objects.filter(name="test.daily").count(), Slot.objects.count()) == (1, 2)


def test_the_same_key_is_queued_once_by_two(committed: None, doing: Doing) -> None:
    race(*(lambda: actions.enqueue(NAME, key="7", at=NOON) for _n in range(4)))
    assert Task.objects.count() == 1
