"""Visits as the tests need them."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count
from typing import Any

from tests.cast import NOON, Cast
from xinqiao.ground.org.models import Kinship, Person, Post
from xinqiao.ground.visits.actions import recording, tasks
from xinqiao.ground.visits.actions.recording import Account
from xinqiao.ground.visits.actions.tasks import Problem
from xinqiao.ground.visits.models import Visit, VisitTask

TODAY = date(2026, 10, 20)
HEARD = "夜班的热饭一到后半夜就凉了，我们在模子上热一热再吃。"
_TOKENS = count(1)


def token() -> str:
    """The hidden key of a form nobody has sent yet."""
    return f"{next(_TOKENS):032x}"


def told(cast: Cast, *, whom: str = "wei", **changes: Any) -> Account:
    """A visit to somebody at their post, for contact, today."""
    people = " ".join(cast.people[key].number for key in whom.split())
    asked = {"on": TODAY, "place": "post", "purposes": ["contact"], "heard": HEARD, "people": people} | changes
    return Account(**asked)


def visited(
    cast: Cast, *, by: str = "ding", whom: str = "wei", at: datetime = NOON, problems: Any = (), **changes: Any
) -> Visit:
    """A visit written down by an officer."""
    deed = {name: changes.pop(name) for name in ("visitor", "photo", "token") if name in changes}
    account = told(cast, whom=whom, **changes)
    return recording.record_visit(
        account, **({"token": token()} | deed), problems=problems, by=cast.viewer(by, at=at), at=at
    )


def problem(cast: Cast, *, owner: str = "", desk: str = "", days: int = 5, text: str = "更衣室的暖气不热") -> Problem:
    """Something to be done, by somebody of the cast, at a desk, or by the visitor."""
    return Problem(text, cast.people[owner].number if owner else desk, days)


def given(cast: Cast, *, owner: str = "du", desk: str = "", days: int = 5, **changes: Any) -> VisitTask:
    """The task of a visit."""
    row = visited(cast, problems=[problem(cast, owner="" if desk else owner, desk=desk, days=days)], **changes)
    return row.tasks.get()


def finished(cast: Cast, task: VisitTask, *, by: str = "du", at: datetime = NOON) -> VisitTask:
    """Done, with a result."""
    return tasks.finish_task(task.pk, result="暖气片放了气，二十二度。", by=cast.viewer(by), at=at)


def kin(cast: Cast, one: str, *, other: str) -> None:
    """Declared near relations."""
    Kinship.objects.create(
        person=cast.people[one], relative=cast.people[other], kind="spouse", declared_on=date(2025, 1, 1)
    )


def ends_posts(person: Person, *, on: date = date(2026, 10, 1)) -> None:
    """All posts of a person end."""
    Post.objects.filter(person=person).update(to_on=on)


def fresh(row: Any) -> Any:
    """The row as the database has it."""
    return type(row).objects.get(pk=row.pk)
