"""Reading approvals: who may sign today, what was said under which version, which route and which freeze are in force."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.expressions import RawSQL

from xinqiao.blocks.approvals.models import (
    Delegation,
    Freeze,
    Involved,
    Request,
    Route,
    RouteStep,
    Signature,
    Version,
)
from xinqiao.blocks.approvals.words import DECIDED
from xinqiao.ground.org.models import Person, Post
from xinqiao.ground.org.queries import Viewer, posts_in_force
from xinqiao.kit.gate import NOTHING

# Who may sign, in one question for one request and for all of them: read from top to bottom. The same on both engines.
POSTS = """
day(today) AS (SELECT %s),
held(id, role, person, path) AS (  -- posts in force, with the places they stand at
    SELECT p.id, p.role, p.person_id, u.path FROM day, org_post p
    JOIN org_unit u ON u.id = p.unit_id JOIN org_person h ON h.id = p.person_id
    WHERE p.from_on <= today AND (p.to_on IS NULL OR p.to_on > today) AND (h.left_on IS NULL OR h.left_on > today)
)"""
MINE = """
me(person) AS (SELECT %s),
mine(role, path) AS (  -- one's own posts, and those one signs for by delegation
    SELECT role, path FROM held, me WHERE held.person = me.person UNION ALL
    SELECT role, path FROM day, me, held JOIN approvals_delegation d ON d.post_id = held.id
    WHERE d.delegate_id = me.person AND d.from_on <= today AND d.to_on > today
)"""
OF_MINE = """r.state = 'open' AND EXISTS (SELECT 1 FROM mine WHERE substr(mine.path, 1, 4) = substr(u.path, 1, 4)
    AND (s.roles LIKE '%%,' || mine.role || ',%%' OR mine.role IN ('chair', 'vice_chair')))"""
SEATS = """
asked(id, revision, step, roles, reach, path) AS (
    SELECT r.id, r.revision, r.step_id, s.roles, s.reach, u.path FROM approvals_request r
    JOIN approvals_routestep s ON s.id = r.step_id JOIN org_unit u ON u.id = r.unit_id WHERE {which}
),
side(request, person) AS (SELECT i.request_id, i.person_id FROM approvals_involved i JOIN asked a ON a.id = i.request_id),
kin(one, other) AS (
    SELECT person_id, relative_id FROM org_kinship, day
    WHERE declared_on <= today AND (ended_on IS NULL OR ended_on > today)
),
apart(request, person) AS (  -- the sides and their declared kin
    SELECT request, person FROM side UNION SELECT request, other FROM side JOIN kin ON one = person
    UNION SELECT request, one FROM side JOIN kin ON other = person
),
hand(request, person, step) AS (  -- who signed this revision, or lent their post to it
    SELECT g.request_id, g.person_id, g.step_id FROM approvals_signature g
    JOIN asked a ON a.id = g.request_id AND a.revision = g.revision UNION
    SELECT g.request_id, g.holder_id, g.step_id FROM approvals_signature g
    JOIN asked a ON a.id = g.request_id AND a.revision = g.revision
),
free(request, step, reach, post, role, person, path, named) AS (  -- posts of the tree whose holders need not stand aside
    SELECT a.id, a.step, a.reach, p.id, p.role, p.person, p.path,
        CASE WHEN a.roles LIKE '%%,' || p.role || ',%%'
            AND (a.reach = 'group' OR p.path = substr(a.path, 1, length(p.path))) THEN 1 ELSE 0 END
    FROM asked a JOIN held p ON substr(p.path, 1, 4) = substr(a.path, 1, 4)
        AND (a.roles LIKE '%%,' || p.role || ',%%' OR p.role IN ('chair', 'vice_chair'))
    WHERE NOT EXISTS (SELECT 1 FROM apart x WHERE x.request = a.id AND x.person = p.person)
        AND NOT EXISTS (SELECT 1 FROM hand h WHERE h.request = a.id AND h.person = p.person AND h.step <> a.step)
),
called(request, post, person) AS (  -- of each role on the line those of the nearest unit, else all; who has not signed
    SELECT f.request, f.post, f.person FROM free f WHERE f.named = 1
        AND (f.reach = 'group' OR NOT EXISTS (SELECT 1 FROM free n
            WHERE n.named = 1 AND n.request = f.request AND n.role = f.role AND n.path > f.path))
        AND NOT EXISTS (SELECT 1 FROM hand h WHERE h.request = f.request AND h.person = f.person)
),
seat(request, post, person) AS (  -- where of these nobody is left, the chair and the vice-chairs
    SELECT request, post, person FROM called UNION
    SELECT f.request, f.post, f.person FROM free f WHERE f.role IN ('chair', 'vice_chair')
        AND NOT EXISTS (SELECT 1 FROM called c WHERE c.request = f.request)
        AND NOT EXISTS (SELECT 1 FROM hand h WHERE h.request = f.request AND h.person = f.person)
)"""
WAITING = """
SELECT seat.request FROM me, seat WHERE (seat.person = me.person
    OR seat.post IN (SELECT d.post_id FROM day, approvals_delegation d
        WHERE d.delegate_id = me.person AND d.from_on <= today AND d.to_on > today))
    AND NOT EXISTS (SELECT 1 FROM apart x WHERE x.request = seat.request AND x.person = me.person)
    AND NOT EXISTS (SELECT 1 FROM hand h WHERE h.request = seat.request AND h.person = me.person)"""


def _day(on: date) -> Any:
    return on if connection.vendor == "postgresql" else on.isoformat()


def _of_one(row: Request, *, ask: str, on: date) -> RawSQL:
    """Keys asked about one request."""
    seats = SEATS.replace("{which}", "r.id = %s")
    return RawSQL(f"WITH {POSTS}, {seats} {ask}", [_day(on), row.pk])  # noqa: S611 - the texts stand above


def waiting_for(viewer: Viewer, *, on: date, prefix: str = "") -> Q:
    """Requests whose current step this viewer may sign on a day, by an own post or by delegation; never their own matter
    or that of their kin, never twice. `prefix` leads from the domain's row to the request."""
    if viewer.person is None:
        return NOTHING
    seats = SEATS.replace("{which}", OF_MINE)
    rows = RawSQL(f"WITH {POSTS}, {MINE}, {seats} {WAITING}", [_day(on), viewer.person])  # noqa: S611 - as above
    return Q(**{f"{prefix}__in" if prefix else "pk__in": rows})


