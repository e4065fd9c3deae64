"""Reading the trail: who read my file, what was done, how much is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, QuerySet

from xinqiao.ground.trail.models import Event, Seal
from xinqiao.ground.trail.words import kinds
from xinqiao.kit.clock import moment


def reads_of(person: int) -> QuerySet[Event]:
    """Who read this person's records, newest first: shown to the person alone."""
    return Event.objects.filter(verb="read", person=person).exclude(actor=person).order_by("-id")


def events_about(kind: str, *, row: int) -> QuerySet[Event]:
    """All that was done to one record, oldest first."""
    return Event.objects.filter(kind=kind, row=row).order_by("id")


def head() -> Seal | None:
    """The last seal: its head is the one line that proves everything before it."""
    return Seal.objects.defer("events", "leaves").order_by("-id").first()


@dataclass(frozen=True)
class State:
    """How much is sealed, for the public page and the command."""

    events: int
    seals: int
    last: Seal | None


def state() -> State:
    """Counts of events and seals, and the last seal."""
    return State(Event.objects.count(), Seal.objects.count(), head())


@dataclass(frozen=True)
class Reading:
    """One reading of a person's records, as they are shown it."""

    at: datetime
    who: str
    what: str
    number: str


def readings(person: int, *, before: int | None, page: int) -> tuple[list[Reading], int | None]:
    """One page of who read this person's records, newest first, by key; and where the next page begins."""
    rows = reads_of(person)
    if before:
        rows = rows.filter(id__lt=before)
    found = list(rows[: page + 1])
    shown = [Reading(row.at, row.actor_name, str(kinds.get(row.kind, row.kind)), row.number) for row in found[:page]]
    return shown, found[page - 1].id if len(found) > page else None


@dataclass(frozen=True)
class Search:
    """What an auditor looks for: a day, an actor's name, a verb, a register number. Empty fields do not narrow."""

    on: date | None = None
    name: str = ""
    verb: str = ""
    number: str = ""


def events(search: Search, *, before: int | None, page: int) -> tuple[list[Event], int | None]:
    """One page of events, newest first, by key: that something was done, never what it contained.

    What people do in matters of their own is not found by their name: it would tell who is behind a sealed matter.
    """
    rows = Event.objects.order_by("-id").defer("note", "nonce", "mark")
    if search.on:
        begins = moment(search.on)
        rows = rows.filter(at__gte=begins, at__lt=begins + timedelta(days=1))
    if search.name:
        rows = rows.filter(actor_name=search.name).exclude(actor=F("person"))
    if search.verb:
        rows = rows.filter(verb=search.verb)
    if search.number:
        rows = rows.filter(number=search.number)
    if before:
        rows = rows.filter(id__lt=before)
    found = list(rows[: page + 1])
    return found[:page], found[page - 1].id if len(found) > page else None
