"""Who reads which visit, at the desk and as a member: as a row, as the object and as a flag."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.cast import NOON, Cast
from tests.ground.visits.visit import TODAY, ends_posts, given, told, visited
from xinqiao.ground.org.queries import STRANGER
from xinqiao.ground.visits import rules
from xinqiao.ground.visits.actions import recording
from xinqiao.ground.visits.models import Visit, VisitPerson, VisitTask, VisitTaskHand, VisitVersion, VisitWord
from xinqiao.ground.visits.queries import tasks, visits
from xinqiao.kit.gate import Rule

pytestmark = pytest.mark.engine

RULES = [value for value in vars(rules).values() if isinstance(value, Rule)]
OFFICERS = ("ding", "luo", "bao", "tong", "gu", "hao", "wen", "bai", "lu", "jin", "song", "jiang")
OTHERS = ("wei", "guest", "gong", "du", "ni", "qin", "kang", "yu", "privacy", "an")


def reads(cast: Cast, who: str, row: Visit) -> bool:
    viewer = cast.viewer(who)
    listed = row.pk in [one.pk for one in visits.page_of(viewer, tab="units", purpose="", after=None)]
    fetched = visits.visits_for(viewer).filter(pk=row.pk).exists()
    flagged: bool = Visit.objects.annotate(sees=rules.see_visit.flag(viewer)).get(pk=row.pk).sees  # type: ignore[attr-defined]
    assert listed is fetched is flagged, who
    return listed


def readers(cast: Cast, row: Visit) -> set[str]:
    return {who for who in (*OFFICERS, *OTHERS) if reads(cast, who, row)}


def test_an_open_visit_is_read_by_those_who_went_the_line_and_the_heads(cast: Cast) -> None:
    row = visited(cast, companions=cast.people["jin"].number)
    assert readers(cast, row) == {"ding", "jin", "luo", "bao", "gu", "wen", "bai"}


@pytest.mark.parametrize("how", [{"purposes": ["help"]}, {"purposes": ["pairing"]}, {"place": "hospital"}])
def test_a_closed_visit_is_hidden_from_the_line(cast: Cast, how: dict[str, Any]) -> None:
    row = visited(cast, companions=cast.people["jin"].number, **how)
    assert readers(cast, row) == {"ding", "jin", "gu", "wen", "bai"}


def test_the_line_still_counts_it(cast: Cast) -> None:
    visited(cast, purposes=["help"])
    month = {"since": date(2026, 10, 1), "until": date(2026, 11, 1)}
    unit = cast.units["forging2"]
    assert visits.register_of(cast.viewer("luo"), unit=unit, **month) == []
    assert visits.counted(**month, path=unit.path).visits == 1
    assert visits.register_of(cast.viewer("gu"), unit=unit, **month) == []  # a register goes from hand to hand


def test_a_leader_reads_their_own_visits_only(cast: Cast) -> None:
    other, own = visited(cast), visited(cast, by="lu")
    assert not reads(cast, "lu", other)
    assert reads(cast, "lu", own)


def test_who_wrote_it_for_another_reads_it(cast: Cast) -> None:
    row = visited(cast, by="jiang", visitor=cast.people["tong"].number, purposes=["help"])
    assert readers(cast, row) == {"jiang", "tong", "gu", "wen", "bai"}


def test_a_group_leader_reads_visits_to_the_group_and_not_to_its_people(cast: Cast) -> None:
    person, group = visited(cast, by="luo"), visited(cast, by="luo", whom="", unit="水压机班工会小组")
    assert not reads(cast, "ding", person)
    assert reads(cast, "ding", group)
    assert not reads(cast, "ding", visited(cast, by="luo", whom="", unit="天车班工会小组"))


@pytest.mark.parametrize("who", ["luo", "bao", "gu", "wen"])
def test_nobody_reads_at_the_desk_what_was_noted_about_themselves(cast: Cast, who: str) -> None:
    row = visited(cast, whom=who, internal="他自己的事")
    assert not reads(cast, who, row)
    assert visits.own_visits(cast.viewer(who)).get().pk == row.pk


def test_an_ended_post_reads_nothing_more(cast: Cast) -> None:
    row = visited(cast)
    ends_posts(cast.people["ding"])
    assert not reads(cast, "ding", row)


def test_a_companion_taken_out_by_a_correction_reads_it_no_more(cast: Cast) -> None:
    row = visited(cast, companions=cast.people["jin"].number)
    recording.amend_visit(row.pk, account=told(cast), why="没有去", by=cast.viewer("ding"), at=NOON)
    assert not reads(cast, "jin", row)


# As a member.


def own(cast: Cast, who: str) -> list[tuple[int, bool]]:
    return [(row.pk, row.to_me) for row in visits.own_page(cast.viewer(who), after=None)]  # type: ignore[attr-defined]


def test_the_visited_see_it_and_their_colleagues_do_not(cast: Cast) -> None:
    row = visited(cast)
    assert own(cast, "wei") == [(row.pk, True)]
    for who in ("alat", "gong", "ding", "chen", "guest"):
        assert own(cast, who) == []


def test_a_visit_to_the_team_is_seen_by_its_people_without_what_was_said(cast: Cast) -> None:
    row = visited(cast, by="luo", whom="", unit="水压机班工会小组")
    assert own(cast, "alat") == [(row.pk, False)]
    assert own(cast, "chen") == []


def test_own_pages_go_on_behind_the_last_row(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits, "PAGE", 1)
    old, new = visited(cast, on=TODAY - timedelta(days=1)), visited(cast)
    assert own(cast, "wei") == [(new.pk, True), (old.pk, True)]
    rows = visits.own_page(cast.viewer("wei"), after=(new.on, new.pk))
    assert [row.pk for row in rows] == [old.pk]


def test_desk_pages_go_on_behind_the_last_row_and_by_purpose(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits, "PAGE", 1)
    old, new = visited(cast, purposes=["research", "warmth"]), visited(cast)
    me = cast.viewer("ding")
    assert [row.pk for row in visits.page_of(me, tab="mine", purpose="", after=None)] == [new.pk, old.pk]
    assert [row.pk for row in visits.page_of(me, tab="mine", purpose="", after=(new.on, new.pk))] == [old.pk]
    assert [row.pk for row in visits.page_of(me, tab="mine", purpose="warmth", after=None)] == [old.pk]
    assert visits.page_of(cast.viewer("luo"), tab="mine", purpose="", after=None) == []


# Tasks.


def sees(cast: Cast, who: str, task: VisitTask) -> bool:
    return tasks.tasks_for(cast.viewer(who)).filter(pk=task.pk).exists()


def test_a_task_is_seen_by_its_owner_and_by_who_reads_the_visit(cast: Cast) -> None:
    task = given(cast)
    seen = {who for who in (*OFFICERS, *OTHERS) if sees(cast, who, task)}
    assert seen == {"du", "ding", "luo", "bao", "gu", "wen", "bai"}


def test_a_task_of_a_closed_visit_reaches_its_owner_without_the_visit(cast: Cast) -> None:
    task = given(cast, purposes=["help"])
    assert not sees(cast, "luo", task)
    row = tasks.tasks_for(cast.viewer("du")).get(pk=task.pk)
    assert (row.may_do, row.may_read, row.may_pass) == (True, False, False)  # type: ignore[attr-defined]
    mine = tasks.tasks_for(cast.viewer("ding")).get(pk=task.pk)
    assert (mine.may_do, mine.may_read, mine.may_pass) == (False, True, True)  # type: ignore[attr-defined]


def test_a_task_at_a_desk_is_everybodys_there_and_nobodys_elsewhere(cast: Cast) -> None:
    task = given(cast, desk="后勤保障部", purposes=["help"])
    assert sees(cast, "du", task)
    assert not sees(cast, "cheng", task)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_stranger_meets_nothing(cast: Cast, rule: Rule) -> None:
    given(cast)
    assert not rule.admits(STRANGER)
    assert not Visit.objects.filter(rule.rows(STRANGER)).exists()


@pytest.mark.parametrize("who", OTHERS)
def test_who_has_no_union_post_writes_nothing_down(cast: Cast, who: str) -> None:
    assert not rules.record_visit.admits(cast.viewer(who))


@pytest.mark.parametrize("who", OFFICERS)
def test_officers_and_leaders_do(cast: Cast, who: str) -> None:
    assert rules.record_visit.admits(cast.viewer(who))


def test_registers_are_printed_for_ones_own_units_and_those_directly_under(cast: Cast) -> None:
    names = [name for _pk, name in visits.units_with_register(cast.viewer("bao"))]
    assert names == ["锻造公司分会", "锻造二车间工会"]
    assert [name for _pk, name in visits.units_with_register(cast.viewer("ding"))] == ["水压机班工会小组"]
    assert visits.units_with_register(cast.viewer("lu")) == []


# What was written stays.


@pytest.mark.parametrize("model", [Visit, VisitPerson, VisitVersion, VisitWord, VisitTask, VisitTaskHand])
def test_x32_no_row_is_ever_deleted(cast: Cast, model: Any) -> None:
    task = given(cast)
    recording.answer_visit(task.visit_id, answer="true", words="", by=cast.viewer("wei"), at=NOON)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Visit, {"number": "ZF-2026-9999"}),
        (Visit, {"visitor_id": 1}),
        (VisitPerson, {"side": "companion"}),
        (VisitVersion, {"heard": "别的"}),
        (VisitWord, {"answer": "more"}),
        (VisitTask, {"problem": "没有问题"}),
        (VisitTaskHand, {"why": "别的"}),
    ],
)
def test_x32_what_was_said_is_never_altered(cast: Cast, model: Any, change: dict[str, Any]) -> None:
    task = given(cast)
    recording.answer_visit(task.visit_id, answer="true", words="", by=cast.viewer("wei"), at=NOON)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.update(**change)
