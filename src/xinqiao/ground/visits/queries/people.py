"""Who is meant: numbers and names as they are written down, the unit everybody belongs to, who can answer for a task."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from xinqiao.ground.org.models import Person, Post, Unit
from xinqiao.ground.org.queries import Viewer, are_kin, by_number, posts_in_force, unit_named
from xinqiao.ground.org.words import Role
from xinqiao.ground.visits.models import VisitPerson
from xinqiao.ground.visits.words import OFFICERS, OWNERS, Side
from xinqiao.kit.texts import plain

_BETWEEN = re.compile(r"[\s，,、；;/]+")
TEAM = 60  # people of one's own group to tick: more are typed by number


@dataclass(frozen=True)
class Meant:
    """What a line of numbers means: the people, what is on no roster, and numbers whose name is another's."""

    people: tuple[Person, ...]
    unknown: tuple[str, ...]
    other_names: tuple[str, ...]


def people_meant(text: str, *, on: date) -> Meant:
    """People at work on a day, by number; a name behind a number is compared with the roster's. One statement."""
    parts = list(dict.fromkeys(part for part in _BETWEEN.split(plain(text)) if part))
    at_work = Q(left_on__isnull=True) | Q(left_on__gt=on)
    found = {p.number: p for p in Person.objects.filter(at_work, number__in=parts).select_related("unit")}
    people: list[Person] = []
    unknown: list[str] = []
    other: list[str] = []
    named: Person | None = None
    for part in parts:
        if part in found:
            people.append(found[part])
        elif named is not None and not any(letter.isdigit() for letter in part):
            other += [part] if part != named.name else []
        else:
            unknown.append(part)
        named = found.get(part)
    return Meant(tuple(people), tuple(unknown), tuple(other))


def unit_above(units: Iterable[Unit]) -> Unit:
    """The lowest unit under which all of these lie."""
    paths = sorted(unit.path for unit in units)
    first, last = paths[0], paths[-1]  # what these two share, all share
    levels = [n for n in range(4, min(len(first), len(last)) + 1, 4) if first[:n] == last[:n]]
    return Unit.objects.get(path=first[: levels[-1]])


def visited_of(visit: int) -> list[Person]:
    """Those visited, as the visit stands."""
    rows = VisitPerson.objects.filter(visit=visit, side=Side.VISITED, dropped_at__isnull=True).select_related("person")
    return [row.person for row in rows.order_by("person__number")]


def unit_meant(text: str) -> Unit | None:
    """The open unit with this name, short name or code, if there is exactly one."""
    return unit_named(plain(text))


def team_of(viewer: Viewer) -> list[tuple[str, str]]:
    """The people of the viewer's own group, to tick instead of typing numbers."""
    groups = viewer.desks_as(Role.GROUP_LEADER)
    if not groups:
        return []
    rows = Person.objects.filter(unit__in=groups, left_on__isnull=True).exclude(pk=viewer.person or 0)
    return [(row.number, row.name) for row in rows.only("number", "name").order_by("number")[:TEAM]]


def held(roles: Iterable[str], *, person: int, on: date) -> Post | None:
    """A post in one of these roles that somebody holds on a day, the lowest in the tree first."""
    posts = posts_in_force(on).filter(person=person, role__in=tuple(roles)).select_related("unit")
    return posts.order_by("-unit__path", "id").first()


def was_officer(person: int, *, on: date) -> bool:
    """Whether somebody held a post that goes on visits that day."""
    return held(OFFICERS, person=person, on=on) is not None


@dataclass(frozen=True)
class Hands:
    """A desk and somebody there, or whoever is free."""

    unit: Unit
    owner: Person | None


def hands_meant(text: str, *, on: date) -> Hands | None:
    """Who is to answer for a task: an officer by number, or a desk by name at which somebody answers. None otherwise."""
    person = by_number(plain(text))
    if person is not None:
        post = held(OWNERS, person=person.pk, on=on)
        return Hands(post.unit, person) if post else None
    unit = unit_meant(text)
    answered = unit is not None and posts_in_force(on).filter(unit=unit, role__in=OWNERS).exists()
    return Hands(unit, None) if unit is not None and answered else None


def too_near(person: int | None, *, visited: Iterable[int], on: date) -> bool:
    """Whether somebody is one of those visited, or near kin of one: whoever gains does not decide (X26)."""
    return person is not None and any(person == one or are_kin(person, other=one, on=on) for one in visited)


def successors(pairs: Sequence[tuple[int, int]], *, on: date) -> dict[tuple[int, int], Person | None]:
    """For each (unit, person who answered there): who came after them at that desk, in the very role they held there,
    else anybody who answers there today; by number. Two statements, however many."""
    units, people = {unit for unit, _person in pairs}, {person for _unit, person in pairs}
    was: dict[tuple[int, int], set[str]] = {}
    for unit, person, role in Post.objects.filter(unit__in=units, person__in=people).values_list(
        "unit", "person", "role"
    ):
        was.setdefault((unit, person), set()).add(role)
    there: dict[int, list[Post]] = {}
    held_now = posts_in_force(on).filter(unit__in=units, role__in=OWNERS).select_related("person")
    for post in held_now.order_by("person__number", "id"):
        there.setdefault(post.unit_id, []).append(post)
    return {pair: _after(there.get(pair[0], []), person=pair[1], roles=was.get(pair, set())) for pair in pairs}


def _after(posts: Sequence[Post], *, person: int, roles: set[str]) -> Person | None:
    others = [post for post in posts if post.person_id != person]
    found = next((post for post in others if post.role in roles), None) or next(iter(others), None)
    return found.person if found else None
