"""Fill the model union: into a file beside, behind a progress bar, put in its place only when everything is told."""

from __future__ import annotations

import fcntl
import gc
import os
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from tqdm import tqdm

from xinqiao.domains.service.appeals.story import chapter as appeals
from xinqiao.domains.service.extensions import story as extensions
from xinqiao.domains.service.reply_templates import story as reply_templates
from xinqiao.ground.consents import story as consents
from xinqiao.ground.identity import story as identity
from xinqiao.ground.org.story import chapter as org
from xinqiao.ground.trail import actions as trail
from xinqiao.ground.visits.story import chapter as visits
from xinqiao.kit.clock import now, today
from xinqiao.kit.refusal import Refused, refuse_if
from xinqiao.kit.story import Telling

SEED = 85123
FEWEST, USUAL = 300, 16_000
YEARS = 5


class Chapter(Protocol):
    """What a room gives to be told: a title, how far it moves the bar, and the telling."""

    TITLE: str

    def steps(self, telling: Telling) -> int: ...

    def tell(self, telling: Telling) -> None: ...


CHAPTERS: tuple[Chapter, ...] = (org, identity, consents, appeals, reply_templates, extensions, visits)


class NotForDemo(Refused):
    rule = gettext_lazy("示范工会只填进演示用的 SQLite 数据库，这里不是。")
    source = gettext_lazy("演示数据与真实数据分开")
    cure = gettext_lazy("去掉 XINQIAO_DATABASE_URL 再运行，或设 XINQIAO_DEMO=yes 并用 SQLite。")


class RealUnionInside(Refused):
    rule = gettext_lazy("这个数据库里有真实的工会数据，不能填示范数据。")
    source = gettext_lazy("演示数据与真实数据分开")
    cure = gettext_lazy("换一个文件夹或另一个数据库再填。")


class DemoInUse(Refused):
    rule = gettext_lazy("演示正在运行，数据库换不了。")
    source = gettext_lazy("填充检查")
    cure = gettext_lazy("先停下演示（Ctrl-C），再运行 xinqiao fill_demo --again。")


class FillingAlready(Refused):
    rule = gettext_lazy("另一个窗口正在填示范工会。")
    source = gettext_lazy("填充检查")
    cure = gettext_lazy("等它填完；填完以后直接 make demo。")


class TooFewMembers(Refused):
    rule = gettext_lazy("示范工会最少 %(fewest)s 名会员，故事里的人才到得齐。")
    source = gettext_lazy("填充检查")
    cure = gettext_lazy("把 --members 改大一些。")


class Command(BaseCommand):
    help = "填一个示范工会：16000 名会员，五年的事"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--members", type=int, default=USUAL, help="会员人数，默认 16000")
        parser.add_argument("--again", action="store_true", help="已经填好的，也从头再填一遍")

    def handle(self, *args: Any, members: int, again: bool, **options: Any) -> None:
        engine = settings.DATABASES["default"]["ENGINE"]
        refuse_if(not settings.DEMO or not engine.endswith("sqlite3"), NotForDemo)
        refuse_if(members < FEWEST, TooFewMembers, fewest=FEWEST)
        target = Path(settings.DATABASES["default"]["NAME"])
        standing = _standing(target)
        refuse_if(standing == "real", RealUnionInside)
        if standing == "filled" and not again:
            self.stdout.write(_("示范工会已经填好：%(file)s") % {"file": target.name})
            return
        _let_go(target)
        began = time.monotonic()
        with _filling(target) as beside:
            call_command("migrate", verbosity=0, interactive=False)
            tell_all(told_by(members, step=lambda _n: None, say=lambda _text: None), bar=_Bar(self))
            _settle(beside)
            _let_go(target)
            beside.replace(target)
        words = {"members": members, "seconds": round(time.monotonic() - began)}
        self.stdout.write(_("示范工会填好了：%(members)s 名会员，用了 %(seconds)s 秒。") % words)


