"""Reading approvals: who may sign today, what was said under which version, which route and which freeze are in force."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, Left, Length, StrIndex
from django.db.models.lookups import Exact, GreaterThan

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
from xinqiao.blocks.approvals.words import DECIDED, HEADS, Reach, State
from xinqiao.ground.org.models import Kinship, Post
from xinqiao.ground.org.queries import Viewer, posts_in_force


class Asked:
    """Columns of the request a post is asked about, which stands so many statements further out; or one known row."""

    def __init__(self, *, out: int = 1, row: Request | None = None) -> None:
        self._out, self._row = out, row

    def __call__(self, column: str) -> Any:
        if self._row is not None:
            found: Any = self._row
            for part in column.split("__"):
                found = getattr(found, part)
            return Value(found)
        ref = OuterRef(column)
        for _level in range(self._out - 1):
            ref = OuterRef(ref)
        return ref

    def deeper(self) -> Asked:
        """The same, asked from a statement inside."""
        return Asked(out=self._out + 1, row=self._row)


def _sides(asked: Asked) -> QuerySet[Involved, Any]:
    return Involved.objects.filter(request=asked("pk")).values("person")


def _near(person: Any, *, asked: Asked, on: date) -> Q:
    """Whether this person is a side of the request or declared kin of one. `person`: a column one statement further out,
    or a key; `asked` is counted from the same statement."""
    inner, innermost = asked.deeper(), asked.deeper().deeper()
    me = OuterRef(person) if isinstance(person, str) else person
    kin = Kinship.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), declared_on__lte=on).filter(
        Q(person=me, relative__in=_sides(innermost)) | Q(relative=me, person__in=_sides(innermost))
    )
    return Q(Exists(Involved.objects.filter(request=inner("pk"), person=me))) | Q(Exists(kin))


def _signed(person: Any, *, asked: Asked, here: bool) -> Q:
    """Whether this person signed this revision, or lent their post to it: at all, or (`here=False`) at an earlier step."""
    inner = asked.deeper()
    me = OuterRef(person) if isinstance(person, str) else person
    rows = Signature.objects.filter(Q(person=me) | Q(holder=me), request=inner("pk"), revision=inner("revision"))
    return Q(Exists(rows if here else rows.exclude(step=inner("step_id"))))


def _in_tree(asked: Asked) -> Q:
    return Q(Exact(Left(F("unit__path"), 4), Left(asked("unit__path"), 4)))


def _anywhere(asked: Asked) -> Q:
    return Q(Exact(asked("step__reach"), Value(Reach.GROUP.value)))


def _on_line(asked: Asked) -> Q:
    return Q(Exact(F("unit__path"), Left(asked("unit__path"), Length("unit__path"))))


def _named(asked: Asked, *, on: date) -> Q:
    """Posts the step names, in reach, whose holders need not stand aside."""
    role = Q(GreaterThan(StrIndex(asked("step__roles"), Concat(Value(","), F("role"), Value(","))), 0))
    free = ~_near("person", asked=asked, on=on) & ~_signed("person", asked=asked, here=False)
    return Q(role, _on_line(asked) | _anywhere(asked), free)


def _called(asked: Asked, *, on: date) -> Q:
    """Posts whose holders are called to sign: of each role on the line those of the nearest unit, else all in the tree."""
    inner = asked.deeper()
    nearer = posts_in_force(on).filter(
        _named(inner, on=on), _in_tree(inner), role=OuterRef("role"), unit__path__gt=OuterRef("unit__path")
    )
    return Q(_named(asked, on=on), _anywhere(asked) | Q(~Exists(nearer)))


def _seats(asked: Asked, *, on: date) -> QuerySet[Post]:
    """The posts under which the current step may still be signed on a day: those called; where of these nobody is left,
    the chair and the vice-chairs of the tree."""
    inner = asked.deeper()
    left = posts_in_force(on).filter(_called(inner, on=on), _in_tree(inner), ~_signed("person", asked=inner, here=True))
    head = Q(role__in=HEADS) & ~_near("person", asked=asked, on=on) & ~Exists(left)
    return posts_in_force(on).filter(
        _in_tree(asked), _called(asked, on=on) | head, ~_signed("person", asked=asked, here=True)
    )


def _mine(person: int | None, *, on: date) -> Q:
    """Posts one holds oneself, and those one signs for by delegation on a day."""
    lent = Delegation.objects.filter(delegate=person, from_on__lte=on, to_on__gt=on).values("post")
    return Q(person=person) | Q(pk__in=lent)


def waiting_for(viewer: Viewer, *, on: date, prefix: str = "") -> Q:
    """Requests whose current step this viewer may sign on a day, by an own post or by delegation; never their own matter
    or that of their kin, never twice. `prefix` leads from the domain's row to the request."""
    me = viewer.person
    here = Asked(out=0)
    rows = Request.objects.filter(
        Exists(_seats(Asked(), on=on).filter(_mine(me, on=on))),
        ~_near(me, asked=here, on=on),
        ~_signed(me, asked=here, here=True),
        state=State.OPEN,
    )
    return Q(**{f"{prefix}__in" if prefix else "pk__in": rows.values("pk")})


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
    return Request.objects.filter(_near(person, asked=Asked(out=0), on=on), pk=row.pk).exists()


def has_signed(person: int | None, *, row: Request) -> bool:
    """Whether this person signed this revision, or somebody signed it under their post."""
    return Request.objects.filter(_signed(person, asked=Asked(out=0), here=True), pk=row.pk).exists()


def seats_of(row: Request, *, on: date) -> QuerySet[Post]:
    """The posts under which the current step of a request may still be signed on a day."""
    return _seats(Asked(row=row), on=on).select_related("person", "unit").order_by("-unit__path", "person__number")


def seat_for(person: int | None, *, row: Request, on: date) -> Post | None:
    """The post under which this person signs: an own one before one that was lent."""
    found = list(seats_of(row, on=on).filter(_mine(person, on=on)))
    return min(found, key=lambda post: post.person_id != person, default=None)


def still_called(row: Request, *, on: date) -> QuerySet[Post]:
    """The posts called to the current step whose holders have not signed: what `all` waits for."""
    known = Asked(row=row)
    return posts_in_force(on).filter(_called(known, on=on), _in_tree(known), ~_signed("person", asked=known, here=True))


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
    return Route.objects.filter(kind=kind).prefetch_related("steps").order_by("-version")


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
