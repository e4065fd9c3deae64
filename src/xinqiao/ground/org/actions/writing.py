"""Writing rows of a roster to people: what changes, and the dated stretches of work that follow from it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from xinqiao.ground.org.models import Employment, Membership, Person, RosterRow
from xinqiao.ground.org.queries import id_index, name_key, phone_index
from xinqiao.ground.org.words import LeaveReason, Question

DATES = ("born_on", "hired_on", "left_on")
PLAIN = ("name", "sex", "born_on", "trade", "hired_on", "left_on")
SEALED = {"id_number": ("id_index", id_index), "phone": ("phone_index", phone_index)}
WRITTEN = ("name", "name_key", "sex", "born_on", "id_number", "id_index", "phone", "phone_index", "unit", "trade",
           "hired_on", "left_on", "touched_at")  # fmt: skip
BATCH = 500


def secrets_of(row: RosterRow) -> dict[str, dict[str, str]]:
    """The sealed part of a row: identity number and telephone, before and after."""
    return json.loads(row.secret) if row.secret else {}


def value_of(name: str, *, stored: Any) -> Any:
    """A stored plain value as the model holds it."""
    return date.fromisoformat(stored) if name in DATES and stored else stored


def set_field(person: Person, *, name: str, value: Any) -> None:
    """One field, with the index or key that follows from it."""
    if name == "unit":
        person.unit_id = value
        return
    setattr(person, name, value)
    if name == "name":
        person.name_key = name_key(value)
    elif name in SEALED:
        index, of = SEALED[name]
        setattr(person, index, of(value) if value else "")


def new_person(row: RosterRow, *, unit: int, at: datetime) -> Person:
    """The person a row describes, not yet saved."""
    person = Person(number=row.number, unit_id=unit, touched_at=at)
    for name in PLAIN:
        if name in row.after and name != "left_on":
            set_field(person, name=name, value=value_of(name, stored=row.after[name]))
    for name, value in secrets_of(row).get("after", {}).items():
        set_field(person, name=name, value=value)
    return person


def change_person(person: Person, *, row: RosterRow, unit: int | None, at: datetime) -> list[str]:
    """Write a row to a person, not yet saved; the row keeps what was before. Returns the names of changed fields."""
    secret = secrets_of(row)
    wanted = {name: value_of(name, stored=row.after[name]) for name in PLAIN if name in row.after}
    wanted |= secret.get("after", {})
    if unit is not None:
        wanted["unit"] = unit
    if row.question == Question.RETURNED:
        wanted["left_on"] = None
    had: dict[str, Any] = {name: person.unit_id if name == "unit" else getattr(person, name) for name in wanted}
    changed = [name for name, value in wanted.items() if value != had[name]]
    for name in changed:
        set_field(person, name=name, value=wanted[name])
    person.touched_at = at
    row.before = {name: _plain(had[name]) for name in changed if name not in SEALED} | {
        name: shown for name, shown in row.before.items() if name in SEALED
    }
    row.after = {**row.after, **({"unit": unit} if unit is not None else {}), "written": changed}
    secret["before"] = {name: had[name] for name in changed if name in SEALED}
    row.secret = json.dumps(secret) if secret["before"] or secret.get("after") else ""
    return changed


def open_stretches(people: Iterable[Person], *, on: date) -> None:
    """The first stretch of work of each new person."""
    Employment.objects.bulk_create(
        (Employment(person=one, unit_id=one.unit_id, trade=one.trade, from_on=one.hired_on or on) for one in people),
        batch_size=BATCH,
    )


def follow_stretches(moved: dict[int, tuple[Person, list[str], str]], *, on: date) -> None:
    """End and begin stretches of work for people whose unit, trade or leaving changed. `moved` by person."""
    open_now = {one.person_id: one for one in _open(moved)}
    ended, begun = [], []
    for pk, (person, changed, why) in moved.items():
        leaves = "left_on" in changed and person.left_on is not None
        stretch = open_now.get(pk)
        if stretch is None and person.left_on is not None:
            continue
        if stretch is not None:
            last = person.left_on if leaves and person.left_on else on
            stretch.to_on = max(stretch.from_on, last)
            stretch.why_ended = (why or LeaveReason.RESIGNED) if leaves else LeaveReason.MOVED
            ended.append(stretch)
        if not leaves:
            begun.append(Employment(person=person, unit_id=person.unit_id, trade=person.trade, from_on=on))
    Employment.objects.bulk_update(ended, ["to_on", "why_ended"], batch_size=100)
    Employment.objects.bulk_create(begun, batch_size=BATCH)


def enter_union(joined: Iterable[tuple[Person, date]], *, document: str) -> list[Person]:
    """Membership, from a day on, of those who have none. Returns whom it entered."""
    wanted = {person.pk: (person, on) for person, on in joined}
    ids = sorted(wanted)
    for start in range(0, len(ids), BATCH):
        rows = Membership.objects.filter(person__in=ids[start : start + BATCH], left_on__isnull=True)
        for pk in rows.values_list("person", flat=True):
            wanted.pop(pk)
    Membership.objects.bulk_create(
        (Membership(person=person, joined_on=on, document=document) for person, on in wanted.values()),
        batch_size=BATCH,
    )
    return [person for person, _on in wanted.values()]


def take_memberships_back(people: Iterable[int], *, document: str) -> None:
    """The memberships one import entered go again; nobody has touched these people since."""
    ids = sorted(people)
    for start in range(0, len(ids), BATCH):
        Membership.objects.filter(person__in=ids[start : start + BATCH], document=document).delete()


def save_people(people: list[Person]) -> None:
    """Save changed people in few statements: an insert that meets its own row and updates it."""
    Person.objects.bulk_create(
        people, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=list(WRITTEN)
    )


def _open(moved: Iterable[int]) -> list[Employment]:
    ids = sorted(moved)
    return [
        one
        for start in range(0, len(ids), BATCH)
        for one in Employment.objects.filter(person__in=ids[start : start + BATCH], to_on__isnull=True)
    ]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
