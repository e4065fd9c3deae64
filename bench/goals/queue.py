"""L1 and L3: the desk's queue as a whole page, against 25 raw rows, and over everything against one unit."""

from __future__ import annotations

from bench import where
from bench.asking import page, raw_queue
from bench.entry import Entry, say
from bench.house import serving
from bench.rounds import Page, Share, alternate
from bench.run import Run, Union

QUEUE = "/desk/appeals/"


def measure(run: Run) -> list[Entry]:
    """The clerk's page on both engines; then a group officer's against a sub-union chair's."""
    say("L1 queue page, L3 all queues against one")
    raw, whole = _shares(run, union=run.small)
    inside = where.look(run, path=QUEUE, cookie=run.small.asks["clerk"], address=run.small.address)
    one = where.look(run, path=QUEUE, cookie=run.small.asks["subchair"], address=run.small.address)
    all_ = where.look(run, path=QUEUE, cookie=run.small.asks["officer"], address=run.small.address)
    say("L1 queue page, SQLite")
    lite, _whole = _shares(run, union=run.lite)
    light = where.look(run, path=QUEUE, cookie=run.lite.asks["clerk"], address=run.lite.address)
    sides = {"ours": "ours (HTML)", "theirs": "ceiling (JSON)"}
    return [
        Entry("L1 queue page against the raw ceiling", raw.value, 0.35, "higher",
              f"{raw.told(**sides)}. {where.told(inside)}"),
        Entry("L1 statements of the queue page, PostgreSQL", where.statements(inside), 4, "lower",
              "without the connection's health check; the access tests prove it constant in rows"),
        Entry("L1 queue page, SQLite", lite.value, 0.35, "higher", f"{lite.told(**sides)}. {where.told(light)}"),
        Entry("L3 all queues against one", whole.value, 0.8, "higher",
              f"{whole.told(ours='all', theirs='one')}. All: {where.told(all_)}. One: {where.told(one)}"),
    ]  # fmt: skip


def _shares(run: Run, *, union: Union) -> tuple[Share, Share]:
    env, seconds = run.house.settings(union.address), run.sizes.seconds
    with (
        serving("xinqiao.config.wsgi:application", env=env) as ours,
        serving("bench.ceiling:application", env=env) as ceiling,
    ):
        sides = {"ceiling": Page(run.house, server=ceiling, make=raw_queue, seconds=seconds)}
        for role in ("clerk", "officer", "subchair"):
            make = page(QUEUE, cookie=union.asks[role])
            sides[role] = Page(run.house, server=ours, make=make, seconds=seconds)
        found = alternate(sides, rounds=run.sizes.rounds)
    return Share(found["clerk"], found["ceiling"]), Share(found["officer"], found["subchair"])
