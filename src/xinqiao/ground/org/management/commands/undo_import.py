"""Take a roster import back from the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from xinqiao.ground.org.actions.undoing import undo_import
from xinqiao.ground.org.queries import by_number, import_numbered, viewer_of
from xinqiao.ground.org.words import RowState
from xinqiao.kit.clock import now, today


class Command(BaseCommand):
    """Every row nothing has touched since goes back; the others are listed with why."""

    help = "撤回一次花名册导入"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which import, and by whom."""
        parser.add_argument("number", help="导入编号，例如 HMC-2026-0001，只写 1 也行")
        parser.add_argument("--by", default="", help="由谁撤回：工号；不写就是系统")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0: taken back. A settled or unknown import is said in one sentence."""
        found = import_numbered(options["number"])
        if found is None:
            raise CommandError(_("没有编号是 %(number)s 的导入。") % {"number": options["number"]}, returncode=1)
        at = now()
        person = by_number(options["by"]) if options["by"] else None
        if options["by"] and person is None:
            raise CommandError(_("没有工号是 %(number)s 的人。") % {"number": options["by"]}, returncode=2)
        done = undo_import(found.pk, by=viewer_of(person, on=today(at)) if person else None, at=at)
        facts = {"number": done.number, "back": done.counts["back"], "kept": done.counts["kept"]}
        self.stdout.write(_("导入 %(number)s 已撤回：撤回 %(back)d 行，没有撤回 %(kept)d 行。") % facts)
        for row in done.rows.filter(state=RowState.KEPT).order_by("id"):
            where = _("第 %(row)d 行") % {"row": row.row} if row.row else _("册上")
            self.stdout.write(f"  {where} {row.number} {row.name}：{row.kept_why}")
