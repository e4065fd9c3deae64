"""Every right of this room, one sentence each."""

from __future__ import annotations

from django.db.models import Q

from xinqiao.domains.service.words import HANDLERS
from xinqiao.ground.org.queries import Viewer
from xinqiao.kit.gate import Rule


def _handler(viewer: Viewer) -> bool:
    return viewer.holds(*HANDLERS)


# A desk's templates are kept, and used, by those who answer at it.
keep_templates = Rule("keep_templates", _handler, lambda v: Q(desk__in=v.desks_as(*HANDLERS)))