def signed_by(viewer: Viewer, *, prefix: str = "") -> Q:
    """Requests this viewer has signed, in any revision."""
    rows = Signature.objects.filter(Q(person=viewer.person) | Q(holder=viewer.person)).values("request")
    return Q(**{f"{prefix}__in" if prefix else "pk__in": rows})


def in_state(*states: str, prefix: str = "") -> Q:
    """Requests that stand in one of these states."""
    return Q(**{f"{prefix}__state__in" if prefix else "state__in": states})


def is_decided(*, prefix: str = "") -> Q:
    """Agreed or refused: what a sealed paper form can be kept with."""
    return in_state(*DECIDED, prefix=prefix)


def is_side(person: int | None, *, row: Request) -> bool:
    """Whether a request is this person's own matter."""
    return Involved.objects.filter(request=row, person=person).exists()


def near_to(person: int | None, *, row: Request, on: date) -> bool:
    """Whether this person is a side of the request, or declared kin of one on a day."""
    apart = _of_one(row, ask="SELECT person FROM apart", on=on)
    return Person.objects.filter(pk=person or 0, pk__in=apart).exists()


def has_signed(person: int | None, *, row: Request) -> bool:
    """Whether this person signed this revision, or somebody signed it under their post."""
    hands = Q(person=person) | Q(holder=person)
    return Signature.objects.filter(hands, request=row, revision=row.revision).exists()


