"""A matter begins, or is taken back."""

from datetime import date, timedelta

import pytest

from tests.blocks.cases.matter import fresh, matter, resolved, taken, verbs
from tests.cast import NOON, Cast
from xinqiao.blocks.cases.actions import handling, opening
from xinqiao.blocks.cases.actions.line import CaseClosed
from xinqiao.blocks.cases.actions.opening import NotYours
from xinqiao.blocks.cases.models import Clock
from xinqiao.ground.trail.models import Event


def test_a_matter_opens_at_a_desk_with_every_limit_running(cast: Cast) -> None:
    case = fresh(matter(cast))
    assert (case.state, case.desk, case.holder, case.round) == ("received", cast.units["centre"], None, 1)
    assert (case.due_on, case.due_kind, case.due_statutory) == (date(2026, 10, 22), "reply", False)
    assert list(case.clocks.order_by("id").values_list("kind", "nature", "due_on")) == [
        ("reply", "service", date(2026, 10, 22)),
        ("finish", "service", date(2026, 11, 10)),
        ("finish", "statutory", date(2026, 12, 21)),  # the sixtieth day is a Saturday: Civil Code 203
    ]
    assert verbs(case) == ["open"]


def test_every_deed_leaves_an_event_with_number_and_person(cast: Cast) -> None:
    case = matter(cast)
    event = Event.objects.get(verb="case_open")
    assert (event.kind, event.row, event.number, event.person) == (
        "test.matter",
        case.pk,
        case.number,
        cast.people["chen"].pk,
    )


def test_the_one_who_brought_it_takes_it_back(cast: Cast) -> None:
    case = taken(cast)
    later = NOON + timedelta(hours=1)
    opening.withdraw_case(case, why="自己解决了 ", by=cast.viewer("chen"), at=later)
    case = fresh(case)
    assert (case.state, case.closed_at, case.touched_at, case.due_on) == ("withdrawn", later, later, None)
    assert not Clock.objects.filter(case=case, dropped_at__isnull=True).exists()  # dropped: neither kept nor missed
    assert case.entries.last().text == "自己解决了"


def test_taking_back_ends_the_pause(cast: Cast) -> None:
    case = taken(cast)
    handling.pause_case(case, why="等职工补材料", by=cast.viewer("song"), at=NOON)
    opening.withdraw_case(case, why="", by=cast.viewer("chen"), at=NOON)
    assert not fresh(case).pauses.filter(to_at__isnull=True).exists()
    assert fresh(case).paused_at is None


def test_nobody_else_takes_it_back(cast: Cast) -> None:
    case = taken(cast)
    with pytest.raises(NotYours):
        opening.withdraw_case(case, why="", by=cast.viewer("song"), at=NOON)


def test_what_is_closed_is_not_taken_back(cast: Cast) -> None:
    case = resolved(cast)
    with pytest.raises(CaseClosed):
        opening.withdraw_case(case, why="", by=cast.viewer("chen"), at=NOON)
