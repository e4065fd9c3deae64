"""How large a run is. BENCH=quick takes about two minutes, without it the whole takes less than twenty."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """Members and cases of the two unions, and how long each measurement takes."""

    name: str
    members: int = 16_000
    cases: int = 50_000
    large_members: int = 1_600_000
    large_cases: int = 5_000_000
    sessions: int = 2_000
    seconds: float = 2.0  # of one round
    rounds: int = 5
    growth_rounds: int = 4
    roster_rows: int = 16_000
    roster_rounds: int = 2
    looking: float = 4.0  # seconds under the profiler


FULL = Sizes("full")
QUICK = Sizes(
    "quick",
    large_members=160_000,
    large_cases=500_000,
    sessions=500,
    seconds=0.5,
    rounds=3,
    growth_rounds=1,
    roster_rows=4_000,
    roster_rounds=1,
    looking=0.5,
)
# Only whether everything runs: nothing it measures means anything.
TINY = Sizes(
    "tiny",
    members=400,
    cases=300,
    large_members=800,
    large_cases=600,
    sessions=20,
    seconds=0.05,
    rounds=1,
    growth_rounds=1,
    roster_rows=200,
    roster_rounds=1,
    looking=0.05,
)


def asked() -> Sizes:
    """The size named by BENCH. Raises SystemExit for a name nobody knows."""
    known = {size.name: size for size in (FULL, QUICK, TINY)}
    name = os.environ.get("BENCH") or FULL.name
    if name not in known:
        raise SystemExit(f"bench: BENCH must be one of {', '.join(known)}, not {name!r}")
    return known[name]
