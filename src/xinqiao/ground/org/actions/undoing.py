"""An import is taken back: every row nothing has touched since; the others stay, each with why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import ForeignObjectRel, Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.ground.lookup import actions as lookup
from xinqiao.ground.org import rules
from xinqiao.ground.org.actions import writing
from xinqiao.ground.org.actions.importing import SOURCE
from xinqiao.ground.org.actions.indexing import index_people
from xinqiao.ground.org.models import Employment, Membership, Person, RosterImport, RosterRow, Unit, UnitChange
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.org.words import PERSON, UNIT, ImportState, RowState, Verdict
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.refusal import Refused, refuse_if

DAYS = 30


class NotCommitted(Refused):
    rule = gettext_lazy("这次导入还没有入册，没有什么可撤回的。")
    source = SOURCE
    cure = gettext_lazy("不想要这张表，不去点“入册”就行。")


class UndoneAlready(Refused):
    rule = gettext_lazy("这次导入已经撤回过了。")
    source = SOURCE
    cure = gettext_lazy("回到导入清单看现在的情况；要重新入册就再传一次表。")


class UndoTooLate(Refused):
    rule = gettext_lazy("入册已经超过%(days)s天，不能整批撤回了。")
    source = SOURCE
    cure = gettext_lazy("传一张改好的表，把要改的地方改回来。")


def undo_import(pk: int, *, by: Viewer | None, at: datetime) -> RosterImport:
    """Take a committed import back within 30 days. Raises NotCommitted, UndoneAlready, UndoTooLate."""
    with transaction.atomic():
        mine = RosterImport.objects.filter(rules.import_roster.rows(by)) if by else RosterImport.objects.all()
        done = mine.select_for_update(of=("self",)).get(pk=pk)
        refuse_if(done.state == ImportState.DRAFT, NotCommitted)
        refuse_if(done.state == ImportState.UNDONE, UndoneAlready)
        refuse_if(done.committed_at and at - done.committed_at > timedelta(days=DAYS), UndoTooLate, days=DAYS)
        rows = list(done.rows.filter(state=RowState.WRITTEN).order_by("id"))
        kept = _take_back(done, rows=rows)
        back = [row for row in rows if row.pk not in kept]
        done.rows.filter(state=RowState.WRITTEN).exclude(pk__in=list(kept)).update(state=RowState.UNDONE)
        for why in set(kept.values()):
            own = [pk for pk, reason in kept.items() if reason == why]
            done.rows.filter(pk__in=own).update(state=RowState.KEPT, kept_why=why[:200])
        _close_units(done)
        done.state, done.undone_at, done.undone_by_name = ImportState.UNDONE, at, by.name if by else ""
        done.counts |= {"back": len(back), "kept": len(kept)}
        done.save()
        _tell(done, rows=back, kept=len(kept), by=by, at=at)
    return done


def _take_back(done: RosterImport, *, rows: list[RosterRow]) -> dict[int, str]:
    """Undo what can be undone. Returns the rows that stay, each with why."""
    people = _people(row.person_id for row in rows)
    kept: dict[int, str] = {}
    fresh: dict[int, RosterRow] = {}
    changed: dict[int, tuple[Person, RosterRow]] = {}
    for row in rows:
        person = people.get(row.person_id or 0)
        if person is None:
            kept[row.pk] = _("这个人已经不在册上。")
        elif person.touched_at != done.committed_at:
            kept[row.pk] = _("入册以后有人改过%(name)s。") % {"name": person.name}
        elif row.seen_at is None or row.decision == "other":
            fresh[person.pk] = row
        else:
            changed[person.pk] = (person, row)
            _restore(person, row=row)
    hanging = _hanging(fresh, document=done.number)
    for pk, what in hanging.items():
        kept[fresh[pk].pk] = _("名下已经有%(what)s。") % {"what": what}
    back = [*changed, *(pk for pk in fresh if pk not in hanging)]
    writing.take_memberships_back(back, document=done.number)
    writing.save_people([person for person, _row in changed.values()])
    index_people(person for person, row in changed.values() if "name" in row.before)
    _rejoin_stretches(changed, done=done)
    _remove([pk for pk in fresh if pk not in hanging])
    return kept


def _restore(person: Person, *, row: RosterRow) -> None:
    """The person as before the import, so that the import before it can be taken back too."""
    for name, value in row.before.items():
        if name in (*writing.PLAIN, "unit"):
            writing.set_field(person, name=name, value=writing.value_of(name, stored=value))
    for name, value in writing.secrets_of(row).get("before", {}).items():
        writing.set_field(person, name=name, value=value)
    if row.seen_at:
        person.touched_at = row.seen_at


def _rejoin_stretches(changed: dict[int, tuple[Person, RosterRow]], *, done: RosterImport) -> None:
    """The stretch begun by the import goes, the one it ended is open again."""
    moved = [pk for pk, (_person, row) in changed.items() if {"unit", "trade", "left_on"} & set(row.before)]
    for start in range(0, len(moved), writing.BATCH):
        stretches: dict[int, list[Employment]] = {}
        for one in Employment.objects.filter(person__in=moved[start : start + writing.BATCH]).order_by("id"):
            stretches.setdefault(one.person_id, []).append(one)
        gone: list[int] = []
        again: list[Employment] = []
        for pk, own in stretches.items():
            person, row = changed[pk]
            if own[-1].to_on is None and not _left(row):
                gone.append(own.pop().pk)
            if own and own[-1].to_on is not None and person.left_on is None:
                own[-1].to_on, own[-1].why_ended = None, ""
                again.append(own[-1])
        Employment.objects.filter(pk__in=gone).delete()
        Employment.objects.bulk_update(again, ["to_on", "why_ended"], batch_size=100)


def _left(row: RosterRow) -> bool:
    """Whether the import ended somebody's work, so that it began no new stretch."""
    return "left_on" in row.before and bool(row.after.get("left_on"))


