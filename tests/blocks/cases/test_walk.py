"""Any walk through a matter keeps the promise: open means a desk and the nearest deadline, closed means neither runs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.blocks.cases.matter import LIMITS, RATE_UNTIL, REVIEW, RING_BY, fresh, matter
from tests.cast import NOON, Cast
from xinqiao.blocks.cases.actions import answering, handling, judging, merging, opening, reminding
from xinqiao.blocks.cases.models import Case, Clock, Entry
from xinqiao.blocks.cases.words import OPEN
from xinqiao.ground.org.queries import Viewer
from xinqiao.kit.refusal import Refused

PEOPLE = ("chen", "song", "jiang", "du", "bai")
DESKS = ("centre", "logistics", "group")

steps = st.tuples(
    st.sampled_from(
        [
            *("take", "reply", "note", "hand over", "hand to desk", "pause", "resume"),
            *("resolve", "conclude", "refuse", "withdraw", "rate", "reopen", "review"),
            *("nudge", "ring", "merge", "part", "remind"),
        ]
    ),
    st.sampled_from(PEOPLE),
    st.sampled_from(PEOPLE),
    st.sampled_from(DESKS),
    st.integers(min_value=0, max_value=72),
)


def step(
    cast: Cast,
    case: Case,
    *,
    deed: str,
    by: Viewer,
    to: str,
    desk: str,
    at: datetime,
    among: list[Case] | None = None,
) -> None:
    one: dict[str, Any] = {"by": by, "at": at}
    deeds = {
        "take": lambda: handling.take_case(case, **one),
        "reply": lambda: answering.reply_case(case, text="改了", **one),
        "note": lambda: answering.note_case(case, text="还有", public=False, **one),
        "hand over": lambda: handling.hand_over_case(
            case, desk=cast.units[desk], holder=cast.people[to], why="归您", **one
        ),
        "hand to desk": lambda: handling.hand_over_case(case, desk=cast.units[desk], holder=None, why="归您", **one),
        "pause": lambda: handling.pause_case(case, why="等", **one),
        "resume": lambda: handling.resume_case(case, **one),
        "resolve": lambda: answering.resolve_case(case, outcome="solved", text="", rate_until=RATE_UNTIL, **one),
        "conclude": lambda: answering.resolve_case(case, outcome="upheld", text="", rate_until=RATE_UNTIL, **one),
        "refuse": lambda: answering.refuse_case(case, reason="no_facts", text="查不到", **one),
        "withdraw": lambda: opening.withdraw_case(case, why="", **one),
        "rate": lambda: judging.rate_case(case, rating="dissatisfied", text="", call_back_on=RING_BY, **one),
        "nudge": lambda: judging.nudge_case(case, text="", every=timedelta(days=2), **one),
        "ring": lambda: judging.call_back_case(case, result="unreached", text="没人接", again_on=RING_BY, **one),
        "merge": lambda: merging.merge_cases([fresh(each) for each in among or [case]], **one),
        "part": lambda: _part(case, **one),
        "remind": lambda: reminding.escalate_cases(case.kind, at=at),
        "reopen": lambda: judging.reopen_case(case, desk=cast.units["centre"], limits=LIMITS, why="", **one),
        "review": lambda: judging.ask_review(case, desk=cast.units["group"], limits=[REVIEW], why="", **one),
    }
    deeds[deed]()


def _part(case: Case, *, by: Viewer, at: datetime) -> None:
    lead = Case.objects.get(pk=case.merged_into_id) if case.merged_into_id else case
    merging.unmerge_case(case, lead=lead, by=by, at=at)


def check(case: Case) -> None:
    running = list(case.clocks.filter(met_at__isnull=True, dropped_at__isnull=True))
    waiting = case.pauses.filter(to_at__isnull=True).count()
    if case.state not in OPEN:
        assert (case.closed_at is not None, case.due_on, case.due_kind) == (True, None, "")
        assert (running, waiting, case.paused_at) == ([], 0, None)
        return
    assert case.desk_id is not None
    assert case.closed_at is None
    led = list(Case.objects.filter(merged_into=case, state__in=OPEN))
    counted = running + list(Clock.objects.filter(case__in=led, met_at__isnull=True, dropped_at__isnull=True))
    if case.state == "paused":  # a service clock stands still: only the law runs
        counted = [clock for clock in counted if clock.nature == "statutory"] or counted
    assert case.due_on is not None
    assert case.due_on <= min(clock.due_on for clock in counted)  # never later than any of those it leads
    if not led and not Case.objects.filter(merged_into=case).exists():
        assert case.due_on == min(clock.due_on for clock in counted)
        assert case.due_kind in {clock.kind for clock in counted if clock.due_on == case.due_on}
    for each in led:  # one owner for all of them
        assert (each.desk_id, each.holder_id, each.state == "paused") == (
            *(case.desk_id, case.holder_id),
            case.state == "paused",
        )
    assert case.merged_into is None or case.merged_into.merged_into_id is None
    assert (case.state == "paused") == (waiting == 1) == (case.paused_at is not None)
    assert (case.state == "received") == (case.holder_id is None)
    assert case.state != "replied" or case.replied_at is not None
    assert all(clock.from_on <= clock.due_on for clock in running)


@pytest.mark.engine
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=st.lists(steps, max_size=30))
def test_any_walk_keeps_the_promise(cast: Cast, walk: list[tuple[str, str, str, str, int]]) -> None:
    viewers = {key: cast.viewer(key) for key in PEOPLE}
    at = NOON
    cases = [matter(cast, at=at, of=of) for of in ("chen", "lin", "chen")]
    for turn, (deed, who, to, desk, hours) in enumerate(walk):
        at += timedelta(hours=hours)
        case = fresh(cases[turn % 3])
        before = list(Entry.objects.filter(case__in=cases).order_by("id").values())
        try:
            with transaction.atomic():
                step(cast, case, deed=deed, by=viewers[who], to=to, desk=desk, at=at, among=cases)
        except Refused:
            assert Entry.objects.filter(case__in=cases).count() == len(before)  # a refusal leaves no line
        else:
            lines = list(Entry.objects.filter(case__in=cases).order_by("id").values())
            assert lines[: len(before)] == before
            assert deed == "remind" or len(lines) > len(before)
        for each in cases:
            check(fresh(each))


@pytest.mark.parametrize("rounds", [40])
def test_a_long_walk_on_the_shortest_road_keeps_the_promise(cast: Cast, rounds: int) -> None:
    """Every road to its end, over and over: no sequence above is likely to come this far."""
    for turn in range(rounds):
        case = matter(cast, at=NOON + timedelta(hours=turn))
        road = [
            *(("take", "song"), ("pause", "song"), ("resume", "song"), ("reply", "song"), ("resolve", "song")),
            *(("rate", "chen"), ("reopen", "chen"), ("take", "jiang"), ("reply", "jiang"), ("refuse", "jiang")),
            *(("review", "chen"), ("take", "bai"), ("reply", "bai"), ("conclude", "bai"), ("rate", "chen")),
        ]
        for hours, (deed, who) in enumerate(road[: turn % len(road) + 1]):
            moment = NOON + timedelta(hours=turn + hours * 30)
            step(cast, case, deed=deed, by=cast.viewer(who), to="du", desk="logistics", at=moment)
            case = fresh(case)
            check(case)
