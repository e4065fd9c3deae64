"""Where an appeal can go: desks, the people who can hold it there, those who conclude reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from xinqiao.blocks.cases.queries import is_open
from xinqiao.blocks.cases.words import Round
from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.words import HANDLERS, HEADS
from xinqiao.ground.org.models import Person, Unit
from xinqiao.ground.org.queries import Viewer, are_kin, away, posts_in_force
from xinqiao.ground.org.words import UnitKind


def answering_desks(on: date) -> QuerySet[Unit]:
    """Desks an appeal can be handed to: departments, windows and union bodies where somebody holds an answering post."""
    held = posts_in_force(on).filter(role__in=HANDLERS).values("unit")
    return Unit.objects.filter(pk__in=held, closes_on__isnull=True).order_by("kind", "path")


def handlers(on: date) -> QuerySet[Person]:
    """Everybody who can hold an appeal somewhere."""
    held = posts_in_force(on).filter(role__in=HANDLERS).values("person")
    return Person.objects.filter(pk__in=held)


def at_work(on: date) -> QuerySet[Person]:
    """Those of them who are not on long leave."""
    return handlers(on).exclude(pk__in=away(on))


def handlers_at(desk: Unit, *, on: date) -> QuerySet[Person]:
    """People who can hold an appeal at a desk."""
    held = posts_in_force(on).filter(role__in=HANDLERS, unit=desk).values("person")
    return Person.objects.filter(pk__in=held).order_by("number")


def review_desk() -> Unit | None:
    """Where reviews go: the group union itself, to its chair and vice-chairs."""
    return Unit.objects.filter(kind=UnitKind.GROUP, parent__isnull=True).order_by("path").first()


def reviewers(on: date) -> QuerySet[Person]:
    """The vice-chairs and the chair, who conclude reviews."""
    held = posts_in_force(on).filter(role__in=HEADS).values("person")
    return Person.objects.filter(pk__in=held).order_by(F("number").asc())


def near_to(row: Appeal, *, person: int, on: date) -> bool:
    """Whether it is this person's own matter or a near relation's, or about one of them: they stand aside (X26)."""
    sides = [side for side in (row.author_id, row.beneficiary_id, row.complained_id) if side]
    return person in sides or any(are_kin(person, other=side, on=on) for side in sides)


@dataclass(frozen=True)
class Place:
    """Where an appeal can go: a desk, and a person there or whoever takes it."""

    key: str
    title: str
    desk: Unit
    person: Person | None


def places_to_hand_over(row: Appeal, *, on: date) -> list[Place]:
    """Departments, windows and the union line above the appeal's unit, with the people who can hold it there.

    Leaves out the author, the complained (X20) and the hands it is in. A review stays with those who conclude reviews.
    """
    roles = HEADS if row.case.round_kind == Round.REVIEW else HANDLERS
    line = [row.case.unit.path[:n] for n in range(4, len(row.case.unit.path) + 1, 4)]
    near = Q(unit__kind__in=(UnitKind.DEPARTMENT, UnitKind.DESK)) | Q(unit__path__in=line)
    out = [pk for pk in (row.author_id, row.beneficiary_id, row.complained_id, row.case.holder_id) if pk]
    posts = posts_in_force(on).filter(near, role__in=roles, unit__closes_on__isnull=True)
    posts = posts.exclude(person__in=out).exclude(person__in=away(on))
    places: list[Place] = []
    seen: set[tuple[int, int | None]] = set()
    for post in posts.select_related("unit", "person").order_by("unit__path", "person__number"):
        if (post.unit_id, None) not in seen and (row.case.holder_id or post.unit_id != row.case.desk_id):
            places.append(
                Place(f"{post.unit_id}.", _("%(desk)s（谁有空谁办）") % {"desk": post.unit.short}, post.unit, None)
            )
        if (post.unit_id, post.person_id) not in seen:
            title = f"{post.unit.short} {post.person.name}"
            places.append(Place(f"{post.unit_id}.{post.person_id}", title, post.unit, post.person))
        seen |= {(post.unit_id, None), (post.unit_id, post.person_id)}
    return places


def places_for_desk(whose: int, *, viewer: Viewer, on: date) -> list[Place]:
    """To whom a whole desk can go: people and windows at the desks where that person's open matters lie, and the windows."""
    rows = Appeal.objects.filter(rules.pass_appeal.rows(viewer), is_open(prefix="case"), case__holder=whose)
    where = Q(unit__in=rows.values("case__desk")) | Q(unit__kind=UnitKind.DESK)
    posts = posts_in_force(on).filter(where, role__in=HANDLERS, unit__closes_on__isnull=True)
    posts = posts.exclude(person=whose).exclude(person__in=away(on))
    found: dict[str, Place] = {}
    for post in posts.select_related("unit", "person").order_by("unit__path", "person__number"):
        anyone = _("%(desk)s（谁有空谁办）") % {"desk": post.unit.short}
        found.setdefault(f"{post.unit_id}.", Place(f"{post.unit_id}.", anyone, post.unit, None))
        key = f"{post.unit_id}.{post.person_id}"
        found.setdefault(key, Place(key, f"{post.unit.short} {post.person.name}", post.unit, post.person))
    return list(found.values())
