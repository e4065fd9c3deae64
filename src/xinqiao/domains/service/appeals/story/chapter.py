"""The chapter of appeals: five years of them, told in the order of time, through the same actions that serve everybody."""

from __future__ import annotations

import heapq
from datetime import datetime, timedelta

from django.db.models import F

from xinqiao.domains.service.appeals.actions.watching import remind_of_limits
from xinqiao.domains.service.appeals.story.openings import open_roads
from xinqiao.domains.service.appeals.story.past import past_roads
from xinqiao.domains.service.appeals.story.roads import Road
from xinqiao.domains.service.appeals.story.stage import Stage
from xinqiao.domains.service.appeals.story.stories import fixed_roads
from xinqiao.ground.inbox.models import Message
from xinqiao.ground.inbox.words import How
from xinqiao.kit.clock import moment
from xinqiao.kit.story import Telling

TITLE = "五年里的诉求"
WHOLE, LEAST = 1000, 110
READ_BY_NOW = timedelta(days=6)
EVERY = 10  # appeals to one step of the bar


def past_count(telling: Telling) -> int:
    """How many closed appeals this union has: a thousand in the whole one."""
    return max(LEAST, min(WHOLE, telling.members // 16))


def steps(telling: Telling) -> int:
    """How far this chapter moves the bar."""
    return past_count(telling) * 3 // EVERY


def tell(telling: Telling) -> None:
    """Let every road go its way, always the earliest deed of all first; what would lie after now stays undone."""
    stage = Stage(telling)
    roads = [*fixed_roads(stage), *open_roads(stage), *past_roads(stage, count=past_count(telling))]
    clock: list[tuple[datetime, int, Road]] = []
    for number, road in enumerate(roads):
        heapq.heappush(clock, (next(road), number, road))
    shown = 0
    while clock:
        at, number, road = heapq.heappop(clock)
        if at > stage.now:
            continue
        later = next(road, None)
        if later is not None:
            heapq.heappush(clock, (max(later, at), number, road))
        if stage.filed >= shown + EVERY:
            shown += EVERY
            telling.step(3)
    # What was told weeks ago was read long since; the last days still lie there.
    old = Message.objects.filter(at__lt=stage.now - READ_BY_NOW, read_at__isnull=True)
    old.update(read_at=F("at") + timedelta(hours=5), read_how=How.SCREEN)
    remind_of_limits(at=min(stage.now, moment(stage.today, hour=7, minute=30)))
