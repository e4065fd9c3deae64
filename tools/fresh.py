"""Proves that a clone works: clones HEAD, runs the demo until it is healthy, runs the tests, notes the commit."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
LIMIT = 180  # seconds from nothing to a healthy demo


class NotFresh(Exception):
    """The clone failed; the text says at which step."""


def say(text: str) -> None:
    """Print one line at once."""
    sys.stdout.write(f"fresh: {text}\n")
    sys.stdout.flush()


def free_port() -> int:
    """Return a TCP port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment() -> dict[str, str]:
    """Return the environment without what the calling make, a virtual environment or a session would hand down."""
    foreign = ("MAKE", "MFLAGS", "XINQIAO_", "DJANGO_", "VIRTUAL_ENV", "PYTHONPATH", "PORT")
    return {name: value for name, value in os.environ.items() if not name.startswith(foreign)}


def healthy(port: int) -> bool:
    """Return whether the demo answers that the union is filled."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200 and json.load(answer) == {"status": "ok"})
    except (OSError, ValueError, urllib.error.URLError):
        return False


@contextlib.contextmanager
def group(command: list[str], *, folder: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command as a group of its own and end the whole group on the way out."""
    process = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        yield process
    finally:
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=15)


def run_demo(clone: Path, *, environment: dict[str, str]) -> None:
    """Run `make demo` until it is healthy and say how long that took. Raises NotFresh."""
    port, begun = free_port(), time.monotonic()
    with group(["make", "demo"], folder=clone, environment={**environment, "PORT": str(port)}) as demo:
        while not healthy(port):
            if demo.poll() is not None:
                raise NotFresh(f"make demo ended with {demo.returncode} before it was healthy")
            if time.monotonic() - begun > LIMIT:
                raise NotFresh(f"make demo was not healthy after {LIMIT} s")
            time.sleep(0.2)
        say(f"the demo was healthy after {time.monotonic() - begun:.0f} s; stopping it")


def run_tests(clone: Path, *, environment: dict[str, str]) -> None:
    """Run `make test` and say how long that took. Raises NotFresh."""
    begun = time.monotonic()
    with group(["make", "test"], folder=clone, environment=environment) as tests:
        if tests.wait() != 0:
            raise NotFresh(f"make test ended with {tests.returncode}")
    say(f"the tests passed in {time.monotonic() - begun:.0f} s")


def git(*arguments: str) -> str:
    """Return what git says about this checkout."""
    return subprocess.check_output(["git", "-C", str(CHECKOUT), *arguments], text=True).strip()


def main() -> int:
    """Return 0 when HEAD, cloned into an empty folder, serves its demo and passes its tests."""
    commit = git("rev-parse", "HEAD")
    say(f"cloning {commit[:12]}")
    if git("status", "--porcelain"):
        say("changes that are not committed take no part")
    folder = Path(tempfile.mkdtemp(prefix="xinqiao-fresh-"))
    try:
        clone, environment = folder / "xinqiao", clean_environment()
        git("clone", "--quiet", str(CHECKOUT), str(clone))
        subprocess.check_call(["git", "-C", str(clone), "checkout", "--quiet", "--detach", commit])
        run_demo(clone, environment=environment)
        run_tests(clone, environment=environment)
    except NotFresh as failure:
        sys.stderr.write(f"fresh: {failure}\n")
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    note = CHECKOUT / ".cache/fresh-clone"
    note.parent.mkdir(exist_ok=True)
    note.write_text(f"{commit}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
