"""What the room does by itself: remind of limits every working morning, and notice when many say the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.cases.actions.reminding import escalate_cases
from xinqiao.domains.service.appeals.actions.telling import tell_reminders
from xinqiao.domains.service.appeals.actions.watching import notice_many
from xinqiao.domains.service.words import APPEAL
from xinqiao.ground.tasks.words import register

REMIND, WATCH = "service.remind", "service.watch"
LOOK_BACK = timedelta(hours=26)  # a night in which the machine was off is looked through in the morning


def remind(args: dict[str, Any], /, *, at: datetime) -> None:
    """Mark every limit that reached a rung and tell the people, one message each."""
    stages: dict[int, int] = {}
    while reminded := escalate_cases(APPEAL, at=at):
        for each in reminded:
            stages[each.case.pk] = max(each.stage, stages.get(each.case.pk, 0))
    tell_reminders(stages, at=at)


def watch(args: dict[str, Any], /, *, at: datetime) -> None:
    """Look at what was filed lately: is it what many others say?"""
    notice_many(since=at - LOOK_BACK, at=at)


def register_work() -> None:
    """Called when the program starts."""
    register(REMIND, title=_("诉求期限提醒"), work=remind, cron="30 7 * * *")
    register(WATCH, title=_("看有没有很多人反映同一件事"), work=watch, cron="7 * * * *")
