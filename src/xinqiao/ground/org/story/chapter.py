"""The first chapter of the model union: its units, its people, their posts, the numbers it has set itself."""

from __future__ import annotations

from xinqiao.ground.org.models import Installation
from xinqiao.ground.org.story.people import employ
from xinqiao.ground.org.story.posts import appoint
from xinqiao.ground.org.story.rules_in_force import set_rules
from xinqiao.ground.org.story.units import GROUP, plant
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import moment
from xinqiao.kit.story import Telling

TITLE = "单位、职工和岗位"


def steps(telling: Telling) -> int:
    """How far this chapter moves the bar."""
    return 60 + telling.members * 11 // 1000


def tell(telling: Telling) -> None:
    """Fill the organisation. The installation stands as unfilled until the last chapter is told."""
    Installation.objects.create(name=GROUP, demo=True)
    tree = plant(telling)
    telling.step(10)
    people = employ(telling, tree=tree)
    telling.step(20)
    appoint(telling, tree=tree, people=people)
    telling.step(20)
    set_rules(telling, cast=people.cast)
    trail.record(
        verb="fill",
        by=None,
        at=moment(telling.since, hour=9),
        kind="org.installation",
        number=GROUP,
        note={"units": len(tree.units) + len(tree.teams), "people": sum(map(len, people.in_unit.values()))},
    )


def finish(telling: Telling) -> None:
    """All chapters are told: from now on the installation counts as filled."""
    Installation.objects.update(filled_at=telling.now)
