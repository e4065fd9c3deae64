"""The roads an appeal can take, each told as a generator: it yields the moment of its next deed and does it when called."""

from __future__ import annotations

import random
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date, datetime

from xinqiao.domains.service.appeals.actions import filing, handling
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.appeals.story.matters import Answer, Matter, Wording
from xinqiao.domains.service.appeals.story.slots import CLOSERS, REPLY_CLOSERS, slots_of
from xinqiao.domains.service.appeals.story.stage import Hands, Stage, draw
from xinqiao.domains.service.appeals.story.words import (
    PAUSES,
    RESOLVED,
    SITE,
    WHY,
)
from xinqiao.domains.service.words import Door, Privacy, Topic
from xinqiao.ground.org.models import Person
from xinqiao.kit.clock import moment, today

Road = Generator[datetime, None, None]
EPOCH = moment(date(2000, 1, 1))


@dataclass
class Course:
    """How one appeal goes: pauses, days, where it stops. Drawn by chance for old ones, set for the open ones."""

    take: int = 0  # working days until somebody takes it
    reply: int = 1  # working days from filing to the first reply
    close: int = 4  # working days from the reply to the end
    paused: int = 0  # working days it stood still
    rating: str = ""
    door: str = Door.PHONE
    stop: str = ""  # filed | taken | handed | replied | paused | resolved
    unheld: bool = False  # handed to a desk, to whoever takes it there


@dataclass
class Told:
    """One appeal on its way: what was said, by whom, and who has had it in hand."""

    author: Person
    desk: str
    words: str
    answer: Answer
    slots: dict[str, str]
    course: Course
    topic: str
    privacy: str = Privacy.NAMED
    thanks: list[str] = field(default_factory=list)
    blame: str = ""
    second: str = ""
    agent: Person | None = None  # who wrote it down at the service centre, and goes on with it
    exact: bool = False  # the reply stands as the story has it
    key: int = 0
    row: Appeal | None = None  # as its last hand-over left it
    at: datetime = EPOCH
    handled: list[int] = field(default_factory=list)


def draw_course(chance: random.Random, *, limit: int, years_ago: float) -> Course:
    """A course as most have gone: answered in time, nine in ten of them; the phone used more from year to year."""
    phone = 0.78 - 0.07 * years_ago
    door = draw(
        chance, weights={Door.PHONE: phone, Door.HOTLINE: 0.72 - phone + 0.1, Door.WINDOW: 0.12, Door.GROUP: 0.06}
    )
    late = chance.random() < 0.03
    return Course(
        take=int(chance.random() < 0.12),
        reply=limit + chance.randint(1, 2) if late else chance.randint(0, limit),
        close=chance.choices((0, 1, 2, 3, 4, 6, 8), weights=(3, 4, 4, 3, 2, 2, 1))[0],
        paused=chance.randint(2, 8) if chance.random() < 0.09 else 0,
        rating=draw(chance, weights={"satisfied": 0.67, "fair": 0.11, "dissatisfied": 0.06, "": 0.16}),
        door=door,
        unheld=chance.random() < 0.2,
    )


def tell_of(
    stage: Stage, *, matter: Matter, wording: Wording, author: Person, course: Course, at: datetime
) -> Told | None:
    """The words of one appeal, put together for its author; None when exactly these words were said before."""
    chance = stage.chance
    slots = slots_of(author, on=today(at), chance=chance)
    words = (wording.text + chance.choice(CLOSERS)).format(**slots)
    if words in stage.said:
        return None
    stage.said.add(words)
    answer = chance.choice(wording.answers)
    told = Told(author, matter.desk, words, answer, slots, course, matter.topic, thanks=wording.thanks)
    if wording.blames and answer.outcome != "explained":
        told.blame, told.second = wording.blames[0].format(**slots), wording.seconds[0].format(**slots)
    hidden = matter.topic == Topic.CADRE or chance.random() < (0.25 if matter.topic in ("pay", "hardship") else 0.05)
    told.privacy = Privacy.HIDDEN if hidden else Privacy.NAMED
    return told


def file(stage: Stage, *, told: Told, at: datetime) -> None:
    """The appeal is filed: by its author on the phone, or by the one at the hotline, the window or the team who writes."""
    by, author = told.author, None
    if told.course.door == Door.GROUP:
        leaders = stage.holders("group_leader", unit=told.author.unit, at=at)
        by = leaders[0] if leaders else told.author
    elif told.course.door != Door.PHONE:
        by = told.agent = told.agent or stage.intake(at=at, door=told.course.door)
    if by is told.author:
        told.course.door = Door.PHONE
    else:
        author = told.author
    row = filing.file_appeal(
        words=told.words,
        topic=told.topic,
        privacy=told.privacy,
        by=stage.viewer(by, at=at),
        at=at,
        author=author,
        door=told.course.door,
    )
    told.key, told.at = row.pk, at
    stage.filed += 1


def take(stage: Stage, *, told: Told, person: Person, at: datetime) -> None:
    """Somebody takes it."""
    told.row = handling.take_appeal(told.key, by=stage.viewer(person, at=at), at=at)
    told.handled.append(person.pk)
    told.at = at


