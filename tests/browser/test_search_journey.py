"""Searching in a real browser: it shows nothing it should not, and all of it to whoever is entitled."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser

HIDDEN = "理化检验室的霜冻柜夜里自己停机，样品坏了两批。"
AGAINST = "后勤负责人把鳜鱼钱算进班中餐，账对不上。"
AUTHOR, OTHER = "阿拉腾乌力吉", "古丽努尔·艾山江"
NO_SUCH = "鼍龙"


def files(member: Visitor, *, words: str, topic: str) -> tuple[str, str]:
    """Say it, kept from the department; where it stands and under which number."""
    member.tap("说诉求")
    member.write("发生了什么", words=words)
    member.page.get_by_label("哪一类事").select_option(topic)
    member.page.get_by_label("对承办部门保密").check()
    member.tap("提交诉求", role="button")
    return member.page.url.removeprefix(member.house), member.page.locator(".no").first.inner_text()


def search(visitor: Visitor, *, text: str) -> str:
    """Type it into the one box and press Enter; what the page then says, without what was typed."""
    if visitor.page.locator("#find").count() == 0:
        visitor.tap("查找")
    visitor.page.locator("#find").fill(text)
    visitor.page.locator("#find").press("Enter")
    visitor.page.wait_for_load_state()
    visitor.look()
    return visitor.page.locator("main").inner_text().replace(text, "")


def test_a_search_shows_nothing_it_should_not(house: str, chromium: Browser) -> None:
    member = Visitor(chromium, house=house, width=PHONE)
    head_number = member_number(member, name="杜家和")
    member.enter_as(AUTHOR)
    hidden, _number = files(member, words=HIDDEN, topic="protection")
    other = Visitor(chromium, house=house, width=PHONE)
    other.enter_as(OTHER)
    against, number = files(other, words=AGAINST, topic="cadre")

    officer = Visitor(chromium, house=house, width=DESK)
    officer.enter_as("宋巧云")
    officer.go(f"/desk{hidden}")
    officer.tap("受理这件事", role="button")
    officer.tap("转给别人")
    officer.page.get_by_label("转给哪个部门").select_option(label="后勤 杜家和")
    officer.write("为什么转", words="柜子归后勤修")
    officer.tap("转给别人", role="button")
    officer.go(f"/desk{against}complained/")
    officer.page.get_by_label("工号").first.fill(head_number)
    officer.tap("记下工号", role="button")

    head = Visitor(chromium, house=house, width=DESK)
    head.enter_as("杜家和")
    nothing = search(head, text=NO_SUCH)
    assert "没有找到" in nothing
    assert f"/desk{hidden}" in found(head, text="霜冻柜"), "the matter itself lies on the desk"
    for text in (AUTHOR, "乌力吉", "alatengwuliji", "鳜鱼", number, number[-6:]):
        assert search(head, text=text) == nothing, text

    nobody = search(member, text=NO_SUCH)
    for text in ("鳜鱼", number):
        assert search(member, text=text) == nobody, text
    assert hidden in found(member, text="霜冻柜"), "one's own is found"
    member.shot("search") if member.width == PHONE else None

    entitled = Visitor(chromium, house=house, width=DESK)
    entitled.enter_as("谷雨晴")
    assert f"/desk{hidden}" in found(entitled, text="乌力吉")
    assert f"/desk{against}" in found(entitled, text="古丽努尔艾山江"), "with or without its dot"
    assert f"/desk{against}" in found(entitled, text="鳜鱼")
    search(entitled, text=number)
    assert entitled.page.url.removeprefix(house) == f"/desk{against}"


def member_number(visitor: Visitor, *, name: str) -> str:
    """The employee number behind an entry of the demo's front page."""
    visitor.page.goto(visitor.house + "/")
    entry = visitor.page.locator("button.cast__enter").filter(has_text=name).first
    return str(entry.get_attribute("value"))


def found(visitor: Visitor, *, text: str) -> list[str]:
    """The addresses of what is found."""
    search(visitor, text=text)
    links = visitor.page.locator("main .wait a").all()
    return [re.sub(r"\?.*", "", str(link.get_attribute("href"))) for link in links]


def test_it_works_on_a_phone_without_scripts_and_in_large_text(house: str, chromium: Browser) -> None:
    member = Visitor(chromium, house=house, width=320)
    member.enter_as("陈禾苗")
    member.tap("大字", role="button")
    assert found(member, text="天车")
    plain = Visitor(chromium, house=house, width=PHONE, scripts=False)
    plain.enter_as("陈禾苗")
    assert found(plain, text="天车") == found(member, text="天车")
