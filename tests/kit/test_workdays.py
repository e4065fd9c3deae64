"""Working days with make-up days, and the deadlines that stand on them. Dates are those of the real notices."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinqiao.kit.workdays import (
    BadCalendar,
    Calendar,
    Deadline,
    Unit,
    YearDays,
    deadline,
    read_year,
    working_days_between,
)

told = settings(deadline=None, database=None, derandomize=True)
CALENDAR = Calendar.packaged()
BASIS = "民法典第二百零一条至第二百零三条"
starts = st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 12, 31))


def due(
    start: date, *, n: int, unit: Unit = Unit.CALENDAR_DAY, calendar: Calendar = CALENDAR, **more: object
) -> Deadline:
    return deadline(start, n=n, unit=unit, calendar=calendar, basis=BASIS, **more)  # type: ignore[arg-type]


class TestCalendar:
    def test_a_make_up_sunday_is_worked(self) -> None:
        assert date(2025, 1, 26).weekday() == 6
        assert CALENDAR.is_working(date(2025, 1, 26))
        assert CALENDAR.is_working(date(2026, 2, 14))  # a Saturday before Spring Festival
        assert not CALENDAR.is_working(date(2025, 1, 19))  # an ordinary Sunday

    def test_national_day_2025_is_eight_days_off(self) -> None:
        off = [day for day in range(1, 13) if not CALENDAR.is_working(date(2025, 10, day))]
        assert off == [1, 2, 3, 4, 5, 6, 7, 8, 12]  # 11 October, a Saturday, is worked

    def test_packaged_years(self) -> None:
        assert CALENDAR.loaded(2025)
        assert CALENDAR.loaded(2026)
        assert not CALENDAR.loaded(2040)
        assert "chinesecalendar" in CALENDAR.years[2026].document
        assert Calendar.packaged() is CALENDAR

    def test_an_unknown_year_is_guessed_from_the_fixed_festivals(self) -> None:
        off = {day for day in _year(2041) if not CALENDAR.is_working(day) and day.weekday() < 5}
        fixed = {date(2041, *day) for day in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))}
        assert off == fixed & {day for day in _year(2041) if day.weekday() < 5}

    def test_a_loaded_year_knows_its_notice_only(self) -> None:
        bare = CALENDAR.with_year(2041, days=YearDays(frozenset(), frozenset(), "文"))
        assert bare.is_working(date(2041, 1, 1))  # a Tuesday; nobody guesses any more

    def test_adding_a_year_leaves_the_first_calendar_alone(self) -> None:
        days = YearDays(frozenset({date(2041, 3, 5)}), frozenset({date(2041, 3, 9)}), "国办发明电〔2040〕1号")
        more = CALENDAR.with_year(2041, days=days)
        assert (more.is_working(date(2041, 3, 5)), more.is_working(date(2041, 3, 9))) == (False, True)
        assert (CALENDAR.is_working(date(2041, 3, 5)), CALENDAR.is_working(date(2041, 3, 9))) == (True, False)
        assert more.loaded(2041)
        assert more.is_working(date(2025, 1, 26))

    def test_a_day_of_another_year_is_refused(self) -> None:
        for days in (
            YearDays(frozenset({date(2042, 1, 1)}), frozenset(), "文"),
            YearDays(frozenset(), frozenset({date(2040, 12, 30)}), "文"),
        ):
            with pytest.raises(BadCalendar, match="不在 2041 年") as refused:
                CALENDAR.with_year(2041, days=days)
            assert (refused.value.row, refused.value.column) == (None, "日期")

    def test_moments_are_no_days(self) -> None:
        with pytest.raises(TypeError):
            CALENDAR.is_working(datetime(2025, 10, 1, 8))  # noqa: DTZ001
        for n in (0, 1):
            with pytest.raises(TypeError):
                due(datetime(2025, 10, 1, 8), n=n, unit=Unit.WORKING_DAY)  # noqa: DTZ001


class TestDeadline:
    def test_the_start_day_is_not_counted(self) -> None:
        assert due(date(2026, 3, 2), n=10).on == date(2026, 3, 12)
        assert due(date(2026, 3, 2), n=1, unit=Unit.WORKING_DAY).on == date(2026, 3, 3)

    def test_a_last_day_off_moves_behind_the_festival(self) -> None:
        assert due(date(2025, 9, 26), n=5).on == date(2025, 10, 9)  # 1 October, eight days off
        assert due(date(2026, 3, 2), n=5).on == date(2026, 3, 9)  # a Saturday

    def test_a_last_day_on_a_make_up_sunday_stays(self) -> None:
        assert due(date(2025, 1, 16), n=10).on == date(2025, 1, 26)

    def test_working_days_pass_over_festivals_and_take_make_up_days(self) -> None:
        # 26 Sep, the make-up Sunday 28, 29, 30, then 9 October
        assert due(date(2025, 9, 25), n=5, unit=Unit.WORKING_DAY).on == date(2025, 10, 9)

    def test_months_end_on_the_same_number_or_at_month_end(self) -> None:
        assert due(date(2026, 3, 10), n=1, unit=Unit.MONTH).on == date(2026, 4, 10)
        assert due(date(2025, 1, 31), n=1, unit=Unit.MONTH).on == date(2025, 2, 28)
        assert due(date(2024, 1, 31), n=1, unit=Unit.MONTH).on == date(2024, 2, 29)
        assert due(date(2024, 12, 15), n=12, unit=Unit.MONTH).on == date(2025, 12, 15)
        assert due(date(2025, 11, 30), n=1, unit=Unit.MONTH).on == date(2025, 12, 30)

    def test_a_month_that_ends_on_a_day_off_moves(self) -> None:
        assert due(date(2025, 9, 1), n=1, unit=Unit.MONTH).on == date(2025, 10, 9)

    def test_no_days_at_all(self) -> None:
        sunday = date(2026, 3, 8)
        assert due(sunday, n=0).on == due(sunday, n=0, unit=Unit.MONTH).on == date(2026, 3, 9)
        assert due(sunday, n=0, unit=Unit.WORKING_DAY).on == sunday
        assert due(date(2026, 3, 9), n=0).on == date(2026, 3, 9)

    def test_a_deadline_keeps_what_it_was_made_of(self) -> None:
        made = due(date(2026, 3, 2), n=3, unit=Unit.WORKING_DAY)
        assert made == Deadline(date(2026, 3, 5), False, BASIS, Unit.WORKING_DAY, 3)

    def test_days_of_an_unknown_year_make_it_provisional(self) -> None:
        assert due(date(2039, 3, 4), n=1, unit=Unit.WORKING_DAY).provisional
        assert due(date(2039, 3, 1), n=1, unit=Unit.WORKING_DAY).provisional  # a Wednesday, the only day asked about
        assert due(date(2039, 3, 1), n=1).provisional
        assert due(date(2039, 3, 4), n=1).provisional
        known = CALENDAR.with_year(2039, days=YearDays(frozenset(), frozenset(), "文"))
        assert not due(date(2039, 3, 4), n=1, calendar=known).provisional

    def test_only_days_that_were_asked_about_count_for_that(self) -> None:
        last = max(CALENDAR.years)
        unknown_before = Calendar({last: CALENDAR.years[last]})
        # Calendar days ask about the last day only; working days about every day.
        assert not due(date(last - 1, 12, 20), n=30, calendar=unknown_before).provisional
        assert due(date(last - 1, 12, 20), n=30, unit=Unit.WORKING_DAY, calendar=unknown_before).provisional
        assert not due(date(last - 1, 12, 31), n=3, unit=Unit.WORKING_DAY, calendar=unknown_before).provisional
        assert not due(date(2040, 1, 5), n=0, unit=Unit.WORKING_DAY).provisional

    def test_a_last_day_that_moves_into_an_unknown_year_is_provisional(self) -> None:
        known = Calendar({2039: YearDays(frozenset({date(2039, 12, 30)}), frozenset(), "文")})
        moved = due(date(2039, 12, 20), n=10, calendar=known)  # Friday 30 off, then Saturday, then 2 January
        assert moved.on.year == 2040
        assert moved.provisional

    @pytest.mark.parametrize("faults", [{"n": -1}, {"n": 1, "basis": "  "}])
    def test_nonsense_is_refused(self, faults: dict[str, object]) -> None:
        with pytest.raises(ValueError, match="basis"):
            deadline(date(2026, 3, 2), **({"unit": Unit.MONTH, "calendar": CALENDAR, "basis": BASIS} | faults))  # type: ignore[arg-type]

    @told
    @given(starts, st.integers(min_value=0, max_value=80), st.sampled_from(Unit))
    def test_more_time_never_ends_sooner(self, start: date, n: int, unit: Unit) -> None:
        assert start <= due(start, n=n, unit=unit).on <= due(start, n=n + 1, unit=unit).on
        assert due(start, n=n, unit=unit).on <= due(start + timedelta(days=1), n=n, unit=unit).on

    @told
    @given(starts, st.integers(min_value=1, max_value=80), st.sampled_from(Unit))
    def test_the_last_day_is_worked(self, start: date, n: int, unit: Unit) -> None:
        assert CALENDAR.is_working(due(start, n=n, unit=unit).on)


class TestPauses:
    def test_paused_days_are_not_counted(self) -> None:
        pause = (date(2026, 3, 4), date(2026, 3, 6))  # Wednesday and Thursday
        assert due(date(2026, 3, 2), n=3, unit=Unit.WORKING_DAY, paused=[pause]).on == date(2026, 3, 9)
        assert due(date(2026, 3, 2), n=8, paused=[pause]).on == date(2026, 3, 12)
        assert due(date(2026, 3, 2), n=1, unit=Unit.MONTH, paused=[pause]).on == date(2026, 4, 7)  # 4-6 April off

    def test_the_day_of_resuming_counts_and_the_day_of_pausing_does_not(self) -> None:
        pause = (date(2026, 3, 3), date(2026, 3, 4))
        assert due(date(2026, 3, 2), n=1, unit=Unit.WORKING_DAY, paused=[pause]).on == date(2026, 3, 4)

    def test_overlapping_pauses_count_once(self) -> None:
        pauses = [(date(2026, 3, 3), date(2026, 3, 5)), (date(2026, 3, 4), date(2026, 3, 6))]
        assert due(date(2026, 3, 2), n=1, paused=pauses).on == date(2026, 3, 6)

    def test_an_open_pause_runs_up_to_the_day_of_asking(self) -> None:
        paused = [(date(2026, 3, 3), None)]
        ends = [due(date(2026, 3, 2), n=1, paused=paused, as_of=date(2026, 3, day)).on.day for day in (1, 3, 4, 5)]
        assert ends == [3, 3, 4, 5]

    def test_a_last_day_does_not_move_onto_a_paused_day(self) -> None:
        pause = (date(2026, 3, 8), date(2026, 3, 11))
        assert due(date(2026, 3, 2), n=5, paused=[pause]).on == date(2026, 3, 11)  # Saturday 7 moves past the pause

    def test_pauses_that_cannot_be_are_refused(self) -> None:
        with pytest.raises(ValueError, match="as_of"):
            due(date(2026, 3, 2), n=1, paused=[(date(2026, 3, 3), None)])
        with pytest.raises(ValueError, match="before it begins"):
            due(date(2026, 3, 2), n=1, paused=[(date(2026, 3, 3), date(2026, 3, 2))])

    @told
    @given(starts, st.integers(min_value=1, max_value=60), st.sampled_from(Unit), starts, st.integers(0, 40))
    def test_a_pause_never_shortens(self, start: date, n: int, unit: Unit, begins: date, length: int) -> None:
        pause = (begins, begins + timedelta(days=length))
        paused = due(start, n=n, unit=unit, paused=[pause]).on
        assert paused >= due(start, n=n, unit=unit).on
        assert not pause[0] <= paused < pause[1]


class TestBetween:
    def test_the_first_day_is_out_and_the_last_is_in(self) -> None:
        assert working_days_between(date(2025, 9, 30), b=date(2025, 10, 11), calendar=CALENDAR) == 3  # 9, 10, 11
        assert working_days_between(date(2025, 10, 11), b=date(2025, 9, 30), calendar=CALENDAR) == -3
        assert working_days_between(date(2025, 10, 9), b=date(2025, 10, 9), calendar=CALENDAR) == 0

    @told
    @given(starts, st.integers(min_value=0, max_value=80))
    def test_it_measures_what_a_deadline_grants(self, start: date, n: int) -> None:
        granted = due(start, n=n, unit=Unit.WORKING_DAY).on
        assert working_days_between(start, b=granted, calendar=CALENDAR) == n


class TestYearlyFile:
    off = [[f"2027-10-{day:02d}", "休"] for day in range(1, 12)]

    def test_a_file_is_read_in_every_usual_spelling(self) -> None:
        rows = [
            ["日期", "类型", "节日"],
            ["", ""],
            ["2027-01-01", "休", "元旦"],
            ["2027/1/2", "放假"],
            ["2027年1月3日", "Holiday"],
            ["20270206", "班"],
            ["2027.2.7", "上班"],
            [" 2027-02-14 00:00:00 ", "workday"],
            *self.off,
        ]
        year = read_year(rows, document="国办发明电〔2026〕7号")
        assert year.workdays == {date(2027, 2, 6), date(2027, 2, 7), date(2027, 2, 14)}
        assert year.holidays == {*(date(2027, 1, day) for day in (1, 2, 3)), *(date(2027, 10, d) for d in range(1, 12))}
        assert year.document == "国办发明电〔2026〕7号"
        assert not CALENDAR.with_year(2027, days=year).is_working(date(2027, 10, 11))

    @pytest.mark.parametrize(
        ("bad", "column", "reason"),
        [
            (["2027-02-30", "休"], "日期", "看不懂，或者没有这一天"),
            (["明天", "休"], "日期", "看不懂，或者没有这一天"),
            (["休"], "日期", "看不懂，或者没有这一天"),
            (["2027-12-25", "补"], "类型", "看不懂"),
            (["2027-12-25"], "类型", "看不懂"),
            (["2028-01-01", "休"], "日期", "不是同一年"),
            (["2027-10-01", "休"], "日期", "写了两次"),
            (["2027-10-02", "班"], "日期", "写了两次"),  # a Saturday
            (["2027-12-24", "班"], "日期", "不是星期六或星期日"),  # a Friday
            (["日期", "类型"], "日期", "看不懂，或者没有这一天"),  # a heading in the middle
        ],
    )
    def test_a_bad_row_is_named(self, bad: list[str], column: str, reason: str) -> None:
        with pytest.raises(BadCalendar, match=reason) as refused:
            read_year([["date", "kind"], *self.off, bad], document="文")
        assert (refused.value.row, refused.value.column) == (13, column)
        assert refused.value.value in (bad[0], bad[-1], "休", "")
        assert refused.value.cure

    def test_a_file_that_was_cut_off_is_refused(self) -> None:
        read_year(self.off, document="文")
        with pytest.raises(BadCalendar, match="10 个放假日") as refused:
            read_year([*self.off[:10], ["2027-12-25", "班"]], document="文")
        assert refused.value.row is None


def _year(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=count) for count in range(365)]
