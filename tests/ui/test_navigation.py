"""The menu and the tiles show what is built and what the viewer may open; nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.urls import reverse

from tests.ui.pages import Someone
from xinqiao.kit.gate import Rule, anyone
from xinqiao.ui import navigation, tiles

officers = Rule("officers", lambda viewer: bool(viewer.posts))
MEMBER, OFFICER = Someone(), Someone(posts=("window_clerk",))


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(navigation, "entries", [])
    monkeypatch.setattr(navigation, "places", {})
    monkeypatch.setattr(tiles, "rooms", {})
    yield


def menu_of(viewer: Someone, *, path: str = "/") -> navigation.Menu:
    return navigation.Menu(viewer=viewer, path=path)


def test_an_entry_is_hidden_from_whom_its_rule_does_not_admit(empty: None) -> None:
    navigation.register(head="service", title="待办", url_name="design", rule=officers, icon="inbox")
    assert menu_of(MEMBER).column() == []
    (group,) = menu_of(OFFICER).column()
    assert (group.title, [link.url for link in group.links]) == ("服务", [reverse("design")])


def test_heads_stand_in_the_unions_order_and_links_in_theirs(empty: None) -> None:
    navigation.register(head="whole", title="花名册", url_name="design", rule=anyone, icon="users")
    navigation.register(head="service", title="乙", url_name="language_choose", rule=anyone, icon="inbox", order=20)
    navigation.register(head="service", title="甲", url_name="large_text_choose", rule=anyone, icon="inbox", order=10)
    assert [(g.title, [link.title for link in g.links]) for g in menu_of(OFFICER).column()] == [
        ("服务", ["甲", "乙"]),
        ("全局", ["花名册"]),
    ]


def test_one_stands_at_the_closest_entry(empty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "reverse", {"a": "/appeals/", "b": "/appeals/new/", "home": "/"}.__getitem__)
    for name in ("a", "b", "home"):
        navigation.register(head="service", title=name, url_name=name, rule=anyone, icon="inbox")

    def here(path: str) -> list[object]:
        return [link.title for group in menu_of(OFFICER, path=path).column() for link in group.links if link.here]

    assert here("/appeals/17/") == ["a"]
    assert here("/appeals/new/") == ["b"]
    assert here("/elsewhere/") == []
    assert here("/") == ["home"]


def test_an_entry_of_another_face_stays_out_of_the_desks_column(empty: None) -> None:
    navigation.register(head="service", title="x", url_name="design", rule=anyone, icon="inbox", face="member")
    assert menu_of(OFFICER).column() == []
    assert len(menu_of(OFFICER).column("member")) == 1


def test_an_unknown_head_or_a_double_entry_is_an_error(empty: None) -> None:
    navigation.register(head="service", title="x", url_name="design", rule=anyone, icon="inbox")
    with pytest.raises(ValueError, match="twice"):
        navigation.register(head="service", title="x", url_name="design", rule=anyone, icon="inbox")
    with pytest.raises(ValueError, match="not one of"):
        navigation.register(head="welfare", title="x", url_name="home", rule=anyone, icon="inbox")


def test_the_bottom_bar_holds_only_doors_that_exist_and_are_open(empty: None) -> None:
    assert menu_of(MEMBER).bottom() == []
    navigation.take_place("me", url_name="design", rule=anyone)
    navigation.take_place("home", url_name="design", rule=anyone)
    navigation.take_place("messages", url_name="design", rule=officers)
    assert [door.title for door in menu_of(MEMBER).bottom()] == ["首页", "我的"]
    assert [door.title for door in menu_of(OFFICER).bottom()] == ["首页", "消息", "我的"]
    assert menu_of(MEMBER).place("search") is None


def test_a_place_is_taken_once(empty: None) -> None:
    navigation.take_place("me", url_name="design", rule=anyone)
    for name in ("me", "nowhere"):
        with pytest.raises(ValueError, match="unknown or taken"):
            navigation.take_place(name, url_name="design", rule=anyone)


def test_a_tile_without_a_room_is_not_shown(empty: None) -> None:
    assert [tile.url for tile in tiles.tiles_for(MEMBER, hotline="85123")] == ["tel:85123"]
    assert tiles.tiles_for(MEMBER, hotline="") == []
    assert tiles.quiet_for(MEMBER) == []


def test_tiles_keep_their_order_and_their_rule(empty: None) -> None:
    tiles.register("hazard", url_name="design", rule=officers)
    tiles.register("appeal", url_name="design", rule=anyone)
    tiles.register("counselling", url_name="design", rule=anyone)
    assert [str(tile.title) for tile in tiles.tiles_for(MEMBER, hotline="85123")] == ["说诉求", "打85123"]
    assert [str(tile.title) for tile in tiles.tiles_for(OFFICER, hotline="")] == ["说诉求", "报隐患"]
    assert [str(tile.title) for tile in tiles.quiet_for(MEMBER)] == ["心灵驿站"]


def test_there_are_twelve_tiles_and_eight_quiet_doors() -> None:
    assert (len(tiles.TILES), len(tiles.QUIET)) == (12, 8)


def test_a_slot_is_taken_once_and_the_telephone_never(empty: None) -> None:
    tiles.register("appeal", url_name="design", rule=anyone)
    for slot in ("appeal", "call", "welfare"):
        with pytest.raises(ValueError, match="unknown or taken"):
            tiles.register(slot, url_name="design", rule=anyone)


def test_everything_registered_by_the_product_has_a_page() -> None:
    registered = SimpleNamespace(names=[e.url_name for e in navigation.entries])
    registered.names += [place.url_name for place in navigation.places.values()]
    registered.names += [room.url_name for room in tiles.rooms.values()]
    for name in registered.names:
        assert reverse(name)


@pytest.mark.parametrize(("unread", "shown"), [(0, ""), (1, "1"), (99, "99"), (100, "99+")])
def test_the_bell_says_how_much_waits_and_no_other_door_does(empty: None, unread: int, shown: str) -> None:
    navigation.take_place("messages", url_name="design", rule=anyone)
    navigation.take_place("me", url_name="design", rule=anyone)
    menu = menu_of(Someone(unread=unread))
    bell, me = menu.place("messages"), menu.place("me")
    assert bell is not None and bell.count == shown
    assert me is not None and me.count == ""
