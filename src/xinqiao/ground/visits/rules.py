"""Every right of this room, one sentence each."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from xinqiao.ground.org.queries import Viewer, posts_in_force
from xinqiao.ground.org.words import Role
from xinqiao.ground.visits.models import VisitPerson
from xinqiao.ground.visits.words import HEADS, LINE, OFFICERS, OWNERS, Side, TaskState, VisitState
from xinqiao.kit.clock import now, today
from xinqiao.kit.gate import Rule, known

KEPT = Q(state=VisitState.RECORDED)
OPEN = Q(state=TaskState.OPEN)
UNDONE = Q(state__in=(TaskState.OPEN, TaskState.BACK))


def _with(viewer: Viewer, *, side: str, visit: str = "pk") -> Q:
    """Visits in which the viewer stands on this side, by the name of the visit's key."""
    rows = VisitPerson.objects.filter(visit=OuterRef(visit), person=viewer.person, side=side, dropped_at__isnull=True)
    return Q(Exists(rows))


def _wrote(viewer: Viewer, *, to: str = "") -> Q:
    return Q(**{f"{to}visitor": viewer.person}) | Q(**{f"{to}written_by": viewer.person})


def _read(viewer: Viewer, *, to: str = "") -> Q:
    """At the desk: the visitor, who wrote it down, companions, the group's rights officer and chairs; of what is not
    closed the chairs of the line, and the group leader where the group as a whole was visited. Nobody reads at the desk
    what was written about themselves."""
    key = "visit" if to else "pk"
    heads = Q(**{f"{to}unit__in": viewer.units_as(*HEADS)})
    line = Q(**{f"{to}unit__in": viewer.units_as(*LINE), f"{to}closed": False})
    team = Q(**{f"{to}unit__in": viewer.units_as(Role.GROUP_LEADER), f"{to}closed": False, f"{to}whole_unit": True})
    own = _wrote(viewer, to=to) | _with(viewer, side=Side.COMPANION, visit=key)
    return (own | heads | line | team) & ~_with(viewer, side=Side.VISITED, visit=key)


def _visited(viewer: Viewer) -> Q:
    return _with(viewer, side=Side.VISITED)


def _own(viewer: Viewer) -> Q:
    """Visits to me, and to the team in which I work, if it was visited as a whole."""
    return _visited(viewer) | Q(whole_unit=True, closed=False, unit=viewer.unit)


def _in_hand(viewer: Viewer) -> Q:
    """Tasks that are mine, or lie on my desk and are nobody's yet."""
    return Q(owner=viewer.person) | Q(owner__isnull=True, unit__in=viewer.desks_as(*OWNERS))


def _decides(viewer: Viewer) -> Q:
    """Who says whose a task is: the visitor and who wrote it down; the heads, so that nothing hangs on somebody gone.
    Never whom it concerns (X26)."""
    mine = _wrote(viewer, to="visit__") | Q(visit__unit__in=viewer.units_as(*HEADS))
    return mine & ~_with(viewer, side=Side.VISITED, visit="visit")


def _left_alone(viewer: Viewer) -> Q:
    """Unfinished tasks on the desks under the viewer, of people who answer for nothing any more."""
    answering = posts_in_force(today(now())).filter(role__in=OWNERS).values("person")
    return UNDONE & Q(owner__isnull=False, unit__in=viewer.units_as(*LINE, *HEADS)) & ~Q(owner__in=answering)


def _officer(viewer: Viewer) -> bool:
    return viewer.holds(*OFFICERS)


def _answers(viewer: Viewer) -> bool:
    return viewer.holds(*OWNERS)


# The desk's rights.
record_visit = Rule("record_visit", _officer)
see_visit = Rule("see_visit", _officer, _read)
amend_visit = Rule("amend_visit", _officer, lambda v: _wrote(v) & ~_visited(v))
# What the buttons ask: a withdrawn visit has none. The deeds ask the rule above, so that a page grown old gets a sentence.
amend_now = Rule("amend_now", _officer, lambda v: _wrote(v) & ~_visited(v) & KEPT)
print_register = Rule(
    "print_register",
    lambda v: v.holds(*LINE, *HEADS, Role.GROUP_LEADER),
    lambda v: Q(pk__in=v.units_as(*LINE, *HEADS, Role.GROUP_LEADER)),
)

# The rights over tasks.
work_tasks = Rule("work_tasks", _answers)
see_task = Rule("see_task", _answers, lambda v: _in_hand(v) | _read(v, to="visit__"))
read_behind_task = Rule("read_behind_task", _officer, lambda v: _read(v, to="visit__"))
hold_task = Rule("hold_task", _answers, _in_hand)
hold_now = Rule("hold_now", _answers, lambda v: _in_hand(v) & OPEN)
pass_task = Rule("pass_task", _officer, _decides)
pass_now = Rule("pass_now", _officer, lambda v: _decides(v) & UNDONE)
take_over = Rule("take_over", lambda v: v.holds(*LINE, *HEADS), _left_alone)

# The member's rights.
see_own_visit = Rule("see_own_visit", known.admits, _own)
answer_visit = Rule("answer_visit", known.admits, _visited)
answer_now = Rule("answer_now", known.admits, lambda v: _visited(v) & KEPT)
