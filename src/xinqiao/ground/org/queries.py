"""Reading the organisation: the viewer, subtrees, people, posts, kin and standings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length
from pypinyin import lazy_pinyin

from xinqiao.ground.lookup.queries import keys
from xinqiao.ground.org import rules
from xinqiao.ground.org.models import Installation, Kinship, Person, Post, RosterImport, Standing, Unit
from xinqiao.ground.org.words import PERSON, Role, StandingKind, UnitKind
from xinqiao.kit.gate import NOTHING, Rule
from xinqiao.kit.sealed import blind_index


@dataclass(frozen=True)
class PostHeld:
    """A post as the viewer holds it now."""

    role: str
    unit: int
    path: str
    unit_name: str


@dataclass(frozen=True)
class Viewer:
    """Whoever looks. `person` is None for a stranger; posts are those in force today, read with every request."""

    person: int | None = None
    number: str = ""
    name: str = ""
    unit: int | None = None
    unit_path: str = ""
    unit_name: str = ""
    trade: str = ""
    member: bool = False
    posts: tuple[PostHeld, ...] = field(default=())
    unread: int = 0  # messages that wait; read along by the gate, for the bell

    @property
    def known(self) -> bool:
        return self.person is not None

    def holds(self, *roles: str) -> bool:
        """Whether any of these roles is held anywhere."""
        return any(post.role in roles for post in self.posts)

    def units_as(self, *roles: str) -> QuerySet[Unit]:
        """All units under the posts held in these roles: a lazy subquery over path ranges, never a list of ids."""
        return Unit.objects.filter(within(post.path for post in self.posts if post.role in roles))

    def units_served(self, *roles: str) -> QuerySet[Unit]:
        """All units under the parent of the desks held: a service desk serves the whole body it belongs to."""
        return Unit.objects.filter(within(post.path[:-4] or post.path for post in self.posts if post.role in roles))

    def reach_as(self, *roles: str, field: str) -> Q:
        """The same as a condition on a row that is joined to its unit already: ranges of paths, no subquery. `field`
        leads to the unit's path."""
        return within((post.path for post in self.posts if post.role in roles), field=field)

    def reach_served(self, *roles: str, field: str) -> Q:
        """`units_served` as such a condition."""
        return within((post.path[:-4] or post.path for post in self.posts if post.role in roles), field=field)

    def desks_as(self, *roles: str) -> tuple[int, ...]:
        """The very units (not what lies under them) in which these roles are held."""
        return tuple(post.unit for post in self.posts if post.role in roles)


STRANGER = Viewer()


def within(paths: Iterable[str], *, field: str = "path") -> Q:
    """The subtrees that begin at these paths, as ranges: digits only, so every collation agrees."""
    found = NOTHING
    for path in paths:
        found |= Q(**{f"{field}__gte": path, f"{field}__lt": after(path)})
    return found


def after(path: str) -> str:
    """The first path behind a subtree: 00010003 -> 00010004."""
    return f"{int(path) + 1:0{len(path)}d}"


def viewer_of(person: Person, *, on: date) -> Viewer:
    """The viewer a person is on a day, for commands, stories and tests; pages read theirs in one statement."""
    posts = posts_in_force(on).filter(person=person).select_related("unit")
    return Viewer(
        person=person.id,
        number=person.number,
        name=person.name,
        unit=person.unit_id,
        unit_path=person.unit.path,
        unit_name=person.unit.name,
        trade=person.trade,
        member=person.memberships.filter(left_on__isnull=True).exists(),
        posts=tuple(PostHeld(post.role, post.unit_id, post.unit.path, post.unit.name) for post in posts),
    )


def installation() -> Installation | None:
    """What this database is, or None while nobody has filled it."""
    return Installation.objects.order_by("id").first()


def posts_in_force(on: date) -> QuerySet[Post]:
    """Posts held on a day: begun, not ended, by people who still work here."""
    return Post.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gt=on),
        Q(person__left_on__isnull=True) | Q(person__left_on__gt=on),
        from_on__lte=on,
    )


def holders(role: str, *, on: date, unit: int | None = None) -> QuerySet[Person]:
    """People who hold a role on a day, in one unit when given."""
    held = posts_in_force(on).filter(role=role, person=OuterRef("pk"))
    if unit is not None:
        held = held.filter(unit=unit)
    return Person.objects.filter(Exists(held)).order_by("number")


def group() -> Unit | None:
    """The root of the tree: the group union."""
    return (
        Unit.objects.filter(kind=UnitKind.GROUP, parent__isnull=True, closes_on__isnull=True).order_by("path").first()
    )


def service_desk() -> Unit | None:
    """Where a matter without a desk of its own arrives: the service centre, or the group union where there is none."""
    return Unit.objects.filter(kind=UnitKind.DESK, closes_on__isnull=True).order_by("path").first() or group()


def above(unit: Unit) -> QuerySet[Unit]:
    """The unit and all units above it, from the root down."""
    return Unit.objects.filter(path__in=[unit.path[:n] for n in range(4, len(unit.path) + 1, 4)]).order_by("path")


def are_kin(one: int, *, other: int, on: date) -> bool:
    """Whether a near relation between two people is declared on a day, in either direction. For recusal only."""
    return (
        Kinship.objects.filter(Q(person=one, relative=other) | Q(person=other, relative=one), declared_on__lte=on)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))
        .exists()
    )


