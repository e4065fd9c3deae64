"""A1: what it costs to know who looks."""

from __future__ import annotations

from bench import where
from bench.client import request
from bench.entry import Entry, say
from bench.house import serving
from bench.rounds import Page, Round, alternate
from bench.run import Run


def measure(run: Run) -> list[Entry]:
    """A trivial page behind the whole sign-in against the same page without it."""
    say("A1 login tax")
    asked = [request("/", cookies={"sessionid": cookie}) for cookie in run.small.members]
    signed = run.house.settings(run.small.address)
    with (
        serving("bench.plain:application", env=signed) as ours,
        serving("bench.plain:application", env=signed | {"BENCH_LOGIN": "no"}) as bare,
    ):
        sides = {
            name: Page(run.house, server=server, make=lambda n: asked[n % len(asked)], seconds=run.sizes.seconds)
            for name, server in (("ours", ours), ("bare", bare))
        }
        found = alternate(sides, rounds=run.sizes.rounds)
    tax = [_apart(a, b) for a, b in zip(found["ours"].rounds, found["bare"].rounds, strict=True)]
    inside = where.look(run, path="/", cookie=run.small.members[0], address=run.small.address, plain=True)
    hidden = sum(1 for sql, _ms in inside["statements"] if sql == "(health check)")
    note = f"with sign-in {found['ours'].told()}; without {found['bare'].told()}. {where.told(inside)}"
    return [
        Entry("A1 login tax, CPU ms a request", sorted(tax)[len(tax) // 2], 0.35, "lower", note),
        Entry("A1 statements to know who looks", where.statements(inside), 1, "lower",
              f"and {hidden} hidden round trip of Django's connection health check before each request"),
    ]  # fmt: skip


def _apart(ours: Round, bare: Round) -> float:
    return ours.cost - bare.cost
