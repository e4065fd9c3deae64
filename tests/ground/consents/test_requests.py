"""Requests about one's own information: filed, answered in time, reviewed once; a copy from every room."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
import python_calamine

from tests.cast import NOON, Cast
from tests.domains.service.appeal import filed as appeal_filed
from tests.domains.service.appeal import kin
from tests.ground.consents.ledger import TODAY, answered, child, filed, given, under_review
from xinqiao.ground.consents import papers, queries, rules
from xinqiao.ground.consents.actions import requests
from xinqiao.ground.consents.actions.requests import (
    DeletedNotNamed,
    MustBeKept,
    NotAnsweredYet,
    NothingToCorrect,
    PartNotNamed,
    ReasonMissing,
    RequestAnswered,
    RequestStillOpen,
    ReviewConcluded,
    ReviewedOnce,
)
from xinqiao.ground.consents.models import InformationRequest
from xinqiao.ground.org.models import Person, Post
from xinqiao.ground.org.words import Role
from xinqiao.ground.parameters import actions as parameters
from xinqiao.ground.trail.models import Event
from xinqiao.kit.clock import moment
from xinqiao.kit.refusal import Refused

ANSWER = {"outcome": "done", "reason": "", "text": "办好了。"}


def test_a_request_is_due_in_fifteen_working_days(cast: Cast) -> None:
    row = filed(cast)
    assert (row.number, row.state) == ("GR-2026-0001", "open")
    assert (row.due_from, row.due_days, row.due_on) == (TODAY, 15, date(2026, 11, 10))
    assert "第五十条" in row.due_basis
    assert not row.due_provisional
    assert Event.objects.get(verb="file_information_request").person == cast.people["wei"].pk


def test_a_request_keeps_the_number_it_began_with(cast: Cast) -> None:
    row = filed(cast)
    proposal = parameters.propose_parameter(
        key="privacy.request_days", value=10, document="砺原工〔2026〕8号", source="", in_force_from=TODAY,
        by=cast.viewer("gu"), at=NOON,
    )  # fmt: skip
    parameters.confirm_parameter(proposal.pk, by=cast.viewer("wen"), at=NOON)
    row.refresh_from_db()
    assert (row.due_days, filed(cast, by="chen").due_days) == (15, 10)


def test_a_guess_is_counted_anew_when_the_year_is_known(cast: Cast) -> None:
    at = moment(date(2026, 12, 21), hour=9)
    row = filed(cast, at=at)
    settled = filed(cast, by="chen", at=at)
    requests.answer_request(settled.pk, **ANSWER, by=cast.viewer("privacy", at=at), at=at)
    assert (row.due_provisional, row.due_on) == (True, date(2027, 1, 12))
    days = [date(2027, 1, 1) + timedelta(days=n) for n in range(11)]
    lines = "\n".join(f"{day} 休" for day in days)
    year = parameters.propose_year(file=None, lines=lines, document="国办发明电", by=cast.viewer("gu"), at=at)
    assert parameters.confirm_parameter(year.pk, by=cast.viewer("wen"), at=at).moved == 1
    row.refresh_from_db()
    assert (row.due_provisional, row.due_on) == (False, date(2027, 1, 20))


def test_what_is_said_lies_under_seal(cast: Cast) -> None:
    from django.db import connection

    filed(cast, kind="correct", part="org.identity", old_value="13800000000", new_value="12900000000")
    with connection.cursor() as cursor:
        cursor.execute("SELECT words, old_value, new_value FROM consents_informationrequest")
        stored = " ".join(cursor.fetchone())
    assert "12900000000" not in stored
    assert "为什么" not in stored


def test_correcting_and_deleting_say_what(cast: Cast) -> None:
    for kind in ("correct", "delete"):
        with pytest.raises(PartNotNamed):
            filed(cast, kind=kind, new_value="新")
    with pytest.raises(PartNotNamed):
        filed(cast, part="nowhere")
    for old, new in (("甲", ""), ("甲", "甲 ")):
        with pytest.raises(NothingToCorrect):
            filed(cast, kind="correct", part="org.identity", old_value=old, new_value=new)


def test_the_same_request_is_filed_once_while_it_is_open(cast: Cast) -> None:
    row = filed(cast)
    with pytest.raises(RequestStillOpen, match="GR-2026-0001"):
        filed(cast)
    filed(cast, by="chen")
    filed(cast, kind="correct", part="org.identity", new_value="甲")
    filed(cast, kind="correct", part="org.identity", new_value="乙")  # another mistake
    requests.answer_request(row.pk, **ANSWER, by=cast.viewer("privacy"), at=NOON)
    assert filed(cast).number == "GR-2026-0005"


def test_the_window_writes_down_for_somebody(cast: Cast) -> None:
    row = filed(cast, by="jiang", person=cast.people["wei"].pk)
    assert (row.person, row.written_by) == (cast.people["wei"], cast.people["jiang"])
    assert filed(cast, kind="copy").written_by is None
    for key in ("song", "yu", "bao"):
        with pytest.raises(Person.DoesNotExist):
            filed(cast, by=key, person=cast.people["wei"].pk)


def test_an_answer_is_signed_and_dated(cast: Cast) -> None:
    row = answered(cast, outcome="partly", reason="others", text=" 只给您自己的部分。 ")
    assert (row.state, row.outcome, row.reason, row.answer) == ("answered", "partly", "others", "只给您自己的部分。")
    assert (row.answered_by, row.answered_at) == (cast.people["privacy"], NOON)
    with pytest.raises(RequestAnswered):
        requests.answer_request(row.pk, **ANSWER, by=cast.viewer("bai"), at=NOON)


def test_a_reason_is_kept_only_where_something_was_not_done(cast: Cast) -> None:
    assert answered(cast, outcome="done", reason="others").reason == ""
    for outcome in ("partly", "refused"):
        with pytest.raises(ReasonMissing):
            answered(cast, by="chen" if outcome == "partly" else "lin", outcome=outcome)


def test_what_the_law_keeps_is_not_deleted(cast: Cast) -> None:
    row = filed(cast, kind="delete", part="consents.ledger")
    with pytest.raises(MustBeKept) as refused:
        requests.answer_request(row.pk, **ANSWER, deleted="全部", by=cast.viewer("privacy"), at=NOON)
    assert "第四十七条" in refused.value.source_text
    said = {"outcome": "refused", "reason": "must_keep", "text": "停止别的使用。"}
    done = requests.answer_request(row.pk, **said, by=cast.viewer("privacy"), at=NOON)
    assert (done.outcome, done.deleted) == ("refused", "")


def test_a_deletion_names_what_is_gone(cast: Cast) -> None:
    row = filed(cast, kind="delete", part="consents.family")
    for outcome in ("done", "partly"):
        with pytest.raises(DeletedNotNamed):
            requests.answer_request(
                row.pk, outcome=outcome, reason="others", text="删了", deleted=" ", by=cast.viewer("privacy"), at=NOON
            )
    done = requests.answer_request(row.pk, **ANSWER, deleted="家人一位", by=cast.viewer("privacy"), at=NOON)
    assert done.deleted == "家人一位"


def test_a_part_of_what_is_kept_may_go(cast: Cast) -> None:
    row = filed(cast, kind="delete", part="org.work")
    said = {"outcome": "partly", "reason": "needed", "text": "留下必需的。", "deleted": "旧的备注"}
    assert requests.answer_request(row.pk, **said, by=cast.viewer("privacy"), at=NOON).deleted == "旧的备注"


def test_who_answers_and_who_does_not(cast: Cast) -> None:
    row = filed(cast)
    for key in ("wei", "yu", "wen", "gu", "hao", "jiang", "song", "an"):
        with pytest.raises(InformationRequest.DoesNotExist):
            requests.answer_request(row.pk, **ANSWER, by=cast.viewer(key), at=NOON)
    assert requests.answer_request(row.pk, **ANSWER, by=cast.viewer("bai"), at=NOON).answered_by == cast.people["bai"]


def test_x26_nobody_answers_themselves_or_their_kin(cast: Cast) -> None:
    own, of_kin = filed(cast, by="privacy"), filed(cast)
    kin(cast, "wei", other="privacy")
    assert queries.queue(cast.viewer("privacy"), tab="open", after=None) == []
    for row in (own, of_kin):
        with pytest.raises(InformationRequest.DoesNotExist):
            requests.answer_request(row.pk, **ANSWER, by=cast.viewer("privacy"), at=NOON)
        requests.answer_request(row.pk, **ANSWER, by=cast.viewer("bai"), at=NOON)


def test_one_review_by_the_chair_with_a_period_of_its_own(cast: Cast) -> None:
    row = answered(cast, outcome="refused", reason="needed")
    later = moment(date(2026, 11, 2), hour=9)
    asked = requests.ask_review(row.pk, why="没有说清", by=cast.viewer("wei"), at=later)
    assert (asked.state, asked.due_from, asked.due_on) == ("review", date(2026, 11, 2), date(2026, 11, 23))
    done = requests.conclude_review(row.pk, conclusion="changed", text="给您。", by=cast.viewer("wen"), at=later)
    assert (done.state, done.conclusion, done.concluded_by) == ("reviewed", "changed", cast.people["wen"])
    with pytest.raises(ReviewedOnce):
        requests.ask_review(row.pk, why="再来", by=cast.viewer("wei"), at=later)
    with pytest.raises(ReviewConcluded):
        requests.conclude_review(row.pk, conclusion="upheld", text="不", by=cast.viewer("wen"), at=later)


def test_what_is_not_answered_is_not_reviewed(cast: Cast) -> None:
    row = filed(cast)
    with pytest.raises(NotAnsweredYet):
        requests.ask_review(row.pk, why="急", by=cast.viewer("wei"), at=NOON)
    with pytest.raises(InformationRequest.DoesNotExist):
        requests.ask_review(answered(cast, by="chen").pk, why="不", by=cast.viewer("wei"), at=NOON)


def test_x26_the_review_is_somebody_elses(cast: Cast) -> None:
    """The chair's own matter goes to the vice-chair, unless it was the vice-chair who answered."""
    row = under_review(cast)
    for key in ("bai", "privacy", "yu", "wei"):
        with pytest.raises(InformationRequest.DoesNotExist):
            requests.conclude_review(row.pk, conclusion="upheld", text="不", by=cast.viewer(key), at=NOON)
    of_chair = under_review(cast, by="wen")
    with pytest.raises(InformationRequest.DoesNotExist):
        requests.conclude_review(of_chair.pk, conclusion="upheld", text="不", by=cast.viewer("wen"), at=NOON)
    requests.conclude_review(of_chair.pk, conclusion="upheld", text="对的", by=cast.viewer("bai"), at=NOON)
    Post.objects.create(person=cast.people["wen"], role=Role.PRIVACY_OFFICER, unit=cast.units["it"], from_on=TODAY)
    by_chair = under_review(cast, officer="wen", kind="copy")
    with pytest.raises(InformationRequest.DoesNotExist):
        requests.conclude_review(by_chair.pk, conclusion="upheld", text="不", by=cast.viewer("wen"), at=NOON)


