"""Do what waits in the background, until told to stop; a task that has begun is finished first."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, connection
from django.utils.translation import gettext as _

from xinqiao.ground.tasks.tasks import Worker

IDLE, TROUBLE = 1.0, 5.0  # seconds
log = logging.getLogger("xinqiao.tasks")


class Command(BaseCommand):
    help = "办后台任务：一直办下去，或者（--once）把到点的办完就停"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="把到点的办完就停")
        parser.add_argument("--beside", type=int, default=0, help="这个进程不在了，就跟着停")

    def handle(self, *args: Any, once: bool, beside: int, **options: Any) -> None:
        worker = Worker(f"{socket.gethostname()[:40]}-{os.getpid()}")
        if once:
            done = 0
            while worker.step():
                done += 1
            self.stdout.write(_("办完了 %(count)s 件。") % {"count": done})
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_told: stop.set())
        while not stop.is_set() and (not beside or os.getppid() == beside):
            stop.wait(_pause(worker))


def _pause(worker: Worker) -> float:
    """One step, and how long to rest after it: not at all after work, longer when the database is away."""
    try:
        return 0.0 if worker.step() else IDLE
    except (OperationalError, InterfaceError):
        log.exception("the database is away")
        connection.close()
        return TROUBLE
