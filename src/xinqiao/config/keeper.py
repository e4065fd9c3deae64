"""Keeps one background worker running beside the server, as long as the server lives. Knows no Django: it stays small.

    python -m xinqiao.config.keeper SERVER COMMAND ...

COMMAND is started with `--beside` and our own number at its end, so that it leaves when we are gone, however we went.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

LOOK = 0.5  # seconds between two looks at server and worker
REST, LONGEST = 1.0, 60.0  # before a worker that died is started again; doubled while it dies at once
STEADY = 60.0  # a worker that lived this long did not die at once
PATIENCE = 60.0  # for the task in hand, when the server has gone


def keep(server: int, *, command: Sequence[str]) -> None:
    """Start the worker, and start it again whenever it dies, until the server is no longer our parent or we are told."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_told: stop.set())

    def over() -> bool:
        return stop.is_set() or os.getppid() != server

    rest = REST
    while not over():
        began = time.monotonic()
        with subprocess.Popen([*command, "--beside", str(os.getpid())]) as worker:  # noqa: S603 - our own program
            while worker.poll() is None and not over():
                stop.wait(LOOK)
            _end(worker)
        rest = REST if time.monotonic() - began > STEADY else rest
        until = time.monotonic() + rest
        while not over() and time.monotonic() < until:
            stop.wait(LOOK)
        rest = min(rest * 2, LONGEST)


def _end(worker: subprocess.Popen[bytes]) -> None:
    """Let it finish the task in hand; a transaction that is cut off is undone, and done again by the next worker."""
    if worker.poll() is not None:
        return
    worker.terminate()
    try:
        worker.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        worker.kill()


if __name__ == "__main__":
    keep(int(sys.argv[1]), command=sys.argv[2:])
