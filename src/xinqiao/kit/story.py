"""What the chapters of the model union share: how many people, from when to when, chance that repeats, a progress bar."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Telling:
    """One telling of the model union. Every chapter is told through the same actions that serve real people."""

    members: int
    now: datetime
    since: date
    chance: random.Random
    step: Callable[[int], None]  # moves the bar by so many
    say: Callable[[str], None]  # names what is being told
