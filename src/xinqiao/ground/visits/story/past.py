"""The visits of five years, all written and all done with: rows and events in bulk, as the actions would have left them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice

from xinqiao.ground.org.models import Person, Unit
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.papers.actions import next_number
from xinqiao.ground.trail import actions as trail
from xinqiao.ground.trail.models import Event
from xinqiao.ground.visits.actions.limits import task_day
from xinqiao.ground.visits.models import Visit, VisitPerson, VisitTask, VisitTaskHand, VisitVersion, VisitWord
from xinqiao.ground.visits.story.stage import Goer, Stage
from xinqiao.ground.visits.story.texts import ADDED, BACK, FOUND, GREETED, PASSED, WISHED, Found
from xinqiao.ground.visits.words import VISIT, Answer, Move, Place, Purpose, Side, TaskState
from xinqiao.kit.clock import today

SETTLED = 46  # days after which everything told here is done with
PURPOSES = (
    (Purpose.CONTACT,), (Purpose.CONTACT,), (Purpose.CONTACT, Purpose.CONTACT_POINT), (Purpose.CONDOLENCE,),
    (Purpose.WARMTH, Purpose.CONDOLENCE), (Purpose.RESEARCH,), (Purpose.RESEARCH, Purpose.CONTACT), (Purpose.INTERVIEW,),
    (Purpose.HELP,), (Purpose.HELP, Purpose.PAIRING), (Purpose.PAIRING,),
)  # fmt: skip


@dataclass
class Draft:
    """One visit before it is written."""

    goer: Goer
    on: date
    at: datetime
    purposes: tuple[str, ...]
    place: str
    visited: list[Person]
    found: Found | None
    heard: str = ""
    tasks: list[VisitTask] = field(default_factory=list)


def write_past(stage: Stage, *, count: int) -> None:
    """So many visits, more of them from year to year, written in the order of time."""
    tries = (draft for _n in range(count * 8) if (draft := _draft(stage)) is not None)
    drafts = sorted(islice(tries, count), key=lambda draft: draft.at)
    visits = Visit.objects.bulk_create([_visit(draft) for draft in drafts], batch_size=500)
    pairs = list(zip(visits, drafts, strict=True))
    VisitPerson.objects.bulk_create(
        [
            VisitPerson(visit=visit, person=person, side=Side.VISITED, unit=person.unit)
            for visit, draft in pairs
            for person in draft.visited
        ],
        batch_size=500,
    )
    VisitVersion.objects.bulk_create([_version(visit, draft=draft) for visit, draft in pairs], batch_size=500)
    words = [word for visit, draft in pairs if (word := _word(stage, visit=visit, draft=draft)) is not None]
    VisitWord.objects.bulk_create(words, batch_size=500)
    events = [event for visit, draft in pairs for event in _events(visit, draft=draft)]
    trail.record_many(events + _tasks(stage, pairs=pairs) + [_spoken(word) for word in words])


def _draft(stage: Stage) -> Draft | None:
    span = (stage.today - stage.telling.since).days - SETTLED
    on = stage.today - timedelta(days=SETTLED + int(span * stage.chance.random() ** 1.2))
    able = [goer for goer in stage.chance.sample(stage.goers, min(12, len(stage.goers))) if goer.holds(on)]
    if not able:
        return None
    goer = able[0]
    purposes = stage.chance.choice(PURPOSES)
    place = stage.chance.choices(Place.values, weights=(60, 14, 6, 8, 12))[0]
    closed = place == Place.HOSPITAL or {Purpose.HELP, Purpose.PAIRING} & set(purposes)
    many = 1 if closed else stage.chance.choices((1, 2, 3), weights=(7, 2, 1))[0]
    visited = stage.whom(goer, on=on, count=many)
    if not visited:
        return None
    found = stage.chance.choice(FOUND) if stage.chance.random() < 0.38 else None
    at = stage.at(on + timedelta(days=stage.chance.choices((0, 1, 3), weights=(8, 2, 1))[0]))
    return Draft(goer, on, at, purposes, place, visited, found, heard=heard_of(stage, found=found))


def heard_of(stage: Stage, *, found: Found | None) -> str:
    """What was heard: how things go, then the problem or a wish."""
    return stage.chance.choice(GREETED) + (found.heard if found else stage.chance.choice(WISHED))


def _visit(draft: Draft) -> Visit:
    closed = draft.place == Place.HOSPITAL or bool({Purpose.HELP, Purpose.PAIRING} & set(draft.purposes))
    paths = sorted(person.unit.path for person in draft.visited)
    return Visit(
        number=next_number("ZF", at=draft.at), token=secrets.token_hex(16), visitor=draft.goer.person,
        written_by=draft.goer.person, unit=draft.visited[0].unit if paths[0] == paths[-1] else draft.goer.unit, on=draft.on,
        place=draft.place, purposes=f",{','.join(draft.purposes)},", closed=closed, heard=draft.heard, recorded_at=draft.at,
    )  # fmt: skip


def _version(visit: Visit, *, draft: Draft) -> VisitVersion:
    return VisitVersion(
        visit=visit, version=1, on=visit.on, place=visit.place, purposes=visit.purposes, heard=visit.heard,
        unit_name=visit.unit.name, written_at=visit.recorded_at, written_by=draft.goer.person,
        visited=[[person.number, person.name] for person in draft.visited],
    )  # fmt: skip


def _word(stage: Stage, *, visit: Visit, draft: Draft) -> VisitWord | None:
    if stage.chance.random() > 0.55:
        return None
    more = stage.chance.random() < 0.12
    return VisitWord(
        visit=visit, person=draft.visited[0], version=1, answer=Answer.MORE if more else Answer.TRUE,
        words=stage.chance.choice(ADDED) if more else "", said_at=draft.at + timedelta(hours=stage.chance.randint(2, 70)),
    )  # fmt: skip


def _spoken(word: VisitWord) -> Event:
    me = Viewer(person=word.person_id, name=word.person.name)
    return trail.event_of(
        verb="answer_visit", by=me, at=word.said_at, kind=VISIT, row=word.visit_id, number=word.visit.number,
        person=word.person_id, note={"answer": word.answer, "version": 1},
    )  # fmt: skip


def _event(verb: str, *, visit: Visit, person: int, by: Person, at: datetime, note: dict[str, object]) -> Event:
    who = Viewer(person=by.pk, name=by.name)
    return trail.event_of(
        verb=verb, by=who, at=at, kind=VISIT, row=visit.pk, number=visit.number, person=person, note=note
    )


def _events(visit: Visit, *, draft: Draft) -> list[Event]:
    return [
        _event("record_visit", visit=visit, person=one.pk, by=draft.goer.person, at=draft.at, note={"version": 1})
        for one in draft.visited
    ]


@dataclass(frozen=True)
class Step:
    """One step in the life of a task."""

    move: str
    verb: str
    by: Person
    unit: Unit
    owner: Person
    at: datetime
    why: str = ""


def _tasks(stage: Stage, *, pairs: list[tuple[Visit, Draft]]) -> list[Event]:
    """The tasks of these visits with their steps, all done; their events."""
    lives = [(visit, draft, _life(stage, draft=draft)) for visit, draft in pairs if draft.found]
    rows = VisitTask.objects.bulk_create([_task(v, draft=d, life=life) for v, d, life in lives], batch_size=500)
    hands, events = [], []
    for row, (visit, draft, life) in zip(rows, lives, strict=True):
        for step in life:
            hands.append(
                VisitTaskHand(
                    task=row, move=step.move, by=step.by, unit=step.unit, owner=step.owner, due_on=row.due_on,
                    why=step.why or (row.result if step.move == Move.DONE else ""), at=step.at,
                )
            )  # fmt: skip
            note: dict[str, object] = {"task": 1, "owner": step.owner.pk, "unit": step.unit.pk}
            events += [
                _event(step.verb, visit=visit, person=one.pk, by=step.by, at=step.at, note=note)
                for one in draft.visited
            ]
    VisitTaskHand.objects.bulk_create(hands, batch_size=500)
    return events


def _life(stage: Stage, *, draft: Draft) -> list[Step]:
    """Given, perhaps given back and passed on, and done: within five weeks at the most."""
    goer, found, chance = draft.goer, draft.found, stage.chance
    head = stage.head(found.desk, on=draft.on) if found and found.desk else None
    owner, unit = (head.person, head.unit) if head else (goer.person, goer.unit)
    steps = [Step(Move.GIVEN, "give_task", goer.person, unit, owner, draft.at)]
    at = draft.at + timedelta(days=chance.randint(1, 9), hours=chance.randint(0, 3))
    if head and chance.random() < 0.12:
        steps.append(Step(Move.BACK, "give_task_back", owner, unit, owner, at, chance.choice(BACK)))
        owner, unit = goer.person, goer.unit
        at += timedelta(days=chance.randint(1, 4))
        steps.append(Step(Move.PASSED, "pass_task", goer.person, unit, owner, at, chance.choice(PASSED)))
        at += timedelta(days=chance.randint(1, 9))
    steps.append(Step(Move.DONE, "finish_task", owner, unit, owner, at))
    return steps


def _task(visit: Visit, *, draft: Draft, life: list[Step]) -> VisitTask:
    last, found = life[-1], draft.found or FOUND[0]
    due = task_day(10, start=today(draft.at))
    return VisitTask(
        visit=visit, order=1, problem=found.problem, unit=last.unit, owner=last.owner, state=TaskState.DONE,
        from_on=today(draft.at), days=10, due_on=due.on, result=found.result, done_at=last.at, done_by=last.by,
    )  # fmt: skip