def standing(person: int, *, kind: str, on: date) -> Standing | None:
    """The standing of one kind in force on a day, the latest when several."""
    return (
        Standing.objects.filter(Q(to_on__isnull=True) | Q(to_on__gt=on), person=person, kind=kind, from_on__lte=on)
        .order_by("-from_on", "-id")
        .first()
    )


def away(on: date) -> QuerySet[Standing, Any]:
    """Keys of people on long leave on a day: a lazy subquery."""
    return Standing.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gt=on), kind=StandingKind.ON_LEAVE, from_on__lte=on
    ).values("person")


def by_number(number: str) -> Person | None:
    """The person with this employee number."""
    return Person.objects.filter(number=number).select_related("unit").first()


OFFICERS = tuple(
    role for role in Role.values if role not in (Role.DELEGATE, Role.VOLUNTEER, Role.JUDGE, Role.TEAM_LEADER)
)


def id_index(value: str) -> str:
    """The blind index under which a normalised identity number is found."""
    return blind_index(value, purpose="person.id_number")


def phone_index(value: str) -> str:
    """The blind index under which a normalised telephone number is found."""
    return blind_index(value, purpose="person.phone")


@lru_cache(maxsize=8192)
def _sound(character: str) -> str:
    return "".join(lazy_pinyin(character))


def name_key(name: str) -> str:
    """The key by which names are sorted on every engine: the sound of each character, one after the other."""
    return " ".join(_sound(character) for character in name.lower())[:120]


def unit_named(text: str) -> Unit | None:
    """The open unit with this code, name or short name, when there is exactly one."""
    found = Unit.objects.filter(Q(code=text) | Q(name=text) | Q(short=text), closes_on__isnull=True)[:2]
    return found[0] if len(found) == 1 else None


def import_numbered(text: str) -> RosterImport | None:
    """The roster import with this register number; its last part alone means the latest year that has it."""
    found = RosterImport.objects.exclude(number="")
    if text.isdecimal():
        return found.filter(number__endswith=f"-{int(text):04d}").order_by("-committed_at").first()
    return found.filter(number=text.upper()).first()


PAGE = 50


def people_for(viewer: Viewer, *, text: str, after: str) -> list[Person]:
    """One page of the roster by employee number, and one more when there is a next; searched by number or name."""
    rows = Person.objects.filter(rules.see_roster.rows(viewer)).select_related("unit")
    if text:
        rows = rows.filter(pk__in=keys(PERSON, text=text))
    if after:
        rows = rows.filter(number__gt=after)
    return list(rows.defer("id_number", "phone").order_by("number")[: PAGE + 1])


def imports_for(viewer: Viewer) -> QuerySet[RosterImport]:
    """Roster imports within reach, newest first."""
    return RosterImport.objects.filter(rules.import_roster.rows(viewer)).order_by("-id")


@dataclass(frozen=True)
class Branch:
    """One unit of the tree as a page draws it."""

    unit: Unit
    level: int
    people: int
    leader: str


def tree(viewer: Viewer, *, under: Unit | None) -> list[Branch]:
    """The open units directly under one (or under the posts held), with how many work in each with all below."""
    units = Unit.objects.filter(rules.see_units.rows(viewer), closes_on__isnull=True)
    if under is None:
        tops = [post.path for post in viewer.posts]
        shallow = min((len(path) for path in tops), default=4)
        units = units.annotate(depth=Length("path")).filter(depth__lte=shallow + 4)
    else:
        units = units.filter(parent=under)
    counts = dict(
        Person.objects.filter(left_on__isnull=True, unit__in=Unit.objects.filter(rules.see_units.rows(viewer)))
        .values_list("unit__path")
        .annotate(n=Count("pk"))
    )
    return [
        Branch(unit, len(unit.path) // 4, sum(n for path, n in counts.items() if path.startswith(unit.path)), "")
        for unit in units.order_by("path")
    ]


def units_to_choose(viewer: Viewer, *, rule: Rule) -> list[tuple[str, str]]:
    """Open units a viewer may keep, as indented choices."""
    units = Unit.objects.filter(rule.rows(viewer), closes_on__isnull=True).order_by("path")
    return [(str(unit.pk), "　" * (len(unit.path) // 4 - 1) + unit.name) for unit in units]


def plate_people(unit: Unit, *, on: date) -> list[tuple[str, str, str]]:
    """Whom one finds at a unit: its own leader and the chairs above it, with where they are. For everybody."""
    shown = (Role.GROUP_LEADER, Role.WORKSHOP_CHAIR, Role.SUBUNION_CHAIR, Role.SAFETY_MONITOR, Role.CHAIR)
    line = list(above(unit).values_list("pk", flat=True))
    posts = posts_in_force(on).filter(unit__in=line, role__in=shown).select_related("person", "unit")
    order = {role: index for index, role in enumerate(shown)}
    rows = sorted(posts, key=lambda post: (order[Role(post.role)], -len(post.unit.path), post.person.number))
    return [(str(post.get_role_display()), post.person.name, post.unit.short) for post in rows]


def union_name() -> str:
    """The union's name, for the foot of every page and the head of every printed sheet."""
    found = installation()
    return found.name if found else ""
