"""A matter to try the block on: it belongs to no domain, so that the block is seen alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import count

from tests.cast import NOON, Cast
from xinqiao.blocks.cases.actions import answering, handling, opening
from xinqiao.blocks.cases.actions.clocks import Limit
from xinqiao.blocks.cases.models import Case
from xinqiao.kit.workdays import Unit as Days

REPLY = Limit("reply", 2, Days.WORKING_DAY, "诉求办理规则")
FINISH = Limit("finish", 15, Days.WORKING_DAY, "诉求办理规则")
LAW = Limit("finish", 60, Days.CALENDAR_DAY, "《信访工作条例》第三十四条", "statutory")
REVIEW = Limit("review", 5, Days.WORKING_DAY, "诉求办理规则")
LIMITS = (REPLY, FINISH, LAW)
RATE_UNTIL = date(2026, 11, 20)
RING_BY = date(2026, 10, 21)

_numbers = count(1)


def matter(
    cast: Cast, *, of: str = "chen", desk: str = "centre", limits: Sequence[Limit] = LIMITS, at: datetime = NOON
) -> Case:
    """A matter somebody has just brought."""
    return opening.open_case(
        kind="test.matter",
        number=f"T-{next(_numbers):06d}",
        title="夜班班车",
        opened_by=cast.people[of],
        unit=cast.people[of].unit,
        desk=cast.units[desk],
        limits=limits,
        by=cast.viewer(of),
        at=at,
    )


def taken(cast: Cast, *, by: str = "song", at: datetime = NOON) -> Case:
    """A matter in somebody's hands."""
    case = matter(cast, at=at)
    handling.take_case(case, by=cast.viewer(by), at=at)
    return case


def resolved(cast: Cast, *, by: str = "song", outcome: str = "solved", at: datetime = NOON) -> Case:
    """A matter answered and closed."""
    case = taken(cast, by=by, at=at)
    answering.reply_case(case, text="十一月起改到零点二十。", by=cast.viewer(by), at=at)
    answering.resolve_case(case, outcome=outcome, text="", rate_until=RATE_UNTIL, by=cast.viewer(by), at=at)
    return case


def fresh(case: Case) -> Case:
    """The matter as the database has it."""
    return Case.objects.get(pk=case.pk)


def verbs(case: Case) -> list[str]:
    """What the timeline tells, oldest first."""
    return list(case.entries.order_by("id").values_list("verb", flat=True))
