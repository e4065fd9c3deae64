"""Six members say the same: one owner, one answer to all, one taken out again. And a leaver's desk is handed over."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser

SIX = ("陈禾苗", "魏立冬", "阿拉腾乌力吉", "古丽努尔·艾山江", "林一诺", "孟广田")
WORDS = "北门自行车棚的充电桩坏了三个，下夜班的电动车推着走回家。"
REPLY = "您好，充电桩已经换新，今晚起都能充上电。"


def say(member: Visitor, name: str, *, words: str) -> str:
    """Say it on the phone; gives the address of the matter."""
    member.enter_as(name)
    member.go("/appeals/new/")
    member.write("发生了什么", words=words)
    member.page.get_by_label("哪一类事").select_option("daily_life")
    member.tap("提交诉求", role="button")
    return member.page.url.removeprefix(member.house)


def test_one_answer_goes_to_six_and_one_is_taken_out(house: str, chromium: Browser) -> None:
    member = Visitor(chromium, house=house, width=PHONE)
    paths = [say(member, name, words=f"{WORDS}{name}说的。") for name in SIX]
    keys = [path.strip("/").split("/")[-1] for path in paths]

    officer = Visitor(chromium, house=house, width=DESK)
    officer.enter_as("宋巧云")
    officer.go(f"/desk/appeals/{keys[0]}/")
    officer.tap("受理这件事", role="button")
    officer.go("/desk/appeals/?topic=daily_life")
    while not all(officer.page.locator(f"input[name=appeal][value='{key}']").count() for key in keys):
        officer.tap("下一页")
    for key in keys:
        officer.page.locator(f"input[name=appeal][value='{key}']").check()
    officer.tap("合在一起办", role="button")
    main = officer.page.locator("main").inner_text()
    assert "6 件，一次答复送到每个人" in main
    officer.shot("appeals-merged")
    officer.page.locator("li", has=officer.page.locator(f"a[href='/desk/appeals/{keys[5]}/']")).get_by_role(
        "button", name="分出来单独办"
    ).click()
    officer.look()
    assert "5 件，一次答复送到每个人" in officer.page.locator("main").inner_text()
    officer.write("答复正文", words=REPLY)
    officer.tap("送出答复", role="button")

    for name, path in zip(SIX, paths, strict=True):
        member.enter_as(name)
        member.go(path)
        answered = REPLY in member.page.locator("main").inner_text()
        assert answered is (name != SIX[5]), name
    member.enter_as(SIX[1])
    member.go("/my/messages/")
    assert "有了答复" in member.page.locator("main").inner_text()


def test_a_leavers_desk_is_handed_over(house: str, chromium: Browser) -> None:
    member = Visitor(chromium, house=house, width=PHONE)
    path = say(member, "方舟舟", words="单身宿舍二号楼的热水器这两天只出凉水，倒班回来没法洗。")
    key = path.strip("/").split("/")[-1]
    leaver = Visitor(chromium, house=house, width=DESK)
    leaver.enter_as("鲁海平")
    leaver.go(f"/desk/appeals/{key}/")
    leaver.tap("受理这件事", role="button")

    keeper = Visitor(chromium, house=house, width=DESK)
    keeper.enter_as("郝明远")
    keeper.go("/desk/units/")
    keeper.tap("职工服务中心")
    row = keeper.page.locator("tr", has_text="鲁海平")
    row.get_by_role("link", name="免去").click()
    keeper.tap("免去职务", role="button")

    colleague = Visitor(chromium, house=house, width=DESK)
    colleague.enter_as("宋巧云")
    colleague.go("/desk/appeals/leave/")
    colleague.tap("鲁海平")
    colleague.page.get_by_label("交给谁").select_option(label="服务中心 宋巧云")
    colleague.write("为什么", words="鲁海平调走了")
    colleague.tap("全部交出去", role="button")
    assert "期限都不变" in colleague.page.locator("main").inner_text()
    colleague.shot("desk-handed-over")
    member.go(path)
    assert "宋巧云" in member.page.locator(".hand").inner_text()
