"""Work of the tests: it remembers what it did, and fails when it is told to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.cast import NOON
from xinqiao.ground.papers.actions import next_number
from xinqiao.ground.papers.models import Register
from xinqiao.ground.tasks import actions, words
from xinqiao.ground.tasks.models import Task

NAME, OUTSIDE = "test.number", "test.ring"


class Doing:
    """What was done, in order. `raises` is raised after the deed; a register number is the trace in the database."""

    def __init__(self) -> None:
        self.done: list[dict[str, Any]] = []
        self.raises: Exception | None = None

    def __call__(self, args: dict[str, Any], /, *, at: datetime) -> None:
        self.done.append(args)
        next_number("TT", at=at)
        if self.raises is not None:
            raise self.raises


@pytest.fixture
def doing(monkeypatch: pytest.MonkeyPatch) -> Doing:
    """Two kinds of work, one inside the database and one outside, and nothing else on the schedule."""
    deed = Doing()
    monkeypatch.setattr(words, "works", works := dict[str, words.Work]())
    monkeypatch.setattr(actions, "works", works)
    for module in ("queries", "tasks"):
        monkeypatch.setattr(f"xinqiao.ground.tasks.{module}.works", works)
    words.register(NAME, title="取一个号", work=deed, attempts=3)
    words.register(OUTSIDE, title="按一下铃", work=deed, attempts=2, outside=True)
    return deed


def queued(name: str = NAME, **more: Any) -> Task:
    """One task, the latest."""
    actions.enqueue(name, **{"at": NOON} | more)
    return Task.objects.latest("pk")


def claimed(name: str = NAME, *, at: datetime = NOON) -> Task:
    """One task in the hands of worker A."""
    queued(name, at=at)
    task = actions.claim(worker="A", at=at)
    assert task is not None
    return task


def numbers() -> int:
    """How many register numbers the work has taken for good."""
    return sum(Register.objects.filter(kind="TT").values_list("last", flat=True))
