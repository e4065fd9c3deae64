"""Bring a hotline's older matters in from the command line, or take a batch back."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from xinqiao.domains.service.appeals.actions import bringing_in, reading_rows
from xinqiao.ground.org.queries import Viewer, by_number, viewer_of
from xinqiao.kit.clock import now, today
from xinqiao.kit.tables import UnreadableTable

SHOWN = 20  # faults told on a terminal; --json tells all


class Command(BaseCommand):
    """Judges every row first; without --dry-run, brings in what can come in as one batch."""

    help = "把热线、信访系统的旧记录导入诉求台账；加 --dry-run 只看，--undo 整批撤回"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, its mapping, and what to do."""
        parser.add_argument("file", type=Path, nargs="?", help="旧记录：csv、xlsx、xls")
        parser.add_argument("--map", type=Path, help="对照文件：哪一列是什么（toml）")
        parser.add_argument("--dry-run", action="store_true", help="只看，不改")
        parser.add_argument("--undo", default="", metavar="编号", help="整批撤回，例如 DR-2026-0001")
        parser.add_argument("--by", default="", help="由谁导入：工号；不写就是系统")
        parser.add_argument("--json", action="store_true", help="用 JSON 输出")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0: the file was read. What cannot be read raises Refused, a wrong option CommandError."""
        by = _viewer(options["by"])
        told, lines = self._taken_back(options["undo"], by=by) if options["undo"] else self._brought(options, by=by)
        self.stdout.write(json.dumps(told, ensure_ascii=False) if options["json"] else "\n".join(lines))

    def _taken_back(self, number: str, *, by: Viewer) -> tuple[dict[str, Any], list[str]]:
        back, kept = bringing_in.take_batch_back(number, by=by, at=now())
        said = _("撤回 %(back)s 件；%(kept)s 件导入以后有人办过，没有撤回。") % {"back": back, "kept": kept}
        return {"taken_back": back, "kept": kept}, [said]

    def _brought(self, options: dict[str, Any], *, by: Viewer) -> tuple[dict[str, Any], list[str]]:
        if options["file"] is None or options["map"] is None:
            raise CommandError(_("写上文件和对照文件：xinqiao import_appeals 文件 --map 对照.toml"), returncode=2)
        mapping = reading_rows.read_mapping(_bytes(options["map"]))
        try:
            data, name = _bytes(options["file"]), options["file"].name
            judged = reading_rows.judge_appeals(data, name=name, mapping=mapping, at=now())
        except UnreadableTable as unreadable:
            raise CommandError(f"{unreadable.reason}{unreadable.cure}") from unreadable
        told = {"rows": len(judged.rows), "refused": [asdict(fault) for fault in judged.faults], "batch": None}
        counts = {"rows": len(judged.rows), "refused": len(judged.faults)}
        lines = [_("能导入 %(rows)s 行，退回 %(refused)s 行。") % counts, *map(_fault, judged.faults[:SHOWN])]
        if not options["dry_run"]:
            told["batch"] = self._written(judged, name=name, by=by)
            said = _("导入好了，编号 %(number)s。撤回：xinqiao import_appeals --undo %(number)s")
            lines.append(said % {"number": told["batch"]})
        return told, lines

    def _written(self, judged: reading_rows.Judged, *, name: str, by: Viewer) -> str:
        with tqdm(total=len(judged.rows), disable=not self.stdout.isatty(), leave=False) as bar:
            return bringing_in.bring_in(judged, name=name, by=by, at=now(), step=lambda: bar.update()).number


def _fault(fault: reading_rows.Fault) -> str:
    words = {"line": fault.line, "column": fault.column, "why": fault.why, "cure": fault.cure}
    return _("第 %(line)s 行，%(column)s：%(why)s。%(cure)s") % words


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(
            _("打不开“%(file)s”：没有这个文件，或者没有读它的权限。") % {"file": file}, returncode=2
        ) from error


def _viewer(number: str) -> Viewer:
    if not number:
        return Viewer(name=_("系统"))
    person = by_number(number)
    if person is None:
        raise CommandError(_("没有工号是 %(number)s 的人。") % {"number": number}, returncode=2)
    return viewer_of(person, on=today(now()))
