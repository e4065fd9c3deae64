"""The visits of everyday in the last weeks: tasks in every state, and those who went back to the line and left theirs."""

from __future__ import annotations

from datetime import date, timedelta

from xinqiao.ground.org.actions import posts as posting
from xinqiao.ground.org.models import Person, Post
from xinqiao.ground.org.words import Role
from xinqiao.ground.visits.actions import tasks
from xinqiao.ground.visits.actions.recording import Account
from xinqiao.ground.visits.actions.tasks import Problem
from xinqiao.ground.visits.models import Visit
from xinqiao.ground.visits.story.past import PURPOSES, heard_of
from xinqiao.ground.visits.story.roads import Road, record
from xinqiao.ground.visits.story.stage import Goer, Stage
from xinqiao.ground.visits.story.texts import BACK, FOUND, Found
from xinqiao.ground.visits.words import Place, Purpose

LATEST, OPEN_SINCE, EARLIEST = 1, 9, 20  # working days ago
ENDS = ("open", "done", "late", "back", "passed", "done")  # what becomes of the tasks, in turn
TABLE = FOUND[11]  # the shift table that comes too late: what the leavers had in hand


def everyday_roads(stage: Stage, *, count: int) -> list[Road]:
    """So many visits by officers of no name, half of them with something to be done."""
    roads = []
    for index in range(count):
        found = stage.chance.choice(FOUND) if index % 2 == 0 else None
        end = ENDS[index // 2 % len(ENDS)]
        earliest = OPEN_SINCE if found and end != "done" else EARLIEST  # few are late: only those that were hurried
        on = stage.back(stage.chance.randint(LATEST, earliest))
        roads.append(_everyday(stage, on=on, found=found, end=end))
    return roads


def _goer(stage: Stage, *, on: date) -> Goer | None:
    cast = {person.pk for person in stage.cast.values()}
    able = [
        one for one in stage.goers if one.holds(on) and one.person.pk not in cast and stage.pools.get(one.unit.path)
    ]
    return stage.chance.choice(able) if able else None


def _everyday(stage: Stage, *, on: date, found: Found | None, end: str) -> Road:
    goer = _goer(stage, on=on)
    visited = stage.whom(goer, on=on) if goer else []
    if goer is None or not visited:
        return
    account = Account(
        on=on, place=Place.POST, purposes=stage.chance.choice(PURPOSES), heard=heard_of(stage, found=found),
        people=visited[0].number,
    )  # fmt: skip
    given = [_problem(stage, found=found, on=on)] if found else []
    at = stage.at(on)
    yield at
    visit = record(stage, account=account, by=goer.person, problems=given, at=at)
    if found is not None:
        yield from _go_on(stage, visit=visit, found=found, end=end)


def _problem(stage: Stage, *, found: Found, on: date) -> Problem:
    head = stage.head(found.desk, on=on) if found.desk else None
    return Problem(found.problem, head.person.number if head else "", 10)


def _go_on(stage: Stage, *, visit: Visit, found: Found, end: str) -> Road:
    """Bring its task to the state asked for, as far as there was time."""
    task = visit.tasks.get()
    at = max(stage.at(visit.on + timedelta(days=stage.chance.randint(1, 5))), visit.recorded_at + timedelta(hours=1))
    if end == "open":
        return
    yield at
    owner, visitor = (stage.viewer(stage.people[pk or 0], at=at) for pk in (task.owner_id, visit.visitor_id))
    if end == "done":
        tasks.finish_task(task.pk, result=found.result, by=owner, at=at)
    elif end == "back":
        tasks.give_back(task.pk, why=stage.chance.choice(BACK), by=owner, at=at)
    elif end == "passed":
        tasks.pass_task(task.pk, owner="", why="跟管这一块的同志说好了，我来跑。", days=None, by=visitor, at=at)
    else:
        why = "这件事等不得，时间提前一些。"
        tasks.pass_task(task.pk, owner=owner.number, why=why, days=1, by=visitor, at=at)


def leaving_roads(stage: Stage) -> list[Road]:
    """Two group leaders go back to the line: what one of them had in hand is handed over, the other's still waits."""
    cast = {person.pk for person in stage.cast.values()}
    on = stage.back(14)
    held = [one for one in stage.goers if one.role == Role.GROUP_LEADER and one.holds(on) and one.to_on is None]
    alone = [
        one
        for one in held
        if one.person.pk not in cast
        and len(stage.whom(one, on=on, count=2)) == 2
        and sum(post.person.pk == one.person.pk for post in stage.goers) == 1
    ]
    leaders = stage.chance.sample(alone, min(2, len(alone)))
    return [_leaves(stage, leader=leader, handed_over=number > 0) for number, leader in enumerate(leaders)]


def _leaves(stage: Stage, *, leader: Goer, handed_over: bool) -> Road:
    on = stage.back(14)
    visited, heir = stage.whom(leader, on=on, count=2)
    account = Account(on=on, place=Place.POST, purposes=(Purpose.CONTACT,), heard=TABLE.heard, people=visited.number)
    at = stage.at(on)
    yield at
    record(stage, account=account, by=leader.person, problems=[Problem(TABLE.problem, "", 12)], at=at)
    at = stage.at(stage.back(7))
    yield at
    _replace(stage, leader=leader, heir=heir)
    if handed_over:
        at = stage.at(stage.back(4))
        yield at
        officer = stage.viewer(stage.cast["gu"], at=at)
        tasks.hand_over_tasks(unit=leader.unit.pk, leaver=leader.person.pk, to="", by=officer, at=at)


def _replace(stage: Stage, *, leader: Goer, heir: Person) -> None:
    on = stage.back(7)
    at = stage.at(on)
    officer = stage.viewer(stage.cast["hao"], at=at)
    post = Post.objects.get(person=leader.person, role=Role.GROUP_LEADER, unit=leader.unit, to_on__isnull=True)
    posting.end_post(post.pk, on=on, by=officer, at=at)
    posting.appoint(unit=leader.unit.pk, number=heir.number, role=Role.GROUP_LEADER, on=on, by=officer, at=at)
