"""Prove the trail: every altered, missing or added event is named by its id."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.ground.trail.queries import proof, reading
from xinqiao.kit.refusal import Refused, refuse_if

SHOWN = 50


class TrailBroken(Refused):
    rule = gettext_lazy("记录被动过：%(findings)s。")
    source = gettext_lazy("记录封存核对")
    cure = gettext_lazy("停下写入，先核对封存密钥是不是原来那一把，再从备份里找出原样，报信息安全负责人。")


def said(finding: proof.Finding) -> str:
    """One finding in words, with the id of the event or the seal."""
    words = {
        "altered": _("第 %(id)s 条被改动"),
        "missing": _("第 %(id)s 条缺失"),
        "added": _("第 %(id)s 条是外来的"),
        "seal": _("第 %(id)s 批封存被动过"),
        "gap": _("第 %(id)s 批封存前面少了一批"),
        "seal_gone": _("第 %(id)s 批封存缺失"),
        "head": _("给出的封存号不在链上，封存链的末尾被截掉了"),
    }
    return words[finding.fault] % {"id": finding.id}


class Command(BaseCommand):
    help = "核对全部记录：完好，或者说出哪一条被改、被删、被塞"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", default="", help="以前抄下的封存号，查它还在不在链上")

    def handle(self, *args: Any, head: str, **options: Any) -> None:
        found = proof.findings(head="".join(head.split()).lower())
        told = [said(finding) for finding in islice(found, SHOWN)]
        more = sum(1 for _finding in found)
        if more:
            told.append(_("还有 %(count)s 处") % {"count": more})
        refuse_if(told, TrailBroken, findings="；".join(told))
        state = reading.state()
        line = _("完好：%(events)s 条记录，%(seals)s 批，封存号 %(head)s")
        last = state.last.head if state.last else "-"
        self.stdout.write(line % {"events": state.events, "seals": state.seals, "head": last})
