"""The home's register: places in their order, rows of all rooms together, a page once, closed places left out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.cast import NOON
from xinqiao.kit import waiting
from xinqiao.kit.waiting import Count, Row, Rows

TODAY = date(2026, 10, 20)


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "asks", {})
    monkeypatch.setattr(waiting, "count_asks", {})


def room(rows: Rows) -> Callable[..., Rows]:
    def ask(viewer: object, *, on: date) -> Rows:
        return rows

    return ask


def due(title: str, days: int | None, *, url: str = "") -> Row:
    return Row(title, "", url or f"/{title}/", due=None if days is None else TODAY + timedelta(days=days))


def came(title: str, hours: int, *, about: str = "") -> Row:
    return Row(title, "", f"/{title}/", at=NOON - timedelta(hours=hours), about=about)


def home(face: str = "member") -> dict[str, list[str]]:
    found = waiting.rows_for(object(), face=face, on=TODAY)
    return {place: [row.title for row in rows] for place, rows in found.items()}


def test_the_most_urgent_of_all_rooms_stands_first_and_what_has_no_day_last() -> None:
    waiting.register("a", face="member", ask=room({waiting.WAITS: [due("不急", None), due("后天", 2)]}))
    waiting.register("b", face="member", ask=room({waiting.WAITS: [due("昨天", -1), due("明天", 1)]}))
    assert home() == {"waits": ["昨天", "明天", "后天", "不急"]}


def test_what_is_new_goes_by_its_moment() -> None:
    waiting.register("a", face="member", ask=room({waiting.NEW: [came("早些", 5)]}))
    waiting.register("b", face="member", ask=room({waiting.NEW: [came("刚才", 0), came("昨天", 30)]}))
    assert home() == {"new": ["刚才", "早些", "昨天"]}


def test_a_page_is_named_in_the_first_place_alone() -> None:
    rows = {
        waiting.WAITS: [due("请评", 3, url="/appeals/1/")],
        waiting.NEW: [came("办结了", 1, about="/appeals/1/"), came("别的", 2, about="/appeals/2/")],
        waiting.THEIRS: [due("在办", 4, url="/appeals/2/"), due("还有", 5)],
    }
    waiting.register("a", face="member", ask=room(rows))
    assert home() == {"waits": ["请评"], "new": ["别的"], "theirs": ["还有"]}


def test_a_place_nobody_opens_is_not_there_and_an_open_one_may_be_empty() -> None:
    waiting.register("a", face="desk", ask=room({waiting.MINE: []}))
    waiting.register("b", face="desk", ask=room({}))
    assert home("desk") == {"mine": []}
    assert home() == {}


def test_no_more_is_shown_than_fits() -> None:
    waiting.register("a", face="desk", ask=room({waiting.HELP: [due(str(n), n) for n in range(9)]}))
    assert home("desk") == {"help": ["0", "1", "2", "3", "4"]}


def test_faces_are_known_and_a_room_speaks_once_for_each() -> None:
    waiting.register("a", face="member", ask=room({}))
    waiting.register("a", face="desk", ask=room({}))
    for name, face in (("a", "member"), ("b", "kitchen")):
        with pytest.raises(ValueError, match=name):
            waiting.register(name, face=face, ask=room({}))


def test_sums_stand_in_their_order_and_only_for_whom_the_room_is_open() -> None:
    def counts(viewer: object, *, on: date) -> list[Count] | None:
        return [Count(3, "三", "", "/")]

    def closed(viewer: object, *, on: date) -> list[Count] | None:
        return None

    waiting.register_counts("late", title="乙", ask=counts, order=20)
    waiting.register_counts("closed", title="不该说的", ask=closed, order=10)
    waiting.register_counts("early", title="甲", ask=counts, order=5)
    assert [(one.title, one.counts[0].count) for one in waiting.sums_for(object(), on=TODAY)] == [("甲", 3), ("乙", 3)]
    with pytest.raises(ValueError, match="early"):
        waiting.register_counts("early", title="", ask=counts)
