"""The channels: the administrator writes their addresses and switches them on; nobody sees the secrets again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.inbox import queries
from xinqiao.ground.inbox.models import Channel
from xinqiao.ground.inbox.words import PLACE, SCHEMES, scheme
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.refusal import Refused, refuse_if

SOURCE = _("通知渠道规则：默认全关，开通要留记录")
KIND = "inbox.channel"


class WrongScheme(Refused):
    rule = _("这种渠道的地址要以 %(schemes)s 开头。")
    source = SOURCE
    cure = _("照例子的样子填。")


class NoPlaceForPerson(Refused):
    rule = _("地址里没有 {to}，不知道送给谁。")
    source = SOURCE
    cure = _("在本人号码或邮箱的位置写 {to}。")


class ChannelUnreadable(Refused):
    rule = _("这个地址读不懂。")
    source = SOURCE
    cure = _("照例子的样子填，一处一处核对。")


class ChannelEmpty(Refused):
    rule = _("还没有填渠道地址，不能开通。")
    source = SOURCE
    cure = _("先填地址，再开通。")


def set_channel(kind: str, *, url: str, by: Viewer, at: datetime) -> Channel:
    """Write the address of a channel, under seal. A channel that is on stays on and uses the new one at once.

    Raises WrongScheme, NoPlaceForPerson, ChannelUnreadable, KeyError for a kind there is not.
    """
    begins = SCHEMES[kind]
    refuse_if(scheme(url) not in begins, WrongScheme, schemes="、".join(f"{one}://" for one in begins))
    refuse_if(PLACE not in url, NoPlaceForPerson)
    refuse_if(queries.bell(queries.address_of(url, to="13800138000")) is None, ChannelUnreadable)
    with transaction.atomic():
        row = _locked(kind)
        row.url = url
        row.save(update_fields=["url"])
        trail.record(verb="set_channel", by=by, at=at, kind=KIND, number=kind)
    return row


def switch_channel(kind: str, *, on: bool, by: Viewer, at: datetime) -> Channel:
    """Switch a channel on or off. Off means that nothing reaches out, what is queued already included.

    Raises ChannelEmpty, KeyError for a kind there is not.
    """
    SCHEMES[kind]
    with transaction.atomic():
        row = _locked(kind)
        refuse_if(on and not row.url, ChannelEmpty)
        if row.switched_on != on:
            row.switched_on = on
            row.save(update_fields=["switched_on"])
            trail.record(verb="open_channel" if on else "close_channel", by=by, at=at, kind=KIND, number=kind)
    return row


def _locked(kind: str) -> Channel:
    Channel.objects.get_or_create(kind=kind)
    return Channel.objects.select_for_update().get(kind=kind)
