"""The chapter of visits: five years of them in the lump, the last weeks deed by deed."""

from __future__ import annotations

from xinqiao.ground.visits.story.cast import cast_roads
from xinqiao.ground.visits.story.past import write_past
from xinqiao.ground.visits.story.recent import everyday_roads, leaving_roads
from xinqiao.ground.visits.story.roads import walk
from xinqiao.ground.visits.story.stage import Stage
from xinqiao.kit.story import Telling

TITLE = "五年里的走访"
WHOLE, LEAST = 560, 60


def past_count(telling: Telling) -> int:
    """How many visits lie behind in this union."""
    return max(LEAST, min(WHOLE, telling.members // 28))


def steps(telling: Telling) -> int:
    """How far this chapter moves the bar."""
    return 6


def tell(telling: Telling) -> None:
    """Tell it, in the order of time."""
    stage = Stage(telling)
    telling.step(1)
    write_past(stage, count=past_count(telling))
    telling.step(2)
    many = max(12, past_count(telling) // 14)
    walk(stage, roads=[*everyday_roads(stage, count=many), *leaving_roads(stage), *cast_roads(stage)])
    telling.step(3)