def test_a_copy_is_granted_with_the_answer(cast: Cast) -> None:
    def granted(row: InformationRequest) -> bool:
        return InformationRequest.objects.filter(rules.own_copy.rows(cast.viewer("wei")), pk=row.pk).exists()

    assert not granted(filed(cast, kind="copy"))
    assert not granted(answered(cast, kind="explain"))
    assert granted(answered(cast, kind="access"))
    row = answered(cast, kind="access", outcome="refused", reason="secret")
    assert not granted(row)
    requests.ask_review(row.pk, why="不对", by=cast.viewer("wei"), at=NOON)
    requests.conclude_review(row.pk, conclusion="changed", text="给", by=cast.viewer("wen"), at=NOON)
    assert granted(row)


def test_a_copy_holds_what_every_room_holds(cast: Cast) -> None:
    wei = cast.people["wei"]
    wei.phone = "12900000000"
    wei.save()
    child(cast)
    given(cast)
    filed(cast)
    number = appeal_filed(cast, by="wei").case.number
    sections = {one.name: dict(one.lines) for one in papers.copy_of(wei)}
    assert sections["org.identity"]["姓名"] == "魏立冬"
    assert sections["org.identity"]["手机号码"] == "12900000000"
    assert "水压机班工会小组" in sections["org.work"]["在岗"]
    assert "魏小禾" in sections["consents.family"]["子女"]
    assert "困难帮扶 · 健康" in str(sections["consents.ledger"])
    assert "GR-2026-0001" in sections["consents.requests"]
    assert number in sections["service.appeals"]
    assert sections["identity.account"] == {}


def test_the_copy_as_a_workbook_has_no_formula(cast: Cast) -> None:
    wei = cast.people["wei"]
    wei.trade = "=1+1"
    wei.name = "=cmd"
    wei.save()
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(papers.workbook(papers.copy_of(wei))))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0] == ["部分", "项目", "内容"]
    assert ["身份", "姓名", "=cmd"] in rows


def test_refusals_end_with_what_to_do(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        requests.ask_review(filed(cast).pk, why="急", by=cast.viewer("wei"), at=NOON)
    assert "11月10日" in refused.value.cure_text
