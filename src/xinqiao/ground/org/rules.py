"""Every right of this room, one sentence each."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from xinqiao.ground.org.words import Role
from xinqiao.kit.gate import Rule, known

KEEPERS = (Role.ORGANISATION_OFFICER, Role.HR_OFFICER, Role.ADMINISTRATOR)
# Posts give rights to what people have said, so the administrator, who keeps the machine, gives none.
BUILDERS = (Role.ORGANISATION_OFFICER,)
INTAKE = (Role.CLERK, Role.HOTLINE_AGENT)
LINE = (Role.CHAIR, Role.VICE_CHAIR, Role.SUBUNION_CHAIR, Role.WORKSHOP_CHAIR)


def paths(viewer: Any) -> list[str]:
    """Where the viewer keeps the register: under their posts; an administrator for the body the desk serves."""
    held = [post.path for post in viewer.posts if post.role in (Role.ORGANISATION_OFFICER, Role.HR_OFFICER)]
    return held + [post.path[:-4] or post.path for post in viewer.posts if post.role == Role.ADMINISTRATOR]


def _kept(viewer: Any, *, field: str) -> Q:
    officers = viewer.units_as(Role.ORGANISATION_OFFICER, Role.HR_OFFICER)
    return Q(**{f"{field}__in": officers}) | Q(**{f"{field}__in": viewer.units_served(Role.ADMINISTRATOR)})


def _built(viewer: Any) -> Q:
    return Q(pk__in=viewer.units_as(*BUILDERS))


see_roster = Rule("see_roster", lambda v: v.holds(*KEEPERS), lambda v: _kept(v, field="unit"))
import_roster = Rule(
    "import_roster", lambda v: v.holds(*KEEPERS), lambda v: _kept(v, field="unit") | Q(prepared_by=v.person)
)
see_units = Rule(
    "see_units",
    lambda v: v.holds(*KEEPERS, *LINE),
    lambda v: _kept(v, field="pk") | Q(pk__in=v.units_as(*LINE)),
)
# The file: who keeps the register, who answers for people in the line, and the desks everybody may come to.
see_file = Rule(
    "see_file",
    lambda v: v.holds(*KEEPERS, *LINE, Role.RIGHTS_OFFICER, *INTAKE),
    lambda v: (
        _kept(v, field="unit")
        | Q(unit__in=v.units_as(*LINE, Role.RIGHTS_OFFICER))
        | Q(unit__in=v.units_served(*INTAKE))
    ),
)
find_units = Rule("find_units", known.admits, lambda v: Q(closes_on__isnull=True))
keep_people = Rule(
    "keep_people",
    lambda v: v.holds(Role.ORGANISATION_OFFICER),
    lambda v: Q(unit__in=v.units_as(Role.ORGANISATION_OFFICER)),
)
keep_units = Rule("keep_units", lambda v: v.holds(*BUILDERS), _built)
