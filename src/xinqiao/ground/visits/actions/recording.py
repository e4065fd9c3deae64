"""Writing a visit down, mending what was written wrong, taking back what never took place, and the visited one's word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.org.models import Person, Unit
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.papers import actions as papers
from xinqiao.ground.trail import actions as trail
from xinqiao.ground.visits import rules
from xinqiao.ground.visits.actions import limits
from xinqiao.ground.visits.actions.tasks import Problem, give_task
from xinqiao.ground.visits.models import Visit, VisitPerson, VisitVersion, VisitWord
from xinqiao.ground.visits.queries import people as who
from xinqiao.ground.visits.words import (
    CLOSED_PLACES,
    CLOSED_PURPOSES,
    REGISTER,
    SHEET,
    VISIT,
    Side,
    TaskState,
    VisitState,
)
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if


class VisitWithdrawn(Refused):
    rule = _("这次走访已经撤销。")
    source = limits.SOURCE
    cure = _("真去过，就另记一次。")


class TasksUnfinished(Refused):
    rule = _("还有交办的事没有收尾，走访撤销不了。")
    source = _("走访记录规则：交办的事件件有结果")
    cure = _("请经办的人写明结果；退回来的改由您自己办，写一句“记错了，没有这件事”。")


class SpokenAlready(Refused):
    rule = _("您已经对这一版说过了。")
    source = limits.SOURCE
    cure = _("还有话，打电话给去看您的同志，或者说诉求。")


@dataclass(frozen=True)
class Account:
    """A visit as it is told: day, place, what for, whom (numbers, names behind them; or a unit), what was heard."""

    on: date
    place: str
    purposes: Sequence[str]
    heard: str
    people: str = ""
    unit: str = ""
    companions: str = ""
    internal: str = ""


@dataclass(frozen=True)
class Party:
    """Who stands on which side, where each worked, and the unit to which everybody visited belongs."""

    visited: tuple[Person, ...]
    companions: tuple[Person, ...]
    places: dict[int, Unit]
    unit: Unit
    whole_unit: bool


def record_visit(
    account: Account,
    *,
    token: str,
    problems: Sequence[Problem] = (),
    visitor: str = "",
    photo: tuple[BinaryIO, str, int] | None = None,
    by: Viewer,
    at: datetime,
) -> Visit:
    """Write a visit down with its problems as tasks, in one transaction. `visitor` is a number when written for another.

    The same `token` of the same writer is the same form sent twice, and gives the visit that stands. Counted once however
    many purposes. Raises the refusals of limits.py and of the photo.
    """
    with transaction.atomic():
        writer = Person.objects.select_for_update().get(pk=by.person or 0)
        if standing := Visit.objects.filter(written_by=writer, token=token).first():
            return standing
        limits.check_day(account.on, recorded_on=today(at))
        goer = _visitor(visitor, writer=writer, on=account.on)
        party = _party(account, goer=goer, writer=writer)
        kept = papers.keep_photo(photo[0], name=photo[1], size=photo[2], at=at) if photo else None
        visit = Visit.objects.create(
            number=papers.next_number(REGISTER, at=at), token=token, visitor=goer, written_by=writer, photo=kept,
            recorded_at=at, **_content(account, party=party),
        )  # fmt: skip
        _place(visit, party=party, at=at)
        _keep_version(visit, party=party, why="", writer=writer, at=at)
        _tell(visit, verb="record_visit", people=party.visited, by=by, at=at)
        for problem in problems:
            give_task(visit, problem=problem, visited=party.visited, by=by, at=at)
    return visit


def _visitor(number: str, *, writer: Person, on: date) -> Person:
    """Who went: the writer, or the one they write for, if an officer or a leader that day. Raises NoOfficerThatDay."""
    goer = writer
    if number and number != writer.number:
        meant = who.people_meant(number, on=on)
        _found(meant)
        goer = meant.people[0]
        refuse_if(not who.was_officer(goer.pk, on=on), limits.NoOfficerThatDay)
    return goer


def _found(meant: who.Meant) -> None:
    refuse_if(meant.unknown, limits.NotOnRoster, numbers="、".join(meant.unknown))
    refuse_if(meant.other_names, limits.AnotherName, names="、".join(meant.other_names))


def _party(account: Account, *, goer: Person, writer: Person, before: Visit | None = None) -> Party:
    """Whom one went to see, and with whom; who is in it already keeps the unit of then. Raises the refusals of limits.py."""
    refuse_if(not account.purposes, limits.NoPurpose)
    refuse_if(not account.heard.strip(), limits.NothingHeard)
    visited, along = (
        who.people_meant(account.people, on=account.on),
        who.people_meant(account.companions, on=account.on),
    )
    _found(visited)
    _found(along)
    named = _unit(account.unit, before=before)
    refuse_if(not visited.people and named is None, limits.NobodyVisited)
    refuse_if({goer, writer} & set(visited.people), limits.OwnVisit)
    both = [person.name for person in along.people if person in visited.people]
    refuse_if(both, limits.OnBothSides, names="、".join(both))
    refuse_if(_is_closed(account) and (named is not None or len(visited.people) > 1), limits.OneEach)
    companions = tuple(person for person in along.people if person != goer)
    places = {person.pk: person.unit for person in (*visited.people, *companions)}
    if before is not None:
        places |= {row.person_id: row.unit for row in _in_force(before) if row.person_id in places}
    unit = named or who.unit_above(places[person.pk] for person in visited.people)
    return Party(visited.people, companions, places, unit, named is not None)


def _unit(text: str, *, before: Visit | None) -> Unit | None:
    """The unit visited as a whole; one that stands there already is not looked for again: it may be closed by now."""
    if not text:
        return None
    if before is not None and before.whole_unit and text == before.unit.name:
        return before.unit
    named = who.unit_meant(text)
    refuse_if(named is None, limits.NoSuchUnit, name=text)
    return named


def _in_force(visit: Visit) -> list[VisitPerson]:
    return list(visit.people.filter(dropped_at__isnull=True).select_related("unit"))


def _is_closed(account: Account) -> bool:
    return bool(set(account.purposes) & set(CLOSED_PURPOSES)) or account.place in CLOSED_PLACES


def _content(account: Account, *, party: Party) -> dict[str, Any]:
    return {
        "on": account.on, "place": account.place, "purposes": f",{','.join(account.purposes)},",
        "heard": account.heard.strip(), "internal": account.internal.strip(), "closed": _is_closed(account),
        "unit": party.unit, "whole_unit": party.whole_unit,
    }  # fmt: skip


def _place(visit: Visit, *, party: Party, at: datetime) -> None:
    """Whoever is new in it gets a row; whoever is not in it any more is dropped; the others keep theirs."""
    sides = {person.pk: str(Side.VISITED) for person in party.visited}
    sides |= {person.pk: str(Side.COMPANION) for person in party.companions}
    for row in _in_force(visit):
        if sides.get(row.person_id) == row.side:
            sides.pop(row.person_id)
        else:
            row.dropped_at = at
            row.save(update_fields=["dropped_at"])
    VisitPerson.objects.bulk_create(
        VisitPerson(visit=visit, person_id=person, side=side, unit=party.places[person])
        for person, side in sides.items()
    )


def _keep_version(visit: Visit, *, party: Party, why: str, writer: Person, at: datetime) -> None:
    VisitVersion.objects.create(
        visit=visit, version=visit.version, on=visit.on, place=visit.place, purposes=visit.purposes, heard=visit.heard,
        internal=visit.internal, unit_name=party.unit.name, why=why, written_at=at, written_by=writer,
        visited=[[person.number, person.name] for person in party.visited],
        companions=[[person.number, person.name] for person in party.companions],
    )  # fmt: skip


def locked(visit: int, *, by: Viewer, rule: Any = rules.amend_visit) -> Visit:
    """The visit, locked through the rule. Raises Visit.DoesNotExist outside of it."""
    return Visit.objects.select_for_update(of=("self",)).get(rule.rows(by), pk=visit)


def amend_visit(visit: int, *, account: Account, why: str, by: Viewer, at: datetime) -> Visit:
    """Mend what was written wrong: a new version, and the old ones stay to be read. What was closed stays closed.

    Whoever was named by mistake is dropped and sees it no more. Raises VisitWithdrawn, VisitReasonMissing and the refusals of
    limits.py; the day is judged by when it was first written down.
    """
    with transaction.atomic():
        row = locked(visit, by=by)
        refuse_if(row.state == VisitState.WITHDRAWN, VisitWithdrawn)
        refuse_if(not why.strip(), limits.VisitReasonMissing)
        limits.check_day(account.on, recorded_on=today(row.recorded_at))
        writer, goer = Person.objects.get(pk=by.person or 0), Person.objects.get(pk=row.visitor_id)
        party = _party(account, goer=goer, writer=writer, before=row)
        was_closed = row.closed
        for name, content in _content(account, party=party).items():
            setattr(row, name, content)
        row.closed, row.version = row.closed or was_closed, row.version + 1
        row.save()
        _place(row, party=party, at=at)
        _keep_version(row, party=party, why=why.strip(), writer=writer, at=at)
        _tell(row, verb="amend_visit", people=party.visited, by=by, at=at)
    return row


def withdraw_visit(visit: int, *, why: str, by: Viewer, at: datetime) -> Visit:
    """Take back a visit recorded by mistake: its number stays and the reason with it. Raises VisitWithdrawn,
    VisitReasonMissing; TasksUnfinished, because no task ends without a result."""
    with transaction.atomic():
        row = locked(visit, by=by)
        refuse_if(row.state == VisitState.WITHDRAWN, VisitWithdrawn)
        refuse_if(not why.strip(), limits.VisitReasonMissing)
        refuse_if(row.tasks.exclude(state=TaskState.DONE).exists(), TasksUnfinished)
        row.state, row.withdrawn_at, row.withdrawn_why = VisitState.WITHDRAWN, at, why.strip()
        row.save(update_fields=["state", "withdrawn_at", "withdrawn_why"])
        _tell(row, verb="withdraw_visit", people=who.visited_of(row.pk), by=by, at=at)
    return row


def answer_visit(visit: int, *, answer: str, words: str, by: Viewer, at: datetime) -> VisitWord:
    """The one word of somebody visited: it is so, or something to add; once for each version, since a correction may
    change what was agreed to. Raises VisitWithdrawn, SpokenAlready."""
    with transaction.atomic():
        row = locked(visit, by=by, rule=rules.answer_visit)
        refuse_if(row.state == VisitState.WITHDRAWN, VisitWithdrawn)
        said = VisitWord.objects.filter(visit=row, person=by.person, version=row.version)
        refuse_if(said.exists(), SpokenAlready)
        word = VisitWord.objects.create(
            visit=row, person_id=by.person or 0, version=row.version, answer=answer, words=words.strip(), said_at=at
        )
        trail.record(
            verb="answer_visit", by=by, at=at, kind=VISIT, row=row.pk, number=row.number, person=by.person,
            note={"answer": answer, "version": row.version},
        )  # fmt: skip
    return word


def read_visit(row: Visit, *, by: Viewer, at: datetime) -> None:
    """Somebody at a desk has opened it: on the trail, and each of those visited can see by whom."""
    _tell(row, verb="read", people=who.visited_of(row.pk), by=by, at=at)


def print_register(unit: Unit, *, by: Viewer, at: datetime) -> None:
    """Somebody took the register of a unit onto paper: on the trail."""
    trail.record(verb="export", by=by, at=at, kind=SHEET, row=unit.pk, number=unit.name)


def _tell(visit: Visit, *, verb: str, people: Sequence[Person], by: Viewer, at: datetime) -> None:
    """One event for each person visited, or one for the unit; never what was said."""
    whose: list[int | None] = [person.pk for person in people] or [None]
    note = None if verb == "read" else {"version": visit.version}
    kept: dict[str, Any] = {"kind": VISIT, "row": visit.pk, "number": visit.number, "note": note}
    trail.record_many([trail.event_of(verb=verb, by=by, at=at, person=person, **kept) for person in whose])
