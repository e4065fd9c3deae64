"""What was found on a visit and has to be done: given to an owner, done with a result, given back, passed on, inherited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.org.models import Person, Unit
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.trail import actions as trail
from xinqiao.ground.visits import rules
from xinqiao.ground.visits.actions import limits
from xinqiao.ground.visits.models import Visit, VisitTask, VisitTaskHand
from xinqiao.ground.visits.queries import people as who
from xinqiao.ground.visits.words import VISIT, Move, TaskState, VisitState
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if


class TaskNotOpen(Refused):
    rule = _("这件事现在不在办：%(state)s。")
    source = limits.SOURCE
    cure = _("刷新看看是谁办的。退回了的，由走访的人定下一位。")


class ResultMissing(Refused):
    rule = _("没有结果，事情不能收尾。")
    source = _("走访记录规则：交办的事件件有结果")
    cure = _("用一句话写清楚办成了什么；办不成也写清楚为什么、告诉了本人什么。")


class NothingLeft(Refused):
    rule = _("这位同志没有要交接的事。")
    source = limits.SOURCE
    cure = _("刷新看看；可能已经有人接过去了。")


class NoSuccessor(Refused):
    rule = _("那个单位现在没有人接任。")
    source = _("走访记录规则：人走了，事有人接")
    cure = _("写上一位在任干部的工号，或者先请组织部门补上岗位。")


class VisitGone(Refused):
    rule = _("走访已经撤销，不能再交办。")
    source = limits.SOURCE
    cure = _("真有这件事，就另记一次走访。")


@dataclass(frozen=True)
class Problem:
    """One line of what was found: the problem, who answers for it (number or desk; empty: the visitor), working days."""

    text: str
    owner: str
    days: int


def give_task(visit: Visit, *, problem: Problem, visited: Sequence[Person], by: Viewer, at: datetime) -> VisitTask:
    """One problem becomes a task under the visit's next number. The caller holds the visit. Raises NobodyThere,
    TooNearToTask."""
    on = today(at)
    hands = limits.hands_for(problem.owner, visitor=visit.visitor, visited=[person.pk for person in visited], on=on)
    due = limits.task_day(problem.days, start=on)
    task = VisitTask.objects.create(
        visit=visit, order=visit.tasks.count() + 1, problem=problem.text.strip(), unit=hands.unit, owner=hands.owner,
        from_on=on, days=problem.days, due_on=due.on, provisional=due.provisional,
    )  # fmt: skip
    _step(task, move=Move.GIVEN, why="", by=by, at=at)
    _tell(task, verb="give_task", people=[person.pk for person in visited], by=by, at=at)
    return task


def add_task(visit: int, *, problem: Problem, by: Viewer, at: datetime) -> VisitTask:
    """One more problem of a visit already written down. Raises VisitGone, NobodyThere, TooNearToTask."""
    with transaction.atomic():
        row = Visit.objects.select_for_update(of=("self",)).get(rules.amend_visit.rows(by), pk=visit)
        refuse_if(row.state == VisitState.WITHDRAWN, VisitGone)
        return give_task(row, problem=problem, visited=who.visited_of(row.pk), by=by, at=at)


def locked(task: int, *, by: Viewer, rule: Any = rules.hold_task) -> VisitTask:
    """The task, locked through the rule. Raises VisitTask.DoesNotExist outside of it."""
    return VisitTask.objects.select_for_update(of=("self",)).get(rule.rows(by), pk=task)


def finish_task(task: int, *, result: str, by: Viewer, at: datetime) -> VisitTask:
    """Close it with a sentence about what came of it, which the visited one reads. Raises TaskNotOpen, ResultMissing,
    TooNearToTask (X26)."""
    with transaction.atomic():
        row = locked(task, by=by)
        refuse_if(row.state != TaskState.OPEN, TaskNotOpen, state=row.get_state_display())
        refuse_if(not result.strip(), ResultMissing)
        visited = [person.pk for person in who.visited_of(row.visit_id)]
        refuse_if(who.too_near(by.person, visited=visited, on=today(at)), limits.TooNearToTask)
        row.state, row.result, row.done_at, row.done_by_id = TaskState.DONE, result.strip(), at, by.person
        row.save(update_fields=["state", "result", "done_at", "done_by"])
        _step(row, move=Move.DONE, why=row.result, by=by, at=at)
        _tell(row, verb="finish_task", people=visited, by=by, at=at)
    return row


def give_back(task: int, *, why: str, by: Viewer, at: datetime) -> VisitTask:
    """Give it back to the visitor, who then says whose it is. Its day stays. Raises TaskNotOpen, VisitReasonMissing."""
    with transaction.atomic():
        row = locked(task, by=by)
        refuse_if(row.state != TaskState.OPEN, TaskNotOpen, state=row.get_state_display())
        refuse_if(not why.strip(), limits.VisitReasonMissing)
        row.state = TaskState.BACK
        row.save(update_fields=["state"])
        _step(row, move=Move.BACK, why=why.strip(), by=by, at=at)
        _tell(row, verb="give_task_back", people=[person.pk for person in who.visited_of(row.visit_id)], by=by, at=at)
    return row


def pass_task(task: int, *, owner: str, why: str, days: int | None, by: Viewer, at: datetime) -> VisitTask:
    """Give an unfinished task to somebody else, with a reason. Its day stays unless new working days are given; the line
    keeps who had it and until when. Raises TaskNotOpen, VisitReasonMissing, NobodyThere, TooNearToTask (X26)."""
    with transaction.atomic():
        row = locked(task, by=by, rule=rules.pass_task)
        refuse_if(row.state == TaskState.DONE, TaskNotOpen, state=row.get_state_display())
        refuse_if(not why.strip(), limits.VisitReasonMissing)
        visited = [person.pk for person in who.visited_of(row.visit_id)]
        hands = limits.hands_for(owner, visitor=row.visit.visitor, visited=visited, on=today(at))
        _put(row, hands=hands)
        if days:
            due = limits.task_day(days, start=today(at))
            row.from_on, row.days, row.due_on, row.provisional = today(at), days, due.on, due.provisional
        row.save(update_fields=["state", "unit", "owner", "from_on", "days", "due_on", "provisional"])
        _step(row, move=Move.PASSED, why=why.strip(), by=by, at=at)
        _tell(row, verb="pass_task", people=visited, by=by, at=at)
    return row


def hand_over_tasks(*, unit: int, leaver: int, to: str, by: Viewer, at: datetime) -> list[VisitTask]:
    """All unfinished tasks of somebody who answers for nothing any more, at one desk, go to who came after them there, or
    to the officer with the number `to`. Days stay. Raises NothingLeft, NoSuccessor, NobodyThere, TooNearToTask."""
    on = today(at)
    with transaction.atomic():
        mine = rules.take_over.rows(by)
        rows = list(
            VisitTask.objects.select_for_update(of=("self",)).filter(mine, unit=unit, owner=leaver).order_by("pk")
        )
        refuse_if(not rows, NothingLeft)
        heir = who.successors([(unit, leaver)], on=on)[unit, leaver]
        refuse_if(not to and heir is None, NoSuccessor)
        number = to or (heir.number if heir else "")
        for row in rows:
            visited = [person.pk for person in who.visited_of(row.visit_id)]
            hands = limits.hands_for(number, visitor=row.visit.visitor, visited=visited, on=on)
            _put(row, hands=hands if to else who.Hands(Unit.objects.get(pk=unit), hands.owner))
            row.save(update_fields=["state", "unit", "owner"])
            _step(row, move=Move.INHERITED, why="", by=by, at=at)
            _tell(row, verb="inherit_task", people=visited, by=by, at=at)
    return rows


def recount_tasks(*, at: datetime) -> int:
    """Count the provisional days of unfinished tasks anew, when a year's working days have come. Returns how many moved."""
    moved = 0
    with transaction.atomic():
        rows = VisitTask.objects.select_for_update(of=("self",)).filter(rules.UNDONE, provisional=True)
        for row in rows.order_by("pk"):
            due = limits.task_day(row.days, start=row.from_on)
            moved += due.on != row.due_on
            row.due_on, row.provisional = due.on, due.provisional
            row.save(update_fields=["due_on", "provisional"])
    return moved


