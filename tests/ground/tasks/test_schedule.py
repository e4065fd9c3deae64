"""A line of the schedule fires at its moment, once, and once only for all it missed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.cast import NOON
from tests.ground.tasks.work import Doing
from xinqiao.ground.tasks import actions, words
from xinqiao.ground.tasks.models import Slot, Task
from xinqiao.ground.tasks.words import last_slot, next_slot
from xinqiao.kit.clock import moment

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
DAILY, HOUR = "0 8 * * *", timedelta(hours=1)
TODAY = moment(date(2026, 10, 20), hour=8)


@pytest.fixture(autouse=True)
def _daily(doing: Doing) -> None:
    words.register("test.daily", title="每天一次", work=doing, cron=DAILY)


def begun(*, at: datetime = NOON) -> None:
    """The line has been seen once."""
    assert actions.fire_schedule(at=at) == 0


def test_a_new_line_begins_with_its_next_moment() -> None:
    begun()
    assert not Task.objects.exists()
    assert Slot.objects.get().slot_at == TODAY
    assert actions.fire_schedule(at=TODAY + 24 * HOUR) == 1


def test_a_moment_fires_once_however_often_one_looks() -> None:
    begun()
    tomorrow = TODAY + 24 * HOUR
    assert [actions.fire_schedule(at=tomorrow + n * timedelta(minutes=7)) for n in range(3)] == [1, 0, 0]
    task = Task.objects.get()
    assert (task.name, task.key, task.run_at) == ("test.daily", "2026-10-21T08:00:00+08:00", tomorrow)


def test_ten_missed_moments_fire_once() -> None:
    begun()
    assert actions.fire_schedule(at=NOON + 10 * 24 * HOUR) == 1
    assert Task.objects.count() == 1
    assert Slot.objects.latest("slot_at").slot_at == TODAY + 10 * 24 * HOUR


def test_a_clock_that_goes_back_fires_nothing_again() -> None:
    begun()
    actions.fire_schedule(at=NOON + 48 * HOUR)
    assert actions.fire_schedule(at=NOON + 24 * HOUR) == 0


def test_a_worker_that_comes_second_leaves_it(monkeypatch: pytest.MonkeyPatch) -> None:
    begun()
    work = words.works["test.daily"]
    slot = TODAY + 24 * HOUR
    assert actions._fire(work, slot=slot, begun=True, at=slot)
    assert not actions._fire(work, slot=slot, begun=True, at=slot)
    assert Task.objects.count() == 1


@pytest.mark.parametrize(
    ("cron", "at", "last", "coming"),
    [
        (DAILY, TODAY, TODAY, TODAY + 24 * HOUR),
        (DAILY, TODAY - timedelta(seconds=1), TODAY - 24 * HOUR, TODAY),
        (DAILY, TODAY + timedelta(seconds=30), TODAY, TODAY + 24 * HOUR),
        (
            "30 9 1 * *",
            NOON,
            moment(date(2026, 10, 1), hour=9, minute=30),
            moment(date(2026, 11, 1), hour=9, minute=30),
        ),
        ("*/5 * * * *", TODAY + timedelta(minutes=7), TODAY + timedelta(minutes=5), TODAY + timedelta(minutes=10)),
    ],
)
def test_moments_are_counted_in_shanghai(cron: str, at: datetime, last: datetime, coming: datetime) -> None:
    assert (last_slot(cron, at=at), next_slot(cron, at=at)) == (last, coming)


@pytest.mark.parametrize("cron", ["every day", "61 8 * * *", "0 8 31 2 *"])
def test_a_line_that_cannot_be_read_stops_the_start(doing: Doing, cron: str) -> None:
    with pytest.raises(ValueError, match="no line of a schedule"):
        words.register("test.wrong", title="", work=doing, cron=cron)


def test_a_name_is_registered_once(doing: Doing) -> None:
    with pytest.raises(ValueError, match="twice"):
        words.register("test.daily", title="", work=doing)
