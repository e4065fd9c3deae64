"""Reading tasks: what is mine, what is open, what is late, what came back, and what somebody left behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from xinqiao.ground.org.models import Person, Unit
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.parameters.queries import calendar
from xinqiao.ground.visits import rules
from xinqiao.ground.visits.models import VisitPerson, VisitTask, VisitTaskHand
from xinqiao.ground.visits.queries.people import successors
from xinqiao.ground.visits.words import Side, TaskState
from xinqiao.kit.gate import Rule
from xinqiao.kit.waiting import MINE, SHOWN, Row, Rows
from xinqiao.kit.workdays import working_days_between

PAGE = 25
TITLE = 40  # letters of a problem that stand for it on a home
TABS = ("mine", "late", "back", "open", "done")


def tasks_for(viewer: Viewer, *, rule: Rule = rules.see_task) -> QuerySet[VisitTask]:
    """Tasks the viewer may see (or do something with, by the rule), with their visit and what may be done."""
    rows = VisitTask.objects.filter(rule.rows(viewer)).select_related(
        "visit__visitor", "visit__unit", "unit", "owner", "done_by"
    )
    return rows.annotate(
        may_do=rules.hold_now.flag(viewer),
        may_pass=rules.pass_now.flag(viewer),
        may_read=rules.read_behind_task.flag(viewer),
    )


def _tab(name: str, *, viewer: Viewer, on: date) -> Q:
    if name == "mine":
        return rules.hold_now.rows(viewer)
    if name == "late":
        return rules.UNDONE & Q(due_on__lt=on)
    if name == "back":
        return Q(state=TaskState.BACK)
    if name == "done":
        return Q(state=TaskState.DONE)
    return rules.UNDONE


def page_of(viewer: Viewer, *, tab: str, after: tuple[date, int] | None, on: date) -> list[VisitTask]:
    """One page by due day, so the late ones stand first (done ones: the latest day first), and one more if any follows."""
    rows = tasks_for(viewer).filter(_tab(tab, viewer=viewer, on=on))
    newest = tab == "done"
    if after:
        day, pk = after
        further = Q(due_on__lt=day) | Q(due_on=day, pk__lt=pk)
        rows = rows.filter(further if newest else Q(due_on__gt=day) | Q(due_on=day, pk__gt=pk))
    return list(rows.order_by(*(("-due_on", "-pk") if newest else ("due_on", "pk")))[: PAGE + 1])


def on_desks_home(viewer: Viewer, *, on: date) -> Rows:
    """What one has to do after visits, by its day. One statement."""
    if not rules.work_tasks.admits(viewer):
        return {}
    rows = VisitTask.objects.filter(rules.hold_now.rows(viewer)).select_related("unit")
    found = rows.order_by("due_on", "pk")[: SHOWN[MINE]]
    return {
        MINE: [
            Row(one.problem[:TITLE], _("走访交办 · %(desk)s") % {"desk": one.unit.short},
                reverse("visit_task", args=(one.pk,)), due=one.due_on)
            for one in found
        ]
    }  # fmt: skip


def tally(viewer: Viewer, *, on: date) -> dict[str, int]:
    """Counts of all tabs in one statement."""
    rows = VisitTask.objects.filter(rules.see_task.rows(viewer))
    counts: dict[str, int] = rows.aggregate(
        **{name: Count("pk", filter=_tab(name, viewer=viewer, on=on)) for name in TABS}
    )
    return counts


def days_left(rows: Sequence[VisitTask], *, on: date) -> dict[int, int]:
    """Working days left of each task; negative when it is late."""
    known = calendar()
    return {row.pk: working_days_between(on, b=row.due_on, calendar=known) for row in rows}


def line_of(task: VisitTask) -> list[VisitTaskHand]:
    """Who had it and what became of it, newest first."""
    return list(task.hands.select_related("by", "unit", "owner").order_by("-id"))


def visited_of(task: VisitTask) -> list[VisitPerson]:
    """For whom it is done."""
    rows = VisitPerson.objects.filter(visit=task.visit_id, side=Side.VISITED, dropped_at__isnull=True)
    return list(rows.select_related("person", "unit").order_by("person__number"))


@dataclass(frozen=True)
class Left:
    """What somebody who answers for nothing any more left behind at one desk, and who came after them there."""

    person: Person
    unit: Unit
    tasks: int
    successor: Person | None

    @property
    def key(self) -> str:
        return f"{self.unit.pk}.{self.person.pk}"


def left_behind(viewer: Viewer, *, on: date) -> list[Left]:
    """Unfinished tasks of people who left or whose posts ended, by desk and person."""
    rows = VisitTask.objects.filter(rules.take_over.rows(viewer)).values_list("unit", "owner")
    sums = {(unit, owner): n for unit, owner, n in rows.annotate(n=Count("pk")).order_by("unit", "owner") if owner}
    people = Person.objects.defer("id_number", "phone").in_bulk([owner for _unit, owner in sums])
    units = Unit.objects.in_bulk([unit for unit, _owner in sums])
    after = successors(list(sums), on=on)
    return [Left(people[pair[1]], units[pair[0]], n, after[pair]) for pair, n in sums.items()]
