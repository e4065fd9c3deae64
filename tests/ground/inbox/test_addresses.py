"""Being told outside is asked for, tried, confirmed, and taken back; channels are off until somebody answers for them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests.cast import NOON, Cast
from tests.ground.inbox.mail import URL, asked, opened
from xinqiao.ground.inbox import queries
from xinqiao.ground.inbox.actions import addresses, channels
from xinqiao.ground.inbox.actions.addresses import ChannelClosed, NothingToConfirm, NotYourPhone, TooManyTries
from xinqiao.ground.inbox.actions.channels import ChannelEmpty, ChannelUnreadable, NoPlaceForPerson, WrongScheme
from xinqiao.ground.inbox.models import Address, Channel
from xinqiao.ground.inbox.words import EXAMPLES, SCHEMES, Way
from xinqiao.ground.org.models import Person
from xinqiao.ground.org.queries import phone_index
from xinqiao.ground.tasks.models import Task
from xinqiao.ground.trail.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
PHONE = "13800138000"


def told(cast: Cast, channel: str = "email", *, value: str = "wei@example.cn", **more: Any) -> Address:
    given = {"wanted": "each", "by": cast.viewer("wei"), "at": NOON} | more
    return addresses.set_address(channel, value=value, **given)


def raw(table: str, *, column: str) -> str:
    """What the database itself holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return str(cursor.fetchone()[0])


def test_an_address_is_kept_under_seal_and_counts_when_it_is_confirmed(cast: Cast) -> None:
    opened(cast)
    row = told(cast)
    assert (row.value, row.confirmed_at, row.wanted) == ("wei@example.cn", None, "each")
    assert "wei" not in raw("inbox_address", column="value")
    assert Task.objects.get().args == {"address": row.pk, "wanted": ""}
    assert addresses.confirm_address("email", by=cast.viewer("wei"), at=NOON).confirmed_at == NOON
    events = list(Event.objects.filter(kind="inbox.address").values_list("verb", "person", "number", "note"))
    wei = cast.people["wei"].pk
    assert events == [("set_address", wei, "email", ""), ("confirm_address", wei, "email", "")]


def test_only_a_channel_that_is_on_takes_addresses(cast: Cast) -> None:
    with pytest.raises(ChannelClosed):
        told(cast)
    opened(cast)
    channels.switch_channel("email", on=False, by=cast.viewer("yu"), at=NOON)
    with pytest.raises(ChannelClosed):
        told(cast)
    assert not Address.objects.exists()


@pytest.mark.parametrize("channel", ["sms", "dingtalk"])
def test_a_telephone_must_be_ones_own(cast: Cast, channel: str) -> None:
    opened(cast, channel, url=EXAMPLES[channel])
    with pytest.raises(NotYourPhone):
        told(cast, channel, value=PHONE)
    Person.objects.filter(pk=cast.people["chen"].pk).update(phone_index=phone_index(PHONE))
    with pytest.raises(NotYourPhone):
        told(cast, channel, value=PHONE)
    Person.objects.filter(pk=cast.people["wei"].pk).update(phone_index=phone_index(PHONE))
    assert told(cast, channel, value=PHONE).value == PHONE


def test_a_change_is_tried_and_confirmed_anew_a_wish_is_not(cast: Cast) -> None:
    opened(cast)
    asked(cast)
    assert told(cast, wanted="digest").confirmed_at == NOON
    assert not Task.objects.exists()
    assert told(cast, value="other@example.cn").confirmed_at is None
    assert Task.objects.count() == 1


def test_one_day_has_three_tries(cast: Cast) -> None:
    opened(cast)
    for n in range(3):
        told(cast, value=f"{n}@example.cn", at=NOON + timedelta(seconds=n))
    with pytest.raises(TooManyTries) as refusal:
        told(cast, value="4@example.cn")
    assert "3 次" in str(refusal.value)
    addresses.withdraw_address("email", by=cast.viewer("wei"), at=NOON)
    with pytest.raises(TooManyTries):  # taking it back gives no new tries
        told(cast, value="4@example.cn")
    assert told(cast, value="4@example.cn", at=NOON + timedelta(days=1)).tries == 1


