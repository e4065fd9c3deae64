"""What a run stands on: a PostgreSQL of its own, a temporary house, and servers started as `serve` starts them."""

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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench import cpu
from tests import engine

CHECKOUT = Path(__file__).resolve().parent.parent
WORKERS = 2
# The tests' server gives up safety for speed; here every commit is on the disk, as in a real installation.
MEASURED = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "1GB",
    "max_wal_size": "32GB",
    "checkpoint_timeout": "1h",
    "autovacuum": "off",  # tables are vacuumed once when filled, and nothing works beside a measurement
}


@dataclass(frozen=True)
class House:
    """The folder of a run and its PostgreSQL."""

    folder: Path
    server: str  # address without a database
    postmaster: int

    def address(self, name: str) -> str:
        """A database of the server."""
        return f"{self.server}/{name}"

    def copy(self, name: str, *, of: str = "xinqiao") -> str:
        """A new database like another one; nothing may be connected to that. Returns its address."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {of} STRATEGY FILE_COPY".encode())
            connection.execute("CHECKPOINT")
        return self.address(name)

    def drop(self, name: str) -> None:
        """Take a database away."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())

    def sqlite(self, name: str) -> str:
        """The address of an SQLite file of this house."""
        return f"sqlite:///{self.folder}/{name}.sqlite3"

    def settings(self, address: str, **more: str) -> dict[str, str]:
        """The environment of a process that uses a database of this house."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("XINQIAO_")}
        return own | {
            "XINQIAO_VAR": str(self.folder / "var"),
            "XINQIAO_DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "xinqiao.config.settings",
            "PYTHONPATH": f"{CHECKOUT / 'src'}{os.pathsep}{CHECKOUT}",
            **more,
        }

    def manage(self, *command: str, address: str) -> None:
        """Run one command of the product."""
        subprocess.run(
            [sys.executable, "-m", "django", *command], env=self.settings(address), check=True, stdout=sys.stderr
        )

    def run(self, module: str, *, address: str, asked: dict[str, Any], **more: str) -> Any:
        """Run one module of the bench in a process of its own; return what it says, from JSON to JSON."""
        done = subprocess.run(
            [sys.executable, "-m", module, json.dumps(asked)],
            env=self.settings(address, **more),
            check=True,
            stdout=subprocess.PIPE,
        )
        return json.loads(done.stdout)


@contextlib.contextmanager
def standing() -> Iterator[House]:
    """A house for the length of a `with` block: the database migrated, static files prepared."""
    engine.SETTINGS |= MEASURED
    folder = Path(tempfile.mkdtemp(prefix="xinqiao-bench-"))
    try:
        with engine.own_server() as address:
            with psycopg.connect(address) as connection:
                postmaster = cpu.parent(connection.info.backend_pid)
            house = House(folder, address.rpartition("/")[0], postmaster)
            for command in (("migrate", "--verbosity=0"), ("collectstatic", "--noinput", "--verbosity=0")):
                house.manage(*command, address=address)
            yield house
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, and the process under which its workers are."""

    port: int
    pid: int


@contextlib.contextmanager
def serving(application: str, *, env: dict[str, str]) -> Iterator[Server]:
    """Serve an application with granian and the arguments of `xinqiao serve`. Raises RuntimeError when it dies."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", str(WORKERS), "--blocking-threads", "1", "--log-level", "error"]
    process = subprocess.Popen(
        [*command, "--no-ws", "--respawn-failed-workers", application],
        env=env,
        cwd=CHECKOUT,
        stdout=sys.stderr,
        start_new_session=True,
        preexec_fn=engine.tied_to_parent(signal.SIGTERM),
    )
    try:
        _wait(port, process=process)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(port: int, *, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError("the server does not answer")
