"""An appeal from phone to answer to rating, in a real browser, on a phone and at a desk, with and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser

WORDS = "食堂二窗口这周三晚上六点就没饭了，夜班三十多人只能吃泡面。"
REPLY = "从本周起，二窗口开到晚上八点，夜班到点都有热饭。"


@pytest.mark.parametrize("width", [PHONE, DESK], ids=["phone", "desk"])
def test_an_appeal_goes_from_phone_to_answer_to_rating(house: str, chromium: Browser, width: int) -> None:
    member = Visitor(chromium, house=house, width=width)
    member.enter_as("陈禾苗")
    member.shot("member-home") if width == PHONE else None
    member.taps = 0
    member.tap("说诉求")
    member.write("发生了什么", words=WORDS)
    member.page.get_by_label("哪一类事").select_option("daily_life")
    member.taps += 2  # open the list, choose
    member.shot("appeal-file") if width == PHONE else None
    member.tap("提交诉求", role="button")
    assert member.taps <= 8
    number = member.page.locator(".no").first.inner_text()
    assert number.startswith("SQ-")
    assert "最迟" in member.page.locator(".hand").inner_text()
    member.shot("appeal-own") if width == PHONE else None
    own = member.page.url

    officer = Visitor(chromium, house=house, width=width)
    officer.enter_as("宋巧云")
    officer.go("/desk/appeals/")
    officer.shot("queue") if width == DESK else None
    officer.go(own.removeprefix(house).replace("/appeals/", "/desk/appeals/"))
    officer.tap("受理这件事", role="button")
    officer.tap("转给别人")
    officer.page.get_by_label("转给哪个部门").select_option(label="后勤 杜家和")
    officer.write("为什么转", words="食堂归后勤管")
    officer.tap("转给别人", role="button")

    answerer = Visitor(chromium, house=house, width=width)
    answerer.enter_as("杜家和")
    answerer.go(own.removeprefix(house).replace("/appeals/", "/desk/appeals/"))
    answerer.shot("appeal-handle") if width == DESK else None
    answerer.write("答复正文", words=REPLY)
    answerer.tap("送出答复", role="button")
    answerer.tap("办结这件事")
    answerer.page.get_by_label("解决了", exact=True).check()
    answerer.tap("办结这件事", role="button")

    member.go(own.removeprefix(house))
    assert REPLY in member.page.locator(".letter").inner_text()
    member.page.get_by_label("满意", exact=True).check()
    member.tap("提交评价", role="button")
    assert "谢谢您的评价" in member.page.locator("main").inner_text()
    member.go("/my/readers/")
    assert "宋巧云" in member.page.locator("main").inner_text()


def test_it_works_without_scripts(house: str, chromium: Browser) -> None:
    member = Visitor(chromium, house=house, width=PHONE, scripts=False)
    member.enter_as("阿拉腾乌力吉")
    member.tap("说诉求")
    member.write("发生了什么", words="浴室热水这两天晚上九点以后就没有了。")
    member.tap("提交诉求", role="button")
    member.tap("补充一句话")
    member.write("补充一句话", words="今天也没有。")
    member.tap("补充一句话", role="button")
    assert "今天也没有" in member.page.locator("main").inner_text()
    member.tap("不办了，撤回")
    member.tap("撤回诉求", role="button")
    assert "已撤回" in member.page.locator("main").inner_text()


def test_a_mistake_is_shown_beside_its_field(house: str, chromium: Browser) -> None:
    member = Visitor(chromium, house=house, width=PHONE)
    member.enter_as("陈禾苗")
    member.tap("说诉求")
    member.tap("提交诉求", role="button")
    assert "还差 1 处" in member.page.get_by_role("alert").inner_text()
    assert member.page.get_by_label("发生了什么").get_attribute("aria-invalid") == "true"


def test_large_text_fits_a_small_phone(house: str, chromium: Browser) -> None:
    member = Visitor(chromium, house=house, width=320)
    member.enter_as("古丽努尔·艾山江")
    member.tap("大字", role="button")
    assert "large-text" in (member.page.locator("html").get_attribute("class") or "")
    for path in ("/appeals/new/", "/my/appeals/", "/my/"):
        member.go(path)
