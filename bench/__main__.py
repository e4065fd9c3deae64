"""`make bench`: measure the goals of speed, say how it goes on standard error, and end with one JSON list."""

from __future__ import annotations

import json
import signal
import sys

from bench import house, sizes
from bench.entry import Entry, say, verdict
from bench.goals import growth, intake, login, queue, roster
from bench.run import begin
from tests.engine import leave

GOALS = (login, intake, queue, roster, growth)


def main() -> None:
    """Run every goal in turn."""
    asked = sizes.asked()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    entries: list[Entry] = []
    with house.standing() as stands:
        run = begin(stands, sizes=asked)
        for goal in GOALS:
            for entry in goal.measure(run):
                entries.append(entry)
                say(verdict(entry))
    print(json.dumps([entry.told() for entry in entries], ensure_ascii=False, indent=1))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
