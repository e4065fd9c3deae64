"""The pages of extensions, used as the holder, the signers, and those who must stand aside."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
import time_machine
from PIL import Image

from tests.blocks.approvals.test_delegations import post_of
from tests.cast import NOON, Cast
from tests.domains.service.appeal import against, kin, taken
from tests.domains.service.extension import UNTIL, WHY, approved, asked, due, fresh, returned, signed
from xinqiao.blocks.approvals import queries as approvals
from xinqiao.domains.service.extensions.models import Extension
from xinqiao.domains.service.extensions.words import EXTENSION
from xinqiao.ground.papers.models import Paper
from xinqiao.ground.trail.models import Event


@pytest.fixture(autouse=True)
def _noon() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


def page(cast: Cast, who: str, path: str) -> str:
    answered = cast.client(who).get(path)
    assert answered.status_code == 200
    text: str = answered.content.decode()
    assert len(re.findall(r"<h1", text)) == 1
    return text


def photo() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    out.seek(0)
    out.name = "盖章.png"
    return out


def test_the_holder_asks_from_the_page_of_the_appeal(cast: Cast) -> None:
    row = taken(cast)
    assert f"/desk/appeals/{row.pk}/extension/" in page(cast, "song", f"/desk/appeals/{row.pk}/")
    form = page(cast, "song", f"/desk/appeals/{row.pk}/extension/")
    assert "2026年11月10日" in form and "2026年12月21日" in form
    sent = cast.client("song").post(f"/desk/appeals/{row.pk}/extension/", {"until": "2026-11-30", "why": WHY})
    made = Extension.objects.get()
    assert (sent.status_code, sent["Location"]) == (303, f"/desk/extensions/{made.pk}/")
    one = page(cast, "song", sent["Location"])
    assert "YQ-2026-0001" in one and WHY in one and "等佟一鸣、谷雨晴" in one


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"until": "", "why": WHY}, "选一个日子"),
        ({"until": "2026-11-30", "why": ""}, "写清楚为什么"),
        ({"until": "2026-11-10", "why": WHY}, "现在的期限（11月10日）以后"),
        ({"until": "2026-12-30", "why": WHY}, "法定期限（12月21日）"),
        ({"until": "2026-11-14", "why": WHY}, "放假"),
    ],
)
def test_what_cannot_be_asked_comes_back_beside_its_field(cast: Cast, given: dict[str, str], words: str) -> None:
    row = taken(cast)
    back = cast.client("song").post(f"/desk/appeals/{row.pk}/extension/", given)
    assert back.status_code == 422
    assert words in back.content.decode()
    assert not Extension.objects.exists()


def test_the_member_is_told_when_it_is_decided_and_not_before(cast: Cast) -> None:
    row = asked(cast)
    own = f"/appeals/{row.appeal_id}/"
    assert "延期" not in page(cast, "chen", own)
    signed(cast, row, by="gu")
    assert "延期" not in page(cast, "chen", own)
    cast.client("wen").post(f"/desk/extensions/{row.pk}/sign/", {"verdict": "agree", "opinion": ""})
    text = page(cast, "chen", own)
    assert f"温若兰同意延期到11月30日：{WHY}" in text


def test_signing_needs_one_of_the_buttons_and_a_reason_against(cast: Cast) -> None:
    row = asked(cast)
    browser = cast.client("gu")
    assert browser.post(f"/desk/extensions/{row.pk}/sign/", {"opinion": "好"}).status_code == 422
    refused = browser.post(f"/desk/extensions/{row.pk}/sign/", {"verdict": "refuse", "opinion": ""})
    assert refused.status_code == 422 and "要写明为什么" in refused.content.decode()
    done = browser.post(
        f"/desk/extensions/{row.pk}/sign/", {"verdict": "refuse", "opinion": "配件明天到。"}, follow=True
    )
    assert "原来的期限不变" in done.content.decode()
    assert fresh(row).approval.state == "refused"


def test_a_returned_one_is_mended_and_its_first_version_stays_in_sight(cast: Cast) -> None:
    row = asked(cast)
    cast.client("gu").post(f"/desk/extensions/{row.pk}/sign/", {"verdict": "return", "opinion": "写明哪天到货。"})
    assert "写明哪天到货。" in page(cast, "song", f"/desk/extensions/{row.pk}/")
    form = page(cast, "song", f"/desk/extensions/{row.pk}/mend/")
    assert "2026-11-30" in form and WHY in form
    browser = cast.client("song")
    assert browser.post(f"/desk/extensions/{row.pk}/mend/", {"until": "2026-11-10", "why": "x"}).status_code == 422
    sent = browser.post(f"/desk/extensions/{row.pk}/mend/", {"until": "2026-11-25", "why": "二十日到货。"})
    assert sent.status_code == 303
    one = page(cast, "song", f"/desk/extensions/{row.pk}/")
    assert "第 2 稿" in one and "第 1 稿" in one and WHY in one and "二十日到货。" in one


def test_the_applicant_takes_it_back(cast: Cast) -> None:
    row = asked(cast)
    done = cast.client("song").post(f"/desk/extensions/{row.pk}/withdraw/", follow=True)
    assert "撤回了，期限不变" in done.content.decode()
    again = cast.client("song").post(f"/desk/extensions/{row.pk}/withdraw/")
    assert again.status_code == 422 and "已经有了结果" in again.content.decode()


def test_several_are_signed_as_strictly_as_one(cast: Cast) -> None:
    kin(cast, "gu", other="wei")
    mine, other = asked(cast), asked(cast)
    done_already = signed(cast, asked(cast), by="tong")
    of_kin = asked(cast, _of_wei(cast))
    hidden = asked(cast, against(cast, taken(cast, by="jiang"), whom="gu", by="wen"), by="jiang")
    ticked = [str(row.pk) for row in (mine, other, done_already, of_kin, hidden)]
    sent = cast.client("gu").post("/desk/extensions/sign/", {"extension": ticked}, follow=True)
    text = sent.content.decode()
    assert "签好了 2 份" in text
    assert f"{done_already.approval.number} “工会意见”这一步不由您签" in text
    assert f"{of_kin.approval.number} 您和申请人或当事人有申报过的近亲属关系" in text
    assert hidden.approval.number not in text
    assert [fresh(row).approval.step.order for row in (mine, other, of_kin, hidden)] == [2, 2, 1, 1]


def _of_wei(cast: Cast) -> Any:
    from tests.domains.service.appeal import filed
    from xinqiao.domains.service.appeals.actions import handling

    return handling.take_appeal(filed(cast, by="wei").pk, by=cast.viewer("song"), at=NOON)


def test_one_that_fails_leaves_the_others_signed(cast: Cast) -> None:
    """Each in a transaction of its own."""
    first, last = signed(cast, asked(cast), by="gu"), signed(cast, asked(cast), by="gu")
    first.appeal.case.clocks.filter(kind="finish", nature="service").update(due_on=date(2026, 12, 1))
    sent = cast.client("wen").post("/desk/extensions/sign/", {"extension": [first.pk, last.pk]}, follow=True)
    assert f"{first.approval.number} 延期要延到现在的期限（12月1日）以后" in sent.content.decode()
    assert (fresh(first).approval.state, fresh(last).approval.state) == ("open", "approved")
    assert due(last) == UNTIL


@pytest.mark.parametrize("ticked", [{}, {"extension": ["x", "-1", "9" * 30]}])
def test_nothing_ticked_is_said(cast: Cast, ticked: dict[str, list[str]]) -> None:
    assert "先勾选" in cast.client("gu").post("/desk/extensions/sign/", ticked, follow=True).content.decode()


def test_the_list_has_a_tab_for_each_question(cast: Cast) -> None:
    waiting, done = asked(cast), approved(cast)
    text = page(cast, "gu", "/desk/extensions/")
    assert f'name="extension" value="{waiting.pk}"' in text
    assert done.approval.number[-4:] not in re.sub(r"<(script|style).*?</\1>", "", text, flags=re.S).replace("2026", "")
    decided = page(cast, "gu", "/desk/extensions/?tab=decided")
    assert f"/desk/extensions/{done.pk}/" in decided and 'name="extension"' not in decided
    assert f"/desk/extensions/{waiting.pk}/" in page(cast, "song", "/desk/extensions/?tab=mine")
    assert f"/desk/extensions/{waiting.pk}/" in page(cast, "wen", "/desk/extensions/?tab=open")
    assert "这里没有审批单" in page(cast, "lin", "/desk/extensions/?tab=nonsense&before=x")


def test_the_list_goes_by_key(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from xinqiao.domains.service.extensions import queries

    monkeypatch.setattr(queries, "PAGE", 1)
    older, newer = asked(cast), asked(cast)
    first = page(cast, "gu", "/desk/extensions/")
    assert f"/desk/extensions/{newer.pk}/" in first and f"before={newer.pk}" in first
    second = page(cast, "gu", f"/desk/extensions/?before={newer.pk}")
    assert f"/desk/extensions/{older.pk}/" in second and f"before={older.pk}" not in second


def test_the_form_on_paper_has_a_column_for_each_opinion(cast: Cast) -> None:
    row = signed(cast, asked(cast), by="gu", opinion="等配件属实。")
    text = page(cast, "song", f"/desk/extensions/{row.pk}/print/")
    for words in (
        "诉求延期办理审批单",
        "0001",
        "分会或权益保障部意见",
        "工会意见",
        "等配件属实。",
        "（盖章）",
        "谷雨晴",
    ):
        assert words in text


def test_the_sealed_form_comes_back_and_is_shown_by_this_room(cast: Cast) -> None:
    row = approved(cast)
    browser = cast.client("song")
    path = f"/desk/extensions/{row.pk}/scan/"
    assert page(cast, "song", path)
    assert browser.post(path, {}).status_code == 422
    assert browser.get(path + "photo/").status_code == 404
    broken = browser.post(path, {"photo": io.BytesIO(b"x" * 20)})
    assert broken.status_code == 422 and "不是能打开的照片" in broken.content.decode()
    assert browser.post(path, {"photo": photo()}).status_code == 303
    shown = browser.get(path + "photo/")
    assert (shown.status_code, shown["Content-Type"], shown["Cache-Control"]) == (
        200,
        "image/jpeg",
        "private, no-store",
    )
    assert path + "photo/" in page(cast, "wen", f"/desk/extensions/{row.pk}/")
    assert cast.client("jiang").get(path + "photo/").status_code == 404
    assert fresh(row).approval.scan == Paper.objects.get()


def test_a_form_not_yet_decided_is_not_kept(cast: Cast) -> None:
    row = asked(cast)
    back = cast.client("song").post(f"/desk/extensions/{row.pk}/scan/", {"photo": photo()})
    assert back.status_code == 422 and "批完以后" in back.content.decode()
    assert not Paper.objects.exists()


def test_opening_one_is_on_the_trail_of_the_author(cast: Cast) -> None:
    row = asked(cast)
    page(cast, "gu", f"/desk/extensions/{row.pk}/")
    event = Event.objects.get(kind=EXTENSION, verb="read")
    assert (event.person, event.actor_name, event.number) == (cast.people["chen"].pk, "谷雨晴", "YQ-2026-0001")


def test_the_way_is_shown_as_shipped_until_somebody_keeps_one(cast: Cast) -> None:
    text = page(cast, "song", "/desk/extensions/route/")
    assert "还没有定过流程" in text and "由工会主席或副主席定" in text and "分会主席、权益保障部干事" in text
    assert "定新的一版" not in text
    assert "定新的一版" in page(cast, "bai", "/desk/extensions/route/")


def a_way(**changes: Any) -> dict[str, Any]:
    return {
        "in_force_from": "2026-10-20", "document": "砺工〔2026〕40号",
        "title_1": "权益保障部意见", "roles_1": ["rights_officer"], "reach_1": "group", "need_1": "any", "n_1": "",
        "title_2": "主席会意见", "roles_2": ["chair", "vice_chair"], "reach_2": "group", "need_2": "some", "n_2": "2",
        "title_3": "", "reach_3": "line", "need_3": "any", "n_3": "",
    } | changes  # fmt: skip


def test_the_chair_keeps_a_new_version(cast: Cast) -> None:
    old = asked(cast)
    assert page(cast, "wen", "/desk/extensions/route/new/")
    assert cast.client("wen").post("/desk/extensions/route/new/", a_way()).status_code == 303
    text = page(cast, "song", "/desk/extensions/route/")
    assert "第 2 版" in text and "砺工〔2026〕40号" in text and "要 2 位同意" in text and "温若兰定" in text
    assert asked(cast).approval.route.version == 2
    assert fresh(old).approval.route.version == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title_1": ""}, "这一步还没有名称"),
        ({"roles_1": []}, "这一步还没有选岗位"),
        ({"title_1": "", "roles_1": [], "title_2": "", "roles_2": []}, "流程至少一步"),
        ({"document": ""}, "写上文件名称"),
        ({"in_force_from": "2026-10-19"}, "只能从今天或以后"),
    ],
)
def test_a_way_that_is_not_whole_comes_back(cast: Cast, changes: dict[str, Any], words: str) -> None:
    back = cast.client("wen").post("/desk/extensions/route/new/", a_way(**changes))
    assert back.status_code == 422
    assert words in back.content.decode()
    assert not approvals.routes(EXTENSION).exists()


def test_the_chair_declares_a_freeze_and_lifts_it(cast: Cast) -> None:
    browser = cast.client("wen")
    assert page(cast, "wen", "/desk/extensions/route/freeze/")
    given = {"from_on": "2026-10-20", "last_on": "2026-10-22", "reason": "换届选举", "document": "砺工〔2026〕41号"}
    assert browser.post("/desk/extensions/route/freeze/", given | {"last_on": "2026-10-19"}).status_code == 422
    assert browser.post("/desk/extensions/route/freeze/", given).status_code == 303
    text = page(cast, "song", "/desk/extensions/route/")
    assert "10月20日起，10月23日恢复" in text and "换届选举" in text and "提前结束" not in text
    row = taken(cast)
    back = cast.client("song").post(f"/desk/appeals/{row.pk}/extension/", {"until": "2026-11-30", "why": WHY})
    assert "10月23日恢复" in back.content.decode()
    (freeze,) = approvals.freezes(EXTENSION, on=NOON.date())
    assert browser.post(f"/desk/extensions/route/freezes/{freeze.pk}/lift/").status_code == 303
    assert asked(cast, row).pk


def test_an_officer_lends_a_post_and_ends_it(cast: Cast) -> None:
    browser = cast.client("tong")
    given = {
        "post": str(post_of(cast, "tong")), "number": cast.people["lin"].number, "from_on": "2026-10-20",
        "last_on": "2026-10-26", "document": "委托书2026-3",
    }  # fmt: skip
    assert browser.post("/desk/delegations/", given | {"number": "000"}).status_code == 422
    assert browser.post("/desk/delegations/", given | {"post": "0"}).status_code == 422
    assert browser.post("/desk/delegations/", given | {"last_on": ""}).status_code == 422
    assert browser.post("/desk/delegations/", given).status_code == 303
    text = page(cast, "tong", "/desk/delegations/")
    assert "林一诺" in text and "10月20日起，10月27日由您自己签" in text
    row = asked(cast)
    signed(cast, row, by="lin")
    assert "佟一鸣（林一诺代）" in page(cast, "song", f"/desk/extensions/{row.pk}/print/")
    (given_,) = approvals.delegations_of(cast.people["tong"].pk, on=NOON.date())
    assert cast.client("bao").post(f"/desk/delegations/{given_.pk}/end/").status_code == 404
    assert browser.post(f"/desk/delegations/{given_.pk}/end/").status_code == 303
    assert "没有委托别人" in page(cast, "tong", "/desk/delegations/")


def test_a_delegate_sees_for_whom_they_sign(cast: Cast) -> None:
    from tests.blocks.approvals.test_delegations import lent

    lent(cast, by="bao", to="luo")
    text = page(cast, "luo", "/desk/delegations/")
    assert "包国良" in text and "10月20日起，10月27日前" in text


def test_old_and_returned_ones_offer_no_form(cast: Cast) -> None:
    row = returned(cast, asked(cast))
    assert 'value="agree"' not in page(cast, "gu", f"/desk/extensions/{row.pk}/")
    back = cast.client("gu").post(f"/desk/extensions/{row.pk}/sign/", {"verdict": "agree"})
    assert back.status_code == 422 and "不在签批中" in back.content.decode()
