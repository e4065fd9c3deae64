"""The limits an appeal starts with, each with its basis: service targets as parameters, the statutory bound as law."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from xinqiao.blocks.cases.actions.clocks import Limit
from xinqiao.blocks.cases.words import ClockKind, ClockNature
from xinqiao.ground.parameters.queries import Known, calendar, in_force
from xinqiao.kit.clock import today
from xinqiao.kit.workdays import Unit, deadline


def _limit(
    key: str,
    *,
    kind: str,
    unit: str,
    at: datetime,
    path: str,
    nature: str = ClockNature.SERVICE,
    known: Known | None = None,
) -> Limit:
    found = known.in_force(key, on=today(at), path=path) if known else in_force(key, on=today(at), path=path)
    return Limit(
        kind=kind, amount=found.value, unit=unit, basis=f"{found.source} {found.document}".strip(), nature=nature
    )


def working_days_on(key: str, *, at: datetime) -> date:
    """The day so many working days from now, the number being a parameter."""
    asked = in_force(key, on=today(at))
    return deadline(today(at), n=asked.value, unit=Unit.WORKING_DAY, calendar=calendar(), basis=str(asked.source)).on


def limit_of_promise(days: int) -> Limit:
    """What was promised is to have happened within so many working days."""
    return Limit(kind=ClockKind.PROMISE, amount=days, unit=Unit.WORKING_DAY, basis=str(_("答复里答应的日子")))


def limits_of_first(*, at: datetime, path: str, known: Known | None = None) -> list[Limit]:
    """First handling and reopening: reply and finish as service targets; the petition bound runs beside them.

    With what is `known` already nothing is asked of the database.
    """
    here: dict[str, Any] = {"at": at, "path": path, "known": known}
    return [
        _limit("appeals.reply_days", kind=ClockKind.REPLY, unit=Unit.WORKING_DAY, **here),
        _limit("appeals.finish_days", kind=ClockKind.FINISH, unit=Unit.WORKING_DAY, **here),
        _limit(
            "petition.finish_days",
            kind=ClockKind.FINISH,
            unit=Unit.CALENDAR_DAY,
            nature=ClockNature.STATUTORY,
            **here,
        ),
    ]


def limits_of_review(*, at: datetime) -> list[Limit]:
    """Review: one conclusion within the service target, 30 days by the petition rules at the outside."""
    return [
        _limit("appeals.review_days", kind=ClockKind.REVIEW, unit=Unit.WORKING_DAY, at=at, path=""),
        _limit(
            "petition.review_days",
            kind=ClockKind.REVIEW,
            unit=Unit.CALENDAR_DAY,
            at=at,
            path="",
            nature=ClockNature.STATUTORY,
        ),
    ]
