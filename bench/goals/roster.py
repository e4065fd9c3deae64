"""I1 and I2: a roster from the file to the committed register, and the same a month later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench import roster_file, where
from bench.entry import Entry, say
from bench.rounds import Round, Share, Side
from bench.run import Run

PART = 8  # the profiler looks at one row in so many: it makes an import ten times slower
Takes = dict[str, list[dict[str, Any]]]


def measure(run: Run) -> list[Entry]:
    """Each round begins with units and nobody in them: ceiling, first import, import with one in a hundred changed.

    Beside them the very first roster of a register that has not even units.
    """
    rows = run.sizes.roster_rows
    say(f"I1 and I2 roster of {rows:,} rows")
    first = roster_file.write(run.house.folder / "roster.xlsx", rows=rows)
    again = roster_file.write(run.house.folder / "later.xlsx", rows=rows, later=True)
    _found_units(run, rows=rows)
    takes: Takes = {"ceiling": [], "first": [], "again": [], "founding": []}
    for _ in range(run.sizes.roster_rounds):
        takes["founding"].append(_once(run, address=run.house.copy("roster"), side="ours", file=first))
        address = run.house.copy("roster", of="founded")
        takes["ceiling"].append(_once(run, address=address, side="ceiling", file=first))
        takes["first"].append(_once(run, address=address, side="ours", file=first))
        takes["again"].append(_once(run, address=address, side="ours", file=again))
    inside = _inside(run, rows=max(rows // PART, 100))
    for name in ("roster", "founded"):
        run.house.drop(name)
    return _entries(takes, inside=inside)


def _found_units(run: Run, *, rows: int) -> None:
    asked = {"members": rows, "units": True}
    run.house.run("bench.filling", address=run.house.copy("founded"), asked=asked)


def _inside(run: Run, *, rows: int) -> list[dict[str, Any]]:
    """Where the time of a first import, of one a month later and of the very first goes, seen on a shorter roster."""
    first = roster_file.write(run.house.folder / "short.xlsx", rows=rows)
    again = roster_file.write(run.house.folder / "short-later.xlsx", rows=rows, later=True)
    founding = _once(run, address=run.house.copy("roster"), side="ours", file=first, profile=True)
    _found_units(run, rows=rows)
    address = run.house.copy("roster", of="founded")
    found = [_once(run, address=address, side="ours", file=file, profile=True) for file in (first, again)]
    return [one | {"rows": rows} for one in (*found, founding)]


def _once(run: Run, *, address: str, side: str, file: Path, profile: bool = False) -> dict[str, Any]:
    asked = {"side": side, "file": str(file), "postmaster": run.house.postmaster, "profile": profile}
    found: dict[str, Any] = run.house.run("bench.roster_run", address=address, asked=asked, XINQIAO_DEMO="yes")
    return found


def _entries(takes: Takes, *, inside: list[dict[str, Any]]) -> list[Entry]:
    sides = {name: Side([Round(**take["round"]) for take in found]) for name, found in takes.items()}
    whole, repeat = Share(sides["ceiling"], sides["first"]), Share(sides["first"], sides["again"])
    memory = max(take["memory"] for take in takes["first"] + takes["again"] + takes["founding"])
    bare = max(take["memory"] for take in takes["ceiling"])
    first = whole.told(ours="calamine + COPY", theirs="ours")
    again = repeat.told(ours="first", theirs="again")
    founded = Share(sides["ceiling"], sides["founding"])
    founding = founded.told(ours="calamine + COPY", theirs="ours")
    return [
        Entry("I1 roster import against calamine + COPY", whole.value, 4, "lower",
              f"operations are whole files. {first}. {_told(inside[0])}"),
        Entry("I1 very first roster, its units founded with it", founded.value, 4, "lower",
              f"{founding}. {_told(inside[2])}"),
        Entry("I1 peak memory of the import, MB", memory, 300, "lower",
              f"the ceiling's process, with Django loaded as well, held {bare:.0f} MB"),
        Entry("I2 import with 1 % changed against the first", repeat.value, 1.0, "lower",
              f"{again}. {_told(inside[1])}"),
    ]  # fmt: skip


def _told(found: dict[str, Any]) -> str:
    asked = "; ".join(f"{sql} {ms:.0f}" for sql, ms in found["statements"])
    return f"Seen on {found['rows']:,} rows: {found['count']} statements, the dearest in ms: {asked}. {where.python(found)}"
