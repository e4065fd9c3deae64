"""Asking for a later day: before the limit passes, once, within the law; what comes of it."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from tests.cast import NOON, Cast
from tests.domains.service.appeal import against, at_department, filed, handed, kin, resolved, taken, under_review
from tests.domains.service.appeal import fresh as fresh_appeal
from tests.domains.service.extension import (
    DUE,
    UNTIL,
    WHY,
    approved,
    asked,
    called,
    days,
    due,
    fresh,
    of_department,
    returned,
    signed,
)
from tests.domains.service.test_limits import new_number
from xinqiao.blocks.approvals import queries as approvals
from xinqiao.blocks.approvals.actions.filing import NotReturned
from xinqiao.blocks.approvals.actions.line import FrozenNow
from xinqiao.blocks.cases import queries as cases
from xinqiao.blocks.cases.actions.extending import BeyondTheLaw, NothingToExtend, NotLater
from xinqiao.blocks.cases.actions.handling import NoReason
from xinqiao.blocks.cases.actions.line import CaseClosed
from xinqiao.domains.service.appeals.actions import filing, handling
from xinqiao.domains.service.appeals.actions.extending import AnotherRound
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.extensions import queries
from xinqiao.domains.service.extensions.actions import asking, keeping
from xinqiao.domains.service.extensions.actions.asking import AskedAlready, LimitPassed, NoMoreExtensions, TooLong
from xinqiao.domains.service.extensions.models import Extension
from xinqiao.ground.papers.models import Register

pytestmark = pytest.mark.engine


@pytest.fixture(autouse=True)
def _noon() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


def facts(row: Extension) -> dict[str, str]:
    sheet = queries.sheets(row)[0]
    return dict(sheet.facts) | {"为什么": sheet.why}


def told(row: Extension) -> list[str]:
    """What the author of the appeal reads, newest first."""
    return [line.text for line in cases.lines(fresh(row).appeal.case, public_only=True)]


def test_the_document_says_what_is_asked(cast: Cast) -> None:
    row = asked(cast)
    assert row.approval.number == "YQ-2026-0001"
    assert facts(row) == {
        "诉求编号": row.appeal.case.number,
        "诉求事项": row.appeal.case.title,
        "谁提的": "陈禾苗，天车班工会小组",
        "谁申请": "宋巧云，职工服务中心",
        "现在的办结期限": "2026年11月10日 星期二",
        "申请延到": "2026年11月30日 星期一",
        "依据": "《信访工作条例》第三十四条；诉求办理规则：期限以前申请，写明原因，告知提出人",
        "为什么": WHY,
    }


def test_a_reason_keeps_its_lines(cast: Cast) -> None:
    assert facts(asked(cast, why="第一：等配件。\n第二：等试运行。"))["为什么"] == "第一：等配件。\n第二：等试运行。"


def test_a_hidden_name_is_not_in_the_document(cast: Cast) -> None:
    row = asked(cast, privacy="hidden")
    assert facts(row)["谁提的"] == "提出人（姓名保密）"
    assert "陈禾苗" not in approvals.versions(row.approval)[0].text


def test_a_name_hidden_later_is_masked_in_the_earlier_document(cast: Cast) -> None:
    row = asked(cast, topic="unsure", why="陈禾苗同志要的材料还没到。")
    assert "陈禾苗" in facts(row)["谁提的"]
    handling.restate_appeal(row.appeal_id, title="", topic="cadre", by=cast.viewer("song"), at=NOON)
    later = facts(queries.extensions_for(cast.viewer("gu")).get(pk=row.pk))
    assert later["谁提的"] == "提出人，天车班工会小组"
    assert later["为什么"] == "提出人同志要的材料还没到。"


def test_until_it_is_decided_nothing_changes_and_nothing_is_told(cast: Cast) -> None:
    row = asked(cast)
    before = told(row)
    signed(cast, row, by="gu")
    assert due(row) == DUE
    assert told(row) == before
    assert not [text for text in before if "延期" in text]


def test_agreed_the_day_moves_and_the_author_reads_why(cast: Cast) -> None:
    row = approved(cast)
    assert (row.approval.state, due(row)) == ("approved", UNTIL)
    assert told(row)[0] == f"温若兰同意延期到11月30日：{WHY}"
    clock = cases.finish_clock(fresh(row).appeal.case)
    assert clock is not None
    assert clock.basis == "延期审批单 YQ-2026-0001"


def test_refused_the_day_stays_and_the_author_reads_that(cast: Cast) -> None:
    row = signed(cast, asked(cast), by="gu", agree=False, opinion="配件明天就到，不用延。")
    assert (row.approval.state, due(row)) == ("refused", DUE)
    assert told(row)[0] == "谷雨晴补充：延期没有批准，还按原来的期限办。"
    assert asked(cast, fresh_appeal(row.appeal)).pk  # a refused one is no extension


def test_refusing_after_the_matter_was_closed_says_nothing_more(cast: Cast) -> None:
    row = asked(cast)
    handling.reply_appeal(row.appeal_id, text="办好了。", by=cast.viewer("song"), at=NOON)
    handling.resolve_appeal(row.appeal_id, outcome="solved", text="", by=cast.viewer("song"), at=NOON)
    with pytest.raises(CaseClosed):
        approved(cast, row)
    assert fresh(row).approval.state == "open"
    before = told(row)
    assert signed(cast, row, by="bai", agree=False, opinion="已经办结。").approval.state == "refused"
    assert told(row) == before


def test_only_the_holder_asks(cast: Cast) -> None:
    row = taken(cast)
    for who in ("jiang", "wen", "chen"):
        with pytest.raises(Appeal.DoesNotExist):
            asked(cast, row, by=who)
    assert asked(cast, at_department(cast), by="du").approval.applicant == cast.people["du"]


def test_a_reason_is_needed(cast: Cast) -> None:
    with pytest.raises(NoReason):
        asked(cast, why=" ")
    row = returned(cast, asked(cast))
    with pytest.raises(NoReason):
        asking.mend_extension(row.pk, until=UNTIL, why="", by=cast.viewer("song"), at=NOON)


def test_it_is_asked_before_the_limit_passes(cast: Cast) -> None:
    row = taken(cast)
    with time_machine.travel(days(22), tick=False), pytest.raises(LimitPassed, match="11月10日"):
        asked(cast, row, at=days(22))
    assert not Register.objects.filter(kind="YQ").exists()
    with time_machine.travel(days(21), tick=False):  # the very day
        assert asked(cast, row, at=days(21)).pk


def test_a_paused_limit_has_not_passed(cast: Cast) -> None:
    row = taken(cast)
    handling.pause_appeal(row.pk, why="等职工补材料", by=cast.viewer("song"), at=NOON)
    with time_machine.travel(days(30), tick=False):
        assert asked(cast, row, at=days(30)).pk


def test_it_is_asked_once_at_a_time(cast: Cast) -> None:
    row = asked(cast)
    with pytest.raises(AskedAlready, match="YQ-2026-0001"):
        asked(cast, row.appeal)
    returned(cast, row)
    with pytest.raises(AskedAlready):
        asked(cast, row.appeal)
    asking.withdraw_extension(row.pk, by=cast.viewer("song"), at=NOON)
    assert asked(cast, row.appeal).approval.number == "YQ-2026-0002"


def test_one_extension_is_the_most(cast: Cast) -> None:
    row = approved(cast)
    with pytest.raises(NoMoreExtensions, match="已经延期 1 次"):
        asked(cast, row.appeal, until=date(2026, 12, 10))
    new_number(cast, key="appeals.extensions", value=2, on=NOON.date())
    assert asked(cast, row.appeal, until=date(2026, 12, 10)).pk


def test_another_round_counts_anew(cast: Cast) -> None:
    row = approved(cast)
    handling.reply_appeal(row.appeal_id, text="办好了。", by=cast.viewer("song"), at=NOON)
    handling.resolve_appeal(row.appeal_id, outcome="solved", text="", by=cast.viewer("song"), at=NOON)
    filing.rate_appeal(row.appeal_id, rating="dissatisfied", text="", by=cast.viewer("chen"), at=NOON)
    filing.reopen_appeal(row.appeal_id, why="没改", by=cast.viewer("chen"), at=NOON)
    handling.take_appeal(row.appeal_id, by=cast.viewer("jiang"), at=NOON)
    assert asked(cast, row.appeal, by="jiang").round == 2


def test_what_was_asked_in_one_round_moves_nothing_in_the_next(cast: Cast) -> None:
    row = signed(cast, asked(cast), by="gu")
    handling.reply_appeal(row.appeal_id, text="办好了。", by=cast.viewer("song"), at=NOON)
    handling.resolve_appeal(row.appeal_id, outcome="solved", text="", by=cast.viewer("song"), at=NOON)
    filing.rate_appeal(row.appeal_id, rating="dissatisfied", text="", by=cast.viewer("chen"), at=NOON)
    filing.reopen_appeal(row.appeal_id, why="没改", by=cast.viewer("chen"), at=NOON)
    with pytest.raises(AnotherRound):
        signed(cast, row, by="wen")
    assert fresh(row).approval.state == "open"


def test_thirty_days_are_the_most(cast: Cast) -> None:
    assert asked(cast, until=date(2026, 12, 10)).pk
    with pytest.raises(TooLong, match="最晚到12月10日"):
        asked(cast, until=date(2026, 12, 11))


def test_it_never_goes_beyond_the_law(cast: Cast) -> None:
    row = taken(cast)
    row.case.clocks.filter(nature="statutory").update(due_on=date(2026, 11, 20))
    with pytest.raises(BeyondTheLaw):
        asked(cast, row)


def test_it_must_be_later_than_the_limit(cast: Cast) -> None:
    with pytest.raises(NotLater):
        asked(cast, until=DUE)


def test_a_review_has_no_extension(cast: Cast) -> None:
    row = under_review(cast)
    handling.take_appeal(row.pk, by=cast.viewer("bai"), at=NOON)
    with pytest.raises(NothingToExtend):
        asked(cast, row, by="bai")


def test_a_closed_one_has_none(cast: Cast) -> None:
    row = resolved(cast)
    with pytest.raises(CaseClosed):
        asked(cast, row)


def test_a_returned_one_is_mended_and_signed_anew(cast: Cast) -> None:
    row = returned(cast, asked(cast))
    row = asking.mend_extension(
        row.pk, until=date(2026, 11, 25), why="配件二十日到货。", by=cast.viewer("song"), at=NOON
    )
    assert (row.approval.revision, row.until) == (2, date(2026, 11, 25))
    first, second = reversed(queries.sheets(row))
    assert dict(first.facts)["申请延到"].startswith("2026年11月30日")
    assert dict(second.facts)["申请延到"].startswith("2026年11月25日")
    assert [one.verdict for one in first.opinions] == ["退回修改"]
    approved(cast, row)
    assert due(row) == date(2026, 11, 25)


def test_what_is_on_its_way_is_not_mended(cast: Cast) -> None:
    row = asked(cast)
    with pytest.raises(NotReturned):
        asking.mend_extension(row.pk, until=date(2026, 11, 25), why="x", by=cast.viewer("song"), at=NOON)
    assert fresh(row).until == UNTIL


def test_mending_after_the_limit_is_too_late(cast: Cast) -> None:
    row = returned(cast, asked(cast))
    with time_machine.travel(days(22), tick=False), pytest.raises(LimitPassed):
        asking.mend_extension(row.pk, until=UNTIL, why="x", by=cast.viewer("song"), at=days(22))


def test_only_its_applicant_mends_or_takes_back(cast: Cast) -> None:
    row = returned(cast, asked(cast))
    for who in ("gu", "wen", "jiang"):
        with pytest.raises(Extension.DoesNotExist):
            asking.withdraw_extension(row.pk, by=cast.viewer(who), at=NOON)
        with pytest.raises(Extension.DoesNotExist):
            asking.mend_extension(row.pk, until=UNTIL, why="x", by=cast.viewer(who), at=NOON)
    assert asking.withdraw_extension(row.pk, by=cast.viewer("song"), at=NOON).approval.state == "withdrawn"


def test_agreed_late_the_new_day_counts_all_the_same(cast: Cast) -> None:
    """It was asked in time; that it was signed late is not the holder's fault."""
    row = asked(cast)
    with time_machine.travel(days(23), tick=False):
        signed(cast, row, by="gu", at=days(23))
        signed(cast, row, by="wen", at=days(23))
    assert due(row) == UNTIL


