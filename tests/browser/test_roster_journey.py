"""A roster comes in by the browser, is looked at, committed and taken back; a newcomer gets in by a printed slip."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser


def test_a_roster_is_looked_at_committed_and_taken_back(house: str, chromium: Browser, tmp_path: Path) -> None:
    officer = Visitor(chromium, house=house, width=DESK)
    officer.enter_as("陈禾苗")
    officer.go("/my/")
    number = officer.page.locator("dd").first.inner_text().strip()
    officer.enter_as("郝明远")
    sheet = tmp_path / "职工花名册_2026年11月.csv"
    rows = [
        "砺原重工职工花名册,,,",
        "工号,姓名,部门,岗位",
        f"{number},陈禾苗,天车甲班,行车工",
        "790001,新来的,水压机班,水压机操作工",
        "790002,找不到家,水压鸡班,水压机操作工",
        "790003,写了两地,天车甲班,天车工",
        f"{number},写了两回,天车甲班,天车工",
        "制表人：康敏之,,,",
    ]
    sheet.write_bytes("\n".join(rows).encode("gb18030"))
    officer.go("/desk/roster/imports/new/")
    officer.page.get_by_label("花名册", exact=True).set_input_files(str(sheet))
    officer.tap("先看差别", role="button")
    assert "现在什么都还没改" in officer.page.locator("main").inner_text()
    officer.shot("roster-import")
    officer.page.get_by_role("button", name=re.compile("入册 .* 人")).click()
    officer.page.wait_for_load_state()
    assert "已入册" in officer.page.locator("h1").inner_text()
    officer.go("/desk/roster/?q=790001")
    assert "新来的" in officer.page.locator("main").inner_text()
    officer.go("/desk/roster/imports/")
    officer.page.get_by_role("link", name="职工花名册_2026年11月.csv").first.click()
    officer.tap("整批撤回", role="button")
    assert "已撤回" in officer.page.locator("h1").inner_text()
    officer.go("/desk/roster/?q=790001")
    assert "没有找到人" in officer.page.locator("main").inner_text()


def test_a_newcomer_gets_in_by_a_printed_slip(house: str, chromium: Browser) -> None:
    leader = Visitor(chromium, house=house, width=DESK)
    leader.enter_as("丁小满")
    leader.go("/desk/slips/")
    unit = leader.page.get_by_label("给哪个单位打")
    unit.select_option(index=1)
    leader.tap("打启用单", role="button")
    slip = leader.page.locator(".slip").first
    number = re.search(r"\d{6}", slip.inner_text())
    code = slip.locator(".slip__code").inner_text()
    assert number
    newcomer = Visitor(chromium, house=house, width=PHONE)
    newcomer.go(f"/activate/?n={number[0]}&c={code.replace('-', '')}")  # what the QR on the slip opens
    assert newcomer.page.locator("input:not([type=hidden])").count() <= 3
    newcomer.write("定一个密码", words="tian-che-2026")
    newcomer.tap("启用账号", role="button")
    assert newcomer.taps <= 5
    assert "账号启用了" in newcomer.page.locator("main").inner_text()
    newcomer.go("/my/")
    newcomer.tap("退出登录", role="button")
    newcomer.go("/sign-in/")
    newcomer.write("工号", words=number[0])
    newcomer.write("密码", words="wrong-password")
    newcomer.tap("登录", role="button")
    assert "工号和密码对不上" in newcomer.page.locator("main").inner_text()
    newcomer.write("密码", words="tian-che-2026")
    newcomer.tap("登录", role="button")
    assert newcomer.page.locator("h1").inner_text() != "登录"
