"""Register numbers: one series a kind and a year, without gaps, by Shanghai's calendar."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from tests.cast import NOON
from xinqiao.ground.papers.actions import next_number
from xinqiao.ground.papers.models import Register

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def test_numbers_follow_each_other() -> None:
    assert [next_number("SQ", at=NOON) for _n in range(3)] == ["SQ-2026-0001", "SQ-2026-0002", "SQ-2026-0003"]


def test_every_kind_counts_for_itself() -> None:
    assert next_number("SQ", at=NOON) == "SQ-2026-0001"
    assert next_number("YZ", at=NOON) == "YZ-2026-0001"


@pytest.mark.parametrize(
    ("at", "number"),
    [
        ("2026-12-31T15:59:59+00:00", "SQ-2026-0002"),  # a minute to midnight in Shanghai
        ("2026-12-31T16:00:00+00:00", "SQ-2027-0001"),  # New Year there, while UTC still writes the old year
        ("2027-01-01T00:00:00+08:00", "SQ-2027-0001"),
    ],
)
def test_the_year_begins_in_shanghai(at: str, number: str) -> None:
    next_number("SQ", at=NOON)
    assert next_number("SQ", at=datetime.fromisoformat(at)) == number


def test_a_late_entry_of_the_old_year_goes_on_there() -> None:
    next_number("SQ", at=NOON)
    next_number("SQ", at=datetime.fromisoformat("2027-01-01T09:00:00+08:00"))
    assert next_number("SQ", at=NOON) == "SQ-2026-0002"


def test_a_deed_that_fails_gives_its_number_back() -> None:
    next_number("SQ", at=NOON)
    with pytest.raises(RuntimeError), transaction.atomic():
        assert next_number("SQ", at=NOON) == "SQ-2026-0002"
        raise RuntimeError
    assert next_number("SQ", at=NOON) == "SQ-2026-0002"


def test_the_first_number_of_a_year_is_given_back_too() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        next_number("SQ", at=NOON)
        raise RuntimeError
    assert not Register.objects.exists()
    assert next_number("SQ", at=NOON) == "SQ-2026-0001"


def test_a_fifth_digit_comes_when_it_is_needed() -> None:
    Register.objects.create(kind="SQ", year=2026, last=9999)
    assert next_number("SQ", at=NOON) == "SQ-2026-10000"


def test_one_register_a_kind_and_year() -> None:
    Register.objects.create(kind="SQ", year=2026)
    with pytest.raises(IntegrityError), transaction.atomic():
        Register.objects.create(kind="SQ", year=2026)
