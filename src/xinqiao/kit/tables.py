"""Tables as offices really send them: workbooks and text files, told apart by content and never by name."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.kit.workbooks import OLE, ZIP, Cell, Sheet, Sheets, UnreadableTable, check_size, read_workbook

__all__ = ["BYTES", "Cell", "Sheet", "Sheets", "UnreadableTable", "read_table"]

BYTES = 60_000_000
_DELIMITERS = (",", "\t", ";", "|")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_OTHERS = (
    (b"%PDF", gettext_lazy("PDF 文件")),
    (b"\x89PNG", gettext_lazy("图片")),
    (b"\xff\xd8\xff", gettext_lazy("图片")),
    (b"GIF8", gettext_lazy("图片")),
    (b"BM", gettext_lazy("图片")),
    (b"Rar!", gettext_lazy("压缩包")),
    (b"7z\xbc\xaf", gettext_lazy("压缩包")),
    (b"\x1f\x8b", gettext_lazy("压缩包")),
)
_MARKUP = re.compile(r"\s*(?:<\?xml|<!doctype|<html|<head|<body|<table|<meta|<style)", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")


def read_table(data: bytes, *, name: str) -> Sheets:
    """The sheets of a workbook (.xlsx, .xlsm, .xls) or text file (UTF-8, UTF-16, GB18030; comma, tab, semicolon, bar).

    `name` is used only where a text file's sheet needs one. Raises UnreadableTable with one sentence and its cure for
    everything else: other kinds, locked, damaged, empty or oversized files.
    """
    if not data.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise UnreadableTable(_("这个文件是空的。"), cure=_("请重新导出花名册，再传一次。"))
    if len(data) > BYTES:
        raise UnreadableTable(
            _("这个文件太大，超过 %(megabytes)d 兆。") % {"megabytes": BYTES // 1_000_000},
            cure=_("请删去图片和空白的行列，或者分成几份再传。"),
        )
    found = read_workbook(data) if data.startswith((OLE, ZIP)) else Sheets([_text_sheet(data, name=name)])
    if not any(sheet.rows for sheet in found.sheets):
        raise UnreadableTable(_("这个文件里的工作表都是空的。"), cure=_("请确认花名册在可见的工作表里，再传一次。"))
    return found


def _text_sheet(data: bytes, *, name: str) -> Sheet:
    for mark, kind in _OTHERS:
        if data.startswith(mark) and not (mark == b"BM" and b"," in data[:200]):
            raise UnreadableTable(
                _("这是%(kind)s，不是表格。") % {"kind": kind}, cure=_("请传花名册的 Excel 表或 CSV 文件。")
            )
    text = _decoded(data)
    if _MARKUP.match(text):
        raise UnreadableTable(_("这个文件是网页，只是起了表格的名字。"), cure=_("请用 Excel 打开，另存为 xlsx 再传。"))
    if _CONTROLS.search(text):
        raise _no_text()
    try:
        best = max(_DELIMITERS, key=lambda delimiter: _regularity(text, delimiter=delimiter))
        rows: list[tuple[int, list[Cell]]] = []
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=best), start=1):
            if any(cell.strip() for cell in cells):
                check_size(number, columns=len(cells))
                rows.append((number, [*cells]))
    except csv.Error as broken:
        raise UnreadableTable(
            _("这个文本文件里的引号没有配对，分不出格子。"), cure=_("请用 Excel 打开，另存为 xlsx 再传。")
        ) from broken
    check_size(len(rows), columns=max((len(cells) for _number, cells in rows), default=0))
    return Sheet(name, rows)


def _decoded(data: bytes) -> str:
    """Byte order marks are believed; then strict UTF-8, then GB18030, which few other texts survive unharmed."""
    charsets = [charset for mark, charset in _BOMS if data.startswith(mark)] or ["utf-8", "gb18030"]
    for charset in charsets:
        try:
            return data.decode(charset)
        except UnicodeDecodeError:
            continue
    raise _no_text()


def _no_text() -> UnreadableTable:
    return UnreadableTable(_("这个文件不是表格，或者文字编码不认识。"), cure=_("请用 Excel 打开，另存为 xlsx 再传。"))


def _regularity(text: str, *, delimiter: str) -> tuple[int, int]:
    """How many of the first lines this delimiter cuts into the same number of cells, and into how many."""
    widths: dict[int, int] = {}
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for cells in itertools.islice(lines, 60):
        if len(cells) > 1:
            widths[len(cells)] = widths.get(len(cells), 0) + 1
    return max(((count, width) for width, count in widths.items()), default=(0, 0))
