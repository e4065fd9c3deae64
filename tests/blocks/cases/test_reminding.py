"""The ladder of reminders: at 50 and 80 per cent of a limit and on the first day past it, three times at most."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.blocks.cases.matter import FINISH, REPLY, fresh, matter, resolved, taken
from tests.cast import NOON, Cast
from xinqiao.blocks.cases.actions import handling, merging, reminding
from xinqiao.blocks.cases.actions.clocks import rung_on
from xinqiao.blocks.cases.models import Clock, Entry
from xinqiao.blocks.cases.queries import lines
from xinqiao.ground.parameters.queries import calendar
from xinqiao.ground.trail.models import Event
from xinqiao.kit.clock import moment

KIND = "test.matter"


@pytest.mark.parametrize(
    ("stage", "due", "expected"),
    [
        (0, date(2026, 10, 22), date(2026, 10, 21)),  # two working days: half is the first
        (1, date(2026, 10, 22), date(2026, 10, 22)),  # 80 per cent of two is the second
        (2, date(2026, 10, 22), date(2026, 10, 23)),
        (3, date(2026, 10, 22), None),
        (0, date(2026, 11, 10), date(2026, 10, 30)),  # the eighth of fifteen
        (1, date(2026, 11, 10), date(2026, 11, 5)),  # the twelfth of fifteen
        (0, date(2026, 10, 20), date(2026, 10, 20)),  # no day at all: on its day
    ],
)
def test_each_rung_has_its_day(db: None, stage: int, due: date, expected: date | None) -> None:
    assert rung_on(stage, start=date(2026, 10, 20), due=due, calendar=calendar()) == expected


def remind(on: date) -> list[tuple[int, int]]:
    """Who is reminded on a day, and of which rung."""
    return [(each.case.pk, each.stage) for each in reminding.escalate_cases(KIND, at=moment(on, hour=8))]


def test_a_limit_is_reminded_of_three_times_and_no_more(cast: Cast) -> None:
    case = matter(cast, limits=[FINISH])
    assert remind(date(2026, 10, 29)) == []
    assert remind(date(2026, 10, 30)) == [(case.pk, 1)]
    assert remind(date(2026, 10, 30)) == []
    assert remind(date(2026, 11, 5)) == [(case.pk, 2)]
    assert remind(date(2026, 11, 11)) == [(case.pk, 3)]
    assert remind(date(2027, 3, 1)) == []
    assert Entry.objects.filter(case=case, verb="escalate").count() == 3


def test_after_days_of_silence_only_the_highest_rung_is_told(cast: Cast) -> None:
    case = matter(cast, limits=[FINISH])
    assert remind(date(2026, 12, 1)) == [(case.pk, 3)]
    assert Entry.objects.filter(case=case, verb="escalate").count() == 1


def test_officers_read_it_in_words_and_the_member_does_not(cast: Cast) -> None:
    case = matter(cast, limits=[FINISH])
    remind(date(2026, 11, 5))
    remind(date(2026, 11, 11))
    told = [line.text for line in lines(case, public_only=False)]
    assert told[:2] == ["期限提醒：办结期限 11月10日 已过", "期限提醒：办结期限 11月10日，时间过了百分之80"]
    assert not any("提醒" in line.text for line in lines(case, public_only=True))
    assert Event.objects.filter(verb="case_escalate", actor=None).count() == 2


def test_a_limit_at_rest_is_not_counted_and_its_rungs_move_with_it(cast: Cast) -> None:
    case = taken(cast)
    handling.pause_case(case, why="等", by=cast.viewer("song"), at=NOON)
    assert remind(date(2026, 10, 26)) == []
    handling.resume_case(fresh(case), by=cast.viewer("song"), at=moment(date(2026, 10, 26), hour=9))
    assert case.clocks.get(kind="reply").stage_on == date(2026, 10, 26)
    assert remind(date(2026, 10, 26)) == [(case.pk, 1)]


def test_the_law_is_reminded_of_even_while_the_service_limit_rests(cast: Cast) -> None:
    case = taken(cast)
    handling.pause_case(case, why="等", by=cast.viewer("song"), at=NOON)
    assert remind(date(2026, 11, 20)) == [(case.pk, 1)]


def test_what_is_done_needs_no_reminder(cast: Cast) -> None:
    resolved(cast)
    assert remind(date(2027, 1, 10)) == []


def test_what_is_led_has_its_own_limits_still(cast: Cast) -> None:
    lead, led = taken(cast), matter(cast, of="lin", limits=[REPLY], at=NOON + timedelta(days=1))
    merging.merge_cases([lead, led], by=cast.viewer("song"), at=NOON + timedelta(days=1))
    assert (led.pk, 1) in remind(date(2026, 10, 22))


def test_another_kind_is_left_alone(cast: Cast) -> None:
    matter(cast)
    assert reminding.escalate_cases("other.kind", at=NOON + timedelta(days=90)) == []


def test_a_machine_that_stood_still_catches_up_in_batches(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminding, "BATCH", 2)
    for _ in range(3):
        matter(cast, limits=[FINISH])
    assert len(remind(date(2026, 12, 1))) == 2
    assert len(remind(date(2026, 12, 1))) == 1
    assert not Clock.objects.filter(stage__lt=3).exists()
