"""Some sixty appeals that are open today, in every state, with deadlines that have passed, end today, or lie ahead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from xinqiao.domains.service.appeals.actions import filing
from xinqiao.domains.service.appeals.story.matters import Matter, matters, refusals
from xinqiao.domains.service.appeals.story.past import matter_of, refusal_of, reopenable, start_of
from xinqiao.domains.service.appeals.story.roads import Course, Road, Told, first_round
from xinqiao.domains.service.appeals.story.rounds import answered, once_more, refused
from xinqiao.domains.service.appeals.story.stage import Stage
from xinqiao.domains.service.appeals.story.words import BLAMES
from xinqiao.domains.service.words import Door
from xinqiao.kit.clock import moment


@dataclass(frozen=True)
class Open:
    """Open appeals filed so many working days ago, each standing where it stops."""

    stop: str
    ago: tuple[int, ...]
    unheld: bool = False


# The reply is due after two working days, the end after fifteen: 2 and 15 are due today, 17 and more are late.
STANDING = (
    Open("filed", (0, 0, 0, 0, 0, 1, 1, 1)),
    Open("taken", (1, 1, 1, 1, 2, 2)),
    Open("handed", (1, 1, 1, 1), unheld=True),
    Open("handed", (1, 1, 1, 2, 2, 2)),
    Open("replied", (4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 14)),
    Open("replied", (15, 15, 15)),
    Open("replied", (17, 18, 21)),
    Open("paused", (6, 8, 9, 11, 12, 13)),
)
DESKS = (  # desk and shop in turn, so that each officer of the cast finds work
    ("logistics", ""), ("", ""), ("subunion", "锻造公司分会"), ("hr", ""), ("workshop", "锻造二车间工会"), ("rights", ""),
    ("purchasing", ""), ("logistics", ""), ("workshop", "大件加工公司分会"), ("equipment", ""), ("vice", ""), ("safety", ""),
    ("", ""), ("subunion", "大件加工公司分会"), ("finance", ""),
)  # fmt: skip
REVIEWS = ((9, 1, "asked"), (11, 3, "taken"), (12, 5, "taken"))  # filed, asked, stands
REOPENED = ((11, 1, "reopened"), (12, 2, "handed"), (14, 4, "replied"))
UNRATED = (5, 6, 6, 7, 8, 8, 9, 10)
LET_DOWN = (6, 8)  # closed, judged bad this morning: somebody new to it has to ring


def open_roads(stage: Stage) -> Iterator[Road]:
    """All of them, and some closed in the last days that wait for a rating."""
    found, letters = matters(), refusals()
    turn = 0
    for group in STANDING:
        for ago in group.ago:
            desk, shop = DESKS[turn % len(DESKS)]
            turn += 1
            course = _course(stage, stop=group.stop, unheld=group.unheld)
            start = _start(stage, ago=ago, course=course)
            told = matter_of(
                stage, found=_with_hands(found, group=group), course=course, start=start, desk=desk, shop=shop
            )
            yield answered(stage, told=told, start=start)
    for ago, asked, stop in REVIEWS:
        course = _course(stage, stop="", unheld=False)
        start = _start(stage, ago=ago, course=course)
        told, letter = refusal_of(stage, letters=letters, course=course, start=start, review=True)
        letter.stop = stop
        yield refused(
            stage, told=told, letter=letter, start=start, asked_on=moment(stage.back(asked), hour=7, minute=40)
        )
    for ago, again, stop in REOPENED:
        course = _course(stage, stop="", unheld=False)
        course.reply, course.close = 1, 2
        start = _start(stage, ago=ago, course=course)
        told = reopenable(stage, found=found, course=course, start=start)
        yield _reopened(stage, told=told, start=start, again=moment(stage.back(again), hour=7, minute=15), stop=stop)
    for ago in UNRATED:
        course = _course(stage, stop="resolved", unheld=False)
        course.reply, course.close = 1, max(1, ago - 4)
        start = _start(stage, ago=ago, course=course)
        yield answered(stage, told=matter_of(stage, found=found, course=course, start=start), start=start)
    for ago in LET_DOWN:
        course = _course(stage, stop="", unheld=False)
        course.reply, course.close = 1, 2
        start = _start(stage, ago=ago, course=course)
        yield _let_down(stage, told=matter_of(stage, found=found, course=course, start=start), start=start)


def _let_down(stage: Stage, *, told: Told, start: datetime) -> Road:
    """Closed, and judged bad at the break this morning."""
    yield from first_round(stage, told=told, start=start)
    at = stage.now - timedelta(minutes=stage.chance.randint(20, 90))
    yield at
    by = stage.viewer(told.author, at=at)
    filing.rate_appeal(told.key, rating="dissatisfied", text=stage.chance.choice(BLAMES), by=by, at=at)


def _with_hands(found: Sequence[Matter], *, group: Open) -> list[Matter]:
    """What stands at another desk, or waits for something there, is nothing the intake answers itself."""
    return [m for m in found if m.desk != "intake" or group.stop in ("filed", "taken")]


def _course(stage: Stage, *, stop: str, unheld: bool) -> Course:
    door = stage.chance.choice((Door.PHONE, Door.PHONE, Door.PHONE, Door.HOTLINE, Door.WINDOW))
    return Course(take=0, reply=1, close=3, paused=1 if stop == "paused" else 0, door=door, stop=stop, unheld=unheld)


def _start(stage: Stage, *, ago: int, course: Course) -> datetime:
    """Filed on the working day that lies so many back, early enough that its desk could do its part the same day."""
    if ago == 0:
        course.door = Door.PHONE
        return stage.now - timedelta(minutes=stage.chance.randint(15, 260))
    day = stage.back(ago)
    if course.door == Door.PHONE:
        return moment(day, hour=stage.chance.choice((6, 7, 9, 11)), minute=stage.chance.randint(0, 59))
    return start_of(stage, day=day, door=Door.WINDOW)


def _reopened(stage: Stage, *, told: Told, start: datetime, again: datetime, stop: str) -> Road:
    """Closed, found wanting, and with other hands now."""
    yield from first_round(stage, told=told, start=start)
    yield again
    by = stage.viewer(told.author, at=again)
    filing.rate_appeal(told.key, rating="dissatisfied", text=told.blame, by=by, at=again)
    yield from once_more(stage, told=told, at=again, stop=stop)
