"""The first page of each face says what waits, and nothing one may not know."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine

from tests.cast import NOON, Cast
from tests.domains.service.appeal import against, at_department, filed, resolved, taken
from tests.domains.service.extension import asked, returned
from xinqiao.domains.service.appeals.actions import handling
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


def part(page: str, *, title: str) -> str:
    """One section of a home by its head, or nothing."""
    found = re.search(rf'<h2 class="sec">{title}.*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def seen(cast: Cast, who: str, *, page: str = "/desk/") -> str:
    """A home as this person sees it at noon of the day."""
    with time_machine.travel(NOON, tick=False):
        return str(cast.client(who).get(page).content.decode())


# The member's.


def test_nothing_to_do_is_said_in_words(cast: Cast) -> None:
    page = seen(cast, "chen", page="/")
    assert "没有等您办的" in part(page, title="等您办的")
    assert part(page, title="正在给您办的") == part(page, title="新到的") == ""


def test_what_is_under_way_says_who_has_it_and_until_when(cast: Cast) -> None:
    row = at_department(cast)
    own = part(seen(cast, "chen", page="/"), title="正在给您办的")
    for words in (f"/appeals/{row.pk}/", "后勤 杜家和", "10月"):
        assert words in own, words
    assert part(seen(cast, "lin", page="/"), title="正在给您办的") == ""


def test_while_it_waits_for_somebody_else_the_laws_day_stands(cast: Cast) -> None:
    row = taken(cast)
    paused = handling.pause_appeal(row.pk, why="等厂家来人", by=cast.viewer("song"), at=NOON)
    own = part(seen(cast, "chen", page="/"), title="正在给您办的")
    assert "暂停计时" in own
    assert paused.case.due_statutory and f"{paused.case.due_on.month}月" in own


def test_what_came_and_was_not_read_stands_there_until_it_is(cast: Cast) -> None:
    row = taken(cast)
    handling.reply_appeal(row.pk, text="下周一起改。", by=cast.viewer("song"), at=NOON)
    new = part(seen(cast, "chen", page="/"), title="新到的")
    assert row.case.title in new
    message = re.search(r'href="(/my/messages/\d+/)"', new)
    assert message
    seen(cast, "chen", page=message[1])
    assert part(seen(cast, "chen", page="/"), title="新到的") == ""


def test_what_is_to_be_rated_is_not_told_a_second_time(cast: Cast) -> None:
    resolved(cast)
    page = seen(cast, "chen", page="/")
    assert "请您评一评" in part(page, title="等您办的")
    assert "办结了" not in part(page, title="新到的")


# The desk's.


def test_the_desk_has_its_own_by_the_clock_and_what_came_in_today(cast: Cast) -> None:
    older = taken(cast, at=NOON - timedelta(days=3))
    mine, fresh = taken(cast), filed(cast)
    page = seen(cast, "song")
    own = part(page, title="轮到我")
    assert own.index(f"/desk/appeals/{older.pk}/") < own.index(f"/desk/appeals/{mine.pk}/")
    assert f"/desk/appeals/{fresh.pk}/" not in own
    today = part(page, title="今天进来的")
    assert f"/desk/appeals/{fresh.pk}/" in today
    assert f"/desk/appeals/{mine.pk}/" not in today, "what one holds already is not new"
    assert "<b>3</b>" in page, "the sums count all within reach"


def test_empty_hands_are_told_how_they_fill(cast: Cast) -> None:
    page = seen(cast, "du")
    assert "您手里没有没办完的" in part(page, title="轮到我")
    assert "今天还没有新的进来" in part(page, title="今天进来的")


def test_what_is_late_stands_before_those_who_must_help_and_nobody_else(cast: Cast) -> None:
    late = at_department(cast, at=NOON - timedelta(days=40))
    for who in ("wen", "gu", "tong"):
        help_ = part(seen(cast, who), title="过期了，要您帮一把")
        assert f"/desk/appeals/{late.pk}/" in help_, who
        assert "已过期" in help_
    for who in ("bao", "song", "du"):
        assert f"/desk/appeals/{late.pk}/" not in part(seen(cast, who), title="过期了，要您帮一把"), who
    assert "没有过期的" in part(seen(cast, "bao"), title="过期了，要您帮一把")
    assert part(seen(cast, "song"), title="过期了，要您帮一把") == ""


def test_a_signature_waits_with_whose_turn_it_is_and_a_return_with_the_applicant(cast: Cast) -> None:
    row = asked(cast)
    address = f"/desk/extensions/{row.pk}/"
    assert address in part(seen(cast, "gu"), title="轮到我")
    for who in ("song", "wen", "ni"):
        assert address not in seen(cast, who), who
    returned(cast, row)
    assert "退回来了" in part(seen(cast, "song"), title="轮到我")
    assert address not in seen(cast, "gu")


def test_x20_nothing_of_a_complaint_stands_on_the_desk_of_the_complained(cast: Cast) -> None:
    row = against(cast, filed(cast, by="wei", topic="cadre", privacy="hidden"), whom="song")
    assert f"/desk/appeals/{row.pk}/" not in seen(cast, "song")
    assert f"/desk/appeals/{row.pk}/" in part(seen(cast, "gu"), title="今天进来的")


def test_a_hidden_name_stands_on_no_home(cast: Cast) -> None:
    at_department(cast, privacy="hidden")
    assert "陈禾苗" not in seen(cast, "du")


def test_a_group_leader_who_handles_no_appeals_is_shown_none(cast: Cast) -> None:
    filed(cast, by="wei")
    page = seen(cast, "ding")
    assert "今天进来的" not in page
    assert "全部在办" not in page


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
