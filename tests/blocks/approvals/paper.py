"""Requests to try the block on: they belong to no domain, so that the block is seen alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import count
from typing import Any

from tests.cast import LONG_AGO, NOON, Cast
from xinqiao.blocks.approvals import queries
from xinqiao.blocks.approvals.actions import filing, signing
from xinqiao.blocks.approvals.models import Request
from xinqiao.blocks.approvals.words import Need, Reach, Step
from xinqiao.ground.org.models import Kinship, Post
from xinqiao.kit.clock import today

KIND = "test.paper"
LINE = Step("分会意见", ("subunion_chair", "rights_officer"))
GROUP = Step("工会意见", ("chair", "vice_chair"), Reach.GROUP)
TWO = (LINE, GROUP)
ALL_HEADS = Step("主席会意见", ("chair", "vice_chair"), Reach.GROUP, Need.ALL)
TWO_OF = Step("两位意见", ("chair", "vice_chair", "rights_officer"), Reach.GROUP, Need.SOME, 2)

_numbers = count(1)


def paper(
    cast: Cast,
    *,
    by: str = "song",
    unit: str = "press",
    involved: Sequence[str] = ("wei",),
    steps: Sequence[Step] = TWO,
    at: datetime = NOON,
    text: str = "请批准。",
    kind: str = KIND,
) -> Request:
    """A request somebody has just filed."""
    return filing.file_request(
        kind=kind,
        number=f"T-{next(_numbers):06d}",
        title="请批准一件事",
        text=text,
        applicant=cast.people[by],
        unit=cast.units[unit],
        involved=[cast.people[key].pk for key in involved],
        shipped=steps,
        by=cast.viewer(by, at=at),
        at=at,
    )


def signed(
    cast: Cast, row: Request, *, by: str, agree: bool = True, opinion: str = "同意。", at: datetime = NOON
) -> Request:
    """Signed by somebody."""
    return signing.sign(row.pk, agree=agree, opinion=opinion, by=cast.viewer(by, at=at), at=at)


def returned(cast: Cast, row: Request, *, by: str, at: datetime = NOON) -> Request:
    """Given back by somebody."""
    return signing.return_for_change(row.pk, opinion="理由再写细些。", by=cast.viewer(by, at=at), at=at)


def called(cast: Cast, row: Request, *, at: datetime = NOON) -> set[str]:
    """The keys of those for whom the current step waits."""
    posts = queries.seats_of(fresh(row), on=today(at))
    keys = {person.pk: key for key, person in cast.people.items()}
    return {keys[post.person_id] for post in posts}


def offered(cast: Cast, *, at: datetime = NOON) -> dict[str, list[int]]:
    """Who finds which requests on their list."""
    found = {}
    for key in cast.people:
        rows = Request.objects.filter(queries.waiting_for(cast.viewer(key, at=at), on=today(at))).order_by("pk")
        if rows:
            found[key] = [row.pk for row in rows]
    return found


def kin(cast: Cast, one: str, *, other: str, **dates: Any) -> None:
    """A declared relation."""
    given = {"declared_on": date(2025, 1, 1)} | dates
    Kinship.objects.create(person=cast.people[one], relative=cast.people[other], kind="spouse", **given)


def post(cast: Cast, who: str, *, role: str, unit: str) -> Post:
    """One more post, held since long ago."""
    return Post.objects.create(person=cast.people[who], role=role, unit=cast.units[unit], from_on=LONG_AGO)


def ends(cast: Cast, who: str, *, on: date = date(2026, 10, 1)) -> None:
    """All posts of somebody end."""
    Post.objects.filter(person=cast.people[who]).update(to_on=on)


def fresh(row: Request) -> Request:
    """The request as the database has it."""
    return Request.objects.get(pk=row.pk)
