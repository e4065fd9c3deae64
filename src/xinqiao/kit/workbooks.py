"""Workbooks of Excel, opened only after their size, their seals and their kind were looked at from outside."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import msoffcrypto
import olefile
import python_calamine as calamine
from django.utils.translation import gettext as _

from xinqiao.kit.texts import BadText

Cell = str | float | int | bool | date | datetime | time | timedelta
ROWS, COLUMNS, CELLS = 200_000, 300, 4_000_000
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_UNPACKED, _SMALL, _RATIO = 400_000_000, 20_000_000, 250
_CHUNK, _OVERLAP = 1 << 20, 512
# The reader lays out the whole rectangle up to the last filled cell, so the rectangle is measured first: bounds by
# three cheap looks, and only a sheet that might be too large tag by tag. A self-closing <c/> is painted, not filled.
_ROW = re.compile(rb"""<row\s[^>]*?\br=["'](\d{1,9})["']""")
_BOUNDS = (
    (re.compile(rb"""r=["'](?:[A-Z]{3,}|[D-Z][A-Z]|C[W-Z])\d"""), 1 << 20),
    (re.compile(rb"""r=["'][A-Z]{2,}\d"""), 100),
)
_TAG = re.compile(rb"""<(?:\w+:)?(row|c)(\s[^>]*)?>""")
_PLACE = re.compile(rb"""\br=["']([A-Z]*)(\d{1,9})["']""")
_EPOCH_1904 = re.compile(rb"""date1904=["'](?:1|true)["']""")


class UnreadableTable(BadText):
    """A file that is no table one can read. `reason` and `cure` are sentences for the user."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its filled rows with the row numbers the user sees, and the ranges merged downwards.

    A cell is text, number, date or whatever the workbook says; an empty one is "". `merged` holds (first row, last
    row, column), rows counted from 1 and columns from 0 as in `rows`.
    """

    name: str
    rows: list[tuple[int, list[Cell]]]
    merged: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True)
class Sheets:
    """What a file holds. `epoch_1904` says from which day its bare day numbers count."""

    sheets: list[Sheet]
    epoch_1904: bool = False