def _people(ids: Iterable[int | None]) -> dict[int, Person]:
    wanted = sorted({pk for pk in ids if pk})
    return {
        person.pk: person
        for start in range(0, len(wanted), writing.BATCH)
        for person in Person.objects.select_for_update().filter(pk__in=wanted[start : start + writing.BATCH])
    }


def _pointing_at(what: type[Model], *, leave: tuple[type[Model], ...]) -> list[tuple[type[Model], str]]:
    """Every table of the product that points at this one, whatever room it belongs to, and by which field."""
    relations = [one for one in what._meta.get_fields(include_hidden=True) if isinstance(one, ForeignObjectRel)]
    return [(one.related_model, one.field.name) for one in relations if one.related_model not in leave]


def _hanging(people: Iterable[int], *, document: str) -> dict[int, str]:
    """New people on whom something hangs by now that this import did not bring, with what it is called."""
    found: dict[int, str] = {}
    ids = sorted(people)
    for model, name in _pointing_at(Person, leave=(Employment, RosterRow)):
        for start in range(0, len(ids), writing.BATCH):
            rows = model._default_manager.filter(**{f"{name}__in": ids[start : start + writing.BATCH]})
            rows = rows.exclude(document=document) if model is Membership else rows
            for pk in rows.values_list(name, flat=True):
                found.setdefault(pk, str(_THINGS.get(model.__name__, _("别的记录"))))
    return found


_THINGS = {
    "Account": gettext_lazy("账号"),
    "Slip": gettext_lazy("启用单"),
    "Post": gettext_lazy("职务"),
    "Membership": gettext_lazy("会籍"),
    "Case": gettext_lazy("办件"),
    "Appeal": gettext_lazy("诉求"),
}


def _remove(people: list[int]) -> None:
    for start in range(0, len(people), writing.BATCH):
        batch = people[start : start + writing.BATCH]
        Employment.objects.filter(person__in=batch).delete()
        RosterRow.objects.filter(person__in=batch).update(person=None)
        Person.objects.filter(pk__in=batch).delete()
    lookup.drop_many(kind=PERSON, rows=people)


def _close_units(done: RosterImport) -> None:
    """Units the import made go again where nothing stands in them; the lowest first."""
    for unit in Unit.objects.filter(pk__in=done.made_units).order_by("-path"):
        pointing = _pointing_at(Unit, leave=(UnitChange, RosterImport))
        held = any(model._default_manager.filter(**{name: unit.pk}).exists() for model, name in pointing)
        if not held and unit.changes.count() == 1:
            RosterImport.objects.filter(unit=unit).update(unit=unit.parent)
            done.unit_id = unit.parent_id if done.unit_id == unit.pk else done.unit_id
            unit.changes.all().delete()
            lookup.drop(kind=UNIT, row=unit.pk)
            unit.delete()


def _tell(done: RosterImport, *, rows: list[RosterRow], kept: int, by: Viewer | None, at: datetime) -> None:
    note = {"import": done.number}
    trail.record_many(
        [
            trail.event_of(
                verb="take_back",
                by=by,
                at=at,
                kind="org.person",
                row=row.person_id,
                number=row.number,
                person=row.person_id,
                note=note,
            )
            for row in rows
            if row.verdict != Verdict.LEFT or row.decision
        ]
    )
    counts = {"back": len(rows), "kept": kept}
    trail.record(verb="undo_import", by=by, at=at, kind="org.import", row=done.pk, number=done.number, note=counts)