def test_nothing_is_confirmed_that_is_not_waiting(cast: Cast) -> None:
    me = cast.viewer("wei")
    with pytest.raises(NothingToConfirm):
        addresses.confirm_address("email", by=me, at=NOON)
    opened(cast)
    asked(cast)
    with pytest.raises(NothingToConfirm):
        addresses.confirm_address("email", by=me, at=NOON)
    addresses.withdraw_address("email", by=me, at=NOON)
    with pytest.raises(NothingToConfirm):
        addresses.confirm_address("email", by=me, at=NOON)
    told(cast)
    with pytest.raises(NothingToConfirm):  # somebody else's is not theirs to confirm
        addresses.confirm_address("email", by=cast.viewer("chen"), at=NOON)


def test_what_is_taken_back_is_forgotten(cast: Cast) -> None:
    opened(cast)
    asked(cast)
    for _n in range(2):
        addresses.withdraw_address("email", by=cast.viewer("wei"), at=NOON)
    row = Address.objects.get()
    assert (row.value, row.confirmed_at, row.wanted) == ("", None, "none")
    assert Event.objects.filter(verb="withdraw_address").count() == 1
    addresses.withdraw_address("sms", by=cast.viewer("wei"), at=NOON)


def test_paper_needs_no_channel(cast: Cast) -> None:
    for _n in range(2):
        addresses.ask_for_paper(by=cast.viewer("wei"), at=NOON)
    row = Address.objects.get()
    assert (row.channel_id, row.value, row.wanted, row.confirmed_at) == ("paper", "", "each", NOON)
    assert queries.ways_for(cast.viewer("wei")) == ([], True)
    assert queries.ways_for(cast.viewer("chen")) == ([], False)


# The channels of the union.


@pytest.mark.parametrize("kind", Way)
def test_the_example_of_each_channel_can_be_read(cast: Cast, kind: str) -> None:
    row = channels.set_channel(kind, url=EXAMPLES[kind], by=cast.viewer("yu"), at=NOON)
    assert (row.kind, row.url, row.switched_on) == (kind, EXAMPLES[kind], False)
    assert kind in SCHEMES


def test_its_secrets_lie_under_seal_and_are_never_shown(cast: Cast) -> None:
    channels.set_channel("email", url=URL, by=cast.viewer("yu"), at=NOON)
    assert "s3cret" not in raw("inbox_channel", column="url")
    (email, *_others) = queries.channels()
    assert (email.begins, email.switched_on) == ("mailtos", False)
    assert "s3cret" not in str(queries.channels())
    assert "s3cret" not in str(list(Event.objects.values_list("note", flat=True)))


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("email", "jsons://sms.example.cn/{to}"),
        ("email", "file:///etc/passwd?{to}"),
        ("sms", "twilio://a:b@1/{to}"),
        ("feishu", "{to}"),
        ("webhook", "syslog://{to}"),
    ],
)
def test_a_channel_begins_as_its_kind_does(cast: Cast, kind: str, url: str) -> None:
    with pytest.raises(WrongScheme):
        channels.set_channel(kind, url=url, by=cast.viewer("yu"), at=NOON)
    assert not Channel.objects.exists()


def test_a_channel_has_a_place_for_whoever_is_told(cast: Cast) -> None:
    with pytest.raises(NoPlaceForPerson):
        channels.set_channel("email", url="mailtos://a:b@example.cn", by=cast.viewer("yu"), at=NOON)


def test_a_channel_that_cannot_be_read_is_not_kept(cast: Cast) -> None:
    with pytest.raises(ChannelUnreadable):
        channels.set_channel("dingtalk", url="dingtalk://令牌/{to}", by=cast.viewer("yu"), at=NOON)


def test_an_empty_channel_is_not_opened(cast: Cast) -> None:
    with pytest.raises(ChannelEmpty):
        channels.switch_channel("email", on=True, by=cast.viewer("yu"), at=NOON)
    assert not channels.switch_channel("email", on=False, by=cast.viewer("yu"), at=NOON).switched_on


def test_opening_and_closing_are_on_record_once(cast: Cast) -> None:
    opened(cast)
    for on in (True, False, False):
        channels.switch_channel("email", on=on, by=cast.viewer("yu"), at=NOON)
    verbs = list(Event.objects.filter(kind="inbox.channel").values_list("verb", "number", "actor"))
    yu = cast.people["yu"].pk
    assert verbs == [("set_channel", "email", yu), ("open_channel", "email", yu), ("close_channel", "email", yu)]


def test_a_kind_there_is_not_is_not_opened(cast: Cast) -> None:
    with pytest.raises(KeyError):
        channels.switch_channel("pager", on=True, by=cast.viewer("yu"), at=NOON)
