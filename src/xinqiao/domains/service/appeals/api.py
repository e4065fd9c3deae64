"""Appeals for other systems: a telephone exchange writes one down, a desk's own tools read and answer them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query, Router, Status

from xinqiao.blocks.cases import queries as cases
from xinqiao.blocks.cases.words import Outcome, Rating, State
from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.actions import filing, handling
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.appeals.queries import lists, matters
from xinqiao.domains.service.words import APPEAL, Door, Privacy, Topic
from xinqiao.ground.org.queries import by_number
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.http import Request
from xinqiao.kit.interface import Asked, Key, MayWords, Short, Told, Words, deed, reading
from xinqiao.kit.refusal import refuse_if

PAGE = 100
router = Router(tags=["appeals"])

Number = Annotated[str, Path(pattern="^SQ-[0-9]{4}-[0-9]{4,8}$")]


class ToFile(Asked):
    """What was said by telephone or at the window, in the employee's own words, under their number."""

    number: Short
    door: Literal["hotline", "window"]
    words: Words
    topic: Topic = Topic.UNSURE
    privacy: Privacy = Privacy.NAMED


class ToReply(Asked):
    """The reply, as the employee will read it."""

    text: Words


class ToRate(Asked):
    """How it was dealt with, and what more there is to say."""

    rating: Rating
    text: MayWords = ""


class Standing(Told):
    """Where an appeal stands: its number, its state, until when, on whose desk."""

    number: str
    state: State
    due_on: date | None
    desk: str
    holder: str


class Author(Told):
    """Who asked. Absent where the name is kept from the holder of the token."""

    number: str
    name: str
    unit: str


class Line(Standing):
    """One appeal of a list."""

    title: str
    topic: Topic
    door: Door
    privacy: Privacy
    opened_at: datetime
    author: Author | None


class Letter(Told):
    """One reply to the employee."""

    at: datetime
    by: str
    text: str


class Whole(Line):
    """One appeal with its words and everything that was answered."""

    words: str
    outcome: Outcome | Literal[""]
    rating: Rating | Literal[""]
    letters: list[Letter]


class Lines(Told):
    """Appeals from the oldest on; the next ones with `after` = `next`, until it is empty."""

    rows: list[Line]
    next: int | None


@reading("/appeals", of=router, scope="appeals.read", gives=Lines, says=_("持有人能看的诉求，从早到晚"))
def api_appeals(request: Request, *, after: Annotated[Key | None, Query()] = None) -> Lines:
    """The appeals of the holder's desks, a hundred at a time. That they were handed out is on the trail."""
    rows = lists.appeals_from(request.viewer, after=after or 0, size=PAGE)
    shown, more = rows[:PAGE], len(rows) > PAGE
    if shown:
        note = {"numbers": [row.case.number for row in shown]}
        trail.record(verb="export", by=request.viewer, at=request.now, kind=APPEAL, note=note)
    return Lines(rows=[Line(**_line(row)) for row in shown], next=shown[-1].pk if more else None)


@reading("/appeals/{appeal_number}", of=router, scope="appeals.read", gives=Whole, says=_("看一件诉求"))
def api_appeal(request: Request, *, appeal_number: Number) -> Whole:
    """One appeal. Opening it is on the trail, and its author can see by whom."""
    row = get_object_or_404(matters.desk_appeals(request.viewer), case__number=appeal_number)
    handling.read_appeal(row, by=request.viewer, at=request.now)
    letters = [Letter(at=entry.at, by=entry.by_name, text=entry.text) for entry in cases.letters(row.case)]
    judged = {"outcome": row.case.outcome, "rating": row.case.rating}
    return Whole(**_line(row) | judged, words=row.words, letters=letters)


@deed("/appeals", of=router, scope="appeals.file", gives=Standing, status=201, says=_("替职工登记一件诉求"))
def api_appeal_file(request: Request, *, body: ToFile) -> Status[Standing]:
    """Write an appeal down for an employee. It stands under their name, like one written down at the desk."""
    author = by_number(body.number)
    refuse_if(author is None, filing.NotAMember)
    given = body.model_dump(exclude={"number"})
    row = filing.file_appeal(**given, author=author, by=request.viewer, at=request.now)
    return Status(201, Standing(**_standing(row)))


@deed("/appeals/{appeal_number}/reply", of=router, scope="appeals.reply", gives=Standing, says=_("答复一件诉求"))
def api_appeal_reply(request: Request, *, appeal_number: Number, body: ToReply) -> Standing:
    """Answer an appeal that is in the holder's hands."""
    row = get_object_or_404(matters.desk_appeals(request.viewer, rule=rules.handle_appeal), case__number=appeal_number)
    done = handling.reply_appeal(row.pk, text=body.text, by=request.viewer, at=request.now)
    return Standing(**_standing(done))


@deed("/appeals/{appeal_number}/rating", of=router, scope="appeals.rate", gives=Standing, says=_("评价自己的诉求"))
def api_appeal_rate(request: Request, *, appeal_number: Number, body: ToRate) -> Standing:
    """Rate one's own appeal, once it is resolved: only with a token of the one who asked."""
    row = get_object_or_404(matters.own_appeal(request.viewer), case__number=appeal_number, may_answer=True)
    done = filing.rate_appeal(row.pk, rating=body.rating, text=body.text, by=request.viewer, at=request.now)
    return Standing(**_standing(done))


def _standing(row: Appeal) -> dict[str, Any]:
    case = row.case
    holder = case.holder.name if case.holder else ""
    return {"number": case.number, "state": case.state, "due_on": case.due_on, "desk": case.desk.name, "holder": holder}


def _line(row: Appeal) -> dict[str, Any]:
    person = row.author
    author = person and Author(number=person.number, name=person.name, unit=row.case.unit.name)
    return _standing(row) | {
        "title": row.case.title,
        "topic": row.topic,
        "door": row.door,
        "privacy": row.privacy,
        "opened_at": row.case.opened_at,
        "author": author if row.may_see_author else None,  # type: ignore[attr-defined]  # a flag of the query
    }
