"""Clocks: computed from facts (start, amount, unit, pauses), never drifting; the nearest one stands on the case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from xinqiao.blocks.cases.models import Case, Clock
from xinqiao.blocks.cases.queries import next_clock
from xinqiao.blocks.cases.words import ClockNature
from xinqiao.ground.parameters.queries import calendar
from xinqiao.kit.clock import today
from xinqiao.kit.workdays import Calendar, Deadline, Unit, deadline


@dataclass(frozen=True)
class Limit:
    """A limit to be started with a case: how many of what, service or statutory, on which basis."""

    kind: str
    amount: int
    unit: str
    basis: str
    nature: str = ClockNature.SERVICE


def start_clocks(case: Case, *, limits: Sequence[Limit], at: datetime) -> None:
    """Start these limits today and put the nearest deadline on the case (in memory: the caller saves it)."""
    known, start = calendar(), today(at)
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
            )
        )
    _show(case, next_=next_clock(clocks, state=case.state))
    if case.pk:
        Clock.objects.bulk_create(clocks)
    else:
        case.fresh_clocks = clocks  # type: ignore[attr-defined]  # written as soon as the case has its key


def _show(case: Case, *, next_: Clock | None) -> None:
    case.due_on, case.due_kind = (next_.due_on, next_.kind) if next_ else (None, "")
    case.due_statutory = next_ is not None and next_.nature == ClockNature.STATUTORY


def running(case: Case) -> list[Clock]:
    """Clocks of the case that are neither met nor dropped."""
    return list(Clock.objects.filter(case=case, met_at__isnull=True, dropped_at__isnull=True))


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
    """Put the nearest running deadline on the case (in memory). While paused, a statutory one comes first."""
    _show(case, next_=next_clock(running(case), state=case.state))


def move_clocks(case: Case, *, at: datetime) -> None:
    """After a pause: service clocks get back the days that lay inside pauses; statutory ones ran on."""
    _recount(case, known=calendar(), at=at)


def _recount(case: Case, *, known: Calendar, at: datetime) -> None:
    """Every running clock from its facts: what has not changed comes out as it was."""
    pauses = [(today(a), today(b) if b else None) for a, b in case.pauses.values_list("from_at", "to_at")]
    for clock in running(case):
        due = _due(clock, calendar=known, pauses=pauses, at=at)
        Clock.objects.filter(pk=clock.pk).update(due_on=due.on, provisional=due.provisional)
    set_next(case)


def _due(clock: Clock, *, calendar: Calendar, pauses: Sequence[tuple[date, date | None]], at: datetime) -> Deadline:
    held = pauses if clock.nature == ClockNature.SERVICE else ()
    return deadline(
        clock.from_on,
        n=clock.amount,
        unit=Unit(clock.unit),
        calendar=calendar,
        basis=clock.basis,
        paused=held,
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