def hand_over(stage: Stage, *, told: Told, by: Person, to: Hands, held: bool, why: str, at: datetime) -> None:
    """It goes to another desk: into somebody's hands there, or to whoever takes it."""
    told.row = handling.hand_over_appeal(
        told.key, desk=to.desk, holder=to.person if held else None, why=why, by=stage.viewer(by, at=at), at=at
    )
    told.handled.append(by.pk)
    if held:
        told.handled.append(to.person.pk)


def first_round(stage: Stage, *, told: Told, start: datetime) -> Generator[datetime, None, Person | None]:
    """From filing to the end of the first round; returns who closed it, or None when the course stops before."""
    chance, course = stage.chance, told.course
    yield start
    file(stage, told=told, at=start)
    if course.stop == "filed":
        return None
    at = stage.office(start, days=course.take)
    yield at
    intake = told.agent or stage.intake(at=at, door=course.door)
    take(stage, told=told, person=intake, at=at)
    if told.topic == Topic.CADRE and told.author.unit.kind == "team" and chance.random() < 0.35:
        _name_complained(stage, told=told, by=intake, at=at)
    if course.stop == "taken":
        return None
    holder, at = yield from _to_the_desk(stage, told=told, intake=intake, at=at)
    if course.stop == "handed":
        return None
    at = max(stage.office(start, days=course.reply), stage.office(at))
    yield at
    if told.row is not None:
        handling.read_appeal(told.row, by=stage.viewer(holder, at=at), at=at)
    _note(stage, told=told, holder=holder, at=at)
    if course.paused:
        at = yield from _wait(stage, told=told, holder=holder, at=at)
        if course.stop == "paused":
            return None
    _reply(stage, told=told, holder=holder, at=at)
    if course.stop == "replied":
        return None
    return (yield from _close(stage, told=told, holder=holder, at=at))


def _note(stage: Stage, *, told: Told, holder: Person, at: datetime) -> None:
    """A word among officers, for some."""
    chance = stage.chance
    if chance.random() > (0.7 if told.privacy == Privacy.HIDDEN else 0.2):
        return
    kind = "note_hidden" if told.privacy == Privacy.HIDDEN else "note_site" if told.desk in SITE else "note"
    handling.note_appeal(told.key, text=chance.choice(WHY[kind]), by=stage.viewer(holder, at=at), at=at)


def _reply(stage: Stage, *, told: Told, holder: Person, at: datetime) -> None:
    text = told.answer.text if told.exact else told.answer.text + stage.chance.choice(REPLY_CLOSERS)
    handling.reply_appeal(told.key, text=text.format(**told.slots), by=stage.viewer(holder, at=at), at=at)


def _wait(stage: Stage, *, told: Told, holder: Person, at: datetime) -> Generator[datetime, None, datetime]:
    """A first word to the member, and the clocks stand still until what one waits for has come."""
    first, why = stage.chance.choice(PAUSES.get(told.desk, PAUSES["union"]))
    by = stage.viewer(holder, at=at)
    handling.reply_appeal(told.key, text=first.format(**told.slots), by=by, at=at)
    handling.pause_appeal(told.key, why=why.format(**told.slots), by=by, at=at)
    if told.course.stop == "paused":
        return at
    at = stage.office(at, days=told.course.paused)
    yield at
    handling.resume_appeal(told.key, by=stage.viewer(holder, at=at), at=at)
    return at


def _to_the_desk(
    stage: Stage, *, told: Told, intake: Person, at: datetime
) -> Generator[datetime, None, tuple[Person, datetime]]:
    """The intake keeps what it can answer itself, and hands the rest to the desk it belongs to."""
    if told.desk == "intake":
        return intake, at
    at = stage.office(at)
    yield at
    hands = stage.hands_at(told.desk, author=told.author, at=at, but=told.handled)
    held = not told.course.unheld
    kind = told.desk
    if (
        hands.desk is stage.group and kind != "vice"
    ):  # to the rights officer: help at home, the union itself, an office's own
        kind = "cadre" if told.topic == Topic.CADRE else "rights" if kind == "rights" else "office"
    why = stage.chance.choice(WHY.get(kind, WHY["union"]))
    hand_over(stage, told=told, by=intake, to=hands, held=held, why=why, at=at)
    if not held and told.course.stop != "handed":
        at = stage.office(at)
        yield at
        take(stage, told=told, person=hands.person, at=at)
    return hands.person, at


def _name_complained(stage: Stage, *, told: Told, by: Person, at: datetime) -> None:
    foremen = [p for p in stage.holders("team_leader", unit=told.author.unit, at=at) if p.pk != told.author.pk]
    if foremen:
        handling.name_complained(told.key, person=foremen[0], by=stage.viewer(by, at=at), at=at)


def _close(stage: Stage, *, told: Told, holder: Person, at: datetime) -> Generator[datetime, None, Person | None]:
    at = stage.office(at, days=told.course.close)
    yield at
    ends = "site" if told.answer.outcome == "solved" and told.desk in SITE else told.answer.outcome
    words = stage.chance.choice(RESOLVED[ends])
    by = stage.viewer(holder, at=at)
    handling.resolve_appeal(told.key, outcome=told.answer.outcome, text=words, by=by, at=at)
    told.at = at
    return holder
