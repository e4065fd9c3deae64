"""A draft becomes one import: every row that is clear or decided is written, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.ground.org import rules
from xinqiao.ground.org.actions import writing
from xinqiao.ground.org.actions.founding import Founder
from xinqiao.ground.org.actions.importing import ROOT, SOURCE, ImportSettled
from xinqiao.ground.org.actions.indexing import index_people
from xinqiao.ground.org.models import Person, RosterImport, RosterRow, Unit
from xinqiao.ground.org.queries import Viewer, id_index
from xinqiao.ground.org.words import Decision, ImportState, LeaveReason, Question, RowState, Verdict
from xinqiao.ground.papers.actions import next_number
from xinqiao.ground.trail import actions as trail
from xinqiao.ground.trail.models import Event
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if

REGISTER = "HMC"
_CLEAR = Q(verdict__in=(Verdict.NEW, Verdict.CHANGED)) & ~Q(decision=Decision.SKIP)
_ANSWERED = ~Q(decision__in=("", Decision.SKIP))
TO_WRITE = _CLEAR | _ANSWERED
_LEAVING = {
    Decision.TRANSFER: LeaveReason.TRANSFER,
    Decision.RETIRED: LeaveReason.RETIRED,
    Decision.RESIGNED: LeaveReason.RESIGNED,
    Decision.DIED: LeaveReason.DIED,
}


class NothingToWrite(Refused):
    rule = gettext_lazy("这张表里没有可以入册的行。")
    source = SOURCE
    cure = gettext_lazy("先定好存疑的行，或者改好退回的行再传一次。")


@dataclass
class Work:
    """What one commit writes."""

    roster_import: RosterImport
    founder: Founder
    on: date
    at: datetime
    created: list[tuple[RosterRow, Person]] = field(default_factory=list)
    changed: dict[int, Person] = field(default_factory=dict)
    fields: dict[int, list[str]] = field(default_factory=dict)
    joined: list[tuple[Person, date]] = field(default_factory=list)
    whys: dict[int, str] = field(default_factory=dict)
    rewritten: list[RosterRow] = field(default_factory=list)
    overtaken: list[RosterRow] = field(default_factory=list)


def commit_import(pk: int, *, by: Viewer | None, at: datetime) -> RosterImport:
    """Write a draft as one import and give it its number. Rows whose person was changed since the draft are left out
    and become doubtful. Raises ImportSettled, NothingToWrite."""
    with transaction.atomic():
        number = next_number(REGISTER, at=at)  # its row stays locked: two imports are written one after the other
        mine = RosterImport.objects.filter(rules.import_roster.rows(by)) if by else RosterImport.objects.all()
        draft = mine.select_for_update(of=("self",)).get(pk=pk)
        refuse_if(draft.state != ImportState.DRAFT, ImportSettled)
        rows = list(draft.rows.filter(TO_WRITE).order_by("id"))
        refuse_if(not rows, NothingToWrite)
        root_name = draft.columns.get("root", "")
        founder = Founder(root_name=root_name, on=today(at), document=number, by=by, at=at)
        work = Work(draft, founder, today(at), at)
        _sort(work, rows=rows)
        _save(work)
        _settle(work, number=number, by=by)
        _tell(work, by=by)
    return draft


def _sort(work: Work, *, rows: list[RosterRow]) -> None:
    """Put every row to its person; rows somebody overtook are set aside."""
    people = _people(row.person_id for row in rows if row.decision != Decision.OTHER)
    seen = {pk: person.touched_at for pk, person in people.items()}
    numbers, ids = _taken()
    for row in rows:
        owner = row.person_id if row.decision != Decision.OTHER else None
        identity = writing.secrets_of(row).get("after", {}).get("id_number", "")
        index = id_index(identity) if identity else ""
        if index and ids.get(index, owner) != owner:
            work.overtaken.append(row)
        elif owner is not None:
            if owner in people and seen[owner] == row.seen_at:
                _change(work, row=row, person=people[owner])
            else:
                work.overtaken.append(row)
        elif row.number in numbers:
            work.overtaken.append(row)
        else:
            numbers.add(row.number)
            unit = work.founder.unit(row.after["unit"], names=row.after.get("make", ()))
            work.created.append((row, writing.new_person(row, unit=unit, at=work.at)))
            _join(work, said=row.after, person=work.created[-1][1])


def _change(work: Work, *, row: RosterRow, person: Person) -> None:
    unit = None
    if row.decision in _LEAVING:
        row.after = {"left_on": work.on.isoformat(), "why_left": _LEAVING[Decision(row.decision)]}
    elif "unit" in row.after and not _already_below(row, person=person):
        unit = work.founder.unit(row.after["unit"], names=row.after.get("make", ()))
    stored = (row.before, row.after, row.secret)
    changed = writing.change_person(person, row=row, unit=unit, at=work.at)
    _join(work, said=stored[1], person=person)
    work.changed[person.pk] = person
    work.fields.setdefault(person.pk, []).extend(changed)
    work.whys[person.pk] = row.after.get("why_left", "")
    if row.verdict != Verdict.CHANGED or row.after.get("make") or stored[1].get("unit") == ROOT:
        work.rewritten.append(row)
    else:  # a clear change was laid by whole, and nobody has touched the person since
        row.before, row.after, row.secret = stored


def _join(work: Work, *, said: dict[str, Any], person: Person) -> None:
    if "joined_on" in said:
        work.joined.append((person, date.fromisoformat(said["joined_on"])))


def _already_below(row: RosterRow, *, person: Person) -> bool:
    """A row that names only the body above says nothing against the team somebody is in."""
    if row.after.get("make") or row.verdict == Verdict.CHANGED:
        return False
    named = Unit.objects.filter(pk=row.after["unit"]).values_list("path", flat=True).first()
    return named is not None and person.unit.path.startswith(named)


def _people(ids: Iterable[int | None]) -> dict[int, Person]:
    found: dict[int, Person] = {}
    wanted = sorted({pk for pk in ids if pk})
    for start in range(0, len(wanted), writing.BATCH):
        rows = Person.objects.select_for_update().filter(pk__in=wanted[start : start + writing.BATCH])
        found |= {person.pk: person for person in rows}
    return found


def _taken() -> tuple[set[str], dict[str, int]]:
    """Numbers, and identity numbers with whose they are, that the register holds by now."""
    held = list(Person.objects.values_list("number", "id_index", "pk"))
    return {number for number, _index, _pk in held}, {index: pk for _number, index, pk in held if index}


def _save(work: Work) -> None:
    Person.objects.bulk_create((person for _row, person in work.created), batch_size=writing.BATCH)
    writing.open_stretches([person for _row, person in work.created], on=work.on)
    writing.save_people(list(work.changed.values()))
    index_people(person for _row, person in work.created)
    index_people(person for pk, person in work.changed.items() if "name" in work.fields[pk])
    moved = {
        pk: (person, work.fields[pk], work.whys[pk])
        for pk, person in work.changed.items()
        if {"unit", "trade", "left_on"} & set(work.fields[pk])
    }
    writing.follow_stretches(moved, on=work.on)
    for person in writing.enter_union(work.joined, document=work.founder.document):
        work.fields.setdefault(person.pk, []).append("joined_on")


def _settle(work: Work, *, number: str, by: Viewer | None) -> None:
    draft = work.roster_import
    for row in work.rewritten:
        row.save(update_fields=["before", "after", "secret"])
    for row in work.overtaken:
        problem = {
            "column": "",
            "value": row.number,
            "reason": _("核对以后有人改过这个人。"),
            "cure": _("再传一次这张表，看新的差别。"),
        }
        row.verdict, row.question, row.problems, row.decision = Verdict.DOUBTFUL, Question.TOUCHED, [problem], ""
        row.save(update_fields=["verdict", "question", "problems", "decision"])
    skipped = [row.pk for row in work.overtaken]
    written = draft.rows.filter(TO_WRITE).exclude(pk__in=skipped)
    own = Subquery(Person.objects.filter(number=OuterRef("number")).values("pk")[:1])
    draft.rows.filter(Q(person__isnull=True) | Q(decision=Decision.OTHER), TO_WRITE).exclude(pk__in=skipped).update(
        person=own
    )
    written.update(state=RowState.WRITTEN)
    draft.number, draft.state, draft.committed_at = number, ImportState.COMMITTED, work.at
    draft.committed_by_name = by.name if by else ""
    draft.made_units = work.founder.made
    if draft.unit_id is None:
        draft.unit = Unit.objects.filter(parent__isnull=True).order_by("path").first()
    draft.counts |= {
        "written_new": len(work.created),
        "written_changed": len(work.changed),
        "overtaken": len(work.overtaken),
    }
    draft.save()


def _tell(work: Work, *, by: Viewer | None) -> None:
    """One event a person, one for the import. They name fields, never values of sealed ones."""
    number = work.roster_import.number

    def event(person: Person, *, verb: str, fields: list[str]) -> Event:
        note = {"import": number, "fields": sorted(set(fields))}
        return trail.event_of(
            verb=verb,
            by=by,
            at=work.at,
            kind="org.person",
            row=person.pk,
            number=person.number,
            person=person.pk,
            note=note,
        )

    events = [event(person, verb="enrol", fields=[]) for _row, person in work.created]
    events += [event(person, verb="amend", fields=work.fields[pk]) for pk, person in work.changed.items()]
    trail.record_many(events)
    draft = work.roster_import
    trail.record(
        verb="commit_import",
        by=by,
        at=work.at,
        kind="org.import",
        row=draft.pk,
        number=number,
        note={"digest": draft.digest},
    )
