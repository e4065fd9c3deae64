"""The pages of an appeal, used as the member on a phone and as the officers at their desks."""

import re

import pytest
import time_machine

from tests.cast import NOON, Cast
from xinqiao.domains.service.appeals.models import Appeal

WORDS = "夜班十二点下班，末班班车十一点五十就走了，我们七个女工冬天走四十分钟回家属院。"


@pytest.fixture(autouse=True)
def _noon() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


def one_h1(response: object) -> str:
    text: str = response.content.decode()  # type: ignore[attr-defined]
    assert len(re.findall(r"<h1", text)) == 1
    return text


def test_a_member_files_an_appeal_and_sees_who_has_it(cast: Cast) -> None:
    phone = cast.client("chen")
    one_h1(phone.get("/appeals/new/"))
    sent = phone.post("/appeals/new/", {"words": WORDS, "topic": "daily_life", "privacy": "named"})
    assert sent.status_code == 303
    page = one_h1(phone.get(sent["Location"]))
    assert "SQ-2026-" in page
    assert "职工服务中心" in page
    assert "10月22日 周四" in page
    assert WORDS in page
    assert "我的办件" in one_h1(phone.get("/my/appeals/"))


def test_an_empty_appeal_comes_back_with_the_field_that_is_missing(cast: Cast) -> None:
    phone = cast.client("chen")
    back = phone.post("/appeals/new/", {"words": " ", "topic": "unsure", "privacy": "named"})
    assert back.status_code == 422
    assert "这里还空着。一句话也行。" in back.content.decode()
    assert not Appeal.objects.exists()


def test_the_whole_road_by_pages(cast: Cast) -> None:
    phone, hotline, logistics = cast.client("chen"), cast.client("song"), cast.client("du")
    phone.post("/appeals/new/", {"words": WORDS, "topic": "daily_life", "privacy": "named"})
    pk = Appeal.objects.get().pk
    assert "夜班十二点下班" in one_h1(hotline.get("/desk/appeals/"))
    assert "受理这件事" in one_h1(hotline.get(f"/desk/appeals/{pk}/"))
    assert hotline.post(f"/desk/appeals/{pk}/take/").status_code == 303
    form = one_h1(hotline.get(f"/desk/appeals/{pk}/hand-over/"))
    place = f"{cast.units['logistics'].pk}.{cast.people['du'].pk}"
    assert place in form
    assert hotline.post(f"/desk/appeals/{pk}/hand-over/", {"desk": place, "text": "班车归后勤"}).status_code == 303
    assert logistics.get(f"/desk/appeals/{pk}/").status_code == 200
    said = {"text": "自十一月起，末班车改为零点二十发车，试行一个月。"}
    assert logistics.post(f"/desk/appeals/{pk}/reply/", said).status_code == 303
    for deed in ("pause", "note", "restate", "refuse", "resolve", "hand-over"):
        one_h1(logistics.get(f"/desk/appeals/{pk}/{deed}/"))
    done = logistics.post(f"/desk/appeals/{pk}/resolve/", {"outcome": "solved", "text": ""})
    assert done.status_code == 303
    assert "请您评一评" in one_h1(phone.get(f"/appeals/{pk}/"))
    assert phone.post(f"/appeals/{pk}/rate/", {"rating": "dissatisfied", "text": ""}).status_code == 303
    assert "请重新办理" in one_h1(phone.get(f"/appeals/{pk}/"))
    assert phone.post(f"/appeals/{pk}/reopen/").status_code == 303
    assert "重新办理" in one_h1(phone.get(f"/appeals/{pk}/"))
    assert "办结的诉求" in one_h1(hotline.get("/desk/appeals/closed/"))
    assert "过期提醒" in one_h1(cast.client("wen").get("/desk/appeals/late/"))
    one_h1(hotline.get(f"/desk/appeals/{pk}/receipt/"))


def test_a_refusal_page_says_the_rule_the_source_and_the_way_on(cast: Cast) -> None:
    phone = cast.client("chen")
    phone.post("/appeals/new/", {"words": WORDS, "topic": "daily_life", "privacy": "named"})
    page = phone.post(f"/appeals/{Appeal.objects.get().pk}/rate/", {"rating": "fair", "text": ""})
    assert page.status_code == 422
    text = one_h1(page)
    assert "事情办结以后才评价" in text
    assert "办件规则" in text


def test_a_hidden_name_stays_hidden_from_the_department(cast: Cast) -> None:
    cast.client("chen").post("/appeals/new/", {"words": WORDS, "topic": "daily_life", "privacy": "hidden"})
    pk = Appeal.objects.get().pk
    hotline, logistics = cast.client("song"), cast.client("du")
    hotline.post(f"/desk/appeals/{pk}/take/")
    place = f"{cast.units['logistics'].pk}.{cast.people['du'].pk}"
    hotline.post(f"/desk/appeals/{pk}/hand-over/", {"desk": place, "text": "班车归后勤"})
    assert "陈禾苗" in hotline.get(f"/desk/appeals/{pk}/").content.decode()
    for address in (
        f"/desk/appeals/{pk}/",
        "/desk/appeals/",
        f"/desk/appeals/{pk}/receipt/",
        f"/desk/appeals/{pk}/note/",
    ):
        assert "陈禾苗" not in logistics.get(address).content.decode()


def test_a_clerk_writes_one_down_for_somebody_without_a_phone(cast: Cast) -> None:
    clerk = cast.client("jiang")
    one_h1(clerk.get("/desk/appeals/new/"))
    asked = {
        "number": cast.people["wei"].number,
        "door": "window",
        "words": WORDS,
        "topic": "unsure",
        "privacy": "named",
    }
    sent = clerk.post("/desk/appeals/new/", asked)
    assert sent.status_code == 303
    receipt = one_h1(clerk.get(sent["Location"]))
    assert "蒋小雅" in receipt
    appeal = Appeal.objects.get()
    assert appeal.author == cast.people["wei"]
    assert "陈禾苗" not in receipt
