"""Queueing work, taking it, doing it once, and what becomes of it when it fails."""

from __future__ import annotations

import secrets
import traceback
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as now_gettext
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.tasks import rules
from xinqiao.ground.tasks.models import Slot, Task
from xinqiao.ground.tasks.words import KEEP_DAYS, State, Work, last_slot, works
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.refusal import Refused, refuse_if

KIND = "tasks.task"
PACKAGE = Path(__file__).resolve().parents[2]


class Actor(Protocol):
    """Whoever tries a failed task again."""

    @property
    def known(self) -> bool: ...

    @property
    def person(self) -> int | None: ...

    @property
    def name(self) -> str: ...


class NotFailed(Refused):
    rule = _("这件后台任务已经在办，或者办完了。")
    source = _("后台任务规则：只重试没办成的")
    cure = _("回到后台任务看现在的情况。")


def enqueue(
    name: str,
    *,
    at: datetime,
    key: str = "",
    args: Mapping[str, Any] | None = None,
    run_at: datetime | None = None,
) -> None:
    """Queue one piece of work in the caller's transaction: when that is undone, so is this. With a `key` the same work is
    queued once, whatever became of it. Raises KeyError for work nobody registered."""
    enqueue_many(name, work=[(key, args or {})], at=at, run_at=run_at)


def enqueue_many(
    name: str, *, work: Iterable[tuple[str, Mapping[str, Any]]], at: datetime, run_at: datetime | None = None
) -> None:
    """Queue several pieces of the same work, each `(key, args)`. Raises KeyError for work nobody registered."""
    known = works[name].name
    rows = [Task(name=known, key=key, args=dict(args), run_at=run_at or at, made_at=at) for key, args in work]
    Task.objects.bulk_create(rows, ignore_conflicts=True)


def claim(*, worker: str, at: datetime) -> Task | None:
    """Lease the oldest due task this program knows to one worker, or None. A lease that ran out is taken back first, so
    nothing is lost with a worker that was killed. Two workers never get the same task."""
    known = Task.objects.filter(name__in=works)
    due = known.filter(state=State.WAITING, run_at__lte=at)
    lost = known.filter(state=State.RUNNING, leased_until__lte=at)
    if lost.exists():
        _take_back(lost, at=at)
    if not due.exists():  # an idle worker only reads: on SQLite a transaction here would take the one write lock
        return None
    with transaction.atomic():
        task = _oldest(due)
        if task is None:
            return None
        task.state, task.attempts = State.RUNNING, task.attempts + 1
        task.leased_by = f"{worker}:{secrets.token_hex(4)}"  # a lease of its own: its former holder is known by it
        task.leased_until = at + _lease(task)
        task.save(update_fields=["state", "attempts", "leased_by", "leased_until"])
        return task


def _oldest(due: QuerySet[Task]) -> Task | None:
    """The oldest of these that no other worker holds, locked."""
    return due.order_by("run_at", "id").select_for_update(skip_locked=True).first()


def _lease(task: Task) -> timedelta:
    return timedelta(minutes=works[task.name].lease_minutes)


def _take_back(lost: QuerySet[Task], *, at: datetime) -> None:
    """Leases that ran out: back to the queue, or failed when it was the last try. On PostgreSQL a transaction that is
    still at work holds its row, so it is left alone however long it takes."""
    with transaction.atomic():
        for task in lost.order_by("id").select_for_update(skip_locked=True):
            if task.attempts < works[task.name].attempts:
                task.state, task.leased_until = State.WAITING, None
                task.save(update_fields=["state", "leased_until"])
            else:
                _give_up(task, why=now_gettext("办到一半程序停了，试了几次都这样。"), at=at)


def do(task: Task, *, at: datetime) -> bool:
    """Do a claimed task whose effects are all in the database: they and the mark that it is done are one transaction.

    False when the lease is no longer ours. Raises whatever the work raises, and then nothing has changed.
    """
    with transaction.atomic():
        row = held(task)
        if row is None:
            return False
        works[task.name].do(row.args, at=at)
        _mark_done(row, at=at)
    return True


def held(task: Task) -> Task | None:
    """The task, locked, if its lease is still the one that was claimed."""
    return Task.objects.select_for_update().filter(pk=task.pk, state=State.RUNNING, leased_by=task.leased_by).first()


def _mark_done(row: Task, *, at: datetime) -> None:
    row.state, row.done_at, row.leased_until, row.error = State.DONE, at, None, ""
    row.save(update_fields=["state", "done_at", "leased_until", "error"])


