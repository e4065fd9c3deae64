"""The ladder of reminders: 50 and 80 per cent of a limit gone, then past it; three at most for one limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from xinqiao.blocks.cases.actions.clocks import pauses_of, rung_on
from xinqiao.blocks.cases.actions.line import write_line
from xinqiao.blocks.cases.models import Case, Clock
from xinqiao.blocks.cases.words import OPEN, ClockNature, State, Verb
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.parameters.queries import calendar
from xinqiao.kit.clock import today

NOBODY = Viewer(name="")
BATCH = 500


@dataclass(frozen=True)
class Reminded:
    """A case whose limit has reached a rung: whoever asked tells the people."""

    case: Case
    stage: int


def escalate_cases(kind: str, *, at: datetime) -> list[Reminded]:
    """Every open case of a kind whose running limit reached its next reminder: marked, written down, returned.

    One line a limit and rung, the highest reached when the machine stood still for days. What is led by another waits
    with the one that leads it; a service limit at rest is not counted. Up to 500 at a time.
    """
    on = today(at)
    known = calendar()
    with transaction.atomic():
        due = Clock.objects.select_for_update(of=("self",)).filter(
            Q(nature=ClockNature.STATUTORY) | ~Q(case__state=State.PAUSED),
            met_at__isnull=True,
            dropped_at__isnull=True,
            stage_on__lte=on,
            case__kind=kind,
            case__state__in=OPEN,
        )
        reminded = []
        rows = due.select_related("case__desk").prefetch_related("case__pauses").order_by("stage_on", "id")
        for clock in rows[:BATCH]:
            stage, held = clock.stage, pauses_of(clock)
            limit: dict[str, Any] = {"start": clock.from_on, "due": clock.due_on, "calendar": known, "paused": held}
            while (rung := rung_on(stage, **limit)) and rung <= on:
                stage += 1
            Clock.objects.filter(pk=clock.pk).update(stage=stage, stage_on=rung)
            write_line(
                clock.case, verb=Verb.ESCALATE, by=NOBODY, at=at, text=clock.due_on.isoformat(),
                to_name=f"{clock.kind}.{stage}", public=False,
            )  # fmt: skip
            reminded.append(Reminded(clock.case, stage))
    return reminded
