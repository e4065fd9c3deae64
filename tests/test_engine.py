"""The PostgreSQL of the tests starts, speaks UTF-8, passes results on and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

ENGINE = [sys.executable, str(Path(__file__).with_name("engine.py"))]
ASK = """
import os, psycopg
with psycopg.connect(os.environ["XINQIAO_DATABASE_URL"]) as connection:
    print(connection.execute("SELECT datctype FROM pg_database WHERE datname = current_database()").fetchone()[0])
    connection.execute("CREATE EXTENSION pg_trgm")
    print(len(connection.execute("SELECT show_trgm('心桥诉求')").fetchone()[0]))
raise SystemExit(5)
"""


@pytest.fixture
def environment() -> dict[str, str]:
    """An environment whose temporary folder is our own, and open to the user the server runs as."""
    folder = Path(tempfile.mkdtemp(prefix="xinqiao-engines-"))
    folder.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if name != "TEST_DATABASE_URL"}
    yield {**kept, "TMPDIR": str(folder)}
    assert list(folder.iterdir()) == []
    folder.rmdir()


def test_a_command_gets_a_server_and_its_exit_code_comes_back(environment):
    done = subprocess.run(
        [*ENGINE, "--", sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (5, "C.UTF-8\n5\n", "")


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGKILL])
def test_an_engine_that_is_ended_takes_server_and_folder_along(environment, told):
    command = [*ENGINE, "--", "sh", "-c", "echo started; exec sleep 60"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as engine:
        assert engine.stdout.readline() == b"started\n"
        engine.send_signal(told)
        assert engine.wait(timeout=20) in (128 + told, -told)
        assert engine.stdout.read() == b""  # the command, which held the other end, is gone too
    folder, patience = Path(environment["TMPDIR"]), time.monotonic() + 10
    while list(folder.iterdir()) and time.monotonic() < patience:
        time.sleep(0.1)


def test_a_given_server_is_used_and_none_started(environment):
    given = {**environment, "TEST_DATABASE_URL": "postgresql://elsewhere/x"}
    command = [*ENGINE, "--", "sh", "-c", "echo $XINQIAO_DATABASE_URL"]
    assert subprocess.check_output(command, env=given, text=True) == "postgresql://elsewhere/x\n"


def test_a_wrong_call_says_how(environment):
    done = subprocess.run([*ENGINE, "pytest"], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "usage: engine.py -- COMMAND ...\n")