def finish(task: Task, *, at: datetime) -> bool:
    """Mark outside work as done; False when the lease went to another, who will do it again."""
    with transaction.atomic():
        row = held(task)
        if row is not None:
            _mark_done(row, at=at)
    return row is not None


def extend(task: Task, *, at: datetime) -> bool:
    """Keep the lease of outside work that takes long; False when it is no longer ours."""
    ours = Task.objects.filter(pk=task.pk, state=State.RUNNING, leased_by=task.leased_by)
    return bool(ours.update(leased_until=at + _lease(task)))


def put_off(task: Task, *, until: datetime) -> None:
    """Back to the queue until a moment; the try does not count."""
    with transaction.atomic():
        row = held(task)
        if row is not None:
            row.state, row.run_at, row.leased_until = State.WAITING, until, None
            row.attempts -= 1
            row.save(update_fields=["state", "run_at", "leased_until", "attempts"])


def fail(task: Task, *, error: Exception, at: datetime) -> None:
    """Keep the reason and try again after 1, 5, 25 … minutes; after the last try the task has failed, and the trail says
    so. Someone must then look: the administrator's page shows it."""
    with transaction.atomic():
        row = held(task)
        if row is None:
            return
        why = reason(error)
        if row.attempts >= works[row.name].attempts:
            _give_up(row, why=why, at=at)
            return
        row.state, row.error, row.leased_until = State.WAITING, why, None
        row.run_at = at + timedelta(minutes=5 ** (row.attempts - 1))
        row.save(update_fields=["state", "error", "leased_until", "run_at"])


def _give_up(row: Task, *, why: str, at: datetime) -> None:
    row.state, row.error, row.leased_until = State.FAILED, why, None
    row.save(update_fields=["state", "error", "leased_until"])
    trail.record(verb="task_failed", by=None, at=at, kind=KIND, row=row.pk, note={"name": row.name, "why": why})


def reason(error: Exception) -> str:
    """Why it failed, as may be shown: a refusal in its own words, anything else by its kind and place. The text of an
    exception may hold what somebody wrote; it stays in the log."""
    if isinstance(error, Refused):
        return str(error)[:300]
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(str(PACKAGE))]
    place = f"{Path(frames[-1].filename).relative_to(PACKAGE)}:{frames[-1].lineno}" if frames else "-"
    words = {"kind": type(error).__name__, "place": place}
    return (now_gettext("程序出错 %(kind)s（%(place)s），详细记录在日志里。") % words)[:300]


def retry_failed(pk: int, *, by: Actor, at: datetime) -> Task:
    """Put a failed task back into the queue with all its tries. Raises NotFailed."""
    with transaction.atomic():
        row = Task.objects.select_for_update().get(rules.retry_task.rows(by), pk=pk)
        refuse_if(row.state != State.FAILED, NotFailed)
        row.state, row.attempts, row.run_at, row.error = State.WAITING, 0, at, ""
        row.save(update_fields=["state", "attempts", "run_at", "error"])
        trail.record(verb="retry_task", by=by, at=at, kind=KIND, row=row.pk, note={"name": row.name})
    return row


def fire_schedule(*, at: datetime) -> int:
    """Queue the work of every line whose latest moment has come and was not fired; returns how many.

    Moments missed while the machine was off fire once, as the latest of them. A line that is new begins with its next
    moment. The moment and its task are one transaction: two workers cannot both queue it.
    """
    newest = dict(Slot.objects.values_list("name").annotate(Max("slot_at")))
    fired = 0
    for work in works.values():
        if work.cron:
            slot, before = last_slot(work.cron, at=at), newest.get(work.name)
            if before is None or before < slot:
                fired += _fire(work, slot=slot, begun=before is not None, at=at)
    return fired


def _fire(work: Work, *, slot: datetime, begun: bool, at: datetime) -> bool:
    try:
        with transaction.atomic():
            Slot.objects.create(name=work.name, slot_at=slot)
            if begun:
                enqueue(work.name, key=slot.isoformat(), at=at)
    except IntegrityError:  # another worker was first
        return False
    return begun


def clear_done(*, at: datetime) -> None:
    """Forget work done long ago and moments fired long ago; the latest moment of each line stays."""
    old = at - timedelta(days=KEEP_DAYS)
    with transaction.atomic():
        Task.objects.filter(state=State.DONE, done_at__lt=old).delete()
        newest = Slot.objects.values("name").annotate(last=Max("pk")).values("last")
        Slot.objects.filter(slot_at__lt=old).exclude(pk__in=list(newest.values_list("last", flat=True))).delete()
