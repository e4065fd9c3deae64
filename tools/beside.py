"""Runs two commands side by side: the first speaks at once, the second when it has ended. Fails if either fails.

beside.py NAME COMMAND NAME COMMAND
"""

from __future__ import annotations

import shlex
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from types import FrameType
from typing import IO


@dataclass
class Run:
    """One command under way: its name, its process, where its words go, and how long it took."""

    name: str
    process: subprocess.Popen[bytes]
    output: IO[bytes] | None
    seconds: float = 0.0

    def verdict(self) -> str:
        """Return the line that closes the report."""
        code = self.process.returncode
        return f"{self.name}: {'passed' if code == 0 else f'FAILED (exit {code})'} in {self.seconds:.0f} s"


def start(name: str, *, command: str, output: IO[bytes] | None) -> Run:
    """Start one command; with an output file it is silent until somebody reads the file."""
    errors = subprocess.STDOUT if output else None
    process = subprocess.Popen(shlex.split(command), stdin=subprocess.DEVNULL, stdout=output, stderr=errors)
    return Run(name=name, process=process, output=output)


def wait(runs: list[Run]) -> None:
    """Wait for every run and note how long each took; told to stop, stop them first."""
    begun = time.monotonic()

    def clock(run: Run) -> None:
        run.process.wait()
        run.seconds = time.monotonic() - begun

    watchers = [threading.Thread(target=clock, args=(run,), daemon=True) for run in runs]
    for watcher in watchers:
        watcher.start()
    try:
        for watcher in watchers:
            watcher.join()
    except BaseException:
        for run in runs:
            run.process.terminate()
        for watcher in watchers:
            watcher.join(timeout=20)
        raise


def stop(number: int, frame: FrameType | None) -> None:
    """Turn a signal into an ordinary exit, so that the runs are stopped on the way out."""
    sys.exit(128 + number)


def main(arguments: list[str]) -> int:
    """Run both commands, print both results, return 1 when one failed, 2 when called wrongly."""
    if len(arguments) != 4:
        sys.stderr.write("usage: beside.py NAME COMMAND NAME COMMAND\n")
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    with tempfile.TemporaryFile() as kept:
        loud = start(arguments[0], command=arguments[1], output=None)
        quiet = start(arguments[2], command=arguments[3], output=kept)
        wait([loud, quiet])
        kept.seek(0)
        sys.stdout.write(f"\n--- {quiet.name} ---\n{kept.read().decode(errors='replace')}\n")
    sys.stdout.write(f"{loud.verdict()}\n{quiet.verdict()}\n")
    return 0 if loud.process.returncode == quiet.process.returncode == 0 else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
