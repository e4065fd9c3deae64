"""A later day for an appeal: asked at the desk, refused to the vice-chair who is kin, signed by the chair, read by the
member."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESK, PHONE, Visitor
from xinqiao.kit.workdays import Calendar

pytestmark = pytest.mark.browser

WORDS = "食堂一窗口的蒸箱坏了，夜班四十多人吃不上热饭，等了三天没人修。"
WHY = "蒸箱的配件下月上旬才到货，装好试两天才敢答应。"
# What a hand that goes around the page would send: the form of the page, though the page offers none.
GO_AROUND = """path => { const form = document.querySelector('form[method=post]').cloneNode(true);
    form.action = path; form.insertAdjacentHTML('beforeend', '<input name=verdict value=agree>');
    document.body.append(form); form.submit(); }"""


def later_than(shown: str) -> date:
    """A working day some weeks after the one a page shows."""
    year, month, day = map(int, re.findall(r"\d+", shown)[:3])
    known = Calendar.packaged()
    weeks = (date(year, month, day) + timedelta(days=7 * n) for n in range(1, 5))
    return next(day for day in weeks if known.is_working(day))


def declare(officer: Visitor, *, name: str, relative: str) -> None:
    """The keeper of the register writes down what somebody has declared."""
    officer.go(f"/desk/roster/?q={relative}")
    row = officer.page.locator("main tr").filter(has_text=relative).first
    number = re.search(r"\d{6}", row.inner_text())
    assert number
    officer.go(f"/desk/roster/?q={name}")
    officer.page.locator("main").get_by_role("link", name=name).first.click()
    officer.page.wait_for_load_state()
    person = officer.page.url.removeprefix(officer.house)
    officer.go(person + "kin/")
    officer.write("近亲属的工号", words=number[0])
    officer.page.get_by_label("哪天申报的").fill("2026-01-05")
    officer.page.locator("main form button").first.click()
    officer.page.wait_for_load_state()
    assert "kin/" not in officer.page.url


def test_kin_are_refused_and_the_chair_signs(house: str, chromium: Browser) -> None:
    member = Visitor(chromium, house=house, width=PHONE)
    member.enter_as("陈禾苗")
    member.go("/appeals/new/")
    member.write("发生了什么", words=WORDS)
    member.tap("提交诉求", role="button")
    own = member.page.url.removeprefix(house)

    holder = Visitor(chromium, house=house, width=DESK)
    holder.enter_as("宋巧云")
    holder.go("/desk" + own)
    holder.tap("受理这件事", role="button")
    holder.tap("申请延期")
    until = later_than(holder.page.locator("main dd").first.inner_text())
    holder.page.get_by_label("延到哪天").fill(until.isoformat())
    holder.write("为什么要延", words=WHY)
    holder.shot("extension-ask")
    holder.tap("送签", role="button")
    request = holder.page.url.removeprefix(house)
    assert "等" in holder.page.locator("main aside").inner_text()

    signer = Visitor(chromium, house=house, width=DESK)
    signer.enter_as("谷雨晴")
    signer.go(request)
    signer.shot("extension-sign")
    signer.write("签批意见", words="配件情况属实。")
    signer.tap("同意延期", role="button")
    member.go(own)
    assert WHY not in member.page.locator("main").inner_text()  # not before it is decided

    officer = Visitor(chromium, house=house, width=DESK)
    officer.enter_as("郝明远")
    declare(officer, name="白晓峰", relative="宋巧云")

    kin = Visitor(chromium, house=house, width=DESK)
    kin.enter_as("白晓峰")
    kin.go("/desk/extensions/")
    assert WORDS[:8] not in kin.page.locator("main").inner_text()
    kin.go(request)
    assert kin.page.get_by_role("button", name="同意延期").count() == 0
    kin.page.evaluate(GO_AROUND, request + "sign/")
    kin.page.wait_for_url("**/sign/")
    kin.look()
    assert "近亲属" in kin.page.locator("main").inner_text()

    chair = Visitor(chromium, house=house, width=DESK)
    chair.enter_as("温若兰")
    chair.go("/desk/extensions/")
    chair.shot("extensions")
    chair.page.get_by_role("checkbox").first.wait_for(state="attached")
    chair.go(request)
    assert "签批中" in chair.page.locator("main").inner_text()
    chair.tap("同意延期", role="button")
    chair.tap("打印审批单")
    assert "配件情况属实。" in chair.page.locator(".sheet").inner_text()

    member.go(own)
    told = member.page.locator("main").inner_text()
    assert f"温若兰同意延期到{until.month}月{until.day}日" in told
    assert WHY in told
