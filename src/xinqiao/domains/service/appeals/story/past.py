"""Closed appeals over the five years, more of them from year to year, in the hours people have."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from xinqiao.domains.service.appeals.story.matters import Answer, Matter, Refusal, Wording, matters, refusals
from xinqiao.domains.service.appeals.story.roads import Course, Road, Told, draw_course, tell_of
from xinqiao.domains.service.appeals.story.rounds import Letter, answered, refused, withdrawn
from xinqiao.domains.service.appeals.story.slots import CLOSERS, slots_of
from xinqiao.domains.service.appeals.story.stage import Stage, draw
from xinqiao.domains.service.words import Privacy
from xinqiao.kit.clock import moment, today

TOPICS = {
    "daily_life": 30,
    "pay": 19,
    "protection": 15,
    "leave": 12,
    "insurance": 7,
    "hardship": 7,
    "cadre": 4,
    "unsure": 6,
}
SETTLED = 85  # days after which even the longest road has come to its end


def past_roads(stage: Stage, *, count: int) -> Iterator[Road]:
    """So many closed appeals, on days drawn by chance."""
    found, letters = matters(), refusals()
    span = (stage.today - stage.telling.since).days
    for _n in range(count):
        days = 9 + int((span - 10) * stage.chance.random() ** 1.18)
        kind = draw(stage.chance, weights={"answered": 0.93, "refused": 0.05, "withdrawn": 0.02})
        yield _road(stage, days=days, kind=kind if days >= SETTLED else "answered", found=found, letters=letters)


def _road(stage: Stage, *, days: int, kind: str, found: Sequence[Matter], letters: Sequence[Refusal]) -> Road:
    day = stage.today - timedelta(days=days)
    course = draw_course(stage.chance, limit=stage.limit(day), years_ago=days / 365)
    if days < SETTLED:
        _hasten(course, days=days)
    start = start_of(stage, day=day, door=course.door)
    if kind == "refused":
        told, letter = refusal_of(stage, letters=letters, course=course, start=start)
        return refused(stage, told=told, letter=letter, start=start)
    told = matter_of(stage, found=found, course=course, start=start)
    return (withdrawn if kind == "withdrawn" else answered)(stage, told=told, start=start)


def _hasten(course: Course, *, days: int) -> None:
    """Not long ago: whatever is told here must be over by now."""
    course.paused = 0
    course.rating = "satisfied" if course.rating == "dissatisfied" else course.rating
    if days < 45:
        course.take, course.unheld = 0, False
        course.reply, course.close = min(course.reply, 1), min(course.close, 1 if days < 16 else 3)


def start_of(stage: Stage, *, day: date, door: str) -> datetime:
    """When it is filed: on the phone at any hour; with somebody who writes it down, in office hours."""
    if door == "phone":
        return stage.anytime(moment(day) - timedelta(days=1), days=1)
    return stage.office(moment(day, hour=1))


def matter_of(
    stage: Stage, *, found: Sequence[Matter], course: Course, start: datetime, desk: str = "", shop: str = ""
) -> Told:
    """One appeal nobody has made in these words: of the season, by the weight of its topic, or for one desk."""
    while True:
        matter, wording = _pick(stage.chance, found=found, month=start.month, desk=desk)
        author = stage.author(at=start, shop=shop)
        told = tell_of(stage, matter=matter, wording=wording, author=author, course=course, at=start)
        if told is not None:
            return told


def _pick(chance: random.Random, *, found: Sequence[Matter], month: int, desk: str) -> tuple[Matter, Wording]:
    topic = "" if desk else draw(chance, weights=TOPICS)
    fit = [m for m in found if month in m.months and (m.desk == desk if desk else m.topic == topic)]
    matter = chance.choice(fit)
    return matter, chance.choice(matter.wordings)


def refusal_of(
    stage: Stage, *, letters: Sequence[Refusal], course: Course, start: datetime, review: bool = False
) -> tuple[Told, Letter]:
    """One appeal that cannot be taken up, and whether its author asks for review."""
    chance = stage.chance
    while True:
        refusal = chance.choice([one for one in letters if one.whys or not review])
        author = stage.author(at=start)
        slots = slots_of(author, on=today(start), chance=chance)
        words = (refusal.text + chance.choice(CLOSERS)).format(**slots)
        if words not in stage.said:
            break
    stage.said.add(words)
    told = Told(author, "intake", words, Answer("", ""), slots, course, refusal.topic)
    told.privacy = Privacy.HIDDEN if refusal.topic == "cadre" else Privacy.NAMED
    ends = [end for end in ("upheld", "changed") if getattr(refusal, end) and refusal.whys]
    asks = bool(ends) and (review or chance.random() < 0.5)
    return told, Letter(refusal, chance.choice(ends) if asks else "")


def reopenable(stage: Stage, *, found: Sequence[Matter], course: Course, start: datetime) -> Told:
    """One appeal whose answer can fall short and be made good by others."""
    while True:
        told = matter_of(stage, found=found, course=course, start=start)
        if told.blame:
            return told
