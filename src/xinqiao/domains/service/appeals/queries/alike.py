"""Finding the same matter among others: the same kind of thing, the same part of the plant, much the same words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from xinqiao.blocks.cases import queries as cases
from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.ground.org.queries import Viewer, within
from xinqiao.ground.parameters.queries import in_force
from xinqiao.kit.clock import today
from xinqiao.kit.texts import compact

LOOKED_AT = 400
ALIKE = 0.22  # shared pairs of characters over those of the shorter text; tried on the wordings of the model union
SUBUNION = 8  # digits of a path: the group and one body below it


@dataclass(frozen=True)
class Alike:
    """An appeal that may be about the same, and how alike the words are, 0 to 1."""

    row: Appeal
    share: float


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text, its spaces and marks left out."""
    letters = "".join(letter for letter in compact(text).lower() if letter.isalnum())
    return frozenset(letters[n : n + 2] for n in range(len(letters) - 1))


def share_of(one: frozenset[str], *, other: frozenset[str]) -> float:
    """How much of the shorter text stands in the longer."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def alike_to(row: Appeal, *, viewer: Viewer, at: datetime) -> list[Alike]:
    """Open appeals the viewer may see that may be about the same matter, the most alike first; at most eight."""
    return among(row, rows=_near(row, at=at).filter(rules.see_appeal.rows(viewer))[:LOOKED_AT])[:8]


def all_alike_to(row: Appeal, *, at: datetime) -> list[Alike]:
    """The same for the desk's own watch: whoever may see them is asked when it is told."""
    return among(row, rows=_near(row, at=at)[:LOOKED_AT])


def among(row: Appeal, *, rows: Iterable[Appeal]) -> list[Alike]:
    """Those among these rows that are alike, the most alike first."""
    mine = pairs(row.words)
    shares = [Alike(other, share_of(mine, other=pairs(other.words))) for other in rows if other.pk != row.pk]
    return sorted((each for each in shares if each.share >= ALIKE), key=lambda each: (-each.share, each.row.pk))


def _near(row: Appeal, *, at: datetime) -> QuerySet[Appeal]:
    """Open appeals of the same kind from the same part of the plant in the last weeks, the newest first."""
    days = in_force("appeals.alike_days", on=today(at)).value
    body = row.case.unit.path[:SUBUNION]
    rows = Appeal.objects.filter(
        cases.is_open(prefix="case"),
        within([body], field="case__unit__path"),
        case__merged_into__isnull=True,
        topic=row.topic,
        case__opened_at__gt=at - timedelta(days=days),
    )
    return rows.select_related("case__holder", "case__desk", "author").order_by("-case_id")
