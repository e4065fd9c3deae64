"""Alternating rounds: what both sides of a comparison did in the same minutes, and which number may be trusted."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

from bench import cpu
from bench.client import LANES, load
from bench.house import House, Server

NOISY = 0.1  # share of the machine that others used, above which only CPU says anything
BUDGET = 40.0  # seconds for all rounds of one comparison: slow pages get fewer
CORES = os.cpu_count() or 1


@dataclass(frozen=True)
class Round:
    """What was done in one round, and what it took: seconds by the clock, CPU seconds of server, database and others."""

    operations: int
    seconds: float
    server: float
    database: float
    others: float

    @property
    def rate(self) -> float:
        """Operations a second."""
        return self.operations / self.seconds

    @property
    def cost(self) -> float:
        """CPU milliseconds an operation, server and database together."""
        return 1000 * (self.server + self.database) / self.operations


@dataclass(frozen=True)
class Side:
    """One side of a comparison over all its rounds."""

    rounds: list[Round]

    @property
    def rate(self) -> float:
        return median(one.rate for one in self.rounds)

    @property
    def cost(self) -> float:
        return median(one.cost for one in self.rounds)

    @property
    def others(self) -> float:
        """The share of the machine that neither server, database nor client used."""
        return median(one.others / (one.seconds * CORES) for one in self.rounds)

    def told(self) -> str:
        """The numbers of a side, for a note."""
        server = median(1000 * one.server / one.operations for one in self.rounds)
        database = median(1000 * one.database / one.operations for one in self.rounds)
        return f"{self.rate:,.4g}/s, CPU {self.cost:.3g} ms (server {server:.3g}, database {database:.3g})"


@dataclass(frozen=True)
class Share:
    """What share of one side's speed the other keeps: pair by pair, so that a slow minute slows both."""

    ours: Side
    theirs: Side

    @property
    def by_rate(self) -> float:
        return median(a.rate / b.rate for a, b in zip(self.ours.rounds, self.theirs.rounds, strict=True))

    @property
    def by_cost(self) -> float:
        pairs = zip(self.ours.rounds, self.theirs.rounds, strict=True)
        return median(b.cost / a.cost if a.cost and b.cost else 1.0 for a, b in pairs)

    @property
    def noisy(self) -> bool:
        """Whether others worked on the machine as well: requests a second are then theirs as much as ours."""
        return max(self.ours.others, self.theirs.others) > NOISY

    @property
    def value(self) -> float:
        return self.by_cost if self.noisy else self.by_rate

    def told(self, *, ours: str, theirs: str) -> str:
        """Both sides and both ratios, and which one counts."""
        others = max(self.ours.others, self.theirs.others)
        decides = (
            f"{'CPU decides' if self.noisy else 'requests decide'}, others used {100 * others:.0f} % of the machine"
        )
        return (
            f"{ours} {self.ours.told()}; {theirs} {self.theirs.told()}. "
            f"By requests {self.by_rate:.3g}, by CPU {self.by_cost:.3g}; {decides}"
        )


def measured(work: Callable[[], tuple[int, float]], *, server: int, database: int) -> Round:
    """Do some work and see what it took. `server` and `database` are processes, 0 for none."""

    def looked() -> list[float]:
        mine = 0.0 if server == os.getpid() else time.process_time()
        return [cpu.busy(), mine, *(cpu.used(pid) if pid else 0.0 for pid in (server, database))]

    before = looked()
    operations, seconds = work()
    whole, mine, served, stored = (b - a for a, b in zip(before, looked(), strict=True))
    return Round(operations, seconds, served, stored, max(whole - mine - served - stored, 0.0))


def alternate(sides: Mapping[str, Callable[[], Round]], *, rounds: int) -> dict[str, Side]:
    """One round of each to warm up, then all in turn, every second time in the other order; fewer when they are slow."""
    names, began = list(sides), time.monotonic()
    for name in names:
        sides[name]()
    rounds = max(1, min(rounds, int(BUDGET / (time.monotonic() - began))))
    found: dict[str, list[Round]] = {name: [] for name in names}
    for number in range(rounds):
        for name in names if number % 2 == 0 else reversed(names):
            found[name].append(sides[name]())
    return {name: Side(rounds) for name, rounds in found.items()}


class Page:
    """Rounds of load on one page of one server. `make` gives the request for a running number that never repeats."""

    def __init__(
        self, house: House, *, server: Server, make: Callable[[int], bytes], seconds: float, expect: int = 200
    ) -> None:
        self.house, self.server, self.make, self.seconds, self.expect = house, server, make, seconds, expect
        self.sent, self.lanes = 0, LANES

    def __call__(self) -> Round:
        return measured(self._work, server=self.server.pid, database=self.house.postmaster)

    def _work(self) -> tuple[int, float]:
        count, seconds = load(
            self.server.port,
            make=self.make,
            expect=self.expect,
            seconds=self.seconds,
            first=self.sent,
            lanes=self.lanes,
        )
        self.sent += count
        return count, seconds
