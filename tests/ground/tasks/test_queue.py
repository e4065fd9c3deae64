"""Work is queued with the deed that asks for it, leased to one worker, done once, tried again, and given up in words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cast import NOON, Cast
from tests.ground.tasks.work import NAME, OUTSIDE, Doing, claimed, numbers, queued
from xinqiao.ground.tasks import actions, words
from xinqiao.ground.tasks.actions import NotFailed
from xinqiao.ground.tasks.models import Slot, Task
from xinqiao.ground.tasks.words import State
from xinqiao.ground.trail.models import Event
from xinqiao.kit.refusal import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
MINUTE = timedelta(minutes=1)


class Undone(Exception):
    """The caller's own trouble."""


class NoDoor(Refused):
    rule = "这扇门没有开。"
    cure = "找管钥匙的。"


def test_it_waits_from_the_moment_it_is_queued(doing: Doing) -> None:
    task = queued(args={"person": 7})
    assert (task.state, task.run_at, task.made_at, task.args) == (State.WAITING, NOON, NOON, {"person": 7})
    assert queued(run_at=NOON + MINUTE).run_at == NOON + MINUTE


def test_it_is_queued_with_the_deed_that_asks_for_it(doing: Doing) -> None:
    with pytest.raises(Undone), transaction.atomic():
        actions.enqueue(NAME, at=NOON)
        raise Undone
    assert not Task.objects.exists()


def test_the_same_work_is_queued_once_whatever_became_of_it(doing: Doing) -> None:
    first = queued(key="message 7")
    assert queued(key="message 7") == first
    Task.objects.update(state=State.DONE)
    assert queued(key="message 7") == first
    assert queued(key="message 8") != first
    assert queued(OUTSIDE, key="message 7") != first
    assert queued() != queued()  # without a key every call is a piece of work of its own


def test_many_are_queued_by_one_statement(doing: Doing) -> None:
    with CaptureQueriesContext(connection) as asked:
        actions.enqueue_many(NAME, work=[(f"{n}", {"n": n}) for n in range(20)], at=NOON)
    assert len([one for one in asked if "INSERT" in one["sql"]]) == 1
    assert sorted(Task.objects.values_list("args__n", flat=True)) == list(range(20))


def test_work_nobody_registered_is_not_queued(doing: Doing) -> None:
    with pytest.raises(KeyError):
        actions.enqueue("test.unknown", at=NOON)


def test_the_oldest_due_task_is_taken_first(doing: Doing) -> None:
    later, first, same = queued(run_at=NOON), queued(run_at=NOON - MINUTE), queued(run_at=NOON)
    queued(run_at=NOON + MINUTE)
    assert [actions.claim(worker="A", at=NOON) for _n in range(4)] == [first, later, same, None]


def test_a_claimed_task_is_leased(doing: Doing) -> None:
    task = claimed()
    task.refresh_from_db()
    assert (task.state, task.attempts, task.leased_until) == (State.RUNNING, 1, NOON + 5 * MINUTE)
    assert task.leased_by.startswith("A:")


def test_a_worker_takes_only_what_its_program_knows(doing: Doing) -> None:
    task = queued()
    del words.works[NAME]
    assert actions.claim(worker="A", at=NOON) is None
    task.refresh_from_db()
    assert task.state == State.WAITING


def test_an_idle_worker_only_reads(doing: Doing) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert actions.claim(worker="A", at=NOON) is None
    assert [one["sql"].split()[0] for one in asked] == ["SELECT", "SELECT"]


def test_the_work_and_its_mark_are_one(doing: Doing) -> None:
    task = claimed()
    assert actions.do(task, at=NOON + MINUTE)
    task.refresh_from_db()
    assert (task.state, task.done_at, task.leased_until, numbers()) == (State.DONE, NOON + MINUTE, None, 1)


def test_work_that_fails_leaves_nothing_behind(doing: Doing) -> None:
    task, doing.raises = claimed(), Undone()
    with pytest.raises(Undone):
        actions.do(task, at=NOON)
    assert (numbers(), Task.objects.get().state) == (0, State.RUNNING)


def test_a_lease_that_ran_out_goes_to_the_next_and_the_first_does_nothing(doing: Doing) -> None:
    lost = claimed()
    assert actions.claim(worker="B", at=NOON + 4 * MINUTE) is None
    again = actions.claim(worker="B", at=NOON + 5 * MINUTE)
    assert again == lost
    assert again is not None and (again.attempts, again.leased_by[0]) == (2, "B")
    assert not actions.do(lost, at=NOON + 6 * MINUTE)
    assert not actions.finish(lost, at=NOON + 6 * MINUTE)
    assert not actions.extend(lost, at=NOON + 6 * MINUTE)
    actions.fail(lost, error=Undone(), at=NOON + 6 * MINUTE)
    actions.put_off(lost, until=NOON + 60 * MINUTE)
    assert doing.done == []
    assert actions.do(again, at=NOON + 6 * MINUTE)
    assert numbers() == 1


def test_a_lease_is_known_even_when_the_same_worker_takes_it_again(doing: Doing) -> None:
    lost = claimed()
    again = actions.claim(worker="A", at=NOON + 5 * MINUTE)
    assert again is not None and again.leased_by != lost.leased_by
    assert not actions.do(lost, at=NOON + 6 * MINUTE)