def read_workbook(data: bytes) -> Sheets:
    """The visible sheets of an .xlsx, .xlsm or .xls. Raises UnreadableTable, never anything else."""
    epoch_1904 = _look_into_zip(data) if data.startswith(ZIP) else _look_into_ole(data)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        visible = [
            index
            for index, sheet in enumerate(book.sheets_metadata)
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet and sheet.visible == calamine.SheetVisibleEnum.Visible
        ]
        return Sheets([_sheet(book.get_sheet_by_index(index)) for index in visible], epoch_1904)
    except UnreadableTable:
        raise
    except calamine.PasswordError as locked:
        raise _locked() from locked
    except (Exception, BaseException) as broken:
        if isinstance(broken, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise _broken() from broken  # a panic of the reader arrives as BaseException


def check_size(rows: int, *, columns: int) -> None:
    """Raises UnreadableTable for a table beyond the ceilings."""
    if rows > ROWS or columns > COLUMNS or rows * columns > CELLS:
        raise UnreadableTable(
            _("这张表太大：%(rows)d 行、%(columns)d 列。") % {"rows": rows, "columns": columns},
            cure=_("请删去空白的行和列，或者分成几份再传；一份不超过 20 万行、300 列。"),
        )


def _sheet(sheet: Any) -> Sheet:
    if sheet.end is None:
        return Sheet(sheet.name, [])
    bottom, right = sheet.end
    left = sheet.start[1]
    check_size(bottom + 1, columns=right - left + 1)
    rows = [(number, cells) for number, cells in enumerate(sheet.iter_rows(), start=1) if any(c != "" for c in cells)]
    merged = tuple(
        (top + 1, low + 1, column - left)
        for (top, column), (low, end) in sheet.merged_cell_ranges or ()
        if low > top and column == end and column >= left
    )
    return Sheet(sheet.name, rows, merged)


def _look_into_zip(data: bytes) -> bool:
    """Whether days count from 1904. Every part the reader will unpack is unpacked here first, in pieces: a size that
    lies shows as a broken checksum."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _refuse_kind(parts)
            total = sum(part.file_size for part in parts.infolist())
            if total > _UNPACKED or (total > _SMALL and total > _RATIO * len(data)):
                raise _bomb()
            epoch = False
            for part in parts.infolist():
                if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                    _walk(parts, part=part)
                elif part.filename == "xl/workbook.xml":
                    epoch = bool(_EPOCH_1904.search(parts.read(part)))
                elif part.filename.endswith((".xml", ".rels")):
                    for _piece in _pieces(parts, part=part):
                        pass
            return epoch
    except UnreadableTable:
        raise
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as broken:
        raise (_locked() if "password" in str(broken) else _broken()) from broken
    except Exception as broken:  # zlib.error and what a hostile archive may think of
        raise _broken() from broken


def _refuse_kind(parts: zipfile.ZipFile) -> None:
    names = set(parts.namelist())
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise UnreadableTable(_("这是 xlsb 格式的工作簿。"), cure=_("请用 Excel 打开，另存为 xlsx 再传。"))
    if "word/document.xml" in names:
        raise UnreadableTable(_("这是 Word 文档，不是表格。"), cure=_("请传花名册的 Excel 表或 CSV 文件。"))
    if "mimetype" in names and b"opendocument.spreadsheet" in parts.read("mimetype")[:100]:
        raise UnreadableTable(_("这是 ods 格式的表格。"), cure=_("请用 WPS 或 Excel 打开，另存为 xlsx 再传。"))
    raise UnreadableTable(_("这是压缩包，不是表格。"), cure=_("请先解压，再传里面的 Excel 表或 CSV 文件。"))


def _walk(parts: zipfile.ZipFile, *, part: zipfile.ZipInfo) -> None:
    """Raises UnreadableTable when the rectangle of filled cells is beyond the ceilings."""
    rows, columns, tags, tail = 0, 26, 0, b""
    for piece in _pieces(parts, part=part):
        both = tail + piece
        text = both[: both.rfind(b"<")]  # a tag cut in two is seen whole with the next piece
        tags += piece.count(b"<row")
        rows = max([rows, *map(int, _ROW.findall(text))])
        columns = max([columns, *(bound for look, bound in _BOUNDS if look.search(text))])
        if b":row" in text or text.count(b"<c>") + text.count(b"<c ") > text.count(b"<c r="):
            columns = 1 << 20  # cells that do not say their place
        tail = both[-_OVERLAP:]
    if max(rows, tags) > ROWS or max(rows, tags) * columns > CELLS:
        rows, columns = _measured(parts, part=part)
        check_size(rows, columns=columns)


def _measured(parts: zipfile.ZipFile, *, part: zipfile.ZipInfo) -> tuple[int, int]:
    row = column = rows = columns = 0
    tail = b""
    for piece in _pieces(parts, part=part):
        text = tail + piece
        end = text.rfind(b"<")  # a tag cut in two waits for its other half
        for kind, attributes in _TAG.findall(text[:end]):
            place = _PLACE.search(attributes)
            if kind == b"row":
                row, column = (int(place[2]) if place else row + 1), 0
                continue
            column = _column(place[1]) if place else column + 1
            row = int(place[2]) if place else row
            if not attributes.endswith(b"/"):
                rows, columns = max(rows, row), max(columns, column)
        tail = text[end:]
    return rows, columns


def _pieces(parts: zipfile.ZipFile, *, part: zipfile.ZipInfo) -> Iterator[bytes]:
    read = 0
    with parts.open(part) as stream:
        while piece := stream.read(_CHUNK):
            read += len(piece)
            if read > _UNPACKED:
                raise _bomb()
            yield piece


def _column(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number


def _look_into_ole(data: bytes) -> bool:
    """Whether days count from 1904, from the old format's own record. Refuses what is locked or is no workbook."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if ole.exists("EncryptedPackage"):
                raise _locked()
            stream = next((name for name in ("Workbook", "Book") if ole.exists(name)), None)
            if stream is None:
                raise UnreadableTable(
                    _("这是 Office 的旧格式文件，里面没有表格。"), cure=_("请传花名册的 Excel 表或 CSV 文件。")
                )
            records = ole.openstream(stream).read(65_536)
        if msoffcrypto.OfficeFile(io.BytesIO(data)).is_encrypted():
            raise _locked()
    except UnreadableTable:
        raise
    except Exception as broken:
        raise _broken() from broken
    return _date_mode(records)


def _date_mode(records: bytes) -> bool:
    place = 0
    while place + 4 <= len(records):
        kind, length = struct.unpack_from("<HH", records, place)
        if kind == 0x0022 and length == 2:
            return records[place + 4] == 1
        place += 4 + length
    return False


def _locked() -> UnreadableTable:
    return UnreadableTable(_("这个工作簿加了密码，打不开。"), cure=_("请在 Excel 里去掉打开密码，另存一份再传。"))


def _broken() -> UnreadableTable:
    return UnreadableTable(_("这个工作簿损坏了，打不开。"), cure=_("请在 Excel 里打开原表，另存一份 xlsx 再传。"))


def _bomb() -> UnreadableTable:
    return UnreadableTable(
        _("这个文件解开后大得不像一张表，没有打开。"), cure=_("请在 Excel 里打开原表，另存一份 xlsx 再传。")
    )