class _Bar:
    """A bar on a terminal; plain lines elsewhere."""

    def __init__(self, command: BaseCommand) -> None:
        self.out = command.stdout
        self.tty = bool(self.out.isatty())
        self.began = time.monotonic()
        self.bar: tqdm[Any] | None = None

    def open(self, total: int) -> None:
        """Now it is known how long it is."""
        if self.tty:
            self.bar = tqdm(total=total, bar_format="{desc} {bar} {percentage:3.0f}%", ascii=" ━", leave=False)

    def step(self, n: int) -> None:
        """So much further."""
        if self.bar is not None:
            self.bar.update(n)

    def say(self, text: str) -> None:
        """What is being told now."""
        if self.bar is not None:
            self.bar.set_description_str(text)
        else:
            seconds = round(time.monotonic() - self.began)
            self.out.write(_("正在填：%(text)s（第 %(seconds)s 秒）") % {"text": text, "seconds": seconds})
            self.out.flush()

    def close(self) -> None:
        """The last chapter is told."""
        if self.bar is not None:
            self.bar.close()


def told_by(members: int, *, step: Any, say: Any) -> Telling:
    """A telling that ends at this moment and begins five years ago."""
    at = now()
    on = today(at)
    since = date(on.year - YEARS, on.month, min(on.day, 28))
    return Telling(members=members, now=at, since=since, chance=random.Random(SEED), step=step, say=say)  # noqa: S311


def tell_all(telling: Telling, *, bar: _Bar | None = None) -> None:
    """Tell every chapter in order and seal the trail. Each chapter has its own chance, so that none changes another."""
    if bar is not None:
        telling = replace(telling, step=bar.step, say=bar.say)
        bar.open(sum(chapter.steps(telling) for chapter in CHAPTERS))
    for chapter in CHAPTERS:
        telling.say(chapter.TITLE)
        with transaction.atomic():
            chapter.tell(replace(telling, chance=random.Random(f"{SEED} {chapter.TITLE}")))  # noqa: S311
    telling.say(_("封存留痕"))
    with transaction.atomic():
        org.finish(telling)
        trail.seal(at=telling.now)
    if bar is not None:
        bar.close()


def _standing(target: Path) -> str:
    """What stands in the file: "" for nothing that counts, "filled" for a whole demo, "real" for somebody's union."""
    if not target.exists():
        return ""
    found = sqlite3.connect(f"file:{target}?mode=rw", uri=True)
    try:
        rows = found.execute("SELECT demo, filled_at FROM org_installation ORDER BY id LIMIT 1").fetchall()
        people = found.execute("SELECT EXISTS (SELECT 1 FROM org_person)").fetchone()[0]
    except sqlite3.DatabaseError:
        return ""
    finally:
        found.close()
    if not rows:
        return "real" if people else ""
    demo, filled_at = rows[0]
    return ("filled" if filled_at else "") if demo else "real"


def _let_go(target: Path) -> None:
    """Leave no journal of the old database beside the name the new one takes. Raises DemoInUse while it is served."""
    if not target.exists():
        return
    old = sqlite3.connect(target, timeout=0.2)
    try:
        mode = old.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        refuse_if(mode != "delete", DemoInUse)
    except sqlite3.OperationalError:
        refuse_if(True, DemoInUse)
    except sqlite3.DatabaseError:  # no database at all: a file left by something else
        return
    finally:
        old.close()


@contextmanager
def _filling(target: Path) -> Iterator[Path]:
    """The file in which the union is being filled: nothing of it looks finished, whenever the filling is killed."""
    beside = target.with_suffix(".filling")
    usual = dict(connection.settings_dict)
    with _alone(target):
        _sweep(beside)
        fast = usual["OPTIONS"] | {"init_command": usual["OPTIONS"]["init_command"].replace("=FULL", "=OFF")}
        connection.close()
        connection.settings_dict.update(NAME=str(beside), OPTIONS=fast)
        gc.disable()  # nothing told becomes garbage in circles worth looking for, and looking costs a tenth of the time
        try:
            yield beside
        finally:
            gc.enable()
            connection.close()
            connection.settings_dict.update(usual)
            _sweep(beside)


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """One filling at a time: the second must not touch the file of the first. Raises FillingAlready."""
    hold = os.open(target.with_suffix(".lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            refuse_if(True, FillingAlready)
        yield
    finally:
        os.close(hold)


def _sweep(beside: Path) -> None:
    for end in ("", "-wal", "-shm"):
        beside.with_name(beside.name + end).unlink(missing_ok=True)


def _settle(beside: Path) -> None:
    """Everything into the one file, onto the disk."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with beside.open("rb") as file:
        os.fsync(file.fileno())