def test_a_task_that_kills_its_worker_is_given_up_after_its_tries(doing: Doing) -> None:
    claimed()
    at = NOON
    for _n in range(2):
        at += 5 * MINUTE
        assert actions.claim(worker="B", at=at) is not None
    assert actions.claim(worker="B", at=at + 5 * MINUTE) is None
    task = Task.objects.get()
    assert (task.state, task.attempts, task.error) == (State.FAILED, 3, "办到一半程序停了，试了几次都这样。")


def test_the_lease_of_outside_work_is_kept_and_then_it_is_done(doing: Doing) -> None:
    task = claimed(OUTSIDE)
    assert actions.extend(task, at=NOON + 4 * MINUTE)
    assert actions.claim(worker="B", at=NOON + 6 * MINUTE) is None
    assert actions.finish(task, at=NOON + 8 * MINUTE)
    assert Task.objects.get().done_at == NOON + 8 * MINUTE


def test_it_is_tried_again_after_one_five_and_twenty_five_minutes(doing: Doing) -> None:
    words.works[NAME] = words.Work(NAME, "取一个号", doing, attempts=5)
    task, at = claimed(), NOON
    for minutes in (1, 5, 25, 125):
        actions.fail(task, error=Undone(), at=at)
        task.refresh_from_db()
        assert (task.state, task.run_at) == (State.WAITING, at + minutes * MINUTE)
        at = task.run_at
        again = actions.claim(worker="A", at=at)
        assert again is not None
        task = again
    actions.fail(task, error=Undone(), at=at)
    task.refresh_from_db()
    assert (task.state, task.attempts, actions.claim(worker="A", at=at + 900 * MINUTE)) == (State.FAILED, 5, None)


def test_after_the_last_try_the_reason_is_kept_and_the_trail_says_so(doing: Doing) -> None:
    task = claimed()
    Task.objects.update(attempts=3)
    actions.fail(task, error=NoDoor(), at=NOON)
    task.refresh_from_db()
    assert (task.state, task.error) == (State.FAILED, "这扇门没有开。找管钥匙的。")
    event = Event.objects.get(verb="task_failed")
    assert (event.kind, event.row, event.actor) == ("tasks.task", task.pk, None)


def test_what_somebody_wrote_never_stands_in_the_reason(doing: Doing) -> None:
    doing.raises = ValueError("陈禾苗 13800138000")
    task = claimed()
    with pytest.raises(ValueError) as raised:
        actions.do(task, at=NOON)
    actions.fail(task, error=raised.value, at=NOON)
    task.refresh_from_db()
    assert "陈禾苗" not in task.error
    assert task.error.startswith("程序出错 ValueError（ground/tasks/actions.py:")
    assert actions.reason(ValueError("x")) == "程序出错 ValueError（-），详细记录在日志里。"


def test_work_that_says_later_waits_without_losing_a_try(doing: Doing) -> None:
    task = claimed()
    actions.put_off(task, until=NOON + 600 * MINUTE)
    task.refresh_from_db()
    assert (task.state, task.run_at, task.attempts) == (State.WAITING, NOON + 600 * MINUTE, 0)


def test_the_administrator_tries_it_again_with_all_its_tries(cast: Cast, doing: Doing) -> None:
    task = claimed()
    Task.objects.update(state=State.FAILED, attempts=3, error="没连上")
    row = actions.retry_failed(task.pk, by=cast.viewer("yu"), at=NOON + MINUTE)
    assert (row.state, row.attempts, row.run_at, row.error) == (State.WAITING, 0, NOON + MINUTE, "")
    event = Event.objects.get(verb="retry_task")
    assert (event.actor, event.row) == (cast.people["yu"].pk, task.pk)


@pytest.mark.parametrize("state", [State.WAITING, State.RUNNING, State.DONE])
def test_only_what_failed_is_tried_again(cast: Cast, doing: Doing, state: str) -> None:
    task = queued()
    Task.objects.update(state=state)
    with pytest.raises(NotFailed):
        actions.retry_failed(task.pk, by=cast.viewer("yu"), at=NOON)


@pytest.mark.parametrize("who", ["chen", "wen", "an", "hao"])
def test_nobody_else_tries_it_again(cast: Cast, doing: Doing, who: str) -> None:
    task = queued()
    Task.objects.update(state=State.FAILED)
    with pytest.raises(Task.DoesNotExist):
        actions.retry_failed(task.pk, by=cast.viewer(who), at=NOON)


def test_what_was_done_long_ago_is_forgotten(doing: Doing) -> None:
    old, new = queued(), queued()
    Task.objects.filter(pk=old.pk).update(state=State.DONE, done_at=NOON - timedelta(days=91))
    Task.objects.filter(pk=new.pk).update(state=State.DONE, done_at=NOON - timedelta(days=89))
    failed = queued(at=NOON - timedelta(days=400))
    Task.objects.filter(pk=failed.pk).update(state=State.FAILED)
    for days in (400, 300, 200):
        Slot.objects.create(name="a", slot_at=NOON - timedelta(days=days))
    Slot.objects.create(name="b", slot_at=NOON)
    actions.clear_done(at=NOON)
    assert set(Task.objects.all()) == {new, failed}
    assert set(Slot.objects.values_list("name", "slot_at")) == {("a", NOON - timedelta(days=200)), ("b", NOON)}
