"""Reading background work: what failed, what waits, what comes next. Never what a task was handed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min

from xinqiao.ground.tasks import rules
from xinqiao.ground.tasks.models import Task
from xinqiao.ground.tasks.words import State, Text, next_slot, works

PAGE = 50
SLOW = timedelta(minutes=10)


def failed_for(viewer: Any, *, before: int | None) -> tuple[list[tuple[Task, Text]], int | None]:
    """One page of failed tasks with their titles, newest first, by key; and where the next page begins."""
    rows = Task.objects.filter(rules.see_tasks.rows(viewer), state=State.FAILED).defer("args").order_by("-id")
    if before:
        rows = rows.filter(id__lt=before)
    found = list(rows[: PAGE + 1])
    shown = [(row, works[row.name].title if row.name in works else row.name) for row in found[:PAGE]]
    return shown, found[PAGE - 1].id if len(found) > PAGE else None


@dataclass(frozen=True)
class Queue:
    """How much waits, since when the oldest is due, and whether that is too long: then no worker runs."""

    waiting: int
    oldest: datetime | None
    stuck: bool


def queue(*, at: datetime) -> Queue:
    """The work that is due by now and has not been taken."""
    due = Task.objects.filter(state=State.WAITING, run_at__lte=at).aggregate(n=Count("pk"), oldest=Min("run_at"))
    return Queue(due["n"], due["oldest"], due["oldest"] is not None and at - due["oldest"] > SLOW)


@dataclass(frozen=True)
class Line:
    """One line of the schedule with the moment it fires next."""

    title: Text
    next_at: datetime


def schedule(*, at: datetime) -> list[Line]:
    """All lines of the schedule, the nearest first."""
    lines = [Line(work.title, next_slot(work.cron, at=at)) for work in works.values() if work.cron]
    return sorted(lines, key=lambda line: line.next_at)
