"""What identity does by itself: answers to other systems that nobody will ask for again are forgotten every night."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from xinqiao.ground.identity.actions.answers import sweep_answers


def sweep(args: dict[str, Any], /, *, at: datetime) -> None:
    """Once a night: an answer is kept for `api.keep_days`."""
    sweep_answers(at=at)
