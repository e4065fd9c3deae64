"""The register of finders: in order, each kind once; pages go by key, a number typed in full comes first."""

from __future__ import annotations

import pytest
from django.db.models import Q

from tests.cast import Cast, make_person, make_unit
from xinqiao.ground.org.models import Person, Unit
from xinqiao.kit import finding


def nothing(viewer: object, *, text: str, after: str) -> list[finding.Hit]:
    return []


def test_finders_stand_in_their_order_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "finders", {})
    for kind, order in (("late", 90), ("early", 10), ("middle", 50)):
        finding.register(kind, title=kind, find=nothing, order=order)
    assert list(finding.in_order()) == ["early", "middle", "late"]
    with pytest.raises(ValueError, match="early"):
        finding.register("early", title="", find=nothing)


@pytest.mark.parametrize("key", ["number", "-id"])
def test_pages_go_by_key_and_hold_every_row_once(cast: Cast, key: str) -> None:
    for n in range(25):
        make_person(f"6{n:05d}", name="程多人", unit=cast.units["crane"])
    rows, exact = Person.objects.filter(name="程多人"), Q(number="600007")
    shown: list[Person] = []
    after = ""
    while True:
        page = finding.first_of(rows, exact=exact, key=key, after=after)
        shown += page[: finding.PAGE]
        if len(page) <= finding.PAGE:
            break
        after = str(getattr(shown[-1], key.removeprefix("-")))
    assert shown[0].number == "600007"
    rest = [one.number for one in shown[1:]]
    assert rest == sorted(rest, reverse=key.startswith("-"))
    assert len({one.pk for one in shown}) == len(shown) == 25


@pytest.mark.parametrize("after", ["x", "9" * 19, "-1", "1 OR 1"])
def test_an_address_made_up_finds_nothing(cast: Cast, after: str) -> None:
    assert finding.first_of(Person.objects.all(), exact=Q(pk__in=[]), key="-id", after=after) == []


def test_a_key_of_words_may_be_any_words(cast: Cast) -> None:
    make_unit("新班", parent=cast.units["machining1"])
    assert finding.first_of(Unit.objects.all(), exact=Q(pk__in=[]), key="path", after="x") == []
