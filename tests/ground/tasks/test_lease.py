"""Outside work that takes long keeps its lease; a lease that is lost, or a beat that fails, ends nothing."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import datetime

import pytest
from django.db import OperationalError, connection

from tests.ground.tasks.work import OUTSIDE, Doing
from xinqiao.ground.tasks import actions, words
from xinqiao.ground.tasks.models import Task
from xinqiao.ground.tasks.tasks import Worker
from xinqiao.ground.tasks.words import State
from xinqiao.kit.clock import now

pytestmark = pytest.mark.engine


def test_a_long_outside_task_keeps_its_lease(committed: None, doing: Doing) -> None:
    """A lease of little more than a second: without the beat it would be gone long before the work is done."""
    words.works[OUTSIDE] = replace(words.works[OUTSIDE], lease_minutes=0.02, do=lambda args, /, *, at: time.sleep(2.6))  # type: ignore[arg-type]
    actions.enqueue(OUTSIDE, at=now())
    first = Worker("A")

    def run() -> None:
        first.step()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    time.sleep(2.0)
    assert actions.claim(worker="B", at=now()) is None
    thread.join()
    assert Task.objects.get().state == State.DONE


def test_a_lease_that_is_lost_or_a_beat_that_fails_ends_nothing(
    committed: None, doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    words.works[OUTSIDE] = replace(words.works[OUTSIDE], lease_minutes=0.002, do=lambda args, /, *, at: time.sleep(0.3))  # type: ignore[arg-type]
    beats: list[int] = []

    def extend(task: Task, *, at: datetime) -> bool:
        beats.append(1)
        if len(beats) == 1:
            raise OperationalError
        return False

    monkeypatch.setattr(actions, "extend", extend)
    actions.enqueue(OUTSIDE, at=now())
    Worker("A").step()
    assert len(beats) == 2
    assert Task.objects.get().state == State.DONE
