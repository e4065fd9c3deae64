"""What waits for one person, across the rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import resolve, reverse

from xinqiao.domains.service.appeals.queries import lists
from xinqiao.ground.org.models import Unit
from xinqiao.ground.org.queries import Viewer, above, holders, installation
from xinqiao.ground.org.words import Role
from xinqiao.ground.parameters.queries import value


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for the viewer, with its day."""

    title: str
    note: str
    appeal: int
    due: date | None


def waiting(viewer: Viewer) -> list[Waiting]:
    """What the viewer is asked to do, soonest first."""
    rows = lists.waiting_for(viewer)[:5]
    return [Waiting(row.case.title, str(row.case.get_outcome_display()), row.pk, row.case.rate_until) for row in rows]


def plate(viewer: Viewer, *, on: date) -> dict[str, Any]:
    """The union body a member belongs to, with the people they can reach."""
    unit = Unit.objects.filter(pk=viewer.unit or 0).first()
    if unit is None:
        return {}
    line = list(above(unit))
    body = next((one for one in reversed(line) if one.kind in ("subunion", "group")), line[0])
    found = {
        role: ", ".join(holders(role, on=on, unit=place.pk).values_list("name", flat=True)[:2])
        for role, place in ((Role.GROUP_LEADER, unit), (Role.SUBUNION_CHAIR, body))
    }
    return {"body": body, "unit": unit, "leader": found[Role.GROUP_LEADER], "chair": found[Role.SUBUNION_CHAIR]}


def hotline(on: date) -> str:
    """The hotline number in force."""
    return str(value("hotline.number", on=on))


def desk(viewer: Viewer, *, on: date) -> dict[str, Any]:
    """Counts for the desk's first page; nothing of rooms the viewer has no right to."""
    may = _may_enter("appeal_queue", viewer=viewer)
    return {
        "appeals": lists.tally(viewer, on=on) if may else None,
        "nearest": lists.queue(viewer, tab="mine", topic="", after=None, on=on)[:8] if may else [],
    }


def _may_enter(page: str, *, viewer: Viewer) -> bool:
    """Whether a room's own page admits the viewer: a room's counts are shown to whom its door is open."""
    return bool(resolve(reverse(page)).func.rule.admits(viewer))  # type: ignore[attr-defined]


def is_filled() -> bool:
    """Whether a union stands in this database: its name was set when it was founded or filled."""
    found = installation()
    return found is not None and found.filled_at is not None
