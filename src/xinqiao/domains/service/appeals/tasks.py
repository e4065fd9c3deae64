"""What the room does by itself: remind of limits every working morning, and notice when many say the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from xinqiao.domains.service.appeals.actions.watching import notice_many, remind_of_limits
from xinqiao.ground.tasks.words import register

REMIND, WATCH = "service.remind", "service.watch"
LOOK_BACK = timedelta(hours=26)  # a night in which the machine was off is looked through in the morning


def remind(args: dict[str, Any], /, *, at: datetime) -> None:
    """Every working morning."""
    remind_of_limits(at=at)


def watch(args: dict[str, Any], /, *, at: datetime) -> None:
    """Look at what was filed lately: is it what many others say?"""
    notice_many(since=at - LOOK_BACK, at=at)


def register_work() -> None:
    """Called when the program starts."""
    register(REMIND, title=_("诉求期限提醒"), work=remind, cron="30 7 * * *")
    register(WATCH, title=_("看有没有很多人反映同一件事"), work=watch, cron="7 * * * *")
