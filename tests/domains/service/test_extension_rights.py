"""Who meets an extension, who signs it, and who never does."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from tests.blocks.approvals.test_delegations import lent
from tests.cast import NOON, Cast
from tests.domains.service.appeal import against, at_department, handed, kin, leaves_post, taken
from tests.domains.service.extension import (
    approved,
    asked,
    called,
    fresh,
    of_department,
    returned,
    sees,
    signed,
)
from xinqiao.blocks.approvals.actions.line import NobodyToSign
from xinqiao.blocks.approvals.actions.signing import KinOfASide, NotCalled, OneOfTheSides
from xinqiao.blocks.approvals.words import Step
from xinqiao.domains.service.appeals.queries import matters as appeals
from xinqiao.domains.service.extensions import queries, rules
from xinqiao.domains.service.extensions.actions import keeping, signing
from xinqiao.domains.service.extensions.actions.signing import KinOfTheComplained
from xinqiao.domains.service.extensions.models import Extension
from xinqiao.ground.org.models import Post
from xinqiao.ground.org.queries import STRANGER
from xinqiao.ground.org.words import Role

pytestmark = pytest.mark.engine
RULES = [value for value in vars(rules).values() if isinstance(value, rules.Rule)]


@pytest.fixture(autouse=True)
def _noon() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


def test_the_holder_and_those_who_may_sign_see_it(cast: Cast) -> None:
    row = of_department(cast)
    assert {who for who in cast.people if sees(cast, who, row)} == {"du", "tong", "gu", "wen", "bai"}


def test_its_author_sees_only_what_is_told(cast: Cast) -> None:
    row = asked(cast)
    assert not sees(cast, "chen", row)
    assert not sees(cast, "chen", approved(cast, row))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_stranger_meets_nothing(cast: Cast, rule: rules.Rule) -> None:
    asked(cast)
    if rule.meets and rule is not rules.end_lending:
        assert not Extension.objects.filter(rule.rows(STRANGER)).exists()
    assert not rule.admits(STRANGER)


def test_x20_the_complained_never_meets_it(cast: Cast) -> None:
    appeal = taken(cast, by="jiang", topic="cadre", privacy="hidden")
    against(cast, appeal, whom="wen")
    row = asked(cast, appeal, by="jiang")
    assert not sees(cast, "wen", row)
    signed(cast, row, by="gu")
    assert called(cast, row) == {"bai"}
    with pytest.raises(Extension.DoesNotExist):
        signed(cast, row, by="wen")


def test_x20_the_complained_named_later_loses_sight_at_once(cast: Cast) -> None:
    row = signed(cast, asked(cast), by="gu")
    assert called(cast, row) == {"wen", "bai"}
    against(cast, row.appeal, whom="wen")
    assert not sees(cast, "wen", row)
    assert called(cast, row) == {"bai"}
    with pytest.raises(Extension.DoesNotExist):
        signed(cast, row, by="wen")


def test_x26_kin_of_the_complained_named_later_stand_aside(cast: Cast) -> None:
    row = signed(cast, asked(cast), by="gu")
    against(cast, row.appeal, whom="tong")
    kin(cast, "wen", other="tong")
    with pytest.raises(KinOfTheComplained):
        signed(cast, row, by="wen")
    with pytest.raises(KinOfTheComplained):
        signing.return_extension(row.pk, opinion="再写细些", by=cast.viewer("wen"), at=NOON)
    assert fresh(row).approval.state == "open"
    assert signed(cast, row, by="bai").approval.state == "approved"


def test_x20_what_is_said_about_cadres_passes_by_the_line(cast: Cast) -> None:
    """It would be the line itself: the way begins at the group."""
    row = asked(cast, topic="cadre", privacy="hidden")
    assert called(cast, row) == {"gu"}
    assert not sees(cast, "tong", row)


def test_x20_even_a_way_over_all_sub_unions_does_not_show_them_cadre_matters(cast: Cast) -> None:
    keeping.keep_route(
        steps=(Step("分会意见", (Role.SUBUNION_CHAIR,), "group"),), in_force_from=NOON.date(), document="x",
        by=cast.viewer("wen"), at=NOON,
    )  # fmt: skip
    assert called(cast, asked(cast)) == {"tong", "bao"}
    row = asked(cast, topic="cadre", privacy="hidden")
    assert called(cast, row) == set()
    assert not sees(cast, "tong", row)


def test_x26_kin_of_the_applicant_find_nothing_and_are_told_why(cast: Cast) -> None:
    kin(cast, "bai", other="song")
    row = signed(cast, asked(cast), by="gu")
    assert called(cast, row) == {"wen"}
    with pytest.raises(KinOfASide):
        signed(cast, row, by="bai")
    assert signed(cast, row, by="wen").approval.state == "approved"


def test_x26_the_applicant_who_holds_the_post_too_does_not_sign(cast: Cast) -> None:
    appeal = handed(cast, taken(cast), to="gu", desk="group", by="song")
    row = asked(cast, appeal, by="gu")
    assert called(cast, row) == {"tong"}
    with pytest.raises(OneOfTheSides):
        signed(cast, row, by="gu")


def test_another_sub_union_meets_nothing(cast: Cast) -> None:
    row = asked(cast)
    assert not sees(cast, "bao", row)
    with pytest.raises(Extension.DoesNotExist):
        signed(cast, row, by="bao")


def test_who_sees_it_but_is_not_called_is_told_for_whom_it_waits(cast: Cast) -> None:
    row = asked(cast)
    with pytest.raises(NotCalled, match="佟一鸣、谷雨晴"):
        signed(cast, row, by="wen")


def test_a_delegate_without_a_post_meets_what_they_may_sign(cast: Cast) -> None:
    lent(cast, by="tong", to="lin")
    row = asked(cast)
    assert sees(cast, "lin", row)
    signed(cast, row, by="lin")
    assert sees(cast, "lin", row)  # what one signed one may look up again
    sheet = queries.sheets(fresh(row))[0]
    assert [(one.signer, one.post) for one in sheet.opinions] == [("佟一鸣（林一诺代）", "大件加工公司 分会主席")]


def test_a_delegate_does_not_meet_what_is_said_about_cadres(cast: Cast) -> None:
    lent(cast, by="gu", to="lin")
    row = asked(cast, topic="cadre", privacy="hidden")
    assert not sees(cast, "lin", row)
    assert called(cast, row) == {"gu"}


def test_where_nobody_can_sign_it_is_not_filed(cast: Cast) -> None:
    for who in ("tong", "gu", "wen", "bai"):
        leaves_post(cast.people[who])
    with pytest.raises(NobodyToSign, match="请组织民管部"):
        asked(cast)


def test_the_sealed_form_is_kept_by_the_applicant_and_the_group(cast: Cast) -> None:
    row = approved(cast)
    keepers = {
        who for who in cast.people if Extension.objects.filter(rules.scan_extension.rows(cast.viewer(who))).exists()
    }
    assert keepers == {"song", "gu", "wen", "bai"}
    assert row.approval.scan is None


def flags(cast: Cast, who: str, row: Extension) -> dict[str, bool]:
    found = queries.extensions_for(cast.viewer(who)).get(pk=row.pk)
    return {name: getattr(found, name) for name in ("may_sign", "may_mend", "may_withdraw", "may_scan")}


def test_buttons_stand_where_the_deed_can_be_done(cast: Cast) -> None:
    row = asked(cast)
    none = dict.fromkeys(("may_sign", "may_mend", "may_withdraw", "may_scan"), False)
    assert flags(cast, "song", row) == none | {"may_withdraw": True}
    assert flags(cast, "gu", row) == none | {"may_sign": True}
    assert flags(cast, "wen", row) == none
    returned(cast, row)
    assert flags(cast, "song", row) == none | {"may_withdraw": True, "may_mend": True}
    assert flags(cast, "gu", row) == none
    other = approved(cast)
    assert flags(cast, "song", other) == none | {"may_scan": True}
    assert flags(cast, "wen", other) == none | {"may_scan": True}
    assert flags(cast, "tong", other) == none


def test_the_link_stands_on_the_holders_page_while_the_limit_runs(cast: Cast) -> None:
    row = at_department(cast)
    may = {
        who: queries_of.may_ask_later  # type: ignore[attr-defined]
        for who in ("du", "gu")
        for queries_of in appeals.desk_appeals(cast.viewer(who)).filter(pk=row.pk)
    }
    assert may == {"du": True, "gu": False}
    row.case.clocks.filter(kind="finish", nature="service").update(due_on=date(2026, 10, 19))
    assert not appeals.desk_appeals(cast.viewer("du")).get(pk=row.pk).may_ask_later  # type: ignore[attr-defined]


def test_only_the_chair_and_vice_chairs_lay_down_the_way(cast: Cast) -> None:
    assert {who for who in cast.people if rules.keep_route.admits(cast.viewer(who))} == {"wen", "bai"}
    assert {who for who in cast.people if not rules.hold_office.admits(cast.viewer(who))} == {
        "chen", "lin", "wei", "alat", "gulnur", "guest",
    }  # fmt: skip


def test_one_ends_ones_own_delegations_only(cast: Cast) -> None:
    row = lent(cast, by="bao", to="luo")
    model = type(row)
    assert model.objects.filter(rules.end_lending.rows(cast.viewer("bao"))).exists()
    assert not model.objects.filter(rules.end_lending.rows(cast.viewer("luo"))).exists()
    assert Post.objects.filter(pk=row.post_id).exists()
