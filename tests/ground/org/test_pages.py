"""The roster's and the units' pages, used as the organisation officer does."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import NOON, Cast
from xinqiao.ground.identity.models import Account
from xinqiao.ground.lookup.actions import reindex
from xinqiao.ground.org import papers
from xinqiao.ground.org.actions.first_day import found_union
from xinqiao.ground.org.models import Person, Post, RosterImport
from xinqiao.ground.trail.models import Event

CSV = (
    "工号,姓名,单位,岗位\n{chen},陈禾苗,天车班,行车工\n200001,新来的,天车班,天车工\n200002,找不到家,没有的单位,天车工\n"
)


def upload(cast: Cast, *, text: str = CSV) -> tuple[object, RosterImport]:
    officer = cast.client("hao")
    content = text.format(chen=cast.people["chen"].number).encode()
    sent = officer.post("/desk/roster/imports/new/", {"file": SimpleUploadedFile("roster.csv", content)})
    assert sent.status_code == 303, sent.content.decode()
    return officer, RosterImport.objects.latest("id")


def text_of(response: object) -> str:
    text: str = response.content.decode()  # type: ignore[attr-defined]
    assert response.status_code == 200  # type: ignore[attr-defined]
    assert len(re.findall("<h1", text)) == 1
    return text


def test_a_roster_is_looked_at_committed_and_taken_back(cast: Cast) -> None:
    officer, draft = upload(cast)
    page = text_of(officer.get(f"/desk/roster/imports/{draft.pk}/"))  # type: ignore[attr-defined]
    assert "先看，再入册" in page
    assert "行车工" in page
    assert "没有的单位" in page
    assert not Person.objects.filter(number="200001").exists()
    assert officer.post(f"/desk/roster/imports/{draft.pk}/commit/").status_code == 303  # type: ignore[attr-defined]
    assert Person.objects.get(number="200001").unit == cast.units["crane"]
    assert "整批撤回" in text_of(officer.get(f"/desk/roster/imports/{draft.pk}/"))  # type: ignore[attr-defined]
    assert officer.post(f"/desk/roster/imports/{draft.pk}/undo/").status_code == 303  # type: ignore[attr-defined]
    assert not Person.objects.filter(number="200001").exists()
    assert Person.objects.get(pk=cast.people["chen"].pk).trade == "天车工"
    assert "已撤回" in text_of(officer.get("/desk/roster/imports/"))  # type: ignore[attr-defined]


def test_rows_to_mend_come_as_a_workbook_without_formulas(cast: Cast) -> None:
    officer, draft = upload(cast, text="工号,姓名,单位\n=1+1,甲乙,天车班\n200002,找不到家,没有的单位\n")
    sent = officer.get(f"/desk/roster/imports/{draft.pk}/refused/")  # type: ignore[attr-defined]
    rows = python_calamine.CalamineWorkbook.from_filelike(BytesIO(sent.content)).get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["行", "工号", "姓名"]
    assert any("没有的单位" in str(cell) for row in rows for cell in row)


def test_a_file_that_is_no_roster_comes_back_in_words(cast: Cast) -> None:
    back = cast.client("hao").post(
        "/desk/roster/imports/new/", {"file": SimpleUploadedFile("x.xlsx", b"\x89PNG\r\n\x1a\n" + b"0" * 99)}
    )
    assert back.status_code == 422
    assert "不是表格" in back.content.decode()
    assert not RosterImport.objects.exists()


def test_an_officer_who_has_imported_nothing_is_told_so(cast: Cast) -> None:
    assert "还没有导入过" in text_of(cast.client("hao").get("/desk/roster/imports/"))


@pytest.mark.django_db
def test_the_first_officer_of_an_empty_union_meets_three_steps() -> None:
    person = found_union(union="砺原重工集团工会", number="100001", name="俞可心", at=NOON)
    browser = Client()
    browser.force_login(Account.objects.create(person=person, activated_at=NOON))
    page = text_of(browser.get("/desk/roster/imports/"))
    assert "先做三件事，就能开门" in page
    assert "选择表格" in page


def test_opening_a_person_is_told_to_that_person(cast: Cast) -> None:
    chen = cast.people["chen"]
    page = text_of(cast.client("hao").get(f"/desk/roster/{chen.pk}/"))
    assert chen.number in page
    assert Event.objects.filter(verb="read", kind="org.person", person=chen.pk, actor=cast.people["hao"].pk).exists()
    assert "郝明远" in cast.client("chen").get("/my/readers/").content.decode()


@pytest.mark.parametrize(("key", "status"), [("hao", 200), ("kang", 200), ("yu", 200), ("chen", 403), ("bao", 403)])
def test_who_may_open_the_roster(cast: Cast, key: str, status: int) -> None:
    assert cast.client(key).get("/desk/roster/").status_code == status


@pytest.mark.parametrize("people", [1, 3])
def test_the_roster_costs_the_same_for_one_and_three(
    cast: Cast, people: int, django_assert_num_queries: object
) -> None:
    officer = cast.client("hao")
    name = "张三丰"
    Person.objects.filter(pk__in=[cast.people[k].pk for k in ("chen", "lin", "wei")[:people]]).update(name=name)
    reindex()
    officer.get("/desk/roster/?q=张三丰")
    with django_assert_num_queries(3):  # type: ignore[operator]  # the viewer; people; imports
        page = officer.get("/desk/roster/?q=张三丰").content.decode()
    assert len(re.findall(rf"<a[^>]*>{name}<", page)) == people


def test_a_plate_is_public_and_names_whom_to_find(cast: Cast) -> None:
    page = text_of(cast.client("").get(f"/plates/{cast.units['press'].pk}/"))
    for name in ("水压机班工会小组", "丁小满", "罗桂芳", "包国良"):
        assert name in page
    assert "佟一鸣" not in page


def test_a_post_is_given_and_ended_with_its_rights(cast: Cast) -> None:
    officer, lin = cast.client("hao"), cast.people["lin"]
    place = cast.units["centre"].pk
    asked = {"number": lin.number, "role": "hotline_agent", "on": "2026-01-01"}
    assert officer.post(f"/desk/units/{place}/appoint/", asked).status_code == 303
    assert cast.client("lin").get("/desk/appeals/").status_code == 200
    post = Post.objects.get(person=lin)
    assert officer.post(f"/desk/posts/{post.pk}/end/", {"on": "2026-01-02"}).status_code == 303
    assert cast.client("lin").get("/desk/appeals/").status_code == 403


def test_an_upload_without_a_file_says_so(cast: Cast) -> None:
    sent = cast.client("hao").post("/desk/roster/imports/new/", {})
    assert sent.status_code == 422
    assert "选一个文件" in sent.content.decode()


def test_what_was_decided_counts_among_what_will_be_written(cast: Cast) -> None:
    officer, draft = upload(cast, text="工号,姓名,单位\n{chen},欧阳修,天车班\n")
    at = f"/desk/roster/imports/{draft.pk}/"
    assert "/commit/" not in text_of(officer.get(at))  # type: ignore[attr-defined]
    row = draft.rows.get(verdict="doubtful")
    officer.post(f"{at}decide/", {"row": row.pk, "decision": "same"})  # type: ignore[attr-defined]
    assert "入册 1 人" in text_of(officer.get(at))  # type: ignore[attr-defined]


def test_every_row_of_a_long_import_can_be_reached_and_decided(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "SHOWN", 2)
    keys = ("chen", "lin", "wei", "alat", "ding")
    lines = "".join(f"{cast.people[key].number},欧阳修,{cast.people[key].unit.short}\n" for key in keys)
    officer, draft = upload(cast, text=f"工号,姓名,单位\n{lines}")
    address, seen = f"/desk/roster/imports/{draft.pk}/", []
    for _page in range(3):
        page = text_of(officer.get(address))  # type: ignore[attr-defined]
        seen += re.findall(r'name="row" value="(\d+)"', page)
        found = re.search(r'href="([^"]+after=\d+)#doubtful"', page)
        address = found[1].replace("&amp;", "&") if found else ""
    assert address == ""
    doubtful = [str(pk) for pk in draft.rows.filter(verdict="doubtful").order_by("id").values_list("pk", flat=True)]
    assert [pk for pk in seen if pk in doubtful] == doubtful
    assert len(doubtful) == 5
    deed = re.search(r'action="([^"]+decide/[^"]*)"', page)
    assert deed
    sent = officer.post(deed[1].replace("&amp;", "&"), {"row": doubtful[-1], "decision": "same"})  # type: ignore[attr-defined]
    assert sent.status_code == 303
    assert f'id="row-{doubtful[-1]}"' in text_of(officer.get(sent["Location"].split("#")[0]))  # type: ignore[attr-defined]
