"""The matters people brought, read from texts/: wordings with the answers that fit them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from xinqiao.blocks.cases.words import Outcome
from xinqiao.domains.service.appeals.story.texts import cadre, daily_life, insurance, leave, pay, protection, refused

OUTCOMES = {"=": Outcome.SOLVED, "~": Outcome.PARTLY, "*": Outcome.EXPLAINED, "x": Outcome.NOT_POSSIBLE}
DIGITS = "123456789"


@dataclass(frozen=True)
class Answer:
    """One reply with how the matter ended by it."""

    outcome: str
    text: str


@dataclass
class Wording:
    """One way to say it, and all that fits it."""

    text: str
    answers: list[Answer] = field(default_factory=list)
    thanks: list[str] = field(default_factory=list)
    blames: list[str] = field(default_factory=list)
    seconds: list[str] = field(default_factory=list)  # what was answered after the blame of the same place


@dataclass
class Matter:
    """One matter: its topic, the desk that answers, the months in which it comes up."""

    topic: str
    desk: str
    months: frozenset[int]
    wordings: list[Wording] = field(default_factory=list)


@dataclass
class Refusal:
    """One wording that could not be taken up, with the letter; why a review was asked, and how it ended."""

    topic: str
    reason: str
    text: str
    letters: list[str] = field(default_factory=list)
    whys: list[str] = field(default_factory=list)
    upheld: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def _blocks(text: str, *, head: str) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Heads with their lines as mark, the wordings meant ("" for all), words."""
    name = ""
    lines: list[tuple[str, str, str]] = []
    for line in text.split("\n"):
        if line.startswith(head):
            if name:
                yield name, lines
            name, lines = line[1:], []
        elif line:
            rest = line[1:]
            words = rest.lstrip(DIGITS)
            lines.append((line[0], rest[: len(rest) - len(words)], words))
    yield name, lines


def _spread(lines: Iterable[tuple[str, str, str]], *, marks: str, count: int) -> Iterator[tuple[int, str, str]]:
    """Which wording each line of these marks belongs to. Replies as many as wordings belong one to one."""
    mine = [(mark, digits, words) for mark, digits, words in lines if mark in marks]
    in_pairs = marks[0] == "=" and len(mine) == count and not any(digits for _mark, digits, _words in mine)
    for index, (mark, digits, words) in enumerate(mine):
        for place in [index] if in_pairs else ([int(d) - 1 for d in digits] or range(count)):
            yield place, mark, words


def matters() -> list[Matter]:
    """All matters that were answered."""
    found = []
    for text in (daily_life.TEXT, pay.TEXT, protection.TEXT, leave.TEXT, insurance.TEXT, cadre.TEXT):
        for name, lines in _blocks(text, head="@"):
            topic, desk, *months = name.split("|")
            matter = Matter(
                topic, desk, frozenset(map(int, months[0].split(","))) if months else frozenset(range(1, 13))
            )
            matter.wordings = [Wording(words) for mark, _digits, words in lines if mark == "?"]
            count = len(matter.wordings)
            for place, mark, words in _spread(lines, marks="=~*x", count=count):
                matter.wordings[place].answers.append(Answer(OUTCOMES[mark], words))
            for marks, name_of in (("+", "thanks"), ("-", "blames"), ("&", "seconds")):
                for place, _mark, words in _spread(lines, marks=marks, count=count):
                    getattr(matter.wordings[place], name_of).append(words)
            found.append(matter)
    return found


def refusals() -> list[Refusal]:
    """All wordings that could not be taken up."""
    found = []
    for name, lines in _blocks(refused.TEXT, head="!"):
        topic, reason = name.split("|")
        rows = [Refusal(topic, reason, words) for mark, _digits, words in lines if mark == "?"]
        for marks, name_of in (("=", "letters"), ("^", "whys"), (">", "upheld"), ("<", "changed")):
            for place, _mark, words in _spread(lines, marks=marks, count=len(rows)):
                getattr(rows[place], name_of).append(words)
        found += rows
    return found
