"""Several appeals are taken as strictly as one."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.domains.service.appeal import filed, taken
from xinqiao.domains.service.appeals.models import Appeal


def test_ticked_appeals_are_taken_and_the_others_told_one_by_one(cast: Cast) -> None:
    free, other = filed(cast), filed(cast)
    held = taken(cast, by="jiang")
    mine = filed(cast, by="song")
    asked = {"appeal": [str(row.pk) for row in (free, other, held, mine)]}
    browser = cast.client("song")
    done = browser.post("/desk/appeals/take/", asked, follow=True)
    assert [Appeal.objects.get(pk=row.pk).case.holder for row in (free, other)] == [cast.people["song"]] * 2
    assert Appeal.objects.get(pk=held.pk).case.holder == cast.people["jiang"]
    assert Appeal.objects.get(pk=mine.pk).case.holder is None  # out of sight: one's own
    page = done.content.decode()
    assert "受理了 2 件" in page
    assert f"{held.case.number} 这件事已经在蒋小雅手里" in page


@pytest.mark.parametrize("asked", [{}, {"appeal": ["x", "-1", "9" * 30]}])
def test_nothing_ticked_is_said(cast: Cast, asked: dict[str, list[str]]) -> None:
    page = cast.client("song").post("/desk/appeals/take/", asked, follow=True).content.decode()
    assert "先勾选要受理的几件" in page


def test_boxes_stand_only_where_one_may_take(cast: Cast) -> None:
    free, held = filed(cast), taken(cast, by="jiang")
    page = cast.client("song").get("/desk/appeals/").content.decode()
    assert f'name="appeal" value="{free.pk}"' in page
    assert f'name="appeal" value="{held.pk}"' not in page
