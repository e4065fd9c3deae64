"""Which way extensions go, and the days in which nothing is signed: laid down by the chair or a vice-chair."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from xinqiao.blocks.approvals.actions import freezing, routing
from xinqiao.blocks.approvals.words import Step
from xinqiao.domains.service.extensions.words import EXTENSION
from xinqiao.ground.org.queries import Viewer


def keep_route(*, steps: Sequence[Step], in_force_from: date, document: str, by: Viewer, at: datetime) -> Any:
    """A new version of the way; what is filed keeps the version it began with. Raises the refusals of the block."""
    return routing.keep_route(kind=EXTENSION, steps=steps, in_force_from=in_force_from, document=document, by=by, at=at)


def declare_freeze(*, from_on: date, to_on: date, reason: str, document: str, by: Viewer, at: datetime) -> Any:
    """No extension is filed or signed in these days. Raises the refusals of the block."""
    return freezing.declare_freeze(
        kind=EXTENSION, from_on=from_on, to_on=to_on, reason=reason, document=document, by=by, at=at
    )
