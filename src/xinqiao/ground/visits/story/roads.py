"""Roads of the last weeks: each says when its next deed is due, and does it when its turn has come."""

from __future__ import annotations

import heapq
import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime

from xinqiao.ground.org.models import Person
from xinqiao.ground.visits.actions import recording
from xinqiao.ground.visits.actions.recording import Account
from xinqiao.ground.visits.actions.tasks import Problem
from xinqiao.ground.visits.models import Visit
from xinqiao.ground.visits.story.stage import Stage

Road = Iterator[datetime]


def walk(stage: Stage, *, roads: Sequence[Road]) -> None:
    """Always the earliest deed of all first; what would lie after now stays undone."""
    clock: list[tuple[datetime, int, Road]] = []
    for number, road in enumerate(roads):
        first = next(road, None)
        if first is not None:
            heapq.heappush(clock, (first, number, road))
    while clock:
        at, number, road = heapq.heappop(clock)
        if at > stage.now:
            continue
        later = next(road, None)
        if later is not None:
            heapq.heappush(clock, (max(later, at), number, road))


def record(
    stage: Stage, *, account: Account, by: Person, problems: Sequence[Problem], at: datetime, visitor: str = ""
) -> Visit:
    """Somebody writes a visit down."""
    viewer = stage.viewer(by, at=at)
    return recording.record_visit(
        account, token=secrets.token_hex(16), problems=problems, visitor=visitor, by=viewer, at=at
    )
