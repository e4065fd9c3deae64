"""A worker is killed in the middle of its work. The next one does it, and it is done once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection, connections

from tests.ground.tasks.killed import NAME
from xinqiao.ground.papers.models import Register
from xinqiao.ground.tasks import actions, words
from xinqiao.ground.tasks.models import Task
from xinqiao.ground.tasks.words import State
from xinqiao.kit.clock import now

pytestmark = pytest.mark.engine
CHECKOUT = Path(__file__).resolve().parents[3]


def address() -> str:
    """The database of the tests as another process finds it."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    who = f"{quote(at['USER'])}:{quote(at['PASSWORD'], safe='')}"
    return f"postgresql://{who}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


def worker(seconds: float) -> subprocess.Popen[str]:
    """A worker whose work sleeps this long after it has written."""
    paths = os.pathsep.join([str(CHECKOUT / "src"), str(CHECKOUT)])
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings", "XINQIAO_DATABASE_URL": address(), "PYTHONPATH": paths}
    command = [sys.executable, "-m", "tests.ground.tasks.killed", str(seconds)]
    return subprocess.Popen(command, env=os.environ | settings, stdout=subprocess.PIPE, text=True)


def numbers() -> list[int]:
    return list(Register.objects.filter(kind="KK").values_list("last", flat=True))


def test_what_a_killed_worker_began_is_done_once(committed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(words.works, NAME, words.Work(NAME, "写一行再睡", lambda args, /, *, at: None))
    actions.enqueue(NAME, at=now())
    connections.close_all()
    first = worker(600)
    assert first.stdout is not None and first.stdout.readline() == "written\n"
    first.send_signal(signal.SIGKILL)
    assert first.wait(10) == -signal.SIGKILL
    first.stdout.close()

    task = Task.objects.get()
    assert (task.state, task.attempts, numbers()) == (State.RUNNING, 1, [])
    Task.objects.update(leased_until=now() - timedelta(seconds=1))  # five minutes have passed
    connections.close_all()
    second = worker(0)
    said, _nothing = second.communicate(timeout=60)
    assert (second.returncode, said) == (0, "written\n办完了 1 件。\n")

    task.refresh_from_db()
    assert (task.state, task.attempts, numbers()) == (State.DONE, 2, [1])
