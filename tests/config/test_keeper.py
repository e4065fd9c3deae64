"""The keeper starts the worker again when it dies, and both leave when the server does, whichever way it went."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
ENV = os.environ | {"PYTHONPATH": str(CHECKOUT / "src")}
KEEPER = [sys.executable, "-m", "xinqiao.config.keeper"]
# Stands in for the worker: writes its number and the one it stands beside into a file, then ends as it is told.
WORKER = """
import os, pathlib, sys, time
with pathlib.Path(sys.argv[1]).open("a") as file:
    file.write(f"{os.getpid()} {sys.argv[-1]}\\n")
time.sleep(float(sys.argv[2]))
"""


def worker(file: Path, *, seconds: float) -> list[str]:
    return [sys.executable, "-c", WORKER, str(file), str(seconds)]


def begun(file: Path) -> list[tuple[int, int]]:
    """The workers started so far, each with the process it stands beside."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [(int(line.split()[0]), int(line.split()[1])) for line in lines]


def soon(holds: Callable[[], bool]) -> bool:
    """Whether it comes true within ten seconds."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_worker_that_dies_is_started_again(tmp_path: Path) -> None:
    file = tmp_path / "begun"
    keeper = subprocess.Popen([*KEEPER, str(os.getpid()), *worker(file, seconds=600)], env=ENV)
    try:
        assert soon(lambda: len(begun(file)) == 1)
        ((first, beside),) = begun(file)
        assert beside == keeper.pid
        os.kill(first, signal.SIGKILL)
        assert soon(lambda: len(begun(file)) == 2)
        assert begun(file)[1][0] != first
    finally:
        keeper.terminate()
        assert keeper.wait(10) == 0
    assert soon(lambda: not any(alive(one) for one, _beside in begun(file)))


def test_a_server_that_is_killed_takes_both_along(tmp_path: Path) -> None:
    file = tmp_path / "begun"
    command = f"[*{KEEPER!r}, str(os.getpid()), *{worker(file, seconds=600)!r}]"
    program = f"import os, subprocess, time; subprocess.Popen({command}); time.sleep(600)"
    server = subprocess.Popen([sys.executable, "-c", program], env=ENV)
    assert soon(lambda: len(begun(file)) == 1)
    ((one, keeper),) = begun(file)
    server.kill()
    server.wait(10)
    assert soon(lambda: not alive(one) and not alive(keeper))


def test_a_keeper_whose_server_is_gone_already_starts_nothing(tmp_path: Path) -> None:
    file = tmp_path / "begun"
    done = subprocess.run([*KEEPER, "1000000000", *worker(file, seconds=600)], env=ENV, timeout=20, check=False)
    assert (done.returncode, begun(file)) == (0, [])
