"""The pages of visits and tasks, used as the officers and the member do."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.cast import NOON, Cast
from tests.ground.visits.visit import HEARD, TODAY, ends_posts, finished, given, token, visited
from xinqiao.ground.org.models import Person
from xinqiao.ground.trail.models import Event
from xinqiao.ground.visits.actions import recording, tasks
from xinqiao.ground.visits.models import Visit, VisitTask

SCRIPT = "<script>alert('x')</script>"
ESCAPED = "&lt;script&gt;alert("


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def page(response: Any, *, status: int = 200) -> str:
    text: str = response.content.decode()
    assert response.status_code == status, text[:2000]
    assert len(re.findall("<h1", text)) == 1
    return text


def asked(cast: Cast, **changes: Any) -> dict[str, Any]:
    """A filled form."""
    return {
        "token": token(), "on": "2026-10-20", "people": cast.people["wei"].number, "unit": "", "place": "post",
        "purposes": ["contact", "warmth"], "heard": HEARD, "companions": "", "internal": "", "visitor": "",
        "problem_1": "", "owner_1": "", "days_1": "",
    } | changes  # fmt: skip


def test_first_use_says_who_must_do_what(cast: Cast) -> None:
    text = page(cast.client("ding").get("/desk/visits/"))
    assert "还没有走访记录" in text
    assert "在手机上用一分钟记下来" in text
    assert "没有要办的事" not in text
    assert "这里没有要办的事" in page(cast.client("du").get("/desk/visits/tasks/"))
    assert "还没有走访记录" in page(cast.client("wei").get("/my/visits/"))
    assert "没有要交接的事" in page(cast.client("gu").get("/desk/visits/tasks/hand-over/"))
    assert "这个月没有能列出的走访" in page(cast.client("luo").get("/desk/visits/register/"))


def test_a_visit_from_the_form_to_the_member_and_back(cast: Cast) -> None:
    desk, phone, logistics = cast.client("ding"), cast.client("wei"), cast.client("du")
    form = page(desk.get("/desk/visits/new/"))
    assert 'value="2026-10-20"' in form
    sent = desk.post(
        "/desk/visits/new/",
        asked(cast, problem_1="热饭箱坏了", owner_1=cast.people["du"].number, days_1="3", internal="别让班长知道"),
    )
    assert sent.status_code == 303
    one = page(desk.get(sent["Location"]))
    assert "ZF-2026-" in one
    assert "热饭箱坏了" in one
    assert "别让班长知道" in one
    row = Visit.objects.get()
    assert "丁小满来看您" in page(phone.get("/my/visits/"))
    own = page(phone.get(f"/my/visits/{row.pk}/"))
    for words in (HEARD, "联系、送温暖", "热饭箱坏了", "杜家和", "10月23日"):
        assert words in own
    assert "别让班长知道" not in own
    assert "热饭箱坏了" in page(logistics.get("/desk/visits/tasks/"))
    task = row.tasks.get()
    assert "写结果，办完" in page(logistics.get(f"/desk/visits/tasks/{task.pk}/"))
    page(logistics.get(f"/desk/visits/tasks/{task.pk}/finish/"))
    empty = page(logistics.post(f"/desk/visits/tasks/{task.pk}/finish/", {"result": " "}), status=422)
    assert "用一句话写清楚办成了什么。" in empty
    done = logistics.post(f"/desk/visits/tasks/{task.pk}/finish/", {"result": "换了新的热饭箱。"})
    assert done.status_code == 303
    assert "换了新的热饭箱。" in page(logistics.get(done["Location"]))
    assert "换了新的热饭箱。" in page(phone.get(f"/my/visits/{row.pk}/"))


def test_the_member_says_a_word_and_the_officer_reads_it(cast: Cast) -> None:
    row, phone = visited(cast), cast.client("wei")
    page(phone.post(f"/my/visits/{row.pk}/answer/", {"words": "还有"}), status=422)
    assert phone.post(f"/my/visits/{row.pk}/answer/", {"answer": "more", "words": "浴室也冷"}).status_code == 303
    assert "浴室也冷" in page(phone.get(f"/my/visits/{row.pk}/"))
    assert "送出这句话" not in page(phone.get(f"/my/visits/{row.pk}/"))
    assert "浴室也冷" in page(cast.client("ding").get(f"/desk/visits/{row.pk}/"))


def test_a_form_sent_twice_leads_to_the_same_visit(cast: Cast) -> None:
    desk, form = cast.client("ding"), asked(cast)
    places = {desk.post("/desk/visits/new/", form)["Location"] for _n in range(2)}
    assert len(places) == 1
    assert Visit.objects.count() == 1


def test_a_form_without_its_key_comes_back(cast: Cast) -> None:
    page(cast.client("ding").post("/desk/visits/new/", asked(cast, token="")), status=422)
    assert not Visit.objects.exists()


def test_every_form_has_another_key(cast: Cast) -> None:
    desk = cast.client("ding")
    keys = {
        re.findall(r'name="token" value="([0-9a-f]{32})"', page(desk.get("/desk/visits/new/")))[0] for _n in range(2)
    }
    assert len(keys) == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"people": ""}, "还没写走访了谁"),
        ({"people": "999999"}, "花名册里没有这个在岗的工号：999999"),
        ({"heard": ""}, "这里还空着。写一句职工的原话就行。"),
        ({"purposes": []}, "至少勾一样。"),
        ({"on": ""}, "写上哪天去的。"),
        ({"on": "2026-10-21"}, "还没到那一天"),
        ({"on": "2026-08-01"}, "不能再补记"),
        ({"on": "昨天"}, "输入一个有效的日期"),
        ({"place": "moon"}, "还差 1 处"),
        ({"problem_1": "暖气", "owner_1": "没有的部门"}, "现在没有能接这件事的人"),
        ({"problem_1": "暖气", "days_1": "0"}, "还差 1 处"),
        ({"problem_1": "暖气", "days_1": "9999"}, "还差 1 处"),
        ({"heard": "长" * 2001}, "两千字以内"),
    ],
)  # fmt: skip
def test_a_mistake_comes_back_with_words(cast: Cast, changes: dict[str, Any], words: str) -> None:
    text = page(cast.client("ding").post("/desk/visits/new/", asked(cast, **changes)), status=422)
    assert words in text
    assert not Visit.objects.exists()


def test_a_group_leader_ticks_names_and_others_see_no_list(cast: Cast) -> None:
    leader = cast.client("ding")
    assert "看了本组的谁" in page(leader.get("/desk/visits/new/"))
    assert "看了本组的谁" not in page(cast.client("luo").get("/desk/visits/new/"))
    ticked = [cast.people["wei"].number, cast.people["alat"].number]
    assert leader.post("/desk/visits/new/", asked(cast, people="", team=ticked)).status_code == 303
    assert Visit.objects.get().people.count() == 2
    page(leader.post("/desk/visits/new/", asked(cast, team=[cast.people["chen"].number])), status=422)


def test_a_link_may_bring_the_number_along(cast: Cast) -> None:
    number = cast.people["wei"].number
    assert f'value="{number}"' in page(cast.client("luo").get(f"/desk/visits/new/?people={number}"))


def test_a_clerk_writes_for_another_and_the_list_says_so(cast: Cast) -> None:
    clerk = cast.client("jiang")
    sent = clerk.post("/desk/visits/new/", asked(cast, visitor=cast.people["luo"].number))
    assert "蒋小雅代记" in page(clerk.get(sent["Location"]))
    assert "蒋小雅代记" in page(clerk.get("/desk/visits/"))


def test_three_problems_go_out_at_once_and_a_fourth_later(cast: Cast) -> None:
    desk = cast.client("ding")
    lines = {f"problem_{n}": f"第{n}件" for n in (1, 2, 3)}
    desk.post("/desk/visits/new/", asked(cast, **lines, owner_2="后勤保障部", days_3="1"))
    row = Visit.objects.get()
    assert [one.days for one in row.tasks.order_by("order")] == [10, 10, 1]
    page(desk.get(f"/desk/visits/{row.pk}/tasks/new/"))
    page(desk.post(f"/desk/visits/{row.pk}/tasks/new/", {"problem": "第四件", "owner": "没有"}), status=422)
    assert desk.post(f"/desk/visits/{row.pk}/tasks/new/", {"problem": "第四件"}).status_code == 303
    assert row.tasks.get(order=4).days == 10


def photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    return SimpleUploadedFile("a.png", out.getvalue(), content_type="image/png")


def test_a_photo_is_shown_to_who_may_read_and_to_the_visited(cast: Cast) -> None:
    desk = cast.client("ding")
    desk.post("/desk/visits/new/", asked(cast, photo=photo()))
    pk = Visit.objects.get().pk
    assert desk.get(f"/desk/visits/{pk}/photo/")["Content-Type"] == "image/jpeg"
    assert cast.client("wei").get(f"/my/visits/{pk}/photo/")["Cache-Control"] == "private, no-store"
    assert cast.client("alat").get(f"/my/visits/{pk}/photo/").status_code == 404
    bare = visited(cast).pk
    assert desk.get(f"/desk/visits/{bare}/photo/").status_code == 404
    broken = SimpleUploadedFile("a.png", b"x", content_type="image/png")
    assert "不是能打开的照片" in page(desk.post("/desk/visits/new/", asked(cast, photo=broken)), status=422)


def test_script_text_is_shown_as_text_in_every_field(cast: Cast) -> None:
    desk, phone = cast.client("ding"), cast.client("wei")
    sent = desk.post(
        "/desk/visits/new/", asked(cast, heard=SCRIPT + "一", internal=SCRIPT + "二", problem_1=SCRIPT + "三")
    )
    row = Visit.objects.get()
    task = row.tasks.get()
    phone.post(f"/my/visits/{row.pk}/answer/", {"answer": "true", "words": SCRIPT + "四"})
    me = cast.viewer("ding")
    tasks.pass_task(task.pk, owner="", why=SCRIPT + "五", days=None, by=me, at=NOON)
    tasks.finish_task(task.pk, result=SCRIPT + "六", by=me, at=NOON)
    desk.post(f"/desk/visits/{row.pk}/amend/", asked(cast, why=SCRIPT + "七", heard=SCRIPT + "八"))
    desk.post(f"/desk/visits/{row.pk}/withdraw/", {"why": SCRIPT + "九"})
    addresses = {
        sent["Location"]: 6, f"/desk/visits/{row.pk}/sheet/": 3, "/desk/visits/tasks/?tab=done": 1,
        f"/desk/visits/tasks/{task.pk}/": 3, f"/desk/visits/tasks/{task.pk}/finish/": 1, f"/desk/visits/{row.pk}/amend/": 1,
    }  # fmt: skip
    for address, least in addresses.items():
        text = page(desk.get(address))
        assert "<script>alert" not in text
        assert text.count(ESCAPED) >= least, address
    own = page(phone.get(f"/my/visits/{row.pk}/"))
    assert "<script>alert" not in own
    assert own.count(ESCAPED) >= 5
    back = page(desk.post("/desk/visits/new/", asked(cast, people=SCRIPT, unit=SCRIPT, companions=SCRIPT)), status=422)
    assert "<script>alert" not in back


def test_a_correction_shows_both_versions_to_desk_and_member(cast: Cast) -> None:
    row, desk = visited(cast, internal="先前的备注"), cast.client("ding")
    form = page(desk.get(f"/desk/visits/{row.pk}/amend/"))
    assert HEARD in form
    page(desk.post(f"/desk/visits/{row.pk}/amend/", asked(cast, why="", heard="改后的话。")), status=422)
    assert "还没写走访了谁" in page(
        desk.post(f"/desk/visits/{row.pk}/amend/", asked(cast, why="错", people="")), status=422
    )
    assert desk.post(f"/desk/visits/{row.pk}/amend/", asked(cast, why="听错了", heard="改后的话。")).status_code == 303
    text = page(desk.get(f"/desk/visits/{row.pk}/"))
    assert "改后的话。" in text
    assert HEARD in text
    assert "先前的备注" in text
    own = page(cast.client("wei").get(f"/my/visits/{row.pk}/"))
    assert "改后的话。" in own
    assert HEARD in own
    assert "先前的备注" not in own


def test_who_was_named_by_mistake_sees_it_no_more_and_their_name_stays_at_the_desk(cast: Cast) -> None:
    row, desk = visited(cast), cast.client("ding")
    desk.post(f"/desk/visits/{row.pk}/amend/", asked(cast, why="写错了人", people=cast.people["alat"].number))
    assert cast.client("wei").get(f"/my/visits/{row.pk}/").status_code == 404
    assert "魏立冬" not in page(cast.client("alat").get(f"/my/visits/{row.pk}/"))
    assert "魏立冬" in page(desk.get(f"/desk/visits/{row.pk}/"))


def test_a_withdrawn_visit_says_so_everywhere(cast: Cast) -> None:
    row, desk = visited(cast), cast.client("ding")
    page(desk.get(f"/desk/visits/{row.pk}/withdraw/"))
    assert desk.post(f"/desk/visits/{row.pk}/withdraw/", {"why": "记重了"}).status_code == 303
    assert "已撤销" in page(desk.get("/desk/visits/"))
    assert "记重了" in page(desk.get(f"/desk/visits/{row.pk}/"))
    own = page(cast.client("wei").get(f"/my/visits/{row.pk}/"))
    assert "记重了" in own
    assert "送出这句话" not in own
    assert "记错了，已撤销" in page(cast.client("wei").get("/my/visits/"))
    assert "已经撤销" in page(desk.post(f"/desk/visits/{row.pk}/withdraw/", {"why": "再撤"}), status=422)


def test_reading_at_the_desk_is_seen_by_each_of_the_visited(cast: Cast) -> None:
    row = visited(cast, whom="wei alat")
    for address in ("", "sheet/", "amend/"):
        cast.client("ding").get(f"/desk/visits/{row.pk}/{address}")
    reads = Event.objects.filter(verb="read", row=row.pk)
    assert {event.person for event in reads} == {cast.people["wei"].pk, cast.people["alat"].pk}
    assert reads.count() == 6
    assert "丁小满" in page(cast.client("wei").get("/my/readers/"))


def test_reading_a_task_is_a_reading_of_the_visit(cast: Cast) -> None:
    task = given(cast, purposes=["help"])
    text = page(cast.client("du").get(f"/desk/visits/tasks/{task.pk}/"))
    assert "走访里说了什么只有去的同志看得到" in text
    assert "魏立冬" not in text
    assert Event.objects.filter(verb="read", row=task.visit_id, person=cast.people["wei"].pk).count() == 1


def test_a_visit_to_the_team_hides_what_was_said_from_its_people(cast: Cast) -> None:
    row = visited(cast, by="luo", whom="", unit="水压机班工会小组")
    text = page(cast.client("alat").get(f"/my/visits/{row.pk}/"))
    assert "罗桂芳来水压机班" in text
    assert HEARD not in text
    assert cast.client("alat").post(f"/my/visits/{row.pk}/answer/", {"answer": "true"}).status_code == 404


def test_a_task_is_given_back_and_passed_on_by_pages(cast: Cast) -> None:
    task, desk, logistics = given(cast), cast.client("ding"), cast.client("du")
    page(logistics.get(f"/desk/visits/tasks/{task.pk}/back/"))
    assert logistics.post(f"/desk/visits/tasks/{task.pk}/back/", {"why": "归采购"}).status_code == 303
    assert "杜家和退回：归采购" in page(desk.get(f"/desk/visits/tasks/{task.pk}/"))
    assert "正在重新定人" in page(cast.client("wei").get(f"/my/visits/{task.visit_id}/"))
    page(desk.get(f"/desk/visits/tasks/{task.pk}/pass/"))
    moved = {"owner": cast.people["cheng"].number, "why": "归采购", "days": ""}
    assert desk.post(f"/desk/visits/tasks/{task.pk}/pass/", moved).status_code == 303
    assert "程万里来办" in page(desk.get(f"/desk/visits/tasks/{task.pk}/"))
    assert logistics.get(f"/desk/visits/tasks/{task.pk}/").status_code == 404


def test_a_page_grown_old_gets_a_sentence(cast: Cast) -> None:
    task = finished(cast, given(cast, desk="后勤保障部", purposes=["help"]))
    logistics = cast.client("du")
    page(logistics.get(f"/desk/visits/tasks/{task.pk}/"))
    late = logistics.post(f"/desk/visits/tasks/{task.pk}/finish/", {"result": "我也办了"})
    assert "现在不在办：办完了" in page(late, status=422)


def test_the_rights_officer_decides_where_the_visitor_is_gone(cast: Cast) -> None:
    task = given(cast, desk="后勤保障部", by="luo", purposes=["help"])
    ends_posts(cast.people["luo"])
    sent = cast.client("gu").post(
        f"/desk/visits/tasks/{task.pk}/pass/", {"owner": cast.people["cheng"].number, "why": "归采购", "days": "2"}
    )
    assert sent["Location"] == f"/desk/visits/tasks/{task.pk}/"
    assert VisitTask.objects.get(pk=task.pk).owner == cast.people["cheng"]


def test_a_leavers_tasks_are_handed_over_by_page(cast: Cast) -> None:
    task, chair = given(cast, owner="ding", whom="alat"), cast.client("luo")
    ends_posts(cast.people["ding"], on=TODAY)
    text = page(chair.get("/desk/visits/tasks/hand-over/"))
    assert "水压机班，1 件没办完，接任的是还没有人" in text
    left = f"{cast.units['press'].pk}.{cast.people['ding'].pk}"
    page(chair.post("/desk/visits/tasks/hand-over/", {"left": "1.1"}), status=422)
    assert "现在没有人接任" in page(chair.post("/desk/visits/tasks/hand-over/", {"left": left}), status=422)
    done = chair.post("/desk/visits/tasks/hand-over/", {"left": left, "to": cast.people["luo"].number})
    assert done.status_code == 303
    assert VisitTask.objects.get(pk=task.pk).owner == cast.people["luo"]


def test_papers_have_number_and_seal_space_and_no_internal_note(cast: Cast) -> None:
    row = visited(cast, internal="内部的话", whom="wei", purposes=["help"])
    sheet = page(cast.client("ding").get(f"/desk/visits/{row.pk}/sheet/"))
    assert "（盖章）" in sheet
    assert "ZF-2026-" in sheet
    assert "内部的话" not in sheet
    blank = page(cast.client("ding").get("/desk/visits/blank/"))
    assert "□ 送温暖" in blank
    assert "（盖章）" in blank


def test_the_register_of_a_month_lists_what_is_open_and_counts_the_rest(cast: Cast) -> None:
    visited(cast), visited(cast, purposes=["help"])
    old = visited(cast, on=TODAY - timedelta(days=30))
    chair = cast.client("luo")
    text = page(chair.get("/desk/visits/register/"))
    assert "走访 2 次，其中整个班组 0 次；走访到 1 人，2 人次。" in text
    assert "其中 1 次只计数" in text
    unit = cast.units["forging2"].pk
    september = page(chair.get(f"/desk/visits/register/?unit={unit}&month=2026-09"))
    assert old.number[-4:] in september
    assert "走访 1 次" in september
    assert Event.objects.filter(verb="export", kind="visits.sheet", number="锻造二车间工会").count() == 2
    page(chair.get(f"/desk/visits/register/?unit={unit}&month=2026-13"), status=422)
    page(chair.get(f"/desk/visits/register/?unit={cast.units['crane'].pk}&month=2026-09"), status=422)
    assert "走访 1 次" in page(chair.get(f"/desk/visits/register/?unit={unit}&month=2026-09"))
    page(chair.get(f"/desk/visits/register/?unit={unit}&month=2026-12"))


def test_a_moved_members_task_is_still_on_their_phone(cast: Cast) -> None:
    task = given(cast)
    Person.objects.filter(pk=cast.people["wei"].pk).update(unit=cast.units["crane"])
    assert "杜家和" in page(cast.client("wei").get(f"/my/visits/{task.visit_id}/"))


def test_long_lists_go_on_by_key(cast: Cast) -> None:
    for _n in range(26):
        given(cast)
    for who, address in (("ding", "/desk/visits/"), ("du", "/desk/visits/tasks/"), ("wei", "/my/visits/")):
        browser = cast.client(who)
        first = page(browser.get(address))
        further = re.findall(r'href="([^"]+after=[^"]+)"', first)[0].replace("&amp;", "&")
        assert "上一页" in page(browser.get(further))
        page(browser.get(address + "?after=nonsense"))


def test_a_visit_answered_before_a_correction_says_which_version_was_meant(cast: Cast) -> None:
    row = visited(cast)
    recording.answer_visit(row.pk, answer="true", words="", by=cast.viewer("wei"), at=NOON)
    desk = cast.client("ding")
    desk.post(f"/desk/visits/{row.pk}/amend/", asked(cast, why="漏了", heard="另一句。"))
    assert "说的是改前的第 1 版" in page(desk.get(f"/desk/visits/{row.pk}/"))
    assert "送出这句话" in page(cast.client("wei").get(f"/my/visits/{row.pk}/"))


def test_what_was_given_after_a_visit_waits_on_its_owners_home_alone(cast: Cast) -> None:
    task = given(cast, owner="du")
    mine, other = (page(cast.client(who).get("/desk/")) for who in ("du", "cheng"))
    assert f"/desk/visits/tasks/{task.pk}/" in mine and "走访交办" in mine
    assert f"/desk/visits/tasks/{task.pk}/" not in other
    finished(cast, task)
    assert f"/desk/visits/tasks/{task.pk}/" not in page(cast.client("du").get("/desk/"))
