"""The register of parts: in their order, a closed room not even named."""

from __future__ import annotations

import pytest

from xinqiao.kit import parts


def closed(viewer: object, *, person: int) -> parts.Part | None:
    return None


def empty(viewer: object, *, person: int) -> parts.Part | None:
    return parts.Part([], more=False)


def full(viewer: object, *, person: int) -> parts.Part | None:
    return parts.Part([parts.Row(f"第{person}位", "", "/", None)], more=True)


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "shows", {})
    parts.register("late", title="乙", part=full, order=20)
    parts.register("closed", title="不该说的", part=closed, order=15)
    parts.register("early", title="甲", part=empty, order=10)


def test_open_parts_stand_in_their_order_and_closed_ones_not_at_all(rooms: None) -> None:
    drawn = parts.drawn_for(object(), person=7)
    assert [(one.name, one.title, len(one.rows), one.more) for one in drawn] == [
        ("early", "甲", 0, False),
        ("late", "乙", 1, True),
    ]
    assert drawn[1].rows[0].title == "第7位"


def test_a_name_is_registered_once(rooms: None) -> None:
    with pytest.raises(ValueError, match="late"):
        parts.register("late", title="丙", part=full)
