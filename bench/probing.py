"""Rounds of one query, without the page around it, in a process kept for that."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator

from bench.house import House
from bench.rounds import Round, measured
from bench.run import Union


class Probe:
    """A process that asks one union's queries when told to."""

    def __init__(self, process: subprocess.Popen[str], *, house: House, union: Union, seconds: float) -> None:
        self.process, self.house, self.union, self.seconds = process, house, union, seconds

    def round(self, name: str) -> Round:
        """One round of one query. Raises RuntimeError when the process is gone."""

        def work() -> tuple[int, float]:
            assert self.process.stdin and self.process.stdout
            self.process.stdin.write(json.dumps([name, self.seconds, self.union.middle]) + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
            if not answer:
                raise RuntimeError(f"the probe ended while asking {name}")
            count, seconds = json.loads(answer)
            return count, seconds

        return measured(work, server=self.process.pid, database=self.house.postmaster)


@contextlib.contextmanager
def probing(house: House, *, union: Union, seconds: float) -> Iterator[Probe]:
    """A probe as the rights officer of the whole group, for the length of a `with` block."""
    command = [sys.executable, "-m", "bench.probe", union.asks["officer"]]
    env = house.settings(union.address)
    with subprocess.Popen(
        command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            yield Probe(process, house=house, union=union, seconds=seconds)
        finally:
            process.kill()
