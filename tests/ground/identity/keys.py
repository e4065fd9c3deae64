"""Slips, accounts and sessions as the tests need them."""

from __future__ import annotations

from datetime import datetime

from tests.cast import NOON, Cast
from xinqiao.ground.identity.actions import entering
from xinqiao.ground.identity.models import Account, Session, Slip

PASSWORD = "hua-chuan-85123"


def slip(cast: Cast, *, to: str = "wei", by: str = "ding", at: datetime = NOON) -> str:
    """The code on a slip printed for somebody."""
    ((_person, code),) = entering.issue_slips([cast.people[to]], by=cast.viewer(by), at=at)
    return code


def activated(cast: Cast, *, who: str = "wei", by: str = "ding", at: datetime = NOON) -> Account:
    """An account whose owner has set the password."""
    code = slip(cast, to=who, by=by, at=at)
    return entering.activate(number=cast.people[who].number, code=code, password=PASSWORD, at=at)


def latest(cast: Cast, *, of: str = "wei") -> Slip:
    """The last slip printed for somebody."""
    return Slip.objects.filter(person=cast.people[of]).latest("id")


def devices(cast: Cast, who: str) -> set[str]:
    """The keys of a person's sessions."""
    return set(Session.objects.filter(person=cast.people[who]).values_list("session_key", flat=True))
