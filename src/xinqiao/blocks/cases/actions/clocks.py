"""Clocks: computed from facts (start, amount, unit, pauses), never drifting; the nearest one stands on the case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from xinqiao.blocks.cases.models import Case, Clock
from xinqiao.blocks.cases.queries import next_clock
from xinqiao.blocks.cases.words import LADDER, LAST_RUNG, OPEN, ClockNature
from xinqiao.ground.parameters.queries import calendar
from xinqiao.kit.clock import today
from xinqiao.kit.workdays import Calendar, Deadline, Pause, Unit, deadline, resting


@dataclass(frozen=True)
class Limit:
    """A limit to be started with a case: how many of what, service or statutory, on which basis."""

    kind: str
    amount: int
    unit: str
    basis: str
    nature: str = ClockNature.SERVICE


def clocks_from(case: Case, *, limits: Sequence[Limit], known: Calendar, at: datetime) -> list[Clock]:
    """These limits begun today, not yet written; the nearest deadline stands on the case (in memory)."""
    start = today(at)
    clocks = []
    for limit in limits:
        due = deadline(start, n=limit.amount, unit=Unit(limit.unit), calendar=known, basis=limit.basis)
        clocks.append(
            Clock(
                case=case,
                kind=limit.kind,
                nature=limit.nature,
                from_on=start,
                amount=limit.amount,
                unit=limit.unit,
                basis=limit.basis,
                due_on=due.on,
                provisional=due.provisional,
                stage_on=rung_on(0, start=start, due=due.on, calendar=known),
            )
        )
    _show(case, next_=next_clock(clocks, state=case.state))
    return clocks


def start_clocks(case: Case, *, limits: Sequence[Limit], at: datetime) -> None:
    """Start these limits today; the nearest deadline stands on the case (in memory: the caller saves it)."""
    Clock.objects.bulk_create(clocks_from(case, limits=limits, known=calendar(), at=at))


def _show(case: Case, *, next_: Clock | None) -> None:
    case.due_on, case.due_kind = (next_.due_on, next_.kind) if next_ else (None, "")
    case.due_statutory = next_ is not None and next_.nature == ClockNature.STATUTORY


def rung_on(stage: int, *, start: date, due: date, calendar: Calendar, paused: Sequence[Pause] = ()) -> date | None:
    """The day of the reminder after `stage` reminders: 50 and 80 per cent of the working days gone, days of rest not
    counted, then the first day past the limit; None when all have been given."""
    if stage >= LAST_RUNG:
        return None
    if stage == len(LADDER):
        return due + timedelta(days=1)
    span = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    rests = resting(paused, as_of=due)
    days = [day for day in span if calendar.is_working(day) and not rests(day)] or [due]
    return days[-(-len(days) * LADDER[stage] // 100) - 1]


def running(case: Case) -> list[Clock]:
    """Clocks of the case that are neither met nor dropped."""
    clocks = Clock.objects.filter(case=case, met_at__isnull=True, dropped_at__isnull=True)
    return [_of(case, clock=clock) for clock in clocks]


def _of(case: Case, *, clock: Clock) -> Clock:
    clock.case = case
    return clock


def meet_clock(case: Case, *, kind: str, at: datetime) -> None:
    """The promised deed of this kind is done; the next running deadline moves up on the case (in memory)."""
    Clock.objects.filter(case=case, kind=kind, met_at__isnull=True, dropped_at__isnull=True).update(met_at=at)
    set_next(case)


def meet_clocks(case: Case, *, kinds: Sequence[str], at: datetime) -> None:
    """The case closes by the promised deeds of these kinds. `drop_clocks` follows and leaves no next deadline."""
    Clock.objects.filter(case=case, kind__in=kinds, met_at__isnull=True, dropped_at__isnull=True).update(met_at=at)


def drop_clocks(case: Case, *, at: datetime) -> None:
    """The case was closed or begins a new round: what still runs is dropped, neither kept nor missed."""
    Clock.objects.filter(case=case, met_at__isnull=True, dropped_at__isnull=True).update(dropped_at=at)
    _show(case, next_=None)


def set_next(case: Case) -> None:
    """Put the nearest running deadline on the case (in memory). While paused, a statutory one comes first.

    The one that leads others shows the nearest of all of them: no limit is hidden by being merged.
    """
    together = Q(case=case) | Q(case__merged_into=case, case__state__in=OPEN)
    clocks = Clock.objects.filter(together, met_at__isnull=True, dropped_at__isnull=True)
    _show(case, next_=next_clock(clocks, state=case.state))


def move_clocks(case: Case, *, at: datetime) -> None:
    """After a pause: service clocks get back the days that lay inside pauses; statutory ones ran on."""
    _recount(case, known=calendar(), at=at)


def _recount(case: Case, *, known: Calendar, at: datetime) -> None:
    """Every running clock from its facts: what has not changed comes out as it was."""
    for clock in running(case):
        held = pauses_of(clock)
        due = _due(clock, calendar=known, pauses=held, at=at)
        rung = rung_on(clock.stage, start=clock.from_on, due=due.on, calendar=known, paused=held)
        Clock.objects.filter(pk=clock.pk).update(due_on=due.on, provisional=due.provisional, stage_on=rung)
    set_next(case)


def pauses_of(clock: Clock) -> list[Pause]:
    """The days at which a limit stood still: none for the law's own."""
    if clock.nature != ClockNature.SERVICE:
        return []
    return [(today(each.from_at), today(each.to_at) if each.to_at else None) for each in clock.case.pauses.all()]


def _due(clock: Clock, *, calendar: Calendar, pauses: Sequence[Pause], at: datetime) -> Deadline:
    return deadline(
        clock.from_on,
        n=clock.amount,
        unit=Unit(clock.unit),
        calendar=calendar,
        basis=clock.basis,
        paused=pauses,
        as_of=today(at),
    )


def recount_clocks(*, at: datetime) -> int:
    """A yearly file came: provisional deadlines of open cases are computed anew. Returns how many cases moved."""
    moved = 0
    with transaction.atomic():
        waiting = Case.objects.filter(
            clocks__provisional=True,
            clocks__met_at__isnull=True,
            clocks__dropped_at__isnull=True,
            closed_at__isnull=True,
        )
        known = calendar()
        for case in Case.objects.select_for_update().filter(pk__in=waiting.values("pk")).order_by("pk"):
            before = case.due_on
            _recount(case, known=known, at=at)
            case.save(update_fields=["due_on", "due_kind", "due_statutory"])
            moved += case.due_on != before
    return moved
