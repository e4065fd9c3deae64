"""Making units: one by an officer, or the new ones a roster names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from xinqiao.ground.org.actions.indexing import index_units
from xinqiao.ground.org.actions.placing import BELOW, union_name
from xinqiao.ground.org.models import Unit, UnitChange
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.org.words import ChangeKind, UnitKind
from xinqiao.ground.trail import actions as trail


def found_unit(
    *, parent: Unit | None, kind: str, name: str, short: str, on: date, document: str, by: Viewer | None, at: datetime
) -> Unit:
    """Write a new unit at the next free path, with its change and its event; in the transaction of whoever calls."""
    unit = Unit.objects.create(
        path=next_path(parent), parent=parent, kind=kind, name=name[:80], short=short[:40], opens_on=on
    )
    record_change(unit, kind=ChangeKind.OPENED, on=on, after=unit.name, document=document, by=by, at=at)
    index_units([unit])
    return unit


def next_path(parent: Unit | None) -> str:
    """The path behind the last child, closed ones included: a path is never given twice."""
    last = Unit.objects.filter(parent=parent).order_by("-path").values_list("path", flat=True).first()
    above = parent.path if parent else ""
    return f"{above}{int(last[-4:]) + 1:04d}" if last else f"{above}0001"


def record_change(
    unit: Unit,
    *,
    kind: str,
    on: date,
    document: str,
    by: Viewer | None,
    at: datetime,
    before: str = "",
    after: str = "",
    other: Unit | None = None,
) -> None:
    """Keep a dated change of a unit and its event."""
    UnitChange.objects.create(
        unit=unit,
        kind=kind,
        on=on,
        before=before,
        after=after,
        other=other,
        document=document[:120],
        recorded_at=at,
        recorded_by=by.person if by else None,
    )
    note = {"on": on, "before": before, "after": after, "document": document, "other": other.pk if other else None}
    trail.record(verb=f"{kind}_unit", by=by, at=at, kind="org.unit", row=unit.pk, number=unit.code, note=note)


class Founder:
    """Makes the units a roster names, each once."""

    def __init__(self, *, root_name: str, on: date, document: str, by: Viewer | None, at: datetime) -> None:
        self.root_name, self.on, self.document, self.by, self.at = root_name, on, document, by, at
        self.made: list[int] = []
        self._units: dict[tuple[int, tuple[str, ...]], Unit] = {}

    def unit(self, above: int, *, names: Sequence[str]) -> int:
        """The unit at the end of this chain under a known unit."""
        return self._chain(above, names=tuple(names)).pk

    def _chain(self, above: int, *, names: tuple[str, ...]) -> Unit:
        key = (above, names)
        if key not in self._units:
            self._units[key] = self._make(above, names=names)
        return self._units[key]

    def _make(self, above: int, *, names: tuple[str, ...]) -> Unit:
        if not names:
            root = Unit.objects.filter(parent__isnull=True).order_by("path").first() if above == 0 else None
            return root or (self._root() if above == 0 else Unit.objects.get(pk=above))
        parent = self._chain(above, names=names[:-1])
        kind = BELOW[UnitKind(parent.kind)]
        name = union_name(names[-1], kind=kind)
        held = Unit.objects.filter(parent=parent, name=name, closes_on__isnull=True).first()
        return held or self._found(parent, kind=kind, name=name, short=names[-1])

    def _root(self) -> Unit:
        return self._found(None, kind=UnitKind.GROUP, name=self.root_name, short=self.root_name)

    def _found(self, parent: Unit | None, *, kind: str, name: str, short: str) -> Unit:
        unit = found_unit(
            parent=parent, kind=kind, name=name, short=short, on=self.on, document=self.document, by=self.by, at=self.at
        )
        self.made.append(unit.pk)
        return unit
