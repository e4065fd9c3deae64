"""Files as they really arrive: told apart by what is in them, refused in one sentence, never with a traceback."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from tests.ground.org.rosters import SHARED
from xinqiao.kit import workbooks
from xinqiao.kit.tables import UnreadableTable, read_table

ROWS = [["工号", "姓名", "单位"], ["30001", "方舟舟", "热处理公司"], ["30002", "路小平", "铸钢公司"]]


def book(rows: list[list[object]] = ROWS, **options: object) -> bytes:  # type: ignore[assignment]
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, options)
    sheet = made.add_worksheet("名单")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            sheet.write(r, c, cell)
    made.close()
    return out.getvalue()


def lines(*, delimiter: str = ",", charset: str = "utf-8") -> bytes:
    return "\r\n".join(delimiter.join(row) for row in ROWS).encode(charset)


def with_parts(data: bytes, **parts: bytes) -> bytes:
    """The same workbook with some parts otherwise."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_text_in_every_charset_and_with_every_delimiter(charset: str, delimiter: str) -> None:
    sheet = read_table(lines(delimiter=delimiter, charset=charset), name="名单.csv").sheets[0]
    assert sheet.name == "名单.csv"
    assert sheet.rows == list(enumerate(ROWS, start=1))


def test_row_numbers_are_the_ones_the_user_sees() -> None:
    made = read_table(book([["说明"], [], ["工号"], [], ["1"]]), name="x").sheets[0]
    assert [number for number, _cells in made.rows] == [1, 3, 5]
    typed = read_table(b'a,b\n"1\n2",3\n\n4,5\n', name="x").sheets[0]
    assert [number for number, _cells in typed.rows] == [1, 2, 4]


def test_painted_cells_far_below_cost_nothing() -> None:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    sheet, bold = made.add_worksheet(), made.add_format({"bold": True})
    sheet.write(0, 0, "工号")
    sheet.write(494, 0, "30001")
    for r in range(495, 65_203):
        sheet.write_blank(r, 300, None, bold)
    made.close()
    assert len(read_table(out.getvalue(), name="x").sheets[0].rows) == 2


@pytest.mark.parametrize("last", ["XFD1048576", "A1048576", "XFD2", "ZZ200000"])
def test_one_cell_at_the_end_of_the_world_is_no_reason_to_lay_out_the_world(last: str) -> None:
    row = "".join(filter(str.isdigit, last))
    xml = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        f'<row r="{row}"><c r="{last}"><v>2</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(UnreadableTable, match="太大"):
        read_table(with_parts(book(), **{SHEET: xml.encode()}), name="x")


def test_cells_that_do_not_say_their_place_are_counted() -> None:
    cells = "<c><v>1</v></c>" * 400
    xml = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>{cells}</row></sheetData></worksheet>'
    with pytest.raises(UnreadableTable, match="400 列"):
        read_table(with_parts(book(), **{SHEET: xml.encode()}), name="x")


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableTable, match="解开后"):
        read_table(with_parts(book(), **{SHEET: b" " * 60_000_000}), name="x")


def test_a_size_that_lies_is_found_before_the_reader_trusts_it() -> None:
    data = bytearray(with_parts(book(), **{SHEET: b"<a>" + b" " * 30_000_000 + b"</a>"}))
    real = struct.pack("<I", 30_000_007)
    while (place := bytes(data).find(real)) >= 0:
        data[place : place + 4] = struct.pack("<I", 100)
    with pytest.raises(UnreadableTable):
        read_table(bytes(data), name="x")


def test_a_locked_workbook() -> None:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(book())).encrypt("mima", out)
    with pytest.raises(UnreadableTable, match="密码"):
        read_table(out.getvalue(), name="x")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (b"\xef\xbb\xbf\r\n", "空的"),
        (book([]), "都是空的"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (b'<?xml version="1.0"?><Workbook/>', "网页"),
        (b"\x00\x01\x02abc", "不是表格"),
        (b"\xff\xff\x81\x30", "不是表格"),
        (b"PK\x03\x04 broken", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "损坏"),
        (b'a,b\n"' + b"x" * 200_000, "引号"),
    ],
)
def test_another_kind_gets_one_sentence_and_a_cure(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableTable, match=words) as said:
        read_table(data, name="x")
    assert said.value.cure.endswith("。")


@pytest.mark.parametrize(
    ("part", "words"),
    [("word/document.xml", "Word"), ("xl/workbook.bin", "xlsb"), ("readme.txt", "压缩包")],
)
def test_other_packages(part: str, words: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr(part, "x")
    with pytest.raises(UnreadableTable, match=words):
        read_table(out.getvalue(), name="x")


def test_an_ods() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(UnreadableTable, match="ods"):
        read_table(out.getvalue(), name="x")


def test_a_damaged_workbook_never_gives_a_traceback() -> None:
    whole, dice = book(), random.Random(7)
    for _round in range(150):
        data = bytearray(whole)
        for _blow in range(dice.randint(1, 30)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            read_table(bytes(data[: dice.randint(10, len(data))]), name="x")
        except UnreadableTable as said:
            assert said.reason


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    try:
        assert read_table(data, name="x").sheets
    except UnreadableTable as said:
        assert said.reason and said.cure


def test_ceilings_are_checked_by_product_too() -> None:
    workbooks.check_size(16_000, columns=84)
    for rows, columns in ((200_001, 1), (1, 301), (200_000, 30)):
        with pytest.raises(UnreadableTable):
            workbooks.check_size(rows, columns=columns)


WORKBOOKS = SHARED / "validation" / "workbooks"
real = pytest.mark.skipif(not WORKBOOKS.exists(), reason="the shared inputs are not beside this checkout")


@real
@pytest.mark.parametrize("name", ["date.xls", "date.xlsx", "date_1904.xlsx"])
def test_dates_of_real_workbooks_whatever_their_epoch(name: str) -> None:
    found = read_table((WORKBOOKS / name).read_bytes(), name=name)
    assert found.sheets[0].rows[0][1][0] == date(2021, 1, 1)
    assert found.epoch_1904 == ("1904" in name)


@real
def test_merged_ranges_of_both_formats() -> None:
    for name in ("merge_cells.xls", "merge_cells.xlsx"):
        assert read_table((WORKBOOKS / name).read_bytes(), name=name).sheets[0].merged == ((2, 4, 0),)


@real
def test_every_real_file_is_read_or_refused_in_words() -> None:
    for file in sorted(SHARED.rglob("*")):
        if file.is_file():
            try:
                assert read_table(file.read_bytes(), name=file.name).sheets
            except UnreadableTable as said:
                assert said.reason and said.cure, file
