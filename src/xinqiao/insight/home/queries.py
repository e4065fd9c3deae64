"""Whose home it is: the union body behind it. What waits there the rooms say themselves (kit/waiting)."""

from __future__ import annotations

from datetime import date
from typing import Any

from xinqiao.ground.org.models import Unit
from xinqiao.ground.org.queries import Viewer, above, holders, installation
from xinqiao.ground.org.words import Role
from xinqiao.ground.parameters.queries import value


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


def is_filled() -> bool:
    """Whether a union stands in this database: its name was set when it was founded or filled."""
    found = installation()
    return found is not None and found.filled_at is not None
