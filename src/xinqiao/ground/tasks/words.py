"""What work there is: every room names its own when the program starts, and says how it wants to be run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from cronsim import CronSim, CronSimError
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinqiao.kit.clock import SHANGHAI

Text = str | Promise
CLEAR = "tasks.clear"
KEEP_DAYS = 90  # how long work that is done stays on record


class State(TextChoices):
    WAITING = "waiting", _("等着办")
    RUNNING = "running", _("正在办")
    DONE = "done", _("办完了")
    FAILED = "failed", _("没办成")


class Doer(Protocol):
    """A room's own function. `args` is what was handed over when the work was queued, plain data."""

    def __call__(self, args: dict[str, Any], /, *, at: datetime) -> None: ...


class Later(Exception):
    """Raised by work that finds it is not the time: it goes back to the queue until then, and no try is counted."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(until.isoformat())


@dataclass(frozen=True)
class Work:
    """One kind of work.

    Work inside the database runs in one transaction with the mark that it is done: once, whatever happens. `outside`
    work reaches beyond the database and runs without a transaction, at least once: doing it twice must change nothing.
    """

    name: str
    title: Text
    do: Doer
    cron: str = ""
    attempts: int = 5
    lease_minutes: int = 5
    outside: bool = False


works: dict[str, Work] = {}


def register(
    name: str,
    *,
    title: Text,
    work: Doer,
    cron: str = "",
    attempts: int = 5,
    lease_minutes: int = 5,
    outside: bool = False,
) -> None:
    """Called from a room's `apps.ready()`. `cron` is a line of five fields in Shanghai's time, or empty for work that is
    only done when it is queued. Raises ValueError for a name that is taken or a line that cannot be read."""
    if name in works:
        raise ValueError(f"{name} is registered twice")
    if cron:
        _read(cron, at=datetime(2026, 1, 1, tzinfo=SHANGHAI))
    works[name] = Work(name, title, work, cron, attempts, lease_minutes, outside)


def _read(cron: str, *, at: datetime) -> None:
    try:
        next(CronSim(cron, at))
    except (CronSimError, StopIteration) as wrong:
        raise ValueError(f"{cron!r} is no line of a schedule") from wrong


def last_slot(cron: str, *, at: datetime) -> datetime:
    """The latest moment of a line that is not after `at`."""
    local = at.astimezone(SHANGHAI).replace(second=0, microsecond=0)
    before = next(CronSim(cron, local, reverse=True))
    found = next(CronSim(cron, before))
    return found if found <= local else before


def next_slot(cron: str, *, at: datetime) -> datetime:
    """The first moment of a line after `at`."""
    return next(CronSim(cron, at.astimezone(SHANGHAI)))
