"""The same thing told twice at once is told once; a slip is brought once; no hurry gives more tries than the rule."""

from __future__ import annotations

import pytest

from tests.cast import NOON, Cast, gather
from tests.ground.inbox.mail import PLAIN, _kinds, asked, opened, rung, sent
from tests.races.runners import Meeting, losers, race, winners
from xinqiao.ground.inbox.actions import addresses, reading, sending
from xinqiao.ground.inbox.models import Address, Message
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.tasks.models import Task
from xinqiao.ground.trail.models import Event

pytestmark = pytest.mark.race
__all__ = ["_kinds", "rung"]
HANDS = 5


@pytest.fixture
def cast(committed: None) -> Cast:
    return gather()


def test_the_same_thing_told_by_four_at_once_is_told_once(cast: Cast) -> None:
    opened(cast)
    asked(cast)
    wei = cast.people["wei"].pk
    ends = race(*(lambda: sending.send(to=[wei], kind=PLAIN, title="答复了", key="a", at=NOON) for _n in range(4)))
    assert sorted(map(int, ends)) == [0, 0, 0, 1]  # type: ignore[arg-type]
    assert (Message.objects.count(), Task.objects.count()) == (1, 1)


def test_a_double_tap_brings_a_slip_once(cast: Cast) -> None:
    leader, wei = cast.viewer("ding"), cast.people["wei"].pk
    for _n in range(5):
        row = sent(cast)
        ends = race(*(lambda: reading.hand_on_paper(wei, upto=row.pk, by=leader, at=NOON) for _n in range(2)))  # noqa: B023
        assert (winners(ends), losers(ends)) == (1, ["NothingToBring"])
    assert Event.objects.filter(verb="hand_on").count() == 5


def hurried(cast: Cast) -> list[object]:
    """Five changes of one address at once."""
    me = cast.viewer("wei")
    return race(
        *(
            lambda n=n: addresses.set_address("email", value=f"{n}@example.cn", wanted="each", by=me, at=NOON)
            for n in range(HANDS)
        )
    )


def test_five_changes_at_once_are_three(cast: Cast) -> None:
    opened(cast)
    ends = hurried(cast)
    assert (winners(ends), losers(ends)) == (3, ["TooManyTries"] * 2)
    assert Address.objects.get().tries == 3


def test_without_the_lock_all_five_get_through(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(cast)
    addresses.set_address("email", value="first@example.cn", wanted="each", by=cast.viewer("wei"), at=NOON)
    meeting = Meeting(HANDS)

    def unlocked(channel: str, *, by: Viewer, at: object) -> Address:
        row = Address.objects.get(person=by.person, channel=channel)
        meeting.wait()
        return row

    monkeypatch.setattr(addresses, "_own", unlocked)
    assert winners(hurried(cast)) == HANDS
