"""Thresholds at their very edge: one vote decides."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.kit.thresholds import at_least, at_most, more_than_half, needed

WHOLE = st.integers(0, 20_000)
SHARES = st.tuples(st.integers(0, 12), st.integers(1, 12)).filter(lambda share: share[0] <= share[1])


@pytest.mark.parametrize(
    ("votes", "of_all", "passed"), [(50, 100, False), (51, 100, True), (50, 99, True), (0, 0, False)]
)
def test_half_is_not_more_than_half(votes: int, of_all: int, passed: bool) -> None:
    assert more_than_half(votes, of_all=of_all) is passed


@pytest.mark.parametrize(
    ("present", "of_all", "met"), [(66, 100, False), (67, 100, True), (200, 300, True), (199, 300, False), (2, 3, True)]
)
def test_two_thirds_include_two_thirds(present: int, of_all: int, met: bool) -> None:
    assert at_least(present, of_all=of_all, share=(2, 3)) is met


@pytest.mark.parametrize(
    ("managers", "of_all", "within"), [(20, 100, True), (21, 100, False), (6, 31, True), (7, 31, False)]
)
def test_a_cap_includes_its_number(managers: int, of_all: int, within: bool) -> None:
    assert at_most(managers, of_all=of_all, share=(1, 5)) is within


@given(WHOLE, SHARES)
def test_what_is_needed_is_just_enough(of_all: int, share: tuple[int, int]) -> None:
    count = needed(of_all, share=share)
    assert at_least(count, of_all=of_all, share=share)
    assert count == 0 or not at_least(count - 1, of_all=of_all, share=share)


@given(WHOLE, st.data())
def test_whole_numbers_agree_with_exact_fractions(of_all: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, of_all))
    share = data.draw(SHARES)
    bound = Fraction(*share) * of_all
    assert at_least(count, of_all=of_all, share=share) is (count >= bound)
    assert at_most(count, of_all=of_all, share=share) is (count <= bound)
    assert more_than_half(count, of_all=of_all) is (count > Fraction(of_all, 2))


@pytest.mark.parametrize(("count", "of_all"), [(-1, 3), (4, 3), (0, -1)])
def test_counts_that_cannot_be(count: int, of_all: int) -> None:
    with pytest.raises(ValueError, match="no count"):
        more_than_half(count, of_all=of_all)


@pytest.mark.parametrize("share", [(1, 0), (-1, 2), (3, 2)])
def test_shares_that_cannot_be(share: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no share"):
        at_least(1, of_all=2, share=share)
