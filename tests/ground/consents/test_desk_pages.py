"""The desks: requests by due date, texts, forms at the window, leave to read."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import NOON, Cast
from tests.ground.consents.ledger import (
    OF_CHILD,
    TEXT,
    TODAY,
    answered,
    asked_to_read,
    child,
    filed,
    given,
    photo,
    printed,
    proposed,
    under_review,
    with_texts,
)
from xinqiao.ground.consents import queries
from xinqiao.ground.consents.models import (
    Consent,
    ConsentForm,
    ConsentText,
    Dependant,
    InformationRequest,
    ReadApproval,
)
from xinqiao.ground.trail.models import Event


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def page(cast: Cast, who: str, path: str) -> str:
    response = cast.client(who).get(path)
    text = response.content.decode()
    assert response.status_code == 200, text
    assert len(re.findall("<h1", text)) == 1
    return text


def test_the_queue_stands_by_due_date_and_goes_by_key(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "这里没有请求" in page(cast, "privacy", "/desk/requests/")
    monkeypatch.setattr(queries, "PAGE", 2)
    later, first = filed(cast), filed(cast, by="chen", at=NOON - timedelta(days=3))
    third = filed(cast, by="lin")
    text = page(cast, "privacy", "/desk/requests/")
    assert text.index(f"/desk/requests/{first.pk}/") < text.index(f"/desk/requests/{later.pk}/")
    assert f"/desk/requests/{third.pk}/" not in text
    way = re.search(r'href="(/desk/requests/\?tab=open&amp;after=[^"]+)"', text)
    assert way
    assert f"/desk/requests/{third.pk}/" in page(cast, "privacy", way[1].replace("&amp;", "&"))
    assert page(cast, "privacy", "/desk/requests/?tab=open&after=nonsense")


def test_answered_ones_stand_newest_first_by_key(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 1)
    old, new = answered(cast), answered(cast, by="chen", kind="copy")
    text = page(cast, "privacy", "/desk/requests/?tab=done")
    assert f"/desk/requests/{new.pk}/" in text
    way = re.search(r'href="(/desk/requests/\?tab=done&amp;after=[^"]+)"', text)
    assert way
    text = page(cast, "privacy", way[1].replace("&amp;", "&"))
    assert f"/desk/requests/{old.pk}/" in text
    assert f"/desk/requests/{new.pk}/" not in text


def test_opening_and_answering(cast: Cast) -> None:
    row = filed(cast, kind="delete", part="consents.ledger", words="都删了")
    text = page(cast, "privacy", f"/desk/requests/{row.pk}/")
    for words in ("都删了", "依法要保存", "15 个工作日", "答复本人"):
        assert words in text
    assert Event.objects.filter(verb="read", kind="consents.request", person=cast.people["wei"].pk).count() == 1
    browser = cast.client("privacy")
    address = f"/desk/requests/{row.pk}/answer/"
    said = {"outcome": "done", "reason": "", "text": "删了", "deleted": "全部"}
    refused = browser.post(address, said)
    assert refused.status_code == 422
    assert "现在不能删" in refused.content.decode()
    assert browser.post(address, {}).status_code == 422
    assert browser.post(address, said | {"outcome": "refused", "reason": "must_keep"}).status_code == 303
    text = page(cast, "privacy", f"/desk/requests/{row.pk}/")
    assert "法律法规要求保存" in text
    assert "答复本人" not in text


def test_a_correction_shows_both_values_and_who_mends_it(cast: Cast) -> None:
    row = filed(cast, kind="correct", part="org.identity", new_value="尾号 70")
    text = page(cast, "privacy", f"/desk/requests/{row.pk}/")
    for words in ("（空着）", "尾号 70", "组织民管部"):
        assert words in text


def test_the_chair_concludes(cast: Cast) -> None:
    row = under_review(cast)
    assert f"/desk/requests/{row.pk}/" in page(cast, "wen", "/desk/requests/")
    assert "没有说清" in page(cast, "wen", f"/desk/requests/{row.pk}/")
    browser = cast.client("wen")
    assert browser.post(f"/desk/requests/{row.pk}/review/", {}).status_code == 422
    said = {"conclusion": "changed", "text": "给您。"}
    assert browser.post(f"/desk/requests/{row.pk}/review/", said).status_code == 303
    assert "改正原来的答复" in page(cast, "wen", f"/desk/requests/{row.pk}/")
    assert "改正原来的答复" in page(cast, "wei", f"/my/requests/{row.pk}/")
    assert "改正原来的答复" in page(cast, "privacy", "/desk/requests/?tab=done")


def test_the_copy_is_printed_for_somebody_without_a_phone(cast: Cast) -> None:
    row = filed(cast, kind="copy")
    assert f"/desk/requests/{row.pk}/copy/" in page(cast, "privacy", f"/desk/requests/{row.pk}/")
    assert "魏立冬" in page(cast, "privacy", f"/desk/requests/{row.pk}/copy/")
    assert cast.client("privacy").get(f"/desk/requests/{row.pk}/table/").content.startswith(b"PK")
    assert Event.objects.filter(verb="export", actor=cast.people["privacy"].pk).count() == 2
    other = filed(cast, kind="explain")
    assert cast.client("privacy").get(f"/desk/requests/{other.pk}/copy/").status_code == 404


def test_the_window_writes_a_request_down(cast: Cast) -> None:
    browser, told = cast.client("jiang"), {"kind": "copy", "part": "", "words": ""}
    assert page(cast, "jiang", "/desk/requests/new/")
    assert browser.post("/desk/requests/new/", told | {"number": "999999"}).status_code == 422
    wei = cast.people["wei"].number
    assert browser.post("/desk/requests/new/", told | {"number": f" {wei} "}).status_code == 303
    row = InformationRequest.objects.get()
    assert (row.person, row.written_by) == (cast.people["wei"], cast.people["jiang"])
    again = browser.post("/desk/requests/new/", told | {"number": wei})
    assert (again.status_code, InformationRequest.objects.count()) == (422, 1)


def test_a_text_goes_from_proposal_to_force(cast: Cast) -> None:
    assert "还没有，这一类先不收" in page(cast, "privacy", "/desk/consent-texts/")
    assert "为了按您的身体情况" in page(cast, "privacy", "/desk/consent-texts/health/propose/")
    browser = cast.client("privacy")
    asked = TEXT | {"in_force_from": TODAY.isoformat(), "asks_anew": "on"}
    address = "/desk/consent-texts/health/propose/"
    assert browser.post(address, asked | {"in_force_from": "2026-01-01"}).status_code == 422
    assert browser.post(address, {}).status_code == 422
    assert browser.post(address, asked).status_code == 303
    row = ConsentText.objects.get()
    assert row.asks_anew
    text = page(cast, "wen", "/desk/consent-texts/")
    assert "等您确认" in text
    assert "确认这一版" in page(cast, "wen", "/desk/consent-texts/health/")
    assert "确认这一版" not in page(cast, "privacy", "/desk/consent-texts/health/")
    assert cast.client("wen").post(f"/desk/consent-texts/{row.pk}/confirm/").status_code == 303
    text = page(cast, "privacy", "/desk/consent-texts/health/")
    assert "现在用的" in text
    assert "以前的同意要重新征得" in text
    assert "为了帮扶。" in page(cast, "privacy", address)  # the next begins from the one in force


def test_a_text_is_sent_back_with_a_reason(cast: Cast) -> None:
    row = proposed(cast)
    address = f"/desk/consent-texts/{row.pk}/return/"
    browser = cast.client("bai")
    assert "退回这一版" in page(cast, "bai", address)
    assert browser.post(address, {"why": ""}).status_code == 422
    assert browser.post(address, {"why": "写短些"}).status_code == 303
    assert "写短些" in page(cast, "privacy", "/desk/consent-texts/health/")
    assert browser.get(address).status_code == 404


def test_a_kind_nobody_knows_has_no_page(cast: Cast) -> None:
    for path in ("/desk/consent-texts/religion/", "/desk/consent-texts/religion/propose/"):
        assert cast.client("privacy").get(path).status_code == 404


def test_a_form_from_print_to_picture(cast: Cast) -> None:
    with_texts()
    browser, wei = cast.client("jiang"), cast.people["wei"]
    assert "还没有打印过" in page(cast, "jiang", "/desk/consent-forms/")
    told = {"number": wei.number, "what": "hardship:health", "relation": "child"}
    sent = browser.post("/desk/consent-forms/new/", told)
    row = ConsentForm.objects.get()
    assert sent["Location"] == f"/desk/consent-forms/{row.pk}/"
    text = page(cast, "jiang", f"/desk/consent-forms/{row.pk}/")
    for words in ("个人信息单独同意书", "本人签字", "魏立冬", "□ 同意"):
        assert words in text
    assert "等签字" in page(cast, "jiang", "/desk/consent-forms/")
    address = f"/desk/consent-forms/{row.pk}/record/"
    assert "拍下来" in page(cast, "jiang", address)
    assert browser.post(address, {"photo": SimpleUploadedFile("a.png", b"nothing")}).status_code == 422
    assert browser.post(address, {"photo": SimpleUploadedFile("a.png", photo()[0].read())}).status_code == 303
    assert Consent.objects.get().form == row
    assert "签好了" in page(cast, "jiang", "/desk/consent-forms/")
    for who in ("jiang", "wei", "privacy"):
        seen = cast.client(who).get(f"/desk/consent-forms/{row.pk}/scan/")
        assert (seen.status_code, seen["Cache-Control"]) == (200, "private, no-store")
    assert cast.client("chen").get(f"/desk/consent-forms/{row.pk}/scan/").status_code == 404
    assert Event.objects.filter(verb="read", kind="consents.form", person=wei.pk).count() == 4


def test_a_form_for_a_child_names_it_and_its_guardian(cast: Cast) -> None:
    with_texts()
    browser, wei = cast.client("jiang"), cast.people["wei"]
    told = {"number": wei.number, "what": "school:minor", "child": "魏小禾", "relation": "child"}
    assert browser.post("/desk/consent-forms/new/", told).status_code == 422
    assert browser.post("/desk/consent-forms/new/", told | {"child": "魏9", "born_on": "2018-05-01"}).status_code == 422
    assert browser.post("/desk/consent-forms/new/", told | {"born_on": "2018-05-01"}).status_code == 303
    row = ConsentForm.objects.get()
    assert (row.dependant, row.person) == (Dependant.objects.get(guardian=wei), None)
    text = page(cast, "jiang", f"/desk/consent-forms/{row.pk}/")
    assert "监护人签字" in text
    assert "魏小禾" in text
    text = page(cast, "jiang", "/desk/consent-forms/")
    assert "魏立冬的家人" in text
    assert "魏小禾" not in text


def test_no_is_one_tap_and_is_not_asked_again(cast: Cast) -> None:
    row, browser = printed(cast), cast.client("jiang")
    assert browser.post(f"/desk/consent-forms/{row.pk}/refuse/").status_code == 303
    assert "没有同意" in page(cast, "jiang", "/desk/consent-forms/")
    told = {"number": cast.people["wei"].number, "what": "hardship:health"}
    refused = browser.post("/desk/consent-forms/new/", told)
    assert refused.status_code == 422
    assert "以前不再问" in refused.content.decode()
    assert browser.post("/desk/consent-forms/new/", told | {"own_wish": "on"}).status_code == 303
    assert browser.post("/desk/consent-forms/new/", told | {"number": "999999"}).status_code == 422


def test_forms_go_by_key(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 1)
    old, new = printed(cast), printed(cast, of="chen")
    text = page(cast, "jiang", "/desk/consent-forms/")
    assert f"/desk/consent-forms/{old.pk}/" not in text
    assert f"/desk/consent-forms/{old.pk}/" in page(cast, "jiang", f"/desk/consent-forms/?before={new.pk}")


def test_the_window_takes_back_for_somebody(cast: Cast) -> None:
    wei, browser = cast.people["wei"], cast.client("jiang")
    row = given(cast)
    kid = given(cast, **OF_CHILD, dependant=child(cast).pk)
    assert "困难帮扶" not in page(cast, "jiang", "/desk/consent-forms/given/")
    assert browser.get("/desk/consent-forms/given/?number=999999").status_code == 422
    assert browser.get("/desk/consent-forms/given/?number=").status_code == 422
    address = f"/desk/consent-forms/given/?number={wei.number}"
    text = page(cast, "jiang", address)
    assert f"/my/consents/{row.pk}/withdraw/" in text
    assert f"/my/consents/{kid.pk}/withdraw/" in text
    assert Event.objects.filter(verb="read", kind="consents.consent", person=wei.pk).count() == 1
    sent = browser.post(f"/my/consents/{row.pk}/withdraw/", {"back": address})
    assert sent["Location"] == address
    assert f"/my/consents/{row.pk}/withdraw/" not in page(cast, "jiang", address)


def test_leave_is_asked_given_and_used(cast: Cast) -> None:
    kid, wei = child(cast), cast.people["wei"]
    assert "还没有申请过" in page(cast, "gu", "/desk/minors/")
    assert "没有您能申请的孩子" in page(cast, "gu", "/desk/minors/ask/?number=999999")
    text = page(cast, "gu", f"/desk/minors/ask/?number={wei.number}")
    assert "2018 年出生的孩子" in text
    assert "魏小禾" not in text
    browser, until = cast.client("gu"), (TODAY + timedelta(days=7)).isoformat()
    asked = {"number": wei.number, "target": str(kid.pk), "why": "核对学段", "until_on": until}
    assert browser.post("/desk/minors/ask/", asked | {"until_on": "2027-10-01"}).status_code == 422
    assert browser.post("/desk/minors/ask/", asked | {"number": ""}).status_code == 422  # not among what was shown
    assert browser.post("/desk/minors/ask/", asked).status_code == 303
    row = ReadApproval.objects.get()
    assert "核对学段" in page(cast, "privacy", "/desk/minors/")
    assert "魏小禾" not in page(cast, "privacy", "/desk/minors/")
    assert "看之前" in page(cast, "gu", "/desk/minors/")
    closed = browser.get(f"/desk/minors/{row.pk}/")
    assert closed.status_code == 422
    assert "要先经批准" in closed.content.decode()
    assert cast.client("privacy").post(f"/desk/minors/{row.pk}/approve/").status_code == 303
    assert f'href="/desk/minors/{row.pk}/"' in page(cast, "gu", "/desk/minors/")
    text = page(cast, "gu", f"/desk/minors/{row.pk}/")
    assert "魏小禾" in text
    assert "还没有监护人的同意" in text
    given(cast, **OF_CHILD, dependant=kid.pk)
    assert "金秋助学 · 未成年人信息" in page(cast, "gu", f"/desk/minors/{row.pk}/")
    assert cast.client("jiang").get(f"/desk/minors/{row.pk}/").status_code == 404
    assert "家人信息" in page(cast, "wei", "/my/readers/")


def test_leave_for_all_has_no_single_page(cast: Cast) -> None:
    row = asked_to_read(cast)
    assert cast.client("gu").get(f"/desk/minors/{row.pk}/").status_code == 404
    sent = {"number": "", "target": "whole", "why": "六一活动", "until_on": TODAY.isoformat()}
    assert cast.client("gu").post("/desk/minors/ask/", sent).status_code == 303
    assert page(cast, "gu", "/desk/minors/").count("经办范围里的全部未成年人") == 2


def test_a_workshop_asks_only_about_its_own(cast: Cast) -> None:
    child(cast, of="chen")
    assert "年出生的孩子" not in page(cast, "luo", f"/desk/minors/ask/?number={cast.people['chen'].number}")


def test_declining_says_why(cast: Cast) -> None:
    row, browser = asked_to_read(cast), cast.client("bai")
    assert "办金秋助学" in page(cast, "bai", f"/desk/minors/{row.pk}/decline/")
    assert browser.post(f"/desk/minors/{row.pk}/decline/", {"why": ""}).status_code == 422
    assert browser.post(f"/desk/minors/{row.pk}/decline/", {"why": "写明看谁"}).status_code == 303
    assert "写明看谁" in page(cast, "gu", "/desk/minors/")
    assert "现在没有" in page(cast, "bai", "/desk/minors/")


def test_the_audit_sheet_of_a_year(cast: Cast) -> None:
    asked_to_read(cast)
    text = page(cast, "privacy", "/desk/minors/audit/")
    assert "2026 年未成年人信息查看审计表" in text
    assert "办金秋助学" in text
    assert "year=2027" not in text
    text = page(cast, "wen", "/desk/minors/audit/?year=2025")
    assert "这一年没有人申请" in text
    assert "year=2026" in text
    for odd in ("9999", "x", "1999"):
        assert "2026 年未成年人" in page(cast, "privacy", f"/desk/minors/audit/?year={odd}")


def test_the_administrator_sees_none_of_it(cast: Cast) -> None:
    row, form = filed(cast), printed(cast)
    for path in (
        "/desk/requests/", f"/desk/requests/{row.pk}/", f"/desk/requests/{row.pk}/copy/", "/desk/consent-forms/",
        f"/desk/consent-forms/{form.pk}/", "/desk/consent-forms/given/", "/desk/consent-texts/", "/desk/minors/",
        "/desk/minors/audit/",
    ):  # fmt: skip
        assert cast.client("yu").get(path).status_code == 403, path
