"""The product's queries alone, asked again and again in a process of their own, told what to do line by line.

`python -m bench.probe COOKIE` is the person behind the cookie. A line `["tally", 2.0, {...}]` asks for two seconds;
what comes back is how often it was answered, in how many seconds.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import django


def main(cookie: str) -> None:
    """Answer until standard input ends."""
    from xinqiao.domains.service.appeals import queries
    from xinqiao.ground.identity.queries import viewer_of_session
    from xinqiao.kit.clock import now, today

    at = now()
    on = today(at)
    viewer = viewer_of_session(cookie, at=at, on=on)

    def page(tab: str, *, after: tuple[date, int] | None = None) -> Callable[[], object]:
        return lambda: queries.queue(viewer, tab=tab, topic="", after=after, on=on)

    def jobs(middle: dict[str, Any]) -> dict[str, Callable[[], object]]:
        deep = (date.fromisoformat(middle["day"]), int(middle["case"]))
        return {
            "list": page("all"),
            "overdue": page("late"),
            "deep": page("all", after=deep),
            "tally": lambda: queries.tally(viewer, on=on),
        }

    for line in sys.stdin:
        name, seconds, middle = json.loads(line)
        job = jobs(middle)[name]
        began, count = time.perf_counter(), 0
        while not count or time.perf_counter() - began < seconds:
            job()
            count += 1
        print(json.dumps([count, time.perf_counter() - began]), flush=True)


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1])
