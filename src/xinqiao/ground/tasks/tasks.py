"""The worker: it looks at the schedule, takes what is due, does it, and keeps the lease of what takes long."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection

from xinqiao.ground.tasks import actions
from xinqiao.ground.tasks.models import Task
from xinqiao.ground.tasks.words import Later, works
from xinqiao.kit.clock import now

log = logging.getLogger("xinqiao.tasks")


def clear(args: dict[str, Any], /, *, at: datetime) -> None:
    """The nightly clearing of what was done long ago."""
    actions.clear_done(at=at)


class Worker:
    """One worker of however many. `clock` is the present moment, another one in tests."""

    def __init__(self, name: str, *, clock: Callable[[], datetime] = now) -> None:
        self.name, self._clock = name, clock
        self._looked: datetime | None = None

    def step(self) -> bool:
        """Fire what the schedule asks for (looked at once a minute) and do one task; False when nothing was due."""
        at = self._clock()
        minute = at.replace(second=0, microsecond=0)
        if minute != self._looked:
            actions.fire_schedule(at=at)
            self._looked = minute
        task = actions.claim(worker=self.name, at=at)
        if task is not None:
            self.run_one(task)
        return task is not None

    def run_one(self, task: Task) -> None:
        """Do one claimed task; a failure is kept with the task and never ends the worker."""
        try:
            if works[task.name].outside:
                with self._beating(task):
                    works[task.name].do(task.args, at=self._clock())
                actions.finish(task, at=self._clock())
            else:
                actions.do(task, at=self._clock())
        except Later as later:
            actions.put_off(task, until=later.until)
        except Exception as error:
            log.exception("task %s %s, try %s", task.pk, task.name, task.attempts)
            actions.fail(task, error=error, at=self._clock())

    @contextmanager
    def _beating(self, task: Task) -> Iterator[None]:
        """While in here, a thread of its own keeps the lease, three times before it would run out."""
        done = threading.Event()
        every = works[task.name].lease_minutes * 60 / 3

        def beat() -> None:
            while not done.wait(every):
                try:
                    if not actions.extend(task, at=self._clock()):
                        return
                except Exception:  # the next beat may succeed; if none does, the lease runs out as it should
                    log.exception("lease of task %s", task.pk)
                finally:
                    connection.close()  # this thread's own

        thread = threading.Thread(target=beat, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()
