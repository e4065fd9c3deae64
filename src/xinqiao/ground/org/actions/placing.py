"""Which unit a roster means: names as HR writes them against names as the union writes them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from xinqiao.ground.org.models import Unit
from xinqiao.ground.org.words import UnitKind
from xinqiao.kit.texts import compact

_UNION = re.compile(r"(?:工会小组|分会|工会委员会|工会)$")
_GROUP_FIRM = re.compile(r"集团(?:股份)?有限(?:责任)?公司$|集团公司$")
_FIRM = re.compile(r"(?:股份)?有限(?:责任)?公司$")
_GUESSES = 300  # unknown names for which the most similar unit is looked up: more are no misspellings
BELOW = {UnitKind.GROUP: UnitKind.SUBUNION, UnitKind.SUBUNION: UnitKind.WORKSHOP, UnitKind.WORKSHOP: UnitKind.TEAM}
_BODIES = {UnitKind.SUBUNION: "分会", UnitKind.WORKSHOP: "工会", UnitKind.TEAM: "工会小组"}


@dataclass(frozen=True)
class Place:
    """A unit, or a chain of units still to be made under it."""

    unit: int
    path: str
    name: str
    make: tuple[str, ...] = ()


@dataclass(frozen=True)
class Nowhere:
    """No unit: why, what to do, and the most similar one if there is one."""

    value: str
    reason: str
    cure: str
    nearest: int | None = None
    several: tuple[int, ...] = ()  # units of this very name


def key_of(name: str) -> str:
    """The name without what makes it a union body or a firm: 锻造公司分会 and 锻造有限公司 are both 锻造公司."""
    bare = _UNION.sub("", compact(name))
    return _FIRM.sub("公司", _GROUP_FIRM.sub("集团", bare)) or compact(name)


def union_name(name: str, *, kind: str) -> str:
    """What a union body is called whose people work in the department of this name."""
    ending = _BODIES.get(UnitKind(kind), "")
    return name if name.endswith(("工会", "分会", "工会小组")) or not ending else f"{name}{ending}"


class UnitBook:
    """All units open on a day, under their names. With `make`, unknown names become units under the last known one."""

    def __init__(self, units: Iterable[Unit], *, on: date, make: bool = False) -> None:
        self.make, self.guesses = make, 0
        everything = sorted(units, key=lambda unit: unit.path)
        self.by_id = {unit.pk: unit for unit in everything}
        self.units = [unit for unit in everything if unit.closes_on is None or unit.closes_on > on]
        self.root = self.units[0] if self.units else None
        self.keys: dict[str, list[Unit]] = {}
        for unit in self.units:
            for key in {key_of(unit.name), key_of(unit.short), unit.code} - {""}:
                self.keys.setdefault(key, []).append(unit)
        self._known: dict[tuple[str, ...], Place | Nowhere] = {}

    def place(self, names: tuple[str, ...]) -> Place | Nowhere:
        """The unit these names lead to, from the large to the small. The answer is remembered."""
        if names not in self._known:
            self._known[names] = self._find(names)
        return self._known[names]

    def of(self, unit: int) -> Place:
        """A unit already known by its row."""
        found = self.by_id[unit]
        return Place(found.pk, found.path, found.name)

    def _find(self, names: tuple[str, ...]) -> Place | Nowhere:
        standing: list[Unit] = []
        for index, name in enumerate(names):
            found = self.keys.get(key_of(name), [])
            if standing:
                found = [unit for unit in found if any(unit.path.startswith(above.path) for above in standing)]
            if not found:
                return self._unknown(names, index=index, standing=standing)
            standing = self._highest(found)
        if len(standing) > 1:
            return Nowhere(
                names[-1],
                _("有 %(count)d 个同名的单位。") % {"count": len(standing)},
                _("请把上级单位也写上，例如“%(path)s”。") % {"path": self._path(standing[0])},
                several=tuple(unit.pk for unit in standing),
            )
        return Place(standing[0].pk, standing[0].path, standing[0].name)

    @staticmethod
    def _highest(units: Sequence[Unit]) -> list[Unit]:
        """Of units of the same name one above the other, the upper one."""
        return [unit for unit in units if not any(unit is not o and unit.path.startswith(o.path) for o in units)]

    def _unknown(self, names: tuple[str, ...], *, index: int, standing: Sequence[Unit]) -> Place | Nowhere:
        above = standing[0] if len(standing) == 1 else (self.root if not standing else None)
        rest = names[index:]
        if self.make and above is not None and self._room(above, depth=len(rest)):
            return Place(above.pk, above.path, rest[-1], make=rest)
        nearest = self._nearest(names[index], standing=standing)
        if nearest is None:
            return Nowhere(names[index], _("没有这个单位。"), _("请改成册上的单位名称，或者先在“单位”里把它建好。"))
        reason = _("没有这个单位，最像“%(name)s”。") % {"name": nearest.short}
        return Nowhere(names[index], reason, _("就是它的话点一下，否则在表里改成册上的名称。"), nearest.pk)

    @staticmethod
    def _room(above: Unit, *, depth: int) -> bool:
        kind = above.kind
        for _level in range(depth):
            kind = BELOW.get(UnitKind(kind), "")
            if not kind:
                return False
        return True

    def _nearest(self, name: str, *, standing: Sequence[Unit]) -> Unit | None:
        if self.guesses >= _GUESSES:
            return None
        self.guesses += 1
        fits = {
            key: unit
            for key, units in self.keys.items()
            for unit in units[:1]
            if not standing or any(unit.path.startswith(above.path) for above in standing)
        }
        best = difflib.get_close_matches(key_of(name), list(fits), n=1, cutoff=0.5)
        return fits[best[0]] if best else None

    def _path(self, unit: Unit) -> str:
        chain = [one for one in self.units if unit.path.startswith(one.path) and one is not self.root]
        return "/".join(one.short for one in chain[-2:])
