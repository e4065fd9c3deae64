"""Appeals as the tests need them."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count
from typing import Any

from tests.cast import NOON, Cast
from xinqiao.domains.service.appeals.actions import filing, handling
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.ground.org.models import Kinship, Person, Post

WORDS = "夜班十二点下班，末班班车十一点五十就走了，我们七个女工冬天走四十分钟回家属院。"
_TOLD = count(1)  # the same words twice would be a second tap


def filed(cast: Cast, *, by: str = "chen", at: datetime = NOON, **changes: Any) -> Appeal:
    """An appeal somebody has just filed from the phone."""
    asked = {"words": f"{WORDS}第{next(_TOLD)}次说。", "topic": "daily_life", "privacy": "named"} | changes
    return filing.file_appeal(**asked, by=cast.viewer(by, at=at), at=at)


def taken(cast: Cast, *, by: str = "song", **changes: Any) -> Appeal:
    """An appeal in an officer's hands."""
    row = filed(cast, **changes)
    return handling.take_appeal(row.pk, by=cast.viewer(by), at=changes.get("at", NOON))


def handed(cast: Cast, row: Appeal, *, to: str, desk: str, by: str, at: datetime = NOON) -> Appeal:
    """Given to a person at a desk."""
    return handling.hand_over_appeal(
        row.pk, desk=cast.units[desk], holder=cast.people[to], why="归那边办", by=cast.viewer(by), at=at
    )


def at_department(cast: Cast, **changes: Any) -> Appeal:
    """An appeal on the desk of logistics, in its head's hands."""
    return handed(cast, taken(cast, **changes), to="du", desk="logistics", by="song")


def resolved(cast: Cast, *, by: str = "song", **changes: Any) -> Appeal:
    """An appeal answered and closed."""
    row = taken(cast, by=by, **changes)
    handling.reply_appeal(row.pk, text="十一月起改到零点二十。", by=cast.viewer(by), at=NOON)
    return handling.resolve_appeal(row.pk, outcome="solved", text="", by=cast.viewer(by), at=NOON)


def under_review(cast: Cast, **changes: Any) -> Appeal:
    """An appeal whose result the author has brought before the group union."""
    row = resolved(cast, **changes)
    return filing.ask_review(row.pk, why="没有改", by=cast.viewer("chen"), at=NOON)


def against(cast: Cast, row: Appeal, *, whom: str, by: str = "gu") -> Appeal:
    """On record as a complaint about somebody."""
    return handling.name_complained(row.pk, person=cast.people[whom], by=cast.viewer(by), at=NOON)


def kin(cast: Cast, one: str, *, other: str) -> None:
    """Declared near relations."""
    Kinship.objects.create(
        person=cast.people[one], relative=cast.people[other], kind="spouse", declared_on=date(2025, 1, 1)
    )


def leaves_post(person: Person, *, on: date = date(2026, 10, 1)) -> None:
    """All posts of a person end."""
    Post.objects.filter(person=person).update(to_on=on)


def fresh(row: Appeal) -> Appeal:
    """The appeal as the database has it."""
    return Appeal.objects.select_related("case").get(pk=row.pk)
