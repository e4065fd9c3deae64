"""The tree of the model union: the group, its service centre and departments, twenty sub-unions down to the teams."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

from xinqiao.ground.org.actions.indexing import index_units
from xinqiao.ground.org.models import Unit, UnitChange
from xinqiao.ground.org.story.plan import DEPARTMENTS, NAMED, PlannedTeam, chosen
from xinqiao.ground.org.words import ChangeKind, UnitKind
from xinqiao.kit.clock import moment
from xinqiao.kit.story import Telling

GROUP = "砺原重工集团工会"
RENAMED = (  # sub-union, what it was called, when, under which paper
    ("无缝钢管公司", "钢管厂分会", date(2016, 3, 1), "砺原工〔2016〕8号"),
    ("矿用车公司", "汽车制造厂分会", date(2018, 6, 1), "砺原工〔2018〕15号"),
    ("技能培训学院", "技工学校分会", date(2019, 9, 1), "砺原工〔2019〕21号"),
)
MERGED = ("结构焊装公司", "下料车间", "备料车间")  # closed three years ago, its people went on in the other


@dataclass
class Tree:
    """The units by key (group, centre, departments, short names, named teams) and the teams with their plan."""

    units: dict[str, Unit] = field(default_factory=dict)
    teams: list[tuple[Unit, PlannedTeam]] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)  # how many children a path has

    def new(self, parent: Unit | None, *, kind: str, name: str, short: str, opens_on: date, code: str = "") -> Unit:
        """A unit at the next free path under its parent, not yet saved."""
        above = parent.path if parent else ""
        self.last[above] = self.last.get(above, 0) + 1
        path = f"{above}{self.last[above]:04d}"
        return Unit(path=path, parent=parent, kind=kind, name=name, short=short, code=code, opens_on=opens_on)


def plant(telling: Telling) -> Tree:
    """Write the whole tree, level by level."""
    tree, chance = Tree(), telling.chance
    root = tree.new(None, kind=UnitKind.GROUP, name=GROUP, short="集团工会", opens_on=date(1956, 5, 1), code="G00")
    root.phone = "85100"
    root.save()
    tree.units["group"] = root
    _plant_desks(tree, root=root)
    teams = chosen(telling.members)
    _plant_subunions(tree, root=root, teams=teams, chance=chance)
    _plant_workshops(tree, teams=teams, chance=chance)
    _plant_teams(tree, teams=teams, chance=chance)
    _record_changes(tree, telling=telling)
    return tree


def _plant_desks(tree: Tree, *, root: Unit) -> None:
    centre = tree.new(
        root, kind=UnitKind.DESK, name="职工服务中心", short="服务中心", opens_on=date(2009, 10, 1), code="C01"
    )
    centre.phone = "85123"
    tree.units["centre"] = centre
    for index, (key, (name, short, _heads)) in enumerate(DEPARTMENTS.items(), start=1):
        unit = tree.new(
            root, kind=UnitKind.DEPARTMENT, name=name, short=short, opens_on=date(1998, 1, 1), code=f"B{index:02d}"
        )
        unit.phone = f"85{200 + index}"
        tree.units[key] = unit
    Unit.objects.bulk_create([tree.units[key] for key in ("centre", *DEPARTMENTS)])


def _plant_subunions(tree: Tree, *, root: Unit, teams: list[PlannedTeam], chance: random.Random) -> None:
    names = list(dict.fromkeys(team.subunion for team in teams))
    for index, name in enumerate(names, start=1):
        unit = tree.new(
            root,
            kind=UnitKind.SUBUNION,
            name=f"{name}分会",
            short=name,
            opens_on=date(chance.randint(1958, 2006), chance.randint(1, 12), 1),
            code=f"F{index:02d}",
        )
        unit.phone = f"85{300 + index}"
        tree.units[name] = unit
    Unit.objects.bulk_create([tree.units[name] for name in names])


def _plant_workshops(tree: Tree, *, teams: list[PlannedTeam], chance: random.Random) -> None:
    pairs = list(dict.fromkeys((team.subunion, team.workshop) for team in teams))
    for index, (subunion, name) in enumerate(pairs):
        unit = tree.new(
            tree.units[subunion],
            kind=UnitKind.WORKSHOP,
            name=name if name.endswith("工会") else f"{name}工会",
            short=name,
            opens_on=date(chance.randint(2007, 2014), chance.randint(1, 12), 1),
        )
        unit.phone = f"86{100 + index}"
        tree.units[name] = unit
    Unit.objects.bulk_create([tree.units[name] for _subunion, name in pairs])


def _plant_teams(tree: Tree, *, teams: list[PlannedTeam], chance: random.Random) -> None:
    keys = {place: key for key, place in NAMED.items()}
    for team in teams:
        unit = tree.new(
            tree.units[team.workshop],
            kind=UnitKind.TEAM,
            name=f"{team.name}工会小组",
            short=team.name,
            opens_on=date(chance.randint(2015, 2018), chance.randint(1, 12), 1),
        )
        tree.teams.append((unit, team))
        if key := keys.get((team.subunion, team.workshop, team.name)):
            tree.units[key] = unit
    Unit.objects.bulk_create([unit for unit, _team in tree.teams], batch_size=1000)


def _record_changes(tree: Tree, *, telling: Telling) -> None:
    changes = [
        UnitChange(
            unit=tree.units[name],
            kind=ChangeKind.RENAMED,
            on=on,
            before=before,
            after=tree.units[name].name,
            document=document,
            recorded_at=moment(on, hour=9),
        )
        for name, before, on, document in RENAMED
    ]
    above, closed, into = MERGED
    if into in tree.units:
        on = date(telling.now.year - 3, 4, 1)
        gone = tree.new(
            tree.units[above], kind=UnitKind.WORKSHOP, name=f"{closed}工会", short=closed, opens_on=date(2008, 3, 1)
        )
        gone.closes_on = on
        gone.save()
        tree.units[closed] = gone
        changes.append(
            UnitChange(
                unit=gone,
                kind=ChangeKind.MERGED,
                on=on,
                before=gone.name,
                other=tree.units[into],
                document=f"砺原工〔{on.year}〕6号",
                recorded_at=moment(on, hour=9),
            )
        )
    UnitChange.objects.bulk_create(changes)
    index_units(Unit.objects.all())
