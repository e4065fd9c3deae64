"""Whole roads of an appeal, made of rounds: answered and rated, handled once more, withdrawn, refused, reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xinqiao.domains.service.appeals.actions import filing, handling, ringing
from xinqiao.domains.service.appeals.story.matters import Refusal
from xinqiao.domains.service.appeals.story.roads import Road, Told, first_round, hand_over, take
from xinqiao.domains.service.appeals.story.stage import Stage
from xinqiao.domains.service.appeals.story.words import BLAMES, RESOLVED, THANKS_FAIR, THANKS_PLAIN, WHY, WITHDRAWN


def answered(stage: Stage, *, told: Told, start: datetime) -> Road:
    """The main road: filed, answered, closed, rated; when it was not good enough, once more by others."""
    closed_by = yield from first_round(stage, told=told, start=start)
    if closed_by is None or told.course.stop == "resolved" or not told.course.rating:
        return
    rating = told.course.rating
    at = stage.anytime(told.at, days=stage.chance.choices((0, 1, 2, 3, 5), weights=(3, 3, 2, 1, 1))[0])
    yield at
    filing.rate_appeal(
        told.key,
        rating=rating,
        text=remark(stage, told=told, rating=rating),
        by=stage.viewer(told.author, at=at),
        at=at,
    )
    if rating == "dissatisfied":
        yield from (once_more(stage, told=told, at=at) if told.blame else rung_back(stage, told=told, at=at))


def rung_back(stage: Stage, *, told: Told, at: datetime) -> Road:
    """Somebody at the service centre who never had it in hand rings the same or the next day."""
    at = stage.office(at)
    yield at
    agent = stage.intake(at=at, door="", but=told.handled)
    if agent.pk not in told.handled:
        text = stage.chance.choice(WHY["rung_back"])
        ringing.ring_back(told.key, result="settled", text=text, by=stage.viewer(agent, at=at), at=at)


def remark(stage: Stage, *, told: Told, rating: str) -> str:
    """A few words with the rating, or none: nobody has to write any."""
    chance = stage.chance
    if rating == "dissatisfied":
        return told.blame or chance.choice(BLAMES)
    if rating == "fair":
        return chance.choice(THANKS_FAIR)
    if told.thanks and told.answer.outcome != "not_possible" and chance.random() < 0.6:
        return chance.choice(told.thanks).format(**told.slots)
    return chance.choice(THANKS_PLAIN)


def once_more(stage: Stage, *, told: Told, at: datetime, stop: str = "") -> Road:
    """The second round after a bad rating: other hands at the service centre, other hands at the desk."""
    at = stage.anytime(at)
    yield at
    filing.reopen_appeal(told.key, why=stage.chance.choice(WHY["reopen"]), by=stage.viewer(told.author, at=at), at=at)
    if stop == "reopened":
        return
    at = stage.office(at)
    yield at
    intake = stage.intake(at=at, door="", but=told.handled)
    take(stage, told=told, person=intake, at=at)
    at = stage.office(at)
    yield at
    hands = stage.hands_at(told.desk, author=told.author, at=at, but=told.handled)
    hand_over(stage, told=told, by=intake, to=hands, held=True, why=stage.chance.choice(WHY["again"]), at=at)
    if stop == "handed":
        return
    at = stage.office(at, days=1)
    yield at
    handling.reply_appeal(told.key, text=told.second, by=stage.viewer(hands.person, at=at), at=at)
    if stop == "replied":
        return
    at = stage.office(at, days=stage.chance.randint(2, 6))
    yield at
    done = stage.chance.choice(RESOLVED["solved"])
    handling.resolve_appeal(told.key, outcome="solved", text=done, by=stage.viewer(hands.person, at=at), at=at)
    at = stage.anytime(at, days=stage.chance.randint(1, 4))
    yield at
    rating = "satisfied" if stage.chance.random() < 0.8 else "fair"
    words = stage.chance.choice(WHY["satisfied_again"] if rating == "satisfied" else THANKS_FAIR)
    filing.rate_appeal(told.key, rating=rating, text=words, by=stage.viewer(told.author, at=at), at=at)


def withdrawn(stage: Stage, *, told: Told, start: datetime) -> Road:
    """Taken back by its author: the thing has settled itself."""
    told.course.stop = "taken"
    yield from first_round(stage, told=told, start=start)
    at = stage.anytime(told.at)
    yield at
    why = stage.chance.choice(WITHDRAWN)
    filing.withdraw_appeal(told.key, why=why, by=stage.viewer(told.author, at=at), at=at)


@dataclass
class Letter:
    """A refusal with what may follow: why a review is asked and how it ends."""

    refusal: Refusal
    review: str = ""  # "" for none | upheld | changed
    stop: str = ""  # asked | taken: for those still open


def refused(stage: Stage, *, told: Told, letter: Letter, start: datetime, asked_on: datetime | None = None) -> Road:
    """Refused with a reason and a cure; some ask for review, and somebody above who has not handled it looks again."""
    told.course.stop = "taken"
    yield from first_round(stage, told=told, start=start)
    at = stage.office(told.at, days=stage.chance.randint(0, 1))
    yield at
    holder = stage.people[told.handled[-1]]
    text = stage.chance.choice(letter.refusal.letters).format(**told.slots)
    handling.refuse_appeal(told.key, reason=letter.refusal.reason, text=text, by=stage.viewer(holder, at=at), at=at)
    if letter.review:
        yield from reviewed(
            stage, told=told, letter=letter, at=asked_on or stage.anytime(at, days=stage.chance.randint(1, 4))
        )


def reviewed(stage: Stage, *, told: Told, letter: Letter, at: datetime) -> Road:
    """Review: asked by the author, concluded by the vice-chair or the chair, upheld or changed."""
    yield at
    why = stage.chance.choice(letter.refusal.whys).format(**told.slots)
    filing.ask_review(told.key, why=why, by=stage.viewer(told.author, at=at), at=at)
    if letter.stop == "asked":
        return
    at = stage.office(at)
    yield at
    head = stage.cast["wen" if stage.chance.random() < 0.25 else "bai"]
    take(stage, told=told, person=head, at=at)
    if letter.stop == "taken":
        return
    at = stage.office(at, days=stage.chance.randint(1, 3))
    yield at
    viewer = stage.viewer(head, at=at)
    text = stage.chance.choice(getattr(letter.refusal, letter.review)).format(**told.slots)
    handling.reply_appeal(told.key, text=text, by=viewer, at=at)
    handling.resolve_appeal(told.key, outcome=letter.review, text="", by=viewer, at=at)
    at = stage.anytime(at, days=stage.chance.randint(0, 3))
    yield at
    rating = {"upheld": "fair", "changed": "satisfied"}[letter.review]
    words = stage.chance.choice(WHY[f"review_{letter.review}"])
    filing.rate_appeal(told.key, rating=rating, text=words, by=stage.viewer(told.author, at=at), at=at)
