"""Clocks: working days with make-up days, pauses, unknown years, and numbers that change under way."""

from datetime import date, datetime, timedelta

import pytest

from tests.blocks.cases.matter import FINISH, LAW, LIMITS, REPLY, fresh, matter, taken
from tests.cast import NOON, Cast
from xinqiao.blocks.cases import queries
from xinqiao.blocks.cases.actions import answering, handling
from xinqiao.blocks.cases.actions.clocks import Limit, recount_clocks
from xinqiao.blocks.cases.models import Case
from xinqiao.ground.parameters import actions as parameters
from xinqiao.kit.clock import moment
from xinqiao.kit.workdays import Unit as Days

BEFORE_THE_HOLIDAY = moment(date(2026, 9, 30), hour=10)  # a Wednesday; 1-7 October are off, Saturday the 10th is worked


def due(case: Case, *, kind: str = "reply", nature: str = "service") -> date:
    found: date = case.clocks.get(kind=kind, nature=nature).due_on
    return found


def working_days(n: int) -> Limit:
    return Limit("reply", n, Days.WORKING_DAY, "诉求办理规则")


@pytest.mark.parametrize(
    ("n", "on"),
    [(1, date(2026, 10, 8)), (2, date(2026, 10, 9)), (3, date(2026, 10, 10)), (4, date(2026, 10, 12))],
)
def test_the_national_day_week_is_off_and_its_make_up_saturday_counts(cast: Cast, n: int, on: date) -> None:
    assert matter(cast, limits=[working_days(n)], at=BEFORE_THE_HOLIDAY).due_on == on


def test_the_make_up_sunday_in_september_counts(cast: Cast) -> None:
    friday = moment(date(2026, 9, 18), hour=9)
    assert matter(cast, limits=[working_days(1)], at=friday).due_on == date(2026, 9, 20)


def test_a_statutory_bound_counts_every_day_and_ends_on_a_working_one(cast: Cast) -> None:
    ends_in_the_holiday = Limit("finish", 5, Days.CALENDAR_DAY, "《信访工作条例》第三十四条", "statutory")
    case = matter(cast, limits=[ends_in_the_holiday], at=BEFORE_THE_HOLIDAY)
    assert (case.due_on, case.due_statutory) == (date(2026, 10, 8), True)


def test_the_day_is_shanghais_day(cast: Cast) -> None:
    late_evening = datetime.fromisoformat("2026-10-20T16:30:00+00:00")  # half past midnight on Wednesday in Shanghai
    assert matter(cast, limits=[working_days(1)], at=late_evening).due_on == date(2026, 10, 22)


def test_a_pause_over_the_holiday_gives_back_working_days_only(cast: Cast) -> None:
    case = taken(cast, at=BEFORE_THE_HOLIDAY)
    assert due(case) == date(2026, 10, 9)
    handling.pause_case(case, why="等职工", by=cast.viewer("song"), at=BEFORE_THE_HOLIDAY + timedelta(days=1))
    handling.resume_case(case, by=cast.viewer("song"), at=moment(date(2026, 10, 9), hour=9))
    assert due(case) == date(2026, 10, 10)  # one working day, the 8th, lay in the pause
    assert fresh(case).due_on == date(2026, 10, 10)


def test_pauses_give_days_back_to_service_clocks_and_not_to_the_law(cast: Cast) -> None:
    case = taken(cast)
    law = due(case, kind="finish", nature="statutory")
    handling.pause_case(case, why="等厂家", by=cast.viewer("song"), at=NOON + timedelta(days=1))
    handling.resume_case(case, by=cast.viewer("song"), at=NOON + timedelta(days=7))
    assert due(case, kind="finish") == date(2026, 11, 16)  # the 21st, 22nd, 23rd and 26th
    assert due(case) == date(2026, 10, 28)
    assert due(case, kind="finish", nature="statutory") == law


def test_two_pauses_add_up(cast: Cast) -> None:
    case = taken(cast)
    for day in (1, 7):
        handling.pause_case(case, why="等", by=cast.viewer("song"), at=NOON + timedelta(days=day))
        handling.resume_case(case, by=cast.viewer("song"), at=NOON + timedelta(days=day + 1))
    assert due(case, kind="finish") == date(2026, 11, 12)


def test_a_pause_within_a_day_gives_nothing(cast: Cast) -> None:
    case = taken(cast)
    handling.pause_case(case, why="等", by=cast.viewer("song"), at=NOON + timedelta(days=1))
    handling.resume_case(case, by=cast.viewer("song"), at=NOON + timedelta(days=1, hours=3))
    assert due(case) == date(2026, 10, 22)


def test_while_paused_only_the_law_runs(cast: Cast) -> None:
    case = taken(cast)
    handling.pause_case(case, why="等厂家", by=cast.viewer("song"), at=NOON)
    paused = fresh(case)
    assert (paused.due_on, paused.due_kind, paused.due_statutory) == (date(2026, 12, 21), "finish", True)
    drawn = queries.hands(paused, on=date(2026, 10, 20))
    assert drawn.due == paused.due_on  # page and queue tell the same day
    handling.resume_case(case, by=cast.viewer("song"), at=NOON)
    assert (fresh(case).due_on, fresh(case).due_kind) == (date(2026, 10, 22), "reply")


def test_a_paused_matter_without_a_law_keeps_its_day_and_is_not_late(cast: Cast) -> None:
    case = matter(cast, limits=[REPLY, FINISH])
    handling.take_case(case, by=cast.viewer("song"), at=NOON)
    handling.pause_case(case, why="等厂家", by=cast.viewer("song"), at=NOON)
    assert fresh(case).due_on == date(2026, 10, 22)
    assert not Case.objects.filter(queries.late(date(2027, 3, 1))).exists()


