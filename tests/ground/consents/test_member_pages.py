"""The member's pages: what is held, giving and taking back with one tap, the family, requests and the copy."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
import python_calamine
import time_machine

from tests.cast import NOON, Cast
from tests.ground.consents.ledger import OF_CHILD, answered, child, filed, given, proposed, under_review, with_texts
from xinqiao.ground.consents.actions import giving, texts
from xinqiao.ground.consents.models import Consent, Dependant, InformationRequest
from xinqiao.ground.org.models import Post
from xinqiao.ground.trail.models import Event

GIVE = "/my/consents/hardship/health/"


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def page(cast: Cast, who: str, path: str, *, status: int = 200) -> str:
    """One page as somebody sees it: one heading, and its words."""
    response = cast.client(who).get(path)
    text = response.content.decode()
    assert response.status_code == status, text
    assert len(re.findall("<h1", text)) == 1
    return text


def test_the_page_of_ones_own_says_where_to_find_it(cast: Cast) -> None:
    assert 'href="/my/information/"' in page(cast, "wei", "/my/")
    assert 'href="/privacy/"' in page(cast, "", "/")


def test_my_information_shows_what_is_held_and_agreed_to(cast: Cast) -> None:
    text = page(cast, "wei", "/my/information/")
    assert "水压机班工会小组" in text
    assert "现在没有。要用健康" in text
    assert "没有提过" in text
    given(cast)
    filed(cast)
    text = page(cast, "wei", "/my/information/")
    assert "困难帮扶 · 健康" in text
    assert "正在办的申请先停下来" in text
    assert "GR-2026-0001" in text
    assert "困难帮扶" not in page(cast, "chen", "/my/information/")


def test_both_answers_are_one_tap(cast: Cast) -> None:
    with_texts()
    text = page(cast, "wei", GIVE)
    assert text.count("btn-second") == text.count('name="answer"') == 2
    assert "btn-primary" not in text
    browser = cast.client("wei")
    assert browser.post(GIVE, {"answer": "give"}).status_code == 303
    assert "您在2026年10月20日同意过" in page(cast, "wei", GIVE)
    line = Consent.objects.get()
    gone = browser.post(f"/my/consents/{line.pk}/withdraw/", follow=True)
    assert "收回了。困难帮扶不再用这一项" in gone.content.decode()
    sent = browser.post(GIVE, {"answer": "refuse", "back": "/my/appeals/"})
    assert (sent.status_code, sent["Location"]) == (303, "/my/appeals/")
    assert list(Consent.objects.order_by("id").values_list("deed", flat=True)) == ["give", "withdraw", "refuse"]
    assert "没有同意" in page(cast, "wei", "/my/consents/")


def test_no_way_out_of_the_house(cast: Cast) -> None:
    with_texts()
    browser = cast.client("wei")
    for path, more in ((GIVE, {"answer": "give"}), (f"/my/consents/{given(cast).pk}/withdraw/", {})):
        assert browser.post(path, more | {"back": "https://evil.example/"})["Location"] == "/"


def test_a_form_without_an_answer_is_none(cast: Cast) -> None:
    with_texts()
    assert cast.client("wei").post(GIVE, {}).status_code == 422
    assert not Consent.objects.exists()


def test_without_a_text_there_is_no_button(cast: Cast) -> None:
    text = page(cast, "wei", GIVE)
    assert "还没有告知书" in text
    assert 'name="answer"' not in text
    refused = cast.client("wei").post(GIVE, {"answer": "give"})
    assert refused.status_code == 422
    assert "请个人信息保护负责人发布" in refused.content.decode()


def test_what_is_not_asked_has_no_page(cast: Cast) -> None:
    for path in ("/my/consents/hardship/sharing/", "/my/consents/none/health/", f"{GIVE}?child=9", f"{GIVE}?child=x"):
        assert cast.client("wei").get(path).status_code == 404


def test_minors_data_are_agreed_to_for_a_child(cast: Cast) -> None:
    assert cast.client("wei").get("/my/consents/school/minor/")["Location"] == "/my/family/"
    assert "未成年人信息" not in page(cast, "wei", "/my/consents/")


def test_a_guardian_names_a_child_and_agrees(cast: Cast) -> None:
    with_texts()
    browser = cast.client("wei")
    assert "还没有记过" in page(cast, "wei", "/my/family/")
    told = {"name": "魏小禾", "born_on": "2018-05-01", "relation": "child"}
    sent = browser.post("/my/family/", told)
    kid = Dependant.objects.get()
    assert sent["Location"] == f"/my/family/{kid.pk}/"
    text = page(cast, "wei", f"/my/family/{kid.pk}/")
    assert f"/my/consents/school/minor/?child={kid.pk}" in text
    assert "替魏小禾看" in page(cast, "wei", f"/my/consents/school/minor/?child={kid.pk}")
    browser.post("/my/consents/school/minor/", {"answer": "give", "child": kid.pk})
    assert Consent.objects.get().dependant == kid
    assert "金秋助学 · 未成年人信息" in page(cast, "wei", f"/my/family/{kid.pk}/")
    assert "（家人）" in page(cast, "wei", "/my/information/")
    refused = browser.post(f"/my/family/{kid.pk}/drop/")
    assert (refused.status_code, Dependant.objects.count()) == (422, 1)


def test_a_child_of_fourteen_is_told_to_sign(cast: Cast) -> None:
    with_texts()
    kid = child(cast, years=15)
    assert "满十四周岁，同意由本人签字" in page(cast, "wei", f"/my/family/{kid.pk}/")
    text = page(cast, "wei", f"/my/consents/school/minor/?child={kid.pk}")
    assert "要由本人同意" in text
    assert 'name="answer"' not in text


@pytest.mark.parametrize(
    "told",
    [
        {"name": "", "born_on": "2018-05-01", "relation": "child"},
        {"name": "魏9", "born_on": "2018-05-01", "relation": "child"},
        {"name": "魏小禾", "born_on": "2030-05-01", "relation": "child"},
        {"name": "魏小禾", "born_on": "2018-05-01", "relation": "boss"},
    ],
)
def test_a_child_badly_told_comes_back(cast: Cast, told: dict[str, str]) -> None:
    assert cast.client("wei").post("/my/family/", told).status_code == 422
    assert not Dependant.objects.exists()


def test_a_child_named_by_mistake_goes(cast: Cast) -> None:
    kid = child(cast)
    assert cast.client("chen").post(f"/my/family/{kid.pk}/drop/").status_code == 404
    assert cast.client("wei").post(f"/my/family/{kid.pk}/drop/")["Location"] == "/my/family/"
    assert not Dependant.objects.exists()


def test_a_request_is_filed_and_followed(cast: Cast) -> None:
    browser = cast.client("wei")
    assert "checked" in page(cast, "wei", "/my/requests/new/?kind=correct&part=org.identity")
    assert "checked" not in page(cast, "wei", "/my/requests/new/?kind=nothing&part=nowhere")
    told = {"kind": "correct", "part": "org.identity", "old_value": "甲", "new_value": "乙", "words": ""}
    sent = browser.post("/my/requests/new/", told)
    row = InformationRequest.objects.get()
    assert sent["Location"] == f"/my/requests/{row.pk}/"
    text = page(cast, "wei", f"/my/requests/{row.pk}/")
    assert "最迟2026年11月10日 星期二答复您" in text
    assert "请主席复核" not in text
    again = browser.post("/my/requests/new/", told)
    assert (again.status_code, InformationRequest.objects.count()) == (422, 1)
    assert "还没有答复" in again.content.decode()


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({}, "还差"),
        ({"kind": "delete"}, "更正和删除要选一部分"),
        ({"kind": "correct", "part": "org.identity"}, "写上应当是什么"),
        ({"kind": "copy", "part": "nowhere"}, "nowhere"),
    ],
)
def test_a_request_badly_told_comes_back(cast: Cast, told: dict[str, str], fault: str) -> None:
    sent = cast.client("wei").post("/my/requests/new/", told)
    assert sent.status_code == 422
    assert fault in sent.content.decode()
    assert not InformationRequest.objects.exists()


def test_a_refusal_is_read_with_reason_source_and_the_way_on(cast: Cast) -> None:
    row = answered(cast, outcome="refused", reason="must_keep", text="停了别的使用。")
    text = page(cast, "wei", f"/my/requests/{row.pk}/")
    for words in ("法律法规要求保存", "第四十七条", "停了别的使用。", "江守密", "请主席复核"):
        assert words in text
    browser = cast.client("wei")
    assert page(cast, "wei", f"/my/requests/{row.pk}/review/")
    assert browser.post(f"/my/requests/{row.pk}/review/", {"why": ""}).status_code == 422
    assert browser.post(f"/my/requests/{row.pk}/review/", {"why": "没说清"}).status_code == 303
    text = page(cast, "wei", f"/my/requests/{row.pk}/")
    assert "没说清" in text
    assert "工会主席" in text
    again = browser.post(f"/my/requests/{row.pk}/review/", {"why": "再来"})
    assert again.status_code == 422
    assert "只复核一次" in again.content.decode()


def test_what_was_deleted_is_named(cast: Cast) -> None:
    row = answered(cast, kind="delete", part="consents.family", deleted="一位家人的姓名和生日")
    assert "一位家人的姓名和生日" in page(cast, "wei", f"/my/requests/{row.pk}/")


def test_the_copy_is_a_page_and_a_workbook_on_the_trail(cast: Cast) -> None:
    row = answered(cast, kind="copy")
    given(cast)
    assert f"/my/requests/{row.pk}/copy/" in page(cast, "wei", f"/my/requests/{row.pk}/")
    text = page(cast, "wei", f"/my/requests/{row.pk}/copy/")
    assert "个人信息副本" in text
    assert "困难帮扶 · 健康" in text
    sent = cast.client("wei").get(f"/my/requests/{row.pk}/table/")
    assert sent["Cache-Control"] == "private, no-store"
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sent.content)).get_sheet_by_index(0).to_python()
    assert ["身份", "姓名", "魏立冬"] in rows
    assert Event.objects.filter(verb="export", kind="consents.copy", person=cast.people["wei"].pk).count() == 2
    assert cast.client("chen").get(f"/my/requests/{row.pk}/copy/").status_code == 404


def test_a_request_of_another_is_none(cast: Cast) -> None:
    row = under_review(cast)
    for path in ("", "review/", "copy/", "table/"):
        assert cast.client("chen").get(f"/my/requests/{row.pk}/{path}").status_code == 404


def test_the_rules_are_open_to_all(cast: Cast) -> None:
    text = page(cast, "", "/privacy/")
    assert "还没有发布告知书" in text
    with_texts()
    texts.confirm_text(proposed(cast, purpose="只为疗休养。").pk, by=cast.viewer("wen"), at=NOON)
    text = page(cast, "", "/privacy/")
    for words in ("江守密", "信息中心", "只为疗休养。", "答复个人信息请求 15 工作日", "由承保机构赔付"):
        assert words in text
    assert "提供给别的单位" in text
    Post.objects.filter(person=cast.people["privacy"]).delete()
    assert "还没有任命" in page(cast, "", "/privacy/")


def test_a_withdrawal_at_the_window_stands_in_the_members_record(cast: Cast) -> None:
    row = given(cast, **OF_CHILD, dependant=child(cast).pk)
    giving.withdraw_consent(row.pk, by=cast.viewer("jiang"), at=NOON)
    text = page(cast, "wei", "/my/consents/")
    assert "窗口" in text
    assert "（家人）" in text
