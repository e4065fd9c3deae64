"""In English nothing of the product's own words stays Chinese; people's names and words do."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.conf import settings
from django.utils import translation

from tests.cast import NOON, Cast
from tests.domains.service.appeal import at_department
from xinqiao.kit.refusal import Refused

CHINESE = re.compile("[\u4e00-\u9fff]+")
OURS = {"心桥", "中文", "简体中文"}
TYPED = {"总工办发", "号", "姓名", "工号", "身份证号"}  # what people are told to type, or find in a table


def chinese_in(html: str, *, data: set[str]) -> set[str]:
    """Chinese left on a page after what people said, and their names, are taken out."""
    body = re.sub(r"<(script|style|title).*?</\1>", "", html, flags=re.S)
    for text in sorted(data, key=len, reverse=True):
        body = body.replace(text, "")
    return set(CHINESE.findall(re.sub(r"<[^>]+>", " ", body))) - OURS


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("", "/sign-in/"),
        ("", "/activate/"),
        ("", "/trail/"),
        ("", "/nowhere/"),
        ("chen", "/appeals/new/"),
        ("chen", "/my/password/"),
        ("chen", "/my/readers/"),
        ("chen", "/desk/"),
        ("song", "/desk/appeals/new/"),
        ("song", "/desk/appeals/"),
        ("song", "/desk/appeals/closed/"),
        ("wen", "/desk/appeals/late/"),
        ("hao", "/desk/roster/imports/"),
        ("hao", "/desk/roster/imports/new/"),
        ("hao", "/desk/calendar/bring/"),
        ("gu", "/desk/parameters/identity.slip_days/propose/"),
        ("ding", "/desk/slips/"),
        ("ni", "/desk/trail/"),
        ("", "/privacy/"),
        ("chen", "/my/information/"),
        ("chen", "/my/consents/"),
        ("chen", "/my/family/"),
        ("chen", "/my/requests/new/"),
        ("chen", "/my/consents/hardship/health/"),
        ("privacy", "/desk/requests/"),
        ("jiang", "/desk/requests/new/"),
        ("jiang", "/desk/consent-forms/"),
        ("jiang", "/desk/consent-forms/new/"),
        ("jiang", "/desk/consent-forms/given/"),
        ("privacy", "/desk/consent-texts/"),
        ("privacy", "/desk/consent-texts/health/"),
        ("gu", "/desk/minors/"),
        ("gu", "/desk/minors/ask/"),
        ("privacy", "/desk/minors/audit/"),
    ],
)
def test_a_page_is_english_throughout(cast: Cast, who: str, path: str) -> None:
    browser = cast.client(who)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    html = browser.get(path).content.decode()
    assert '<html lang="en"' in html
    names = {one.name for one in cast.people.values()}
    units = {text for unit in cast.units.values() for text in (unit.name, unit.short)}
    assert not chinese_in(
        html,
        data=names
        | units
        | {one.trade for one in cast.people.values()}
        | {"演示数据"}
        | {"〔2016〕", "总工办发", "号", "休", "班"},
    )


def test_one_appeal_is_english_around_peoples_words(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False):
        row = at_department(cast)
        for who, path in (("chen", f"/appeals/{row.pk}/"), ("du", f"/desk/appeals/{row.pk}/")):
            browser = cast.client(who)
            browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
            html = browser.get(path).content.decode()
            names = {one.name for one in cast.people.values()} | {"天车工", "归那边办", "诉求办理规则", "信访工作条例"}
            units = {text for unit in cast.units.values() for text in (unit.name, unit.short)}
            said = {row.words, row.case.title, *row.case.clocks.values_list("basis", flat=True)}
            assert not chinese_in(html, data=names | units | said)


def every_refusal() -> list[type[Refused]]:
    """All refusals of the product that have been imported: every room is, by the addresses."""
    found, queue = [], [Refused]
    while queue:
        kind = queue.pop()
        queue.extend(kind.__subclasses__())
        if kind.__module__.startswith("xinqiao."):
            found.append(kind)
    return found


def test_every_refusal_speaks_english() -> None:
    with translation.override("en"):
        left = {
            (kind.__name__, text)
            for kind in every_refusal()
            for text in (str(kind.rule), str(kind.source), str(kind.cure))
            if set(CHINESE.findall(text)) - TYPED
        }
    assert not left
