"""Being told outside is asked for, never assumed: one's own addresses, and paper."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.inbox import rules
from xinqiao.ground.inbox.models import Address, Channel
from xinqiao.ground.inbox.words import BY_PHONE, DELIVER, PAPER, Wanted
from xinqiao.ground.org.models import Person
from xinqiao.ground.org.queries import Viewer, phone_index
from xinqiao.ground.tasks import actions as tasks
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if

SOURCE = _("通知规则：自己开的才送，送的只有一句话")
KIND = "inbox.address"
TRIES = 3  # changes of one address on one day: each of them rings somewhere


class ChannelClosed(Refused):
    rule = _("工会现在没有开通这种通知。")
    source = SOURCE
    cure = _("消息在这里都看得到；想用这种通知，打热线告诉工会。")


class NotYourPhone(Refused):
    rule = _("这个号码和花名册里您的手机号码对不上。")
    source = _("通知规则：短信只送到本人登记的手机号码")
    cure = _("换了号码的，请本单位工会先改花名册，再来这里填。")


class TooManyTries(Refused):
    rule = _("今天已经改过 %(tries)s 次了。")
    source = _("通知规则：一个地址一天最多改 %(tries)s 次")
    cure = _("明天再来改；消息在这里都看得到。")


class NothingToConfirm(Refused):
    rule = _("这里没有等您确认的地址。")
    source = SOURCE
    cure = _("先写下地址，收到那一句话，再回来点确认。")


def set_address(channel: str, *, value: str, wanted: str, by: Viewer, at: datetime) -> Address:
    """Ask to be told through a channel. A new address gets the one sentence once, and counts when its owner confirms.

    Raises ChannelClosed, NotYourPhone, TooManyTries.
    """
    with transaction.atomic():
        open_now = Channel.objects.filter(pk=channel, switched_on=True).exists()
        refuse_if(not open_now, ChannelClosed)
        if channel in BY_PHONE:
            own = Person.objects.filter(pk=by.person or 0, phone_index=phone_index(value)).exists()
            refuse_if(not own, NotYourPhone)
        row = _own(channel, by=by, at=at)
        fresh = row.value != value
        if fresh:
            _count_try(row, at=at)
            row.value, row.confirmed_at = value, None
        row.wanted = wanted
        row.save()
        trail.record(verb="set_address", by=by, at=at, kind=KIND, row=row.pk, number=channel, person=by.person)
        if fresh:
            args = {"address": row.pk, "wanted": ""}
            tasks.enqueue(DELIVER, key=f"{row.pk}:try:{at.isoformat()}", args=args, at=at)
    return row


def _own(channel: str, *, by: Viewer, at: datetime) -> Address:
    """One's own row for a channel, locked."""
    Address.objects.get_or_create(person_id=by.person or 0, channel_id=channel, defaults={"set_at": at})
    rows = Address.objects.select_for_update(of=("self",))
    return rows.get(rules.keep_own_addresses.rows(by), channel=channel)


def _count_try(row: Address, *, at: datetime) -> None:
    row.tries = row.tries + 1 if today(row.set_at) == today(at) else 1
    refuse_if(row.tries > TRIES, TooManyTries, tries=TRIES)
    row.set_at = at


def confirm_address(channel: str, *, by: Viewer, at: datetime) -> Address:
    """The sentence has arrived: from now on this address rings. Raises NothingToConfirm."""
    with transaction.atomic():
        rows = Address.objects.select_for_update(of=("self",)).filter(rules.keep_own_addresses.rows(by))
        row = rows.filter(channel=channel).first()
        refuse_if(row is None or row.confirmed_at or not row.value, NothingToConfirm)
        assert row is not None  # noqa: S101 - the refusal above has settled it
        row.confirmed_at = at
        row.save(update_fields=["confirmed_at"])
        trail.record(verb="confirm_address", by=by, at=at, kind=KIND, row=row.pk, number=channel, person=by.person)
    return row


def withdraw_address(channel: str, *, by: Viewer, at: datetime) -> None:
    """Not to be told through this channel any more; the address itself is forgotten. Twice is the same as once."""
    with transaction.atomic():
        rows = Address.objects.select_for_update(of=("self",)).filter(rules.keep_own_addresses.rows(by))
        row = rows.filter(channel=channel).first()
        if row is None or (not row.value and row.wanted == Wanted.NONE):
            return
        row.value, row.confirmed_at, row.wanted = "", None, Wanted.NONE
        row.save(update_fields=["value", "confirmed_at", "wanted"])
        trail.record(verb="withdraw_address", by=by, at=at, kind=KIND, row=row.pk, number=channel, person=by.person)


def ask_for_paper(*, by: Viewer, at: datetime) -> Address:
    """Have one's group leader bring what is unread, on paper. It needs no channel and no confirmation."""
    with transaction.atomic():
        Channel.objects.get_or_create(kind=PAPER)
        row = _own(PAPER, by=by, at=at)
        row.wanted, row.confirmed_at = Wanted.EACH, at
        row.save(update_fields=["wanted", "confirmed_at"])
        trail.record(verb="set_address", by=by, at=at, kind=KIND, row=row.pk, number=PAPER, person=by.person)
    return row
