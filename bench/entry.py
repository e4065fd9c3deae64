"""One line of the result, and what is said while it is being measured."""

from __future__ import annotations

import sys
import time
from dataclasses import asdict, dataclass
from typing import Any, Literal

_began = time.monotonic()


@dataclass(frozen=True)
class Entry:
    """A measured value beside its goal. `goal` is None where perf sets none and the number only informs."""

    name: str
    value: float
    goal: float | None
    better: Literal["higher", "lower"]
    note: str

    def told(self) -> dict[str, Any]:
        """As it stands in the JSON list."""
        return asdict(self) | {"value": float(f"{self.value:.4g}")}

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        if self.goal is None:
            return True
        return self.value >= self.goal if self.better == "higher" else self.value <= self.goal


def say(text: str) -> None:
    """A line of progress, with the seconds since the start, on standard error."""
    print(f"[{time.monotonic() - _began:6.0f} s] {text}", file=sys.stderr, flush=True)


def verdict(entry: Entry) -> str:
    """An entry as one line for people."""
    word = "     " if entry.goal is None else "met  " if entry.met else "SHORT"
    goal = "" if entry.goal is None else f" (goal {'>=' if entry.better == 'higher' else '<='} {entry.goal:g})"
    return f"{word} {entry.name}: {entry.value:.3g}{goal}"
