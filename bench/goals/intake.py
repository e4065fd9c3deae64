"""C1: filing an appeal through its form, against one statement behind a bare view."""

from __future__ import annotations

from bench import where
from bench.asking import FORM, appeals, raw_appeal
from bench.entry import Entry, say
from bench.house import serving
from bench.rounds import Page, Share, alternate
from bench.run import Run, Union


def measure(run: Run) -> list[Entry]:
    """On PostgreSQL and on SQLite, with the statements counted."""
    entries = []
    for title, union in (("C1 intake against the raw ceiling", run.small), ("C1 intake, SQLite", run.lite)):
        say(title)
        share = _share(run, union=union)
        inside = where.look(run, path=FORM, cookie=union.members[0], address=union.address, form=True)
        sides = share.told(ours="ours", theirs="ceiling")
        entries.append(Entry(title, share.value, 0.40, "higher", f"{sides}. {where.told(inside)}"))
        if union is run.small:
            count, note = where.statements(inside), "without BEGIN, COMMIT and the connection's health check"
            entries.append(Entry("C1 statements of an intake, PostgreSQL", count, 4, "lower", note))
    return entries


def _share(run: Run, *, union: Union) -> Share:
    env = run.house.settings(union.address)
    with (
        serving("xinqiao.config.wsgi:application", env=env) as ours,
        serving("bench.ceiling:application", env=env) as ceiling,
    ):
        make, seconds = appeals(ours.port, members=union.members), run.sizes.seconds
        found = alternate(
            {
                "ceiling": Page(run.house, server=ceiling, make=raw_appeal, seconds=seconds, expect=201),
                "ours": Page(run.house, server=ours, make=make, seconds=seconds, expect=303),
            },
            rounds=run.sizes.rounds,
        )
    return Share(found["ours"], found["ceiling"])
