"""Numbers somebody laid down: a new one is for new matters, an old matter keeps its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cast import NOON, Cast
from tests.ground.consents.ledger import HEALTH, TODAY, asked_to_read, filed, given, with_texts
from xinqiao.ground.consents import queries
from xinqiao.ground.consents.actions import giving
from xinqiao.ground.consents.actions.minors import NotShortTerm
from xinqiao.ground.parameters import actions as parameters
from xinqiao.ground.parameters.words import SHIPPED, Nature
from xinqiao.kit.clock import moment

OURS = ("privacy.ask_again_days", "privacy.consent_years", "privacy.minor_read_days")


def laid_down(cast: Cast, key: str, *, value: Any, on: date = TODAY) -> None:
    row = parameters.propose_parameter(
        key=key, value=value, document="砺原工〔2026〕8号", source="", in_force_from=on, by=cast.viewer("gu"), at=NOON
    )
    parameters.confirm_parameter(row.pk, by=cast.viewer("wen"), at=NOON)


@pytest.mark.parametrize("key", OURS)
def test_each_number_names_where_it_comes_from(key: str) -> None:
    shipped = SHIPPED[key]
    assert shipped.nature == Nature.PRACTICE
    assert "第" in str(shipped.source)
    assert isinstance(shipped.value, int)


def test_the_rest_after_a_no_follows_the_number_in_force(cast: Cast) -> None:
    with_texts()
    giving.refuse_consent(**HEALTH, by=cast.viewer("wei"), at=NOON)
    wei = cast.people["wei"]
    assert queries.not_asked_until(wei, **HEALTH, on=TODAY) == TODAY + timedelta(days=90)
    laid_down(cast, "privacy.ask_again_days", value=180)
    assert queries.not_asked_until(wei, **HEALTH, on=TODAY) == TODAY + timedelta(days=180)
    laid_down(cast, "privacy.ask_again_days", value=0, on=TODAY + timedelta(days=1))
    assert queries.not_asked_until(wei, **HEALTH, on=TODAY + timedelta(days=1)) is None


def test_a_consent_keeps_the_end_it_was_given_with(cast: Cast) -> None:
    row = given(cast)
    laid_down(cast, "privacy.consent_years", value=5)
    row.refresh_from_db()
    assert row.expires_on == date(2028, 10, 20)
    assert given(cast, by="chen").expires_on == date(2031, 10, 20)


def test_given_on_a_leap_day_it_ends_on_the_first_of_march(cast: Cast) -> None:
    at = moment(date(2028, 2, 29), hour=10)
    assert given(cast, at=at).expires_on == date(2030, 3, 1)


def test_leave_keeps_its_day_and_new_leave_the_new_limit(cast: Cast) -> None:
    row = asked_to_read(cast, days=30)
    laid_down(cast, "privacy.minor_read_days", value=10)
    row.refresh_from_db()
    assert row.until_on == TODAY + timedelta(days=30)
    with pytest.raises(NotShortTerm) as refused:
        asked_to_read(cast, days=11)
    assert "10 天" in refused.value.rule_text
    assert asked_to_read(cast, days=10).until_on == TODAY + timedelta(days=10)


def test_a_deadline_stands_on_working_days(cast: Cast) -> None:
    """From the Wednesday before the National Day of 2026: the holidays do not count, the make-up Saturday does."""
    row = filed(cast, at=moment(date(2026, 9, 30), hour=9))
    laid_down(cast, "privacy.request_days", value=1)
    other = filed(cast, by="chen")
    assert (row.due_from, row.due_days, row.due_on) == (date(2026, 9, 30), 15, date(2026, 10, 27))
    assert (other.due_from, other.due_days, other.due_on) == (TODAY, 1, date(2026, 10, 21))
