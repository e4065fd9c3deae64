"""G1 and G2: what share of its speed each job keeps when the union is a hundred times larger."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping

from bench import where
from bench.asking import appeals, page
from bench.entry import Entry, say
from bench.house import Server, serving
from bench.probing import probing
from bench.rounds import Page, Round, Share, alternate
from bench.run import Run, Union, filled

Sides = Mapping[str, Callable[[], Round]]
LANES = 2  # a page may take seconds here: more would only wait for each other
# Goal, what is measured, and the share of speed to keep. Booking joins when it exists.
QUERIES = (
    ("G1 list: first page of all queues (query)", "list", 0.70),
    ("G1 next overdue: first page of what is late (query)", "overdue", 0.90),
    ("G2 counters of the queue (query)", "tally", 0.80),
    ("G2 deep page of all queues, by key (query)", "deep", 0.80),
)
# Name, who asks, and the page with the key in the middle at which it begins.
PAGES = (
    ("G2 queue page with its counters, whole group", "officer", "/desk/appeals/"),
    ("G2 late page", "chair", "/desk/appeals/late/"),
    ("G2 deep page of closed appeals, by key", "officer", "/desk/appeals/closed/?before={case}"),
    ("G2 deep page of the roster, by key", "keeper", "/desk/roster/?after={person}"),
    ("G2 dashboard: the tree of units with its counts", "keeper", "/desk/units/"),
)


def measure(run: Run) -> list[Entry]:
    """The union of the other goals against one filled for this."""
    sizes = run.sizes
    large = filled(run.house, address=run.house.copy("large"), members=sizes.large_members, cases=sizes.large_cases,
                   sessions=sizes.sessions)  # fmt: skip
    scale = f"{sizes.members:,} to {sizes.large_members:,} members, {sizes.cases:,} to {sizes.large_cases:,} cases"
    say(f"G1, G2 growth from {scale}")
    entries = [*_queries(run, large=large, scale=scale), *_pages(run, large=large, scale=scale)]
    run.house.drop("large")
    return entries


def _queries(run: Run, *, large: Union, scale: str) -> list[Entry]:
    seconds, entries = run.sizes.seconds / 3, []
    with (
        probing(run.house, union=run.small, seconds=seconds) as small,
        probing(run.house, union=large, seconds=seconds) as grown,
    ):
        for title, job, goal in QUERIES:
            sides: Sides = {
                "small": lambda job=job: small.round(job),  # type: ignore[misc]
                "large": lambda job=job: grown.round(job),  # type: ignore[misc]
            }
            entries.append(_entry(run, title=title, goal=goal, sides=sides, scale=scale))
    return entries


def _pages(run: Run, *, large: Union, scale: str) -> list[Entry]:
    with contextlib.ExitStack() as stack:
        servers = [
            (
                union,
                stack.enter_context(serving("xinqiao.config.wsgi:application", env=run.house.settings(union.address))),
            )
            for union in (run.small, large)
        ]
        filing = [_sides(run, server=server, make=appeals(server.port, members=union.members), expect=303)
                  for union, server in servers]  # fmt: skip
        sides: Sides = dict(zip(("small", "large"), filing, strict=True))
        entries = [
            _entry(run, title="G1 intake (page)", goal=0.85, sides=sides, scale=f"booking does not exist yet; {scale}")
        ]
        for title, role, path in PAGES:
            asked = [
                _sides(run, server=server, make=page(path.format(**union.middle), cookie=union.asks[role]))
                for union, server in servers
            ]
            sides = dict(zip(("small", "large"), asked, strict=True))
            entry = _entry(run, title=title, goal=0.80, sides=sides, scale=scale)
            entries.append(entry if entry.met else _explained(run, entry=entry, large=large, role=role, path=path))
    return entries


def _sides(run: Run, *, server: Server, make: Callable[[int], bytes], expect: int = 200) -> Page:
    found = Page(run.house, server=server, make=make, seconds=run.sizes.seconds / 2, expect=expect)
    found.lanes = LANES
    return found


def _entry(run: Run, *, title: str, goal: float, sides: Sides, scale: str) -> Entry:
    say(title)
    found = alternate(sides, rounds=run.sizes.growth_rounds)
    share = Share(found["large"], found["small"])
    return Entry(title, share.value, goal, "higher", f"{scale}: {share.told(ours='large', theirs='small')}")


def _explained(run: Run, *, entry: Entry, large: Union, role: str, path: str) -> Entry:
    """What falls short says which statements take the time at the larger size."""
    asked = path.format(**large.middle)
    inside = where.look(run, path=asked, cookie=large.asks[role], address=large.address)
    note = f"{entry.note}. At the larger size: {where.told(inside)}"
    return Entry(entry.name, entry.value, entry.goal, entry.better, note)
