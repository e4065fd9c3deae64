"""What rings outside: one sentence, by day, only where somebody asked for it and the channel is on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from xinqiao.ground.inbox import queries
from xinqiao.ground.inbox.actions import sending
from xinqiao.ground.inbox.words import SENTENCE, daytime
from xinqiao.ground.tasks.words import Later
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if


class NotDelivered(Refused):
    rule = _("通知没有送出去。")
    source = _("通知规则：送不出去的过一会儿再送")
    cure = _("请核对通知渠道的地址和对方的服务。")


def deliver(args: dict[str, Any], /, *, at: datetime) -> None:
    """Ring at one address if something is due there. At night it waits for the morning. Raises NotDelivered, Later."""
    morning = daytime(at)
    if morning > at:
        raise Later(morning)
    due = queries.ring(args["address"], wanted=args["wanted"])
    if due is None:
        return
    bell = queries.bell(due.url)
    refuse_if(bell is None or not bell.notify(body=SENTENCE), NotDelivered)
    sending.mark_rung(due)


def digest(args: dict[str, Any], /, *, at: datetime) -> None:
    """The one ringing of the day."""
    sending.ring_digests(on=today(at), at=at)
