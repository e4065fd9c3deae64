"""Eight desks register at once: no number twice, none left out."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.cast import NOON
from tests.races.runners import Meeting, race, winners
from xinqiao.ground.papers.actions import next_number
from xinqiao.ground.papers.models import Register

pytestmark = pytest.mark.race
DESKS, EACH = 8, 5


def one() -> str:
    with transaction.atomic():
        return next_number("SQ", at=NOON)


def give_back() -> None:
    with transaction.atomic():
        next_number("SQ", at=NOON)
        raise RuntimeError


@pytest.mark.parametrize("begun", [False, True])
def test_eight_desks_get_numbers_without_gap_or_double(committed: None, begun: bool) -> None:
    first = int(begun and one()[-4:]) + 1
    ends = race(*(lambda: [one() for _n in range(EACH)] for _desk in range(DESKS)))
    assert winners(ends) == DESKS
    numbers = sorted(number for end in ends for number in end)  # type: ignore[attr-defined]
    assert numbers == [f"SQ-2026-{n:04d}" for n in range(first, first + DESKS * EACH)]


def test_deeds_that_fail_among_them_leave_no_gap(committed: None) -> None:
    ends = race(*(give_back if desk % 2 else one for desk in range(DESKS)))
    assert sorted(end for end in ends if isinstance(end, str)) == [f"SQ-2026-{n:04d}" for n in range(1, 5)]


def test_reading_before_writing_would_give_a_number_twice(committed: None) -> None:
    """The same without the statement that locks: the register is read, and written a moment later."""
    one()
    meeting = Meeting(2)

    def late() -> str:
        with transaction.atomic():
            last = Register.objects.get(kind="SQ").last
            meeting.wait()
            Register.objects.filter(kind="SQ").update(last=last + 1)
        return f"SQ-2026-{last + 1:04d}"

    assert race(late, late) == ["SQ-2026-0002", "SQ-2026-0002"]
