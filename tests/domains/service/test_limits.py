"""The limits an appeal starts with: old appeals keep the old number, new ones take the new."""

from datetime import date, timedelta

import pytest

from tests.cast import NOON, Cast
from tests.domains.service.appeal import filed, resolved, taken
from xinqiao.domains.service.appeals.actions import filing, handling
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.ground.parameters import actions as parameters


def new_number(cast: Cast, *, key: str, value: int, on: date, scope: str = "", source: str = "诉求办理规则") -> None:
    version = parameters.propose_parameter(
        key=key,
        value=value,
        document="砺工〔2026〕31号",
        source=source,
        in_force_from=on,
        scope=scope,
        by=cast.viewer("gu"),
        at=NOON,
    )
    parameters.confirm_parameter(version.pk, by=cast.viewer("wen"), at=NOON)


def due(row: Appeal, *, kind: str = "reply") -> date:
    found: date = row.case.clocks.get(kind=kind, nature="service").due_on
    return found


def test_every_clock_names_its_basis(cast: Cast) -> None:
    named = filed(cast).case.clocks.order_by("id").values_list("kind", "nature", "amount", "unit", "basis")
    assert [(k, n, a, u) for k, n, a, u, _b in named] == [
        ("reply", "service", 2, "working_day"),
        ("finish", "service", 15, "working_day"),
        ("finish", "statutory", 60, "calendar_day"),
    ]
    assert all(basis for *_rest, basis in named)
    assert "第三十四条" in named[2][4]


def test_old_appeals_keep_the_old_number(cast: Cast) -> None:
    old = filed(cast)
    new_number(cast, key="appeals.reply_days", value=1, on=date(2026, 10, 20))
    assert due(filed(cast)) == date(2026, 10, 21)
    assert due(old) == date(2026, 10, 22)
    handling.take_appeal(old.pk, by=cast.viewer("song"), at=NOON)
    handling.pause_appeal(old.pk, why="等", by=cast.viewer("song"), at=NOON + timedelta(days=1))
    handling.resume_appeal(old.pk, by=cast.viewer("song"), at=NOON + timedelta(days=2))
    assert due(old) == date(2026, 10, 23)  # a pause moves it by its own number, not by the new one


def test_a_number_not_yet_in_force_changes_nothing(cast: Cast) -> None:
    new_number(cast, key="appeals.reply_days", value=1, on=date(2026, 10, 21))
    assert due(filed(cast)) == date(2026, 10, 22)


def test_a_number_of_one_sub_union_holds_there_only(cast: Cast) -> None:
    new_number(cast, key="appeals.reply_days", value=1, on=date(2026, 10, 1), scope=cast.units["machining"].path)
    assert due(filed(cast)) == date(2026, 10, 21)
    assert due(filed(cast, by="alat")) == date(2026, 10, 22)


def test_a_reopened_appeal_takes_the_number_of_the_day(cast: Cast) -> None:
    row = resolved(cast)
    filing.rate_appeal(row.pk, rating="dissatisfied", text="", by=cast.viewer("chen"), at=NOON)
    new_number(cast, key="appeals.reply_days", value=1, on=date(2026, 10, 20))
    again = filing.reopen_appeal(row.pk, why="", by=cast.viewer("chen"), at=NOON)
    assert again.case.due_on == date(2026, 10, 21)


def test_the_days_for_rating_are_a_number_too(cast: Cast) -> None:
    new_number(cast, key="appeals.rate_days", value=3, on=date(2026, 10, 20))
    row = taken(cast)
    handling.reply_appeal(row.pk, text="改", by=cast.viewer("song"), at=NOON)
    done = handling.resolve_appeal(row.pk, outcome="solved", text="", by=cast.viewer("song"), at=NOON)
    assert done.case.rate_until == date(2026, 10, 23)


@pytest.mark.engine
def test_a_long_source_is_no_obstacle_to_filing(cast: Cast) -> None:
    new_number(cast, key="appeals.reply_days", value=2, on=date(2026, 10, 1), source="诉求办理规则" * 50)
    assert len(filed(cast).case.clocks.get(kind="reply").basis) > 300
