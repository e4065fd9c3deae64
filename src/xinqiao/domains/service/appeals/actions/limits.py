"""The limits an appeal starts with, each with its basis: service targets as parameters, the statutory bound as law."""

from __future__ import annotations

from datetime import datetime

from xinqiao.blocks.cases.actions.clocks import Limit
from xinqiao.blocks.cases.words import ClockKind, ClockNature
from xinqiao.ground.parameters.queries import in_force
from xinqiao.kit.clock import today
from xinqiao.kit.workdays import Unit


def _limit(key: str, *, kind: str, unit: str, at: datetime, path: str, nature: str = ClockNature.SERVICE) -> Limit:
    found = in_force(key, on=today(at), path=path)
    return Limit(
        kind=kind, amount=found.value, unit=unit, basis=f"{found.source} {found.document}".strip(), nature=nature
    )


def limits_of_first(*, at: datetime, path: str) -> list[Limit]:
    """First handling and reopening: reply and finish as service targets; the petition bound runs beside them."""
    return [
        _limit("appeals.reply_days", kind=ClockKind.REPLY, unit=Unit.WORKING_DAY, at=at, path=path),
        _limit("appeals.finish_days", kind=ClockKind.FINISH, unit=Unit.WORKING_DAY, at=at, path=path),
        _limit(
            "petition.finish_days",
            kind=ClockKind.FINISH,
            unit=Unit.CALENDAR_DAY,
            at=at,
            path=path,
            nature=ClockNature.STATUTORY,
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
