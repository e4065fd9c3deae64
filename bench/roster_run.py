"""One import in a process of its own: `python -m bench.roster_run '{"side": "ours", "file": ..., "postmaster": ...}'`.

The clock runs from the file on the disk to the commit. Memory is the most this process ever held.
"""

from __future__ import annotations

import cProfile
import json
import os
import pstats
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django
import psycopg
from python_calamine import CalamineWorkbook

from bench import hot
from bench.roster_file import HEADS
from bench.rounds import measured


def ours(file: Path) -> None:
    """The product: read, judged row by row, laid by as a draft, then committed with its trail."""
    from xinqiao.ground.org.actions.committing import commit_import
    from xinqiao.ground.org.actions.importing import prepare_import
    from xinqiao.kit.clock import now

    draft = prepare_import(file.read_bytes(), name=file.name, by=None, at=now(), make_units=True)
    commit_import(draft.pk, by=None, at=now())


def ceiling(file: Path) -> None:
    """The least: every cell as text by COPY into one table."""
    rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python(skip_empty_area=False)
    columns = ", ".join(f"c{place} text" for place in range(len(HEADS)))
    with psycopg.connect(os.environ["XINQIAO_DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE IF NOT EXISTS raw_roster ({columns})".encode())
        with cursor.copy("COPY raw_roster FROM STDIN") as copy:
            for row in rows[1:]:
                copy.write_row([str(cell) for cell in row])


def main(asked: dict[str, Any]) -> dict[str, Any]:
    """Import once; return what it took, or with `profile` where the time went."""
    work = {"ours": ours, "ceiling": ceiling}[asked["side"]]
    file = Path(asked["file"])
    if asked.get("profile"):
        return _looked_into(lambda: work(file))

    def once() -> tuple[int, float]:
        began = time.perf_counter()
        work(file)
        return 1, time.perf_counter() - began

    found = measured(once, server=os.getpid(), database=asked["postmaster"])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"round": asdict(found), "memory": memory}


def _looked_into(work: Callable[[], None]) -> dict[str, Any]:
    from django.db import connection

    asked: dict[str, list[float]] = defaultdict(list)

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            asked[hot.short(sql)].append(1000 * (time.perf_counter() - began))

    profile = cProfile.Profile(time.process_time)
    with connection.execute_wrapper(watch):
        profile.runcall(work)
    found = pstats.Stats(profile)
    dearest = sorted(asked.items(), key=lambda pair: -sum(pair[1]))[:9]
    return {
        "statements": [(f"{len(times)} × {sql}", round(sum(times), 1)) for sql, times in dearest],
        "packages": hot.packages(found),
        "functions": hot.functions(found),
        "count": sum(map(len, asked.values())),
    }


if __name__ == "__main__":
    django.setup()
    json.dump(main(json.loads(sys.argv[1])), sys.stdout)
