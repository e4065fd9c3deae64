"""What is known of a person before a roster is read, and what is found about a row of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery

from xinqiao.ground.org.actions.cells import Problem
from xinqiao.ground.org.models import Membership, Person


class Known(NamedTuple):
    """A person as the register has them, without what is sealed."""

    id: int
    number: str
    name: str
    sex: str
    born_on: date | None
    id_index: str
    phone_index: str
    unit: int
    path: str
    trade: str
    hired_on: date | None
    left_on: date | None
    touched_at: datetime
    joined_on: date | None = None  # of a member of the union


@dataclass
class Finding:
    """A row's verdict. `after` holds what the row says (of a changed row: what changes), `secret` what is sealed."""

    verdict: str
    row: int | None
    number: str = ""
    name: str = ""
    person: Known | None = None
    after: dict[str, Any] = field(default_factory=dict)
    secret: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    question: str = ""


def known_people() -> list[Known]:
    """Everybody the register has, read once for a whole roster."""
    names = ("id", "number", "name", "sex", "born_on", "id_index", "phone_index", "unit", "unit__path", "trade",
             "hired_on", "left_on", "touched_at", "joined_on")  # fmt: skip
    member = Membership.objects.filter(person=OuterRef("pk"), left_on__isnull=True).values("joined_on")[:1]
    rows = Person.objects.annotate(joined_on=Subquery(member)).order_by("id").values_list(*names)
    return [Known(*row) for row in rows]
