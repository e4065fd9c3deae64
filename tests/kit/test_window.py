"""Half-open windows over days and over moments."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinqiao.kit.clock import moment
from xinqiao.kit.window import BadWindow, Window

told = settings(deadline=None, database=None, derandomize=True)
MONDAY = date(2026, 3, 2)
days = st.integers(min_value=0, max_value=12).map(lambda count: MONDAY + timedelta(days=count))


@st.composite
def windows(draw: st.DrawFn) -> Window[date]:
    opens_on = draw(days)
    length = draw(st.none() | st.integers(min_value=1, max_value=6))
    return Window(opens_on, None if length is None else opens_on + timedelta(days=length))


def test_a_window_holds_its_opening_and_not_its_closing() -> None:
    window = Window(MONDAY, MONDAY + timedelta(days=5))
    assert window.holds(MONDAY)
    assert window.holds(MONDAY + timedelta(days=4))
    assert not window.holds(MONDAY + timedelta(days=5))
    assert not window.holds(MONDAY - timedelta(days=1))


def test_a_window_without_closing_stays_open() -> None:
    window = Window(MONDAY)
    assert window.holds(date.max)
    assert not window.holds(MONDAY - timedelta(days=1))


def test_touching_windows_do_not_overlap() -> None:
    first, second = Window(MONDAY, MONDAY + timedelta(days=2)), Window(MONDAY + timedelta(days=2))
    assert not first.overlaps(second)
    assert not second.overlaps(first)


def test_moments_are_compared_across_zones() -> None:
    window = Window(moment(MONDAY, hour=8), moment(MONDAY, hour=17))
    utc = timezone.utc  # noqa: UP017
    assert window.holds(datetime(2026, 3, 2, 0, 0, tzinfo=utc))
    assert not window.holds(datetime(2026, 3, 2, 9, 0, tzinfo=utc))


@told
@given(windows(), windows())
def test_two_windows_overlap_when_some_day_lies_in_both(one: Window[date], other: Window[date]) -> None:
    span = [MONDAY + timedelta(days=count) for count in range(40)]
    shared = any(one.holds(day) and other.holds(day) for day in span)
    assert one.overlaps(other) == other.overlaps(one) == shared


@pytest.mark.parametrize("length", [0, -1])
def test_a_window_must_close_after_it_opens(length: int) -> None:
    with pytest.raises(BadWindow, match="必须晚于") as refused:
        Window(MONDAY, MONDAY + timedelta(days=length))
    assert "开始时间" in refused.value.cure


def test_days_and_moments_do_not_mix() -> None:
    with pytest.raises(TypeError):
        Window(MONDAY, moment(MONDAY + timedelta(days=1)))
    with pytest.raises(TypeError):
        Window(MONDAY).holds(moment(MONDAY))


def test_moments_need_a_zone() -> None:
    naive = datetime(2026, 3, 2, 8)  # noqa: DTZ001
    with pytest.raises(TypeError, match="aware"):
        Window(naive)
    with pytest.raises(TypeError, match="aware"):
        Window(naive - timedelta(days=1), naive)


def test_a_window_is_a_value() -> None:
    assert Window(MONDAY) == Window(MONDAY, None)
    assert len({Window(MONDAY), Window(MONDAY)}) == 1
    with pytest.raises(AttributeError):
        Window(MONDAY).opens_at = MONDAY  # type: ignore[misc]
