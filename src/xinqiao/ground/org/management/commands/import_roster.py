"""Bring a roster in from the command line: first what it would change, then, without --dry-run, all that is clear."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from xinqiao.ground.org import papers
from xinqiao.ground.org.actions.committing import commit_import
from xinqiao.ground.org.actions.importing import TableUnreadable, judge_roster, prepare_import
from xinqiao.ground.org.models import Unit
from xinqiao.ground.org.queries import Viewer, by_number, unit_named, viewer_of
from xinqiao.ground.org.words import Verdict
from xinqiao.kit.clock import now, today
from xinqiao.kit.refusal import refuse_if
from xinqiao.kit.tables import BYTES


class Command(BaseCommand):
    """Reads, judges, and (without --dry-run) commits as one import that `undo_import` takes back."""

    help = "花名册导入：xlsx、xls、csv 原样拿来；加 --dry-run 只看会改什么"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and how to read it."""
        parser.add_argument("file", type=Path, help="花名册文件")
        parser.add_argument("--dry-run", action="store_true", help="只看，不改")
        parser.add_argument("--json", action="store_true", help="用 JSON 输出")
        parser.add_argument("--unit", default="", help="表里没写单位的新人进哪个单位：代码、全称或简称")
        parser.add_argument("--make-units", action="store_true", help="册上没有的单位一起建立")
        parser.add_argument("--by", default="", help="由谁导入：工号；不写就是系统")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0: the file was read. A file that is no roster raises Refused, a wrong option CommandError."""
        at = now()
        by = _viewer(options["by"])
        asked = {
            "name": options["file"].name,
            "by": by,
            "at": at,
            "unit": _unit(options["unit"]),
            "make_units": options["make_units"],
        }
        data = _bytes(options["file"])
        judged = judge_roster(data, **asked)
        answer = papers.told(judged)
        lines = [papers.summary(judged)]
        if not options["dry_run"]:
            number = self._commit(data, asked=asked | {"judged": judged})
            answer["import"] = number or None
            said = _("已入册，导入编号 %(number)s。撤回：xinqiao undo_import %(number)s") % {"number": number}
            lines.append(said if number else _("没有可以入册的行，什么都没有改。"))
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else "\n".join(lines))

    @staticmethod
    def _commit(data: bytes, *, asked: dict[str, Any]) -> str:
        if not asked["judged"].of(Verdict.NEW) + asked["judged"].of(Verdict.CHANGED):
            return ""
        draft = prepare_import(data, **asked)
        return commit_import(draft.pk, by=asked["by"], at=asked["at"]).number


def _bytes(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        too_large = {"reason": _("这个文件太大，不像花名册。"), "cure": _("请分成几份再传。")}
        refuse_if(size > BYTES, TableUnreadable, **too_large)
        return file.read_bytes()
    except OSError as error:
        raise CommandError(
            _("打不开“%(file)s”：没有这个文件，或者没有读它的权限。") % {"file": file}, returncode=2
        ) from error


def _viewer(number: str) -> Viewer | None:
    if not number:
        return None
    person = by_number(number)
    if person is None:
        raise CommandError(_("没有工号是 %(number)s 的人。") % {"number": number}, returncode=2)
    return viewer_of(person, on=today(now()))


def _unit(text: str) -> Unit | None:
    if not text:
        return None
    unit = unit_named(text)
    if unit is None:
        raise CommandError(_("没有叫“%(text)s”的单位，或者不止一个。") % {"text": text}, returncode=2)
    return unit
