"""A later day: a new service limit as facts, the law's own limit left alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.blocks.cases.matter import FINISH, REPLY, REVIEW, fresh, matter, resolved, taken, verbs
from tests.cast import NOON, Cast
from xinqiao.blocks.cases import queries
from xinqiao.blocks.cases.actions import answering, extending, handling
from xinqiao.blocks.cases.actions.extending import BeyondTheLaw, DayOff, NothingToExtend, NotLater
from xinqiao.blocks.cases.actions.line import CaseClosed
from xinqiao.blocks.cases.models import Case
from xinqiao.blocks.cases.words import Verb

pytestmark = pytest.mark.engine
DUE, LAW = date(2026, 11, 10), date(2026, 12, 21)  # fifteen working days; sixty days, carried from Saturday to Monday
LATER = date(2026, 11, 30)


def extended(cast: Cast, case: Case, *, until: date = LATER, days: int = 0) -> Case:
    extending.extend_case(
        case,
        until=until,
        basis="YQ-2026-0001",
        why="等配件到货",
        by=cast.viewer("wen"),
        at=NOON + timedelta(days=days),
    )
    return case


def test_the_new_limit_is_a_fact_with_its_basis(cast: Cast) -> None:
    case = extended(cast, taken(cast))
    old, new = case.clocks.filter(kind="finish", nature="service").order_by("id")
    assert (old.due_on, old.dropped_at) == (DUE, NOON)
    assert (new.due_on, new.from_on, new.amount, new.unit, new.basis) == (
        LATER, old.from_on, 29, "working_day", "YQ-2026-0001",
    )  # fmt: skip
    assert queries.finish_clock(case) == new


def test_the_law_is_left_alone(cast: Cast) -> None:
    case = extended(cast, taken(cast))
    (law,) = case.clocks.filter(nature="statutory")
    assert (law.due_on, law.dropped_at) == (LAW, None)


def test_the_author_reads_the_day_and_the_reason(cast: Cast) -> None:
    case = extended(cast, taken(cast))
    line = queries.lines(case, public_only=True)[0]
    assert line.text == "温若兰同意延期到11月30日：等配件到货"
    assert verbs(case)[-1] == "extend"


def test_the_nearest_deadline_stands_on_the_case(cast: Cast) -> None:
    case = taken(cast)
    assert (case.due_on, case.due_kind) == (date(2026, 10, 22), "reply")
    extended(cast, case)
    assert fresh(case).due_on == date(2026, 10, 22)  # the reply is owed first
    answering.reply_case(case, text="正在等配件。", by=cast.viewer("song"), at=NOON)
    assert (fresh(case).due_on, fresh(case).due_kind) == (LATER, "finish")


def test_a_pause_after_it_moves_the_new_limit(cast: Cast) -> None:
    case = extended(cast, taken(cast))
    by = cast.viewer("song")
    handling.pause_case(case, why="等职工补材料", by=by, at=NOON + timedelta(days=1))
    handling.resume_case(case, by=by, at=NOON + timedelta(days=3))
    found = queries.finish_clock(case)
    assert found is not None
    assert found.due_on == LATER + timedelta(days=2)


def test_a_pause_before_it_is_not_given_twice(cast: Cast) -> None:
    case, by = taken(cast), cast.viewer("song")
    handling.pause_case(case, why="等职工补材料", by=by, at=NOON + timedelta(days=1))
    handling.resume_case(case, by=by, at=NOON + timedelta(days=3))
    extended(cast, case, days=3)
    found = queries.finish_clock(case)
    assert found is not None
    assert (found.due_on, found.amount) == (LATER, 27)


@pytest.mark.parametrize("until", [DUE, DUE - timedelta(days=1)])
def test_it_must_be_later(cast: Cast, until: date) -> None:
    case = taken(cast)
    with pytest.raises(NotLater, match="11月10日"):
        extended(cast, case, until=until)
    assert case.clocks.count() == 3


def test_it_never_goes_beyond_the_law(cast: Cast) -> None:
    assert extended(cast, taken(cast), until=LAW)
    with pytest.raises(BeyondTheLaw, match="12月21日"):
        extended(cast, taken(cast), until=LAW + timedelta(days=1))


def test_without_a_law_there_is_no_bound(cast: Cast) -> None:
    case = matter(cast, limits=(REPLY, FINISH))
    assert extended(cast, case, until=date(2026, 12, 25))


@pytest.mark.parametrize("until", [date(2026, 11, 14), date(2026, 11, 15)])
def test_it_ends_on_a_working_day(cast: Cast, until: date) -> None:
    with pytest.raises(DayOff):
        extended(cast, taken(cast), until=until)


def test_a_review_is_not_extended(cast: Cast) -> None:
    with pytest.raises(NothingToExtend):
        extended(cast, matter(cast, limits=(REVIEW,)))


def test_a_closed_matter_is_not_extended(cast: Cast) -> None:
    with pytest.raises(CaseClosed):
        extended(cast, resolved(cast))


def test_what_may_be_extended_is_asked_of_many(cast: Cast) -> None:
    case, _review, _closed = taken(cast), matter(cast, limits=(REVIEW,)), resolved(cast)
    assert [c.pk for c in Case.objects.filter(queries.may_be_extended(DUE))] == [case.pk]
    assert not Case.objects.filter(queries.may_be_extended(DUE + timedelta(days=1))).exists()
    handling.pause_case(case, why="等", by=cast.viewer("song"), at=NOON)
    assert Case.objects.filter(queries.may_be_extended(DUE + timedelta(days=1))).exists()  # it stands still
    assert Verb.EXTEND.label == "延期"
