"""Two confirm at once: one version begins on a day, and one hand settles it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from tests.cast import NOON, Cast, gather
from tests.ground.parameters.test_parameters import KEY, proposed
from tests.races.runners import Meeting, losers, race, winners
from xinqiao.ground.parameters import actions
from xinqiao.ground.parameters.models import Parameter

pytestmark = pytest.mark.race


@pytest.fixture
def cast(committed: None) -> Cast:
    return gather()


def both_confirm(cast: Cast, *, first: Parameter, second: Parameter) -> list[object]:
    chair, deputy = cast.viewer("wen"), cast.viewer("bai")
    return race(
        lambda: actions.confirm_parameter(first.pk, by=chair, at=NOON),
        lambda: actions.confirm_parameter(second.pk, by=deputy, at=NOON),
    )


def test_two_confirm_one_proposal_and_one_of_them_did(cast: Cast) -> None:
    for _n in range(5):
        Parameter.objects.all().delete()
        row = proposed(cast)
        ends = both_confirm(cast, first=row, second=row)
        assert (winners(ends), losers(ends)) == (1, ["SettledAlready"])


def test_two_proposals_for_one_day_and_one_stands(cast: Cast) -> None:
    for _n in range(5):
        Parameter.objects.all().delete()
        ends = both_confirm(cast, first=proposed(cast), second=proposed(cast, value=5))
        assert (winners(ends), losers(ends)) == (1, ["SameDayVersion"])
        assert Parameter.objects.filter(key=KEY, confirmed_at__isnull=False).count() == 1


def test_without_the_lock_only_the_database_stops_the_second(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting, make_room = Meeting(2), actions._make_room

    def late(*given: Parameter, **more: list[Parameter]) -> None:
        meeting.wait()
        make_room(*given, **more)

    monkeypatch.setattr(type(Parameter.objects.all()), "select_for_update", lambda rows, **_more: rows)
    monkeypatch.setattr(actions, "_make_room", late)
    ends = both_confirm(cast, first=proposed(cast), second=proposed(cast, value=5))
    assert [end for end in ends if isinstance(end, Exception) and not isinstance(end, IntegrityError)] == []
    assert losers(ends) == ["IntegrityError"]
