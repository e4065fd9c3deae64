"""Serve the pages with granian: as many workers as fit this machine, files prepared, the address said aloud. One process
for background work runs beside it and ends with it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.ground.org.queries import installation
from xinqiao.kit.refusal import Refused, refuse_if


class PortTaken(Refused):
    rule = gettext_lazy("端口 %(port)s 已经有别的程序在用。")
    source = gettext_lazy("启动检查")
    cure = gettext_lazy("换一个：make demo PORT=8001")


class DemoDatabase(Refused):
    rule = gettext_lazy("这是演示用的数据库，正式安装不能用它。")
    source = gettext_lazy("启动检查：演示数据与真实数据分开")
    cure = gettext_lazy("把 XINQIAO_DATABASE_URL 指向自己的数据库，或设 XINQIAO_DEMO=yes 只作演示。")


class RealDatabase(Refused):
    rule = gettext_lazy("这个数据库里是真实的工会，不能按演示打开：演示里谁都能进。")
    source = gettext_lazy("启动检查：演示数据与真实数据分开")
    cure = gettext_lazy("去掉 XINQIAO_DEMO，照正式安装启动。")


class OlderThanTheProgram(Refused):
    rule = gettext_lazy("数据库比程序旧，还差 %(count)s 步升级。")
    source = gettext_lazy("启动检查")
    cure = gettext_lazy("先备份，再运行 xinqiao migrate，然后启动。")


def refuse_the_wrong_database() -> None:
    """A real installation never opens a demo union, a demo never a real one. Raises DemoDatabase, RealDatabase."""
    found = installation()
    refuse_if(found is not None and found.demo and not settings.DEMO, DemoDatabase)
    refuse_if(found is not None and not found.demo and settings.DEMO, RealDatabase)


def open_database() -> None:
    """A demo takes the steps its program is ahead by; a real union is told, for a backup comes first.

    Raises OlderThanTheProgram, DemoDatabase, RealDatabase.
    """
    executor = MigrationExecutor(connection)
    steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
    refuse_if(steps and not settings.DEMO, OlderThanTheProgram, count=len(steps))
    if executor.loader.applied_migrations:
        refuse_the_wrong_database()
    if steps:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("reindex", verbosity=0)


class Command(BaseCommand):
    help = "准备静态文件并启动网页服务"
    requires_system_checks = "__all__"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--fill", action="store_true", help="先填好示范工会；已经填好就不填")
        parser.add_argument("--workers", type=int, default=2 * (os.cpu_count() or 1))

    def handle(self, *args: Any, host: str, port: int, workers: int, fill: bool, **options: Any) -> None:
        refuse_if(_taken(host, port=port), PortTaken, port=port)
        if fill:
            call_command("fill_demo")
        open_database()
        if _static_is_stale():
            call_command("collectstatic", interactive=False, verbosity=0, clear=True)
            (Path(settings.STATIC_ROOT) / ".ready").touch()
        self.stdout.write(_("心桥已启动： http://%(host)s:%(port)s/") % {"host": host, "port": port})
        if settings.DEMO:
            self.stdout.write(_("先试试：打开首页，点“陈禾苗”说一件诉求，再点“宋巧云”把它办了。按 Ctrl-C 停止。"))
        self.stdout.flush()
        _start_worker()
        arguments = ["--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers)]
        arguments += ["--blocking-threads", "1", "--log-level", "error", "--no-ws", "--respawn-failed-workers"]
        granian = Path(sys.executable).parent / "granian"
        os.execv(granian, [str(granian), *arguments, "xinqiao.config.wsgi:application"])  # noqa: S606 - our own server


def _start_worker() -> None:
    """A keeper beside the server this process becomes: it starts the worker again when it dies, and goes with us."""
    python = [sys.executable, "-m"]
    paths = [str(Path(__file__).resolve().parents[4]), *filter(None, [os.environ.get("PYTHONPATH")])]
    subprocess.Popen(  # noqa: S603 - our own programs
        [*python, "xinqiao.config.keeper", str(os.getpid()), *python, "django", "work"],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        stdin=subprocess.DEVNULL,
    )


def _taken(host: str, *, port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _static_is_stale() -> bool:
    """Whether a static file of ours changed since they were last prepared."""
    ready = Path(settings.STATIC_ROOT) / ".ready"
    if not ready.exists():
        return True
    package = Path(__file__).resolve().parents[3]
    since = ready.stat().st_mtime
    return any(file.stat().st_mtime > since for folder in package.glob("**/static") for file in folder.rglob("*"))
