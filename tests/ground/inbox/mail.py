"""Messages of the tests: a plain kind and a private one; and a bell that counts instead of ringing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from apprise import Apprise

from tests.cast import NOON, Cast
from xinqiao.ground.identity.models import Account
from xinqiao.ground.inbox import words
from xinqiao.ground.inbox.actions import addresses, channels, sending
from xinqiao.ground.inbox.models import Address, Message
from xinqiao.ground.tasks.models import Task
from xinqiao.ground.tasks.tasks import Worker

PLAIN, PRIVATE = "test.plain", "test.private"
URL = "mailtos://xinqiao:s3cret@mail.example.cn?from=x@example.cn&to={to}"


class Rung:
    """Every ringing: to which address of apprise, with which words. `answers` is what the other side says."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.answers: bool | None = True


@pytest.fixture(autouse=True)
def rung(monkeypatch: pytest.MonkeyPatch) -> Rung:
    """Nothing of these tests reaches out: apprise only counts."""
    found = Rung()

    def notify(self: Apprise, **words: Any) -> bool | None:
        found.calls.append((self[0].url(privacy=False), words))
        return found.answers

    monkeypatch.setattr(Apprise, "notify", notify)
    return found


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "kinds", dict[str, words.Kind]())
    for module in ("queries", "actions.sending"):
        monkeypatch.setattr(f"xinqiao.ground.inbox.{module}.kinds", words.kinds)
    words.name_kinds({PLAIN: ("活动", True), PRIVATE: ("诉求", False)})


def sent(cast: Cast, *people: str, **more: Any) -> Message:
    """One message to each of these, Wei Lidong when nobody is named; the last of them."""
    to = [cast.people[key].pk for key in people or ("wei",)]
    given = {"kind": PLAIN, "title": "书屋周六开门", "line": "上午九点到十一点。", "address": "/my/", "at": NOON} | more
    sending.send(to=to, **given)
    return Message.objects.latest("pk")


def opened(cast: Cast, *kinds: str, url: str = URL) -> None:
    """These channels are on."""
    for kind in kinds or ("email",):
        channels.set_channel(kind, url=url, by=cast.viewer("yu"), at=NOON)
        channels.switch_channel(kind, on=True, by=cast.viewer("yu"), at=NOON)


def asked(cast: Cast, who: str = "wei", *, wanted: str = "each", value: str = "wei@example.cn") -> Address:
    """An e-mail address, confirmed, with the ringing that tried it done."""
    addresses.set_address("email", value=value, wanted=wanted, by=cast.viewer(who), at=NOON)
    Task.objects.all().delete()
    return addresses.confirm_address("email", by=cast.viewer(who), at=NOON)


def has_account(cast: Cast, *people: str) -> None:
    """These can read here themselves."""
    Account.objects.bulk_create([Account(person=cast.people[key], activated_at=NOON) for key in people])


def worked(*, at: datetime = NOON) -> None:
    """A worker does all that is due."""
    worker = Worker("A", clock=lambda: at)
    while worker.step():
        pass