def seats_of(row: Request, *, on: date) -> QuerySet[Post]:
    """The posts under which the current step of a request may still be signed on a day."""
    seats = Post.objects.filter(pk__in=_of_one(row, ask="SELECT post FROM seat", on=on))
    return seats.select_related("person", "unit").order_by("-unit__path", "person__number")


def seat_for(person: int | None, *, row: Request, on: date) -> Post | None:
    """The post under which this person signs: an own one before one that was lent."""
    lent = Delegation.objects.filter(delegate=person, from_on__lte=on, to_on__gt=on).values("post")
    found = seats_of(row, on=on).filter(Q(person=person) | Q(pk__in=lent))
    return min(found, key=lambda post: post.person_id != person, default=None)


def still_called(row: Request, *, on: date) -> QuerySet[Post]:
    """The posts called to the current step whose holders have not signed: what `all` waits for."""
    return Post.objects.filter(pk__in=_of_one(row, ask="SELECT post FROM called", on=on))


def who_may_sign(row: Request, *, on: date) -> list[str]:
    """The names for whom the current step waits, each once; empty when somebody must first be appointed."""
    return list(dict.fromkeys(post.person.name for post in seats_of(row, on=on)))


def opinions(row: Request) -> list[Signature]:
    """What was signed under the revision that stands, in the order of the steps: the columns of the printed form."""
    rows = Signature.objects.filter(request=row, revision=row.revision).select_related("step")
    return list(rows.order_by("step__order", "id"))


def all_opinions(row: Request) -> list[Signature]:
    """What was signed under every revision, oldest first."""
    return list(Signature.objects.filter(request=row).select_related("step").order_by("id"))


def versions(row: Request) -> list[Version]:
    """Every frozen text of a request, the one that stands first."""
    return list(Version.objects.filter(request=row).order_by("-revision"))


def steps_of(row: Request) -> list[RouteStep]:
    """The steps of the route version a request began with."""
    return list(RouteStep.objects.filter(route=row.route_id).order_by("order"))


def route_in_force(kind: str, *, on: date) -> Route | None:
    """The version of a route that a request filed on this day begins with."""
    return Route.objects.filter(kind=kind, in_force_from__lte=on).order_by("-in_force_from", "-version").first()


def routes(kind: str) -> QuerySet[Route]:
    """All versions of a route with their steps, newest first."""
    steps = Prefetch("steps", queryset=RouteStep.objects.order_by("order"))
    return Route.objects.filter(kind=kind).prefetch_related(steps).order_by("-version")


def freeze_in_force(kind: str, *, on: date) -> Freeze | None:
    """The freeze of a kind on a day; of several the one that ends last."""
    return Freeze.objects.filter(kind__in=(kind, ""), from_on__lte=on, to_on__gt=on).order_by("-to_on").first()


def freezes(kind: str, *, on: date) -> QuerySet[Freeze]:
    """Freezes of a kind that stand or lie ahead."""
    return Freeze.objects.filter(kind__in=(kind, ""), to_on__gt=on).order_by("from_on")


def delegations_of(person: int | None, *, on: date) -> QuerySet[Delegation]:
    """Delegations somebody gave that stand or lie ahead."""
    rows = Delegation.objects.filter(post__person=person, to_on__gt=on)
    return rows.select_related("post__unit", "delegate").order_by("from_on", "id")


def delegations_to(person: int | None, *, on: date) -> QuerySet[Delegation]:
    """Delegations somebody holds that stand or lie ahead."""
    rows = Delegation.objects.filter(delegate=person, to_on__gt=on)
    return rows.select_related("post__unit", "post__person").order_by("from_on", "id")


def posts_to_lend(viewer: Viewer, *, on: date) -> list[Post]:
    """The posts the viewer holds on a day."""
    return list(posts_in_force(on).filter(person=viewer.person).select_related("unit").order_by("id"))