def test_a_paused_matter_past_the_laws_own_day_is_late(cast: Cast) -> None:
    case = taken(cast)
    handling.pause_case(case, why="等厂家", by=cast.viewer("song"), at=NOON)
    assert not Case.objects.filter(queries.late(date(2026, 12, 21))).exists()
    assert Case.objects.filter(queries.late(date(2026, 12, 22))).get() == case


def test_the_day_itself_is_still_in_time(cast: Cast) -> None:
    case = matter(cast)
    on = date(2026, 10, 22)
    assert Case.objects.filter(queries.due_today(on)).get() == case
    assert not Case.objects.filter(queries.late(on)).exists()
    assert Case.objects.filter(queries.late(on + timedelta(days=1))).get() == case
    assert Case.objects.filter(queries.due_by(on, after=date(2026, 10, 20))).get() == case
    assert not Case.objects.filter(queries.due_by(on, after=on)).exists()


def test_counts_of_a_queue_by_its_clocks(cast: Cast) -> None:
    matter(cast), matter(cast, at=NOON - timedelta(days=7))
    handling.pause_case(taken(cast), why="等", by=cast.viewer("song"), at=NOON)
    rows = Case.objects.all()
    counted = queries.tally(rows, on=date(2026, 10, 20), soon=date(2026, 10, 23), prefix="")
    assert counted == {"all": 3, "late": 1, "today": 0, "soon": 1, "paused": 1}


YEAR_END = moment(date(2026, 12, 29), hour=10)  # a Tuesday
NEW_YEAR = {  # what an officer would read from the notice of the State Council
    "holidays": [f"2027-01-0{day}" for day in (1, 2, 3)] + [f"2027-02-{day:02}" for day in range(5, 13)],
    "workdays": ["2027-01-09"],
}


def bring_2027(cast: Cast, *, days: dict[str, list[str]] = NEW_YEAR) -> None:
    version = parameters.propose_parameter(
        key="calendar.2027",
        value=days,
        document="国务院办公厅通知",
        source="放假安排",
        in_force_from=date(2027, 1, 1),
        by=cast.viewer("gu"),
        at=YEAR_END,
    )
    parameters.confirm_parameter(version.pk, by=cast.viewer("wen"), at=YEAR_END)


def test_a_deadline_into_an_unknown_year_is_provisional_and_moves_when_its_file_comes(cast: Cast) -> None:
    case = matter(cast, limits=[REPLY, working_days(9)], at=YEAR_END)
    sure, guessed = case.clocks.order_by("id")
    assert (sure.due_on, sure.provisional) == (date(2026, 12, 31), False)
    assert (guessed.due_on, guessed.provisional) == (date(2027, 1, 12), True)
    bring_2027(cast)
    sure, guessed = case.clocks.order_by("id")
    assert (sure.due_on, sure.provisional) == (date(2026, 12, 31), False)
    assert (guessed.due_on, guessed.provisional) == (date(2027, 1, 11), False)  # Saturday the 9th is worked


def test_the_day_on_the_matter_moves_with_its_clock(cast: Cast) -> None:
    case = matter(cast, limits=[working_days(9)], at=YEAR_END)
    assert queries.hands(case, on=date(2026, 12, 29)).provisional
    bring_2027(cast)
    assert fresh(case).due_on == date(2027, 1, 11)


def test_the_file_counts_pauses_too(cast: Cast) -> None:
    case = matter(cast, limits=[working_days(9)], at=YEAR_END)
    handling.take_case(case, by=cast.viewer("song"), at=YEAR_END)
    handling.pause_case(case, why="等", by=cast.viewer("song"), at=YEAR_END + timedelta(days=1))
    handling.resume_case(case, by=cast.viewer("song"), at=YEAR_END + timedelta(days=2))
    bring_2027(cast)
    assert fresh(case).due_on == date(2027, 1, 12)


def test_the_file_leaves_the_closed_and_the_met_alone(cast: Cast) -> None:
    closed = matter(cast, limits=[working_days(9)], at=YEAR_END)
    handling.take_case(closed, by=cast.viewer("song"), at=YEAR_END)
    answering.refuse_case(closed, reason="no_facts", text="查不到", by=cast.viewer("song"), at=YEAR_END)
    met = matter(cast, limits=[working_days(9), LAW], at=YEAR_END)
    handling.take_case(met, by=cast.viewer("song"), at=YEAR_END)
    answering.reply_case(met, text="改了", by=cast.viewer("song"), at=YEAR_END)
    bring_2027(cast)
    assert fresh(closed).due_on is None
    assert closed.clocks.get().due_on == date(2027, 1, 12)  # as it stood when it was met
    assert met.clocks.get(kind="reply").due_on == date(2027, 1, 12)


def test_how_many_matters_a_file_moved(cast: Cast) -> None:
    matter(cast, limits=[working_days(9)], at=YEAR_END)
    matter(cast, limits=[working_days(5)], at=YEAR_END)  # the 6th of January either way
    matter(cast)
    assert recount_clocks(at=YEAR_END) == 0
    bring_2027(cast)
    assert recount_clocks(at=YEAR_END) == 0  # nothing is provisional any more


def test_a_basis_as_long_as_a_parameter_can_make_it(cast: Cast) -> None:
    basis = "办" * 501
    case = matter(cast, limits=[Limit("reply", 2, Days.WORKING_DAY, basis)])
    assert case.clocks.get().basis == basis


def test_the_nearest_running_clock_stands_on_the_matter(cast: Cast) -> None:
    near = Limit("finish", 1, Days.CALENDAR_DAY, "《信访工作条例》第三十四条", "statutory")
    case = matter(cast, limits=[*LIMITS, near])
    assert (case.due_on, case.due_kind, case.due_statutory) == (date(2026, 10, 21), "finish", True)