def read_task(row: VisitTask, *, by: Viewer, at: datetime) -> None:
    """Somebody at a desk has opened it: on the trail, as a reading of the visit it came from."""
    _tell(row, verb="read", people=[person.pk for person in who.visited_of(row.visit_id)], by=by, at=at)


def _put(row: VisitTask, *, hands: who.Hands) -> None:
    row.state, row.unit, row.owner = TaskState.OPEN, hands.unit, hands.owner


def _step(task: VisitTask, *, move: str, why: str, by: Viewer, at: datetime) -> None:
    VisitTaskHand.objects.create(
        task=task, move=move, by_id=by.person or 0, unit_id=task.unit_id, owner_id=task.owner_id, due_on=task.due_on, why=why,
        at=at,
    )  # fmt: skip


def _tell(task: VisitTask, *, verb: str, people: Iterable[int], by: Viewer, at: datetime) -> None:
    """One event for each person visited, or one for the unit; never what was found."""
    whose: list[int | None] = [*people] or [None]
    note = None if verb == "read" else {"task": task.order, "owner": task.owner_id, "unit": task.unit_id}
    kept: dict[str, Any] = {"kind": VISIT, "row": task.visit_id, "number": task.visit.number, "note": note}
    trail.record_many([trail.event_of(verb=verb, by=by, at=at, person=person, **kept) for person in whose])
