"""Reading visits: the desk's list and one of them, the member's own, the monthly register of a unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from xinqiao.ground.org.models import Unit
from xinqiao.ground.org.queries import Viewer, within
from xinqiao.ground.visits import rules
from xinqiao.ground.visits.models import Visit, VisitPerson, VisitTask, VisitTaskHand, VisitVersion, VisitWord
from xinqiao.ground.visits.words import Purpose, Side, TaskState, VisitState
from xinqiao.kit.gate import Rule

PAGE = 25
TABS = ("mine", "units")
IN_FORCE = Q(dropped_at__isnull=True)


def _people(*, with_unit: bool = False) -> Prefetch[str, QuerySet[VisitPerson], str]:
    rows = VisitPerson.objects.filter(IN_FORCE).select_related("person", "unit").order_by("person__number")
    return Prefetch(
        "people", queryset=rows if with_unit else rows.defer("person__id_number", "person__phone"), to_attr="all_people"
    )


def visits_for(viewer: Viewer, *, rule: Rule = rules.see_visit) -> QuerySet[Visit]:
    """Visits the desk may read (or do something with, by the rule), with everybody in them and what may be done."""
    rows = Visit.objects.filter(rule.rows(viewer)).select_related("visitor", "written_by", "unit", "photo")
    return rows.prefetch_related(_people()).annotate(may_amend=rules.amend_now.flag(viewer))


def mine(viewer: Viewer) -> Q:
    """Visits I made, wrote down for somebody, or went along on."""
    rows = VisitPerson.objects.filter(IN_FORCE, visit=OuterRef("pk"), person=viewer.person, side=Side.COMPANION)
    return Q(visitor=viewer.person) | Q(written_by=viewer.person) | Q(Exists(rows))


def page_of(viewer: Viewer, *, tab: str, purpose: str, after: tuple[date, int] | None) -> list[Visit]:
    """One page of visits, newest first, and one more when there is a next. Goes by key, never by offset."""
    rows = visits_for(viewer)
    rows = rows.filter(mine(viewer)) if tab == "mine" else rows
    if purpose in Purpose.values:
        rows = rows.filter(purposes__contains=f",{purpose},")
    if after:
        day, pk = after
        rows = rows.filter(Q(on__lt=day) | Q(on=day, pk__lt=pk))
    undone = Count("tasks", filter=~Q(tasks__state=TaskState.DONE))
    return list(rows.annotate(undone=undone).order_by("-on", "-pk")[: PAGE + 1])


def visited(row: Visit) -> list[VisitPerson]:
    """Those who were visited, of a visit fetched with its people."""
    return [one for one in row.all_people if one.side == Side.VISITED]  # type: ignore[attr-defined]


def whom(row: Visit) -> str:
    """Whom one went to see, in one line: the unit as a whole, or the names."""
    names = [one.person.name for one in visited(row)]
    return "、".join([row.unit.short, *names] if row.whole_unit else names)


def companions(row: Visit) -> list[VisitPerson]:
    """Those who went along, of a visit fetched with its people."""
    return [one for one in row.all_people if one.side == Side.COMPANION]  # type: ignore[attr-defined]


def versions(row: Visit) -> list[VisitVersion]:
    """What it said before, newest first; empty while it was never corrected."""
    return list(row.versions.filter(version__lt=row.version).select_related("written_by").order_by("-version"))


def words_of(row: Visit) -> list[VisitWord]:
    """What those visited said about it."""
    return list(row.words.select_related("person").order_by("id"))


def own_visits(viewer: Viewer) -> QuerySet[Visit]:
    """Visits to the viewer, and to their team as a whole, newest first. `to_me`: they were named themselves."""
    rows = Visit.objects.filter(rules.see_own_visit.rows(viewer)).select_related("visitor__unit", "written_by", "unit")
    return (
        rows.prefetch_related(_people())
        .annotate(to_me=rules.answer_visit.flag(viewer), may_answer=rules.answer_now.flag(viewer))
        .order_by("-on", "-pk")
    )


def own_page(viewer: Viewer, *, after: tuple[date, int] | None) -> list[Visit]:
    """One page of one's own, and one more when there is a next, by key; with how many tasks are not done."""
    rows = own_visits(viewer)
    if after:
        day, pk = after
        rows = rows.filter(Q(on__lt=day) | Q(on=day, pk__lt=pk))
    return list(rows.annotate(undone=Count("tasks", filter=~Q(tasks__state=TaskState.DONE)))[: PAGE + 1])


def tasks_of(row: Visit) -> list[VisitTask]:
    """The tasks of a visit in their order, each with its steps."""
    steps = VisitTaskHand.objects.select_related("owner", "unit", "by").order_by("id")
    rows = row.tasks.select_related("owner", "unit", "done_by").order_by("order")
    return list(rows.prefetch_related(Prefetch("hands", queryset=steps, to_attr="steps")))


@dataclass(frozen=True)
class Counted:
    """Visits counted once each however many purposes; persons once each; person-times every time (人数、人次分开)."""

    visits: int
    persons: int
    times: int
    units: int  # visits to a unit as a whole


def counted(*, since: date, until: date, path: str = "") -> Counted:
    """Visits on days in [since, until) that reached a unit with all below it (the whole union without a path).

    A visit reaches a unit when somebody who worked there that day was visited, or it was visited as a whole. Withdrawn
    visits do not count. Closed ones do: that they took place is no secret.
    """
    kept = Q(state=VisitState.RECORDED, on__gte=since, on__lt=until)
    there = within([path], field="unit__path") if path else Q()
    rows = VisitPerson.objects.filter(
        IN_FORCE, there, side=Side.VISITED, visit__in=Visit.objects.filter(kept).values("pk")
    )
    people = rows.aggregate(persons=Count("person", distinct=True), times=Count("pk"))
    whole = Q(whole_unit=True) & there
    reached = Visit.objects.filter(kept).filter(whole | Q(pk__in=rows.values("visit")))
    sums = reached.aggregate(visits=Count("pk"), units=Count("pk", filter=whole))
    return Counted(sums["visits"], people["persons"], people["times"], sums["units"])


def register_of(viewer: Viewer, *, unit: Unit, since: date, until: date) -> list[Visit]:
    """The visits of a month that reached a unit, as far as the viewer may read them, in the order of days. Closed ones
    stand on nobody's paper: a register goes from hand to hand."""
    there = within([unit.path], field="unit__path")
    named = VisitPerson.objects.filter(IN_FORCE, there, visit=OuterRef("pk"), side=Side.VISITED)
    rows = visits_for(viewer).filter(Q(whole_unit=True) & there | Q(Exists(named)))
    rows = rows.filter(on__gte=since, on__lt=until, state=VisitState.RECORDED, closed=False)
    return list(rows.annotate(undone=Count("tasks", filter=~Q(tasks__state=TaskState.DONE))).order_by("on", "pk")[:500])


def units_with_register(viewer: Viewer) -> list[tuple[str, str]]:
    """The units whose register the viewer may print, as choices: those of their posts and those directly under them."""
    desks = [post.unit for post in viewer.posts]
    rows = Unit.objects.filter(rules.print_register.rows(viewer), Q(pk__in=desks) | Q(parent__in=desks))
    return [(str(row.pk), row.name) for row in rows.filter(closes_on__isnull=True).order_by("path")]
