"""The first page of each face says what waits, and nothing one may not know."""

from __future__ import annotations

import pytest
import time_machine

from tests.cast import NOON, Cast
from tests.domains.service.appeal import at_department, filed, resolved, taken
from xinqiao.ground.org.models import Installation


def test_a_member_is_asked_to_rate_what_was_done_for_them(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False):
        row = resolved(cast)
        mine = cast.client("chen").get("/").content.decode()
        other = cast.client("lin").get("/").content.decode()
    assert "请您评一评" in mine
    assert f"/appeals/{row.pk}/" in mine
    assert row.case.title not in other


def test_a_members_home_shows_only_doors_that_are_built(cast: Cast) -> None:
    page = cast.client("chen").get("/").content.decode()
    assert "说诉求" in page
    assert "打85123" in page
    assert "报隐患" not in page


def test_a_home_names_the_body_and_whom_to_find(cast: Cast) -> None:
    page = cast.client("wei").get("/").content.decode()
    for words in ("锻造公司分会", "丁小满", "包国良", f"/plates/{cast.units['press'].pk}/"):
        assert words in page


def test_a_body_nobody_leads_yet_says_so(cast: Cast) -> None:
    page = cast.client("chen").get("/").content.decode()
    assert "还没有选出" in page


def test_a_non_member_has_the_same_door_for_appeals(cast: Cast) -> None:
    assert "说诉求" in cast.client("guest").get("/").content.decode()


def test_the_desk_counts_what_is_in_reach_and_mine(cast: Cast) -> None:
    filed(cast)
    taken(cast)
    at_department(cast)
    page = cast.client("song").get("/desk/").content.decode()
    assert page.count('class="wait"') == 1
    logistics = cast.client("du").get("/desk/").content.decode()
    assert "轮到我" in logistics


def test_a_post_without_matters_gets_an_empty_desk_in_words(cast: Cast) -> None:
    page = cast.client("ni").get("/desk/").content.decode()
    assert "这里没有等您办的" in page


@pytest.mark.django_db
def test_the_pulse_beats_only_when_the_union_is_filled(client: object) -> None:
    empty = client.get("/healthz")  # type: ignore[attr-defined]
    assert (empty.status_code, empty.json()) == (503, {"status": "empty"})
    Installation.objects.create(name="某工会", demo=True)
    assert client.get("/healthz").status_code == 503  # type: ignore[attr-defined]
    Installation.objects.update(filled_at=NOON)
    filled = client.get("/healthz")  # type: ignore[attr-defined]
    assert (filled.status_code, filled.json()) == (200, {"status": "ok"})