def test_a_freeze_stops_asking(cast: Cast) -> None:
    keeping.declare_freeze(
        from_on=NOON.date(), to_on=date(2026, 10, 22), reason="换届", document="x", by=cast.viewer("wen"), at=NOON
    )
    with pytest.raises(FrozenNow, match="10月22日恢复"):
        asked(cast)
    assert not Extension.objects.exists()


def test_the_way_begins_at_the_unit_of_the_matter(cast: Cast) -> None:
    assert called(cast, asked(cast)) == {"tong", "gu"}
    assert called(cast, asked(cast, _of_wei(cast))) == {"bao", "gu"}


def _of_wei(cast: Cast) -> Appeal:
    row = filed(cast, by="wei")
    return handling.take_appeal(row.pk, by=cast.viewer("song"), at=NOON)


def test_x26_kin_of_the_author_or_the_applicant_stand_aside(cast: Cast) -> None:
    kin(cast, "tong", other="chen")
    kin(cast, "wen", other="song")
    row = asked(cast)
    assert called(cast, row) == {"gu"}
    assert called(cast, signed(cast, row, by="gu")) == {"bai"}


def test_the_hands_may_have_changed_meanwhile(cast: Cast) -> None:
    row = asked(cast)
    handed(cast, row.appeal, to="du", desk="logistics", by="song")
    approved(cast, row)
    assert due(row) == UNTIL


def test_x20_whom_it_complains_of_is_a_side(cast: Cast) -> None:
    appeal = taken(cast, topic="cadre", privacy="hidden")
    against(cast, appeal, whom="wen")
    kin(cast, "bai", other="lin")
    row = asked(cast, appeal)
    assert called(cast, signed(cast, row, by="gu")) == {"bai"}


def test_a_department_asks_like_a_desk(cast: Cast) -> None:
    row = of_department(cast)
    assert row.approval.applicant_name == "杜家和"
    assert facts(row)["谁申请"] == "杜家和，后勤保障部"
