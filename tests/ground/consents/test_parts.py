"""What each room says it holds about somebody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import LONG_AGO, NOON, Cast
from tests.domains.service.appeal import filed as appeal_filed
from tests.ground.consents.ledger import OF_CHILD, TODAY, answered, child, filed, given
from xinqiao.domains.service.appeals.queries.lists import appeal_lines
from xinqiao.ground.consents import papers, words
from xinqiao.ground.consents.actions import giving
from xinqiao.ground.identity.models import Account, Session
from xinqiao.ground.identity.queries import account_lines
from xinqiao.ground.org import papers as org
from xinqiao.ground.org.models import Standing
from xinqiao.ground.org.words import StandingKind

PARTS = (
    "org.identity", "org.work", "consents.family", "consents.ledger", "consents.requests", "identity.account",
    "service.appeals",
)  # fmt: skip


def test_every_room_that_holds_something_has_said_so() -> None:
    assert set(PARTS) <= set(words.parts)
    assert [name for name in PARTS if not words.parts[name].must_keep] == ["consents.family", "identity.account"]


def test_the_register_gives_what_stands_there_and_no_empty_line(cast: Cast) -> None:
    wei = cast.people["wei"]
    wei.sex, wei.born_on, wei.id_number = "m", date(1983, 8, 7), "990302198308077712"
    wei.save()
    lines = dict(org.identity_lines(wei))
    assert lines["身份证号"] == "990302198308077712"
    assert (lines["性别"], lines["出生日期"]) == ("男", "1983年8月7日")
    assert "手机号码" not in lines
    assert "离职日期" not in lines


def test_work_membership_posts_and_standings_with_their_days(cast: Cast) -> None:
    ding = cast.people["ding"]
    Standing.objects.create(
        person=ding, kind=StandingKind.SKILL_GRADE, value="技师", from_on=LONG_AGO, to_on=TODAY, source="证书"
    )
    lines = org.work_lines(ding)
    assert ("会员", "2020年1月1日 - 至今") in lines
    assert ("职务", "水压机班 工会小组长　2020年1月1日 - 至今") in lines
    assert ("职业技能等级", "技师　2020年1月1日 - 2026年10月20日") in lines
    assert any(label == "在岗" and "水压机操作工" in value for label, value in lines)


def test_the_account_and_the_devices(cast: Cast) -> None:
    wei = cast.people["wei"]
    assert account_lines(wei) == []
    Account.objects.create(person=wei, activated_at=NOON)
    Session.objects.create(
        session_key="a" * 32, session_data="", expire_date=NOON + timedelta(days=1), person=wei, device="安卓手机 微信",
        began_at=NOON,
    )  # fmt: skip
    assert account_lines(wei) == [
        ("账号启用", "2026年10月20日 12:00"),
        ("登录着的设备", "安卓手机 微信　2026年10月20日 12:00"),
    ]


def test_an_account_not_yet_opened_is_no_line(cast: Cast) -> None:
    Account.objects.create(person=cast.people["wei"])
    assert account_lines(cast.people["wei"]) == []


def test_appeals_with_number_and_state(cast: Cast) -> None:
    row = appeal_filed(cast, by="wei")
    appeal_filed(cast, by="chen")
    [(number, told)] = appeal_lines(cast.people["wei"])
    assert number == row.case.number
    assert row.case.title in told


def test_the_ledger_tells_every_deed_in_order(cast: Cast) -> None:
    kid = child(cast)
    row = given(cast)
    given(cast, **OF_CHILD, dependant=kid.pk)
    giving.withdraw_consent(row.pk, by=cast.viewer("wei"), at=NOON)
    giving.refuse_consent(scope="income", purpose="hardship", by=cast.viewer("wei"), at=NOON)
    told = [value for _label, value in papers.consent_lines(cast.people["wei"])]
    assert told == [
        "同意了　困难帮扶 · 健康",
        "同意了　金秋助学 · 未成年人信息",
        "收回了　困难帮扶 · 健康",
        "没有同意　困难帮扶 · 收入",
    ]
    assert papers.consent_lines(cast.people["chen"]) == []


def test_a_purpose_that_is_gone_is_told_by_its_key(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row = given(cast)
    monkeypatch.delitem(words.uses, "hardship")
    assert papers.title_of(row) == "hardship · 健康"


def test_family_and_requests(cast: Cast) -> None:
    wei = cast.people["wei"]
    child(cast)
    answered(cast, outcome="refused", reason="secret")
    filed(cast, kind="copy")
    assert papers.family_lines(wei) == [("子女", "魏小禾　2018年10月20日")]
    assert papers.request_lines(wei) == [("GR-2026-0001", "说明　不能办"), ("GR-2026-0002", "复制　等答复")]


def test_a_part_registered_later_is_in_the_next_copy(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "parts", dict(words.parts))
    monkeypatch.setattr(papers, "parts", words.parts)
    words.register_part("culture.loans", title="借过的书", provider=lambda person: [("书", person.name)])
    section = papers.copy_of(cast.people["wei"])[-1]
    assert (section.name, section.title, section.must_keep) == ("culture.loans", "借过的书", "")
    assert list(section.lines) == [("书", "魏立冬")]
