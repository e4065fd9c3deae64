"""One slip, two hands: one of them gets the account. Failures at once are all counted."""

from __future__ import annotations

import pytest

from tests.cast import NOON, Cast, gather
from tests.ground.identity.keys import activated, slip
from tests.races.runners import Meeting, losers, race, winners
from xinqiao.ground.identity.actions import entering
from xinqiao.ground.identity.models import Account
from xinqiao.ground.trail.models import Event
from xinqiao.kit.refusal import switched_off

pytestmark = pytest.mark.race


@pytest.fixture
def cast(committed: None) -> Cast:
    return gather()


def both_activate(cast: Cast, *, code: str) -> list[object]:
    number = cast.people["wei"].number
    return race(
        *(
            lambda mine=mine: entering.activate(number=number, code=code, password=mine, at=NOON)
            for mine in ("mine-hua-chuan", "theirs-hua-chuan")
        )
    )


def test_two_activate_with_one_slip_and_one_has_the_account(cast: Cast) -> None:
    for _n in range(5):
        code = slip(cast)
        before = Event.objects.filter(verb="activate").count()
        ends = both_activate(cast, code=code)
        assert (winners(ends), losers(ends)) == (1, ["SlipSpent"])
        assert Event.objects.filter(verb="activate").count() == before + 1


def test_without_the_guard_both_have_it(cast: Cast) -> None:
    code = slip(cast)
    with switched_off("SlipSpent"):
        ends = both_activate(cast, code=code)
    assert winners(ends) == 2


def guess(cast: Cast) -> None:
    entering.check_sign_in(number=cast.people["wei"].number, password="wrong", at=NOON)


def everybody_checks_first(patch: pytest.MonkeyPatch, *, racers: int) -> None:
    meeting, check = Meeting(racers), entering.check_password

    def slow(*given: str) -> bool:
        fits = check(*given)
        meeting.wait()
        return fits

    patch.setattr(entering, "check_password", slow)


def test_guesses_at_once_are_all_counted(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    activated(cast)
    everybody_checks_first(monkeypatch, racers=4)
    ends = race(*(lambda: guess(cast) for _n in range(4)))
    assert losers(ends) == ["WrongNumberOrPassword"] * 4
    assert Account.objects.get().failures == 4


def test_without_the_lock_guesses_at_once_count_as_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    activated(cast)
    meeting, save = Meeting(4), Account.save

    def late(account: Account, **more: object) -> None:
        meeting.wait()
        save(account, **more)  # type: ignore[arg-type]

    everybody_checks_first(monkeypatch, racers=4)
    monkeypatch.setattr(type(Account.objects.all()), "select_for_update", lambda rows, **_more: rows)
    monkeypatch.setattr(Account, "save", late)
    race(*(lambda: guess(cast) for _n in range(4)))
    assert Account.objects.get().failures == 1


def test_wrong_codes_at_once_are_all_counted(cast: Cast) -> None:
    slip(cast)
    number = cast.people["wei"].number
    ends = race(*(lambda: entering.activate(number=number, code="WRONG222", password="x", at=NOON) for _n in range(4)))
    assert losers(ends) == ["SlipNotFound"] * 4
    assert cast.people["wei"].slips.get().failures == 4
