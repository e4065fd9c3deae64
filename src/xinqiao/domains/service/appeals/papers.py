"""The room's register as a workbook."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter
from django.utils.translation import gettext as _

from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.kit.texts import masked_name
from xinqiao.ui.dates import date as shown


def register(rows: Sequence[Appeal], *, number: str, names: bool) -> bytes:
    """One line an appeal. No cell is ever read as a formula; a name is masked unless asked for and not kept."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    heads = (
        _("诉求编号"), _("办件编号"), _("提出日期"), _("谁提的"), _("单位"), _("哪一类事"), _("事项"), _("承办"),
        _("到哪一步"), _("结果"), _("评价"), _("首次答复"), _("办结"),
    )  # fmt: skip
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(_("诉求台账"))
        sheet.write_string(0, 0, _("诉求台账　%(number)s") % {"number": number})
        sheet.write_row(1, 0, [str(head) for head in heads], book.add_format({"bold": True}))
        for line, row in enumerate(rows, start=2):
            sheet.write_row(line, 0, _cells(row, names=names))
        sheet.set_column(0, 5, 16)
        sheet.set_column(6, 6, 40)
        sheet.set_column(7, 12, 14)
        sheet.freeze_panes(2, 0)
    return out.getvalue()


def _cells(row: Appeal, *, names: bool) -> list[str]:
    case = row.case
    hands = f"{case.desk.short} {case.holder.name}" if case.holder else case.desk.short
    days = [shown(day, "date") if day else "" for day in (case.replied_at, case.closed_at)]
    return [
        case.number, case.matter, shown(case.opened_at, "date"), _author(row, names=names), case.unit.name,
        str(row.get_topic_display()), case.title, hands, str(case.get_state_display()),
        str(case.get_outcome_display()), str(case.get_rating_display()), *days,
    ]  # fmt: skip


def _author(row: Appeal, *, names: bool) -> str:
    if row.author is None:
        return _("没有留姓名")
    if row.hidden or not row.may_see_author:  # type: ignore[attr-defined]
        return _("姓名保密")
    return row.author.name if names else masked_name(row.author.name)
