"""The first day: name the union and its first officer, and print the code with which they open their account."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from xinqiao.ground.consents.actions.texts import first_texts
from xinqiao.ground.identity.actions.entering import issue_slips
from xinqiao.ground.org.actions.first_day import found_union
from xinqiao.ground.org.queries import viewer_of
from xinqiao.kit.clock import now, today
from xinqiao.kit.texts import BadText, person_name, plain


class Command(BaseCommand):
    help = "正式安装第一天：写上工会名称和第一位干部，给出启用码"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--union", required=True, help="工会全称")
        parser.add_argument("--number", required=True, help="第一位干部的工号")
        parser.add_argument("--name", required=True, help="第一位干部的姓名")

    def handle(self, *args: Any, union: str, number: str, name: str, **options: Any) -> None:
        try:
            officer = person_name(name)
        except BadText as bad:
            raise CommandError(str(bad), returncode=2) from bad
        at = now()
        person = found_union(union=plain(union), number=plain(number), name=officer, at=at)
        first_texts(at=at)
        [(_person, code)] = issue_slips([person], by=viewer_of(person, on=today(at)), at=at)
        self.stdout.write(
            _("启用码 %(code)s，工号 %(number)s。打开“启用账号”页，定一个密码。码只显示这一次。")
            % {"code": code, "number": person.number}
        )
