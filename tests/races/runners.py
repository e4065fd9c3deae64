"""Threads with connections of their own, started at one moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from django.db import connection

Outcome = object | Exception
PATIENCE = 30  # seconds until a thread that hangs fails the test


def race(*runners: Callable[[], object]) -> list[Outcome]:
    """Run these at once; return what each gave back or raised, in their order."""
    start, ends = threading.Barrier(len(runners), timeout=PATIENCE), list[Outcome]([None] * len(runners))

    def run(lane: int, runner: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            ends[lane] = runner()
        except Exception as error:
            ends[lane] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(runners)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    return ends


def winners(ends: Sequence[Outcome]) -> int:
    """How many got through."""
    return sum(not isinstance(end, Exception) for end in ends)


def losers(ends: Sequence[Outcome]) -> list[str]:
    """By what names the others were stopped."""
    return sorted(type(end).__name__ for end in ends if isinstance(end, Exception))


class Meeting:
    """Where racers wait for each other once, so that all have looked before any of them acts."""

    def __init__(self, racers: int) -> None:
        self._barrier = threading.Barrier(racers, timeout=5)  # long enough on a busy machine

    def wait(self) -> None:
        """Go on when all are here; whoever is held up elsewhere (by a lock) is not waited for."""
        try:
            self._barrier.wait()
        except threading.BrokenBarrierError:
            return
