"""Dated changes of the tree: open, rename, merge, split, close. What was is kept; nothing is erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Length, Substr
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.org import rules
from xinqiao.ground.org.actions.founding import found_unit, next_path, record_change
from xinqiao.ground.org.actions.indexing import index_units
from xinqiao.ground.org.models import Employment, Person, Post, Unit
from xinqiao.ground.org.queries import Viewer, within
from xinqiao.ground.org.words import ChangeKind, LeaveReason
from xinqiao.kit.refusal import Refused, refuse_if

SOURCE = _("单位管理规则：每次变动写明日期和文件")


class NoUnitDocument(Refused):
    rule = _("单位变动要写明依据的文件。")
    source = SOURCE
    cure = _("写上文件名称或文号。")


class NameTaken(Refused):
    rule = _("同一个上级下面已经有“%(name)s”。")
    source = SOURCE
    cure = _("换一个名称；要合成一个，用“并入”。")


class UnitClosed(Refused):
    rule = _("“%(name)s”已经撤销或并入别的单位。")
    source = SOURCE
    cure = _("到接着办事的单位去改。")


class IntoItself(Refused):
    rule = _("单位不能并入自己，也不能并入自己下面的单位。")
    source = SOURCE
    cure = _("选另一个单位。")


class NotEmpty(Refused):
    rule = _("“%(name)s”还有 %(people)s 名职工、%(units)s 个下级单位，不能撤销。")
    source = SOURCE
    cure = _("先把人和下级单位并到别的单位，再撤销。")


class NothingToSplit(Refused):
    rule = _("分设要选出分过去的人或下级单位。")
    source = SOURCE
    cure = _("勾选要分到新单位的下级单位，或者写上工号。")


def _locked(pk: int, *, by: Viewer) -> Unit:
    unit = Unit.objects.select_for_update().get(rules.keep_units.rows(by), pk=pk)
    refuse_if(unit.closes_on, UnitClosed, name=unit.name)
    return unit


def _refuse_taken(parent: Unit | None, *, name: str, but: int = 0) -> None:
    held = Unit.objects.filter(parent=parent, name=name, closes_on__isnull=True).exclude(pk=but)
    refuse_if(held.exists(), NameTaken, name=name)


def open_unit(
    parent: int, *, kind: str, name: str, short: str, on: date, document: str, by: Viewer, at: datetime
) -> Unit:
    """A new unit under an open one. Raises NoUnitDocument, NameTaken, UnitClosed."""
    refuse_if(not document.strip(), NoUnitDocument)
    with transaction.atomic():
        above = _locked(parent, by=by)
        _refuse_taken(above, name=name)
        return found_unit(
            parent=above, kind=kind, name=name, short=short or name, on=on, document=document, by=by, at=at
        )


def rename_unit(pk: int, *, name: str, short: str, on: date, document: str, by: Viewer, at: datetime) -> Unit:
    """A new name from a day on; the old one stays in the list of changes. Raises NoUnitDocument, NameTaken, UnitClosed."""
    refuse_if(not document.strip(), NoUnitDocument)
    with transaction.atomic():
        unit = _locked(pk, by=by)
        _refuse_taken(unit.parent, name=name, but=unit.pk)
        before, unit.name, unit.short = unit.name, name, short or name
        unit.save(update_fields=["name", "short"])
        record_change(unit, kind=ChangeKind.RENAMED, on=on, before=before, after=name, document=document, by=by, at=at)
        index_units([unit])
    return unit


def merge_unit(pk: int, *, into: int, on: date, document: str, by: Viewer, at: datetime) -> Unit:
    """The unit ends and becomes a closed child of its successor, so that whoever reaches the successor reaches its
    matters; its people work there from that day, its posts end. Its own child units go along, open.

    Raises NoUnitDocument, UnitClosed, IntoItself.
    """
    refuse_if(not document.strip(), NoUnitDocument)
    with transaction.atomic():
        unit, successor = _locked(pk, by=by), _locked(into, by=by)
        refuse_if(successor.path.startswith(unit.path), IntoItself)
        _move_people(Person.objects.filter(unit=unit, left_on__isnull=True), to=successor, on=on, at=at)
        Post.objects.filter(unit=unit, to_on__isnull=True).update(to_on=on)
        for child in Unit.objects.filter(parent=unit, closes_on__isnull=True).order_by("path"):
            _reparent(child, parent=successor)
        _reparent(unit, parent=successor)
        unit.closes_on = max(on, unit.opens_on)
        unit.save(update_fields=["closes_on"])
        record_change(
            unit, kind=ChangeKind.MERGED, on=on, before=unit.name, after=successor.name, other=successor,
            document=document, by=by, at=at,
        )  # fmt: skip
    return successor


def split_unit(
    pk: int,
    *,
    name: str,
    short: str,
    units: Sequence[int],
    numbers: Sequence[str],
    on: date,
    document: str,
    by: Viewer,
    at: datetime,
) -> Unit:
    """A new unit beside this one gets some of its child units and people from a day on.

    Raises NoUnitDocument, UnitClosed, NameTaken, NothingToSplit.
    """
    refuse_if(not document.strip(), NoUnitDocument)
    with transaction.atomic():
        unit = _locked(pk, by=by)
        _refuse_taken(unit.parent, name=name)
        children = list(Unit.objects.filter(parent=unit, pk__in=units, closes_on__isnull=True).order_by("path"))
        people = Person.objects.filter(unit=unit, number__in=numbers, left_on__isnull=True)
        refuse_if(not children and not people.exists(), NothingToSplit)
        fresh = found_unit(
            parent=unit.parent, kind=unit.kind, name=name, short=short or name, on=on, document=document, by=by, at=at
        )
        for child in children:
            _reparent(child, parent=fresh)
        _move_people(people, to=fresh, on=on, at=at)
        _record_split(unit, fresh=fresh, on=on, document=document, by=by, at=at)
    return fresh


def _record_split(unit: Unit, *, fresh: Unit, on: date, document: str, by: Viewer, at: datetime) -> None:
    names = {"before": unit.name, "after": fresh.name}
    record_change(unit, kind=ChangeKind.SPLIT, on=on, other=fresh, document=document, by=by, at=at, **names)


def close_unit(pk: int, *, on: date, document: str, by: Viewer, at: datetime) -> Unit:
    """An empty unit ends. Raises NoUnitDocument, UnitClosed, NotEmpty."""
    refuse_if(not document.strip(), NoUnitDocument)
    with transaction.atomic():
        unit = _locked(pk, by=by)
        people = Person.objects.filter(unit=unit, left_on__isnull=True).count()
        below = Unit.objects.filter(parent=unit, closes_on__isnull=True).count()
        refuse_if(people or below, NotEmpty, name=unit.name, people=people, units=below)
        Post.objects.filter(unit=unit, to_on__isnull=True).update(to_on=on)
        unit.closes_on = max(on, unit.opens_on)
        unit.save(update_fields=["closes_on"])
        record_change(unit, kind=ChangeKind.CLOSED, on=on, before=unit.name, document=document, by=by, at=at)
    return unit


def _reparent(unit: Unit, *, parent: Unit) -> None:
    """Hang a unit with all below it under another: one statement moves every path of the subtree."""
    old, new = unit.path, next_path(parent)
    moved = Unit.objects.filter(within([old]))
    moved.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1, Length(F("path")))))
    Unit.objects.filter(pk=unit.pk).update(parent=parent)
    unit.path, unit.parent = new, parent


def _move_people(people: object, *, to: Unit, on: date, at: datetime) -> None:
    """End the open stretch of work of these people and begin one in another unit on the same day."""
    pks = list(people.values_list("pk", flat=True))  # type: ignore[attr-defined]
    for start in range(0, len(pks), 500):
        some = pks[start : start + 500]
        open_now = Employment.objects.filter(person__in=some, to_on__isnull=True)
        trades = dict(open_now.values_list("person", "trade"))
        open_now.filter(from_on__gte=on).update(from_on=on - timedelta(days=1))
        open_now.update(to_on=on, why_ended=LeaveReason.MERGED)
        Employment.objects.bulk_create(
            [Employment(person_id=pk, unit=to, trade=trades.get(pk, ""), from_on=on) for pk in some]
        )
        Person.objects.filter(pk__in=some).update(unit=to, touched_at=at)
