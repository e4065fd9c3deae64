"""What people and units are found by: kept with every deed that names them, and read anew for `reindex`."""

from __future__ import annotations

from collections.abc import Iterable

from xinqiao.ground.lookup import actions as lookup
from xinqiao.ground.lookup.words import Row
from xinqiao.ground.org.models import Person, Unit, UnitChange
from xinqiao.ground.org.queries import name_key
from xinqiao.ground.org.words import PERSON, UNIT


def index_people(people: Iterable[Person]) -> None:
    """Found by number, name and the sound of the name, its syllables apart or together."""
    lookup.put_many(kind=PERSON, rows=[(one.pk, _of_person(one)) for one in people])


def index_units(units: Iterable[Unit]) -> None:
    """Found by name, short name and code, and by the names they had before."""
    rows = list(units)
    before: dict[int, list[str]] = {}
    changes = UnitChange.objects.filter(unit__in=[one.pk for one in rows]).exclude(before="")
    for pk, name in changes.values_list("unit", "before"):
        before.setdefault(pk, []).append(name)
    lookup.put_many(
        kind=UNIT, rows=[(one.pk, [one.name, one.short, one.code, *before.get(one.pk, [])]) for one in rows]
    )


def people_anew(after: int, *, size: int) -> list[Row]:
    """People by key, for `reindex`."""
    rows = Person.objects.filter(pk__gt=after).only("number", "name", "name_key").order_by("pk")
    return [(one.pk, _of_person(one)) for one in rows[:size]]


def units_anew(after: int, *, size: int) -> list[Row]:
    """Units by key, for `reindex`."""
    rows = Unit.objects.filter(pk__gt=after).prefetch_related("changes").order_by("pk")
    return [
        (one.pk, [one.name, one.short, one.code, *(change.before for change in one.changes.all())])
        for one in rows[:size]
    ]


def _of_person(person: Person) -> list[str]:
    sound = person.name_key or name_key(person.name)
    return [person.number, person.name, sound, sound.replace(" ", "")]
