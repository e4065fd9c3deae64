"""Who read my file, the published head, and the auditor's search."""

from __future__ import annotations

import pytest

from tests.cast import NOON, Cast
from xinqiao.ground.trail import actions
from xinqiao.ground.trail.models import Event


def test_a_person_sees_who_read_their_file_and_nobody_elses(cast: Cast) -> None:
    mine, other = cast.people["chen"].id, cast.people["lin"].id
    actions.record(
        verb="read", by=cast.viewer("song"), at=NOON, kind="service.appeal", number="SQ-2026-0001", person=mine
    )
    actions.record(
        verb="read", by=cast.viewer("gu"), at=NOON, kind="service.appeal", number="SQ-2026-0002", person=other
    )
    actions.record(verb="read", by=cast.viewer("chen"), at=NOON, kind="service.appeal", person=mine)
    page = cast.client("chen").get("/my/readers/").content.decode()
    assert "宋巧云" in page
    assert "SQ-2026-0001" in page
    assert "谷雨晴" not in page
    assert "SQ-2026-0002" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_readers_cost_the_same_at_one_and_three(cast: Cast, rows: int, django_assert_num_queries: object) -> None:
    for _row in range(rows):
        actions.record(
            verb="read", by=cast.viewer("song"), at=NOON, kind="service.appeal", person=cast.people["chen"].id
        )
    client = cast.client("chen")
    client.get("/my/readers/")
    with django_assert_num_queries(2):  # type: ignore[operator]  # the viewer; the rows
        client.get("/my/readers/")


def test_readers_page_by_key(cast: Cast) -> None:
    for step in range(53):
        actions.record(
            verb="read", by=cast.viewer("song"), at=NOON, kind="x", number=f"N{step:02d}", person=cast.people["chen"].id
        )
    client = cast.client("chen")
    first = client.get("/my/readers/").content.decode()
    assert "N52" in first
    assert "N02" not in first
    last = Event.objects.get(number="N03").id
    assert f"?before={last}" in first
    assert "N02" in client.get(f"/my/readers/?before={last}").content.decode()


def test_the_head_is_public(cast: Cast) -> None:
    assert "还没有封存" in cast.client("").get("/trail/").content.decode()
    actions.record(verb="read", by=None, at=NOON, kind="x")
    actions.seal(at=NOON)
    assert "封存号" in cast.client("").get("/trail/").content.decode()


def test_the_auditor_sees_that_not_what_and_is_seen_looking(cast: Cast) -> None:
    actions.record(verb="restate", by=cast.viewer("song"), at=NOON, kind="x", number="SQ-1", note={"secret": "机密"})
    page = cast.client("ni").get("/desk/trail/?name=宋巧云").content.decode()
    assert "SQ-1" in page
    assert "机密" not in page
    assert Event.objects.filter(verb="watch", actor=cast.people["ni"].id).exists()
    assert "SQ-1" not in cast.client("ni").get("/desk/trail/?name=别人").content.decode()
    assert cast.client("ni").get("/desk/trail/?on=2026-99-99").status_code == 200


@pytest.mark.parametrize("key", ["chen", "wen", "yu", "song"])
def test_nobody_else_may_look(cast: Cast, key: str) -> None:
    assert cast.client(key).get("/desk/trail/").status_code == 403


def test_what_people_do_in_their_own_matters_does_not_give_them_away(cast: Cast) -> None:
    """Opening a sealed matter is an event; the auditor sees that it happened, not who is behind it."""
    chen = cast.viewer("chen")
    actions.record(verb="case_open", by=chen, at=NOON, kind="x", number="SQ-2026-0009", person=chen.person)
    page = cast.client("ni").get("/desk/trail/?number=SQ-2026-0009").content.decode()
    assert "SQ-2026-0009" in page
    assert "本人" in page
    assert "陈禾苗" not in page
    assert "SQ-2026-0009" not in cast.client("ni").get("/desk/trail/?name=陈禾苗").content.decode()
