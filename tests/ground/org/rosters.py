"""Rosters as HR departments send them, made in memory: workbooks, text files, and numbers that hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.cast import NOON, Cast
from xinqiao.ground.org.actions import importing
from xinqiao.ground.org.models import RosterImport
from xinqiao.ground.org.words import Verdict
from xinqiao.kit.identity_number import _check_digit

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
HEADS = ("工号", "姓名", "身份证号", "单位", "岗位", "入职日期", "手机号码")


def identity(born: date, *, order: int = 1, area: str = "990101") -> str:
    """A whole identity number of nobody, with its check digit. An odd order is a man's."""
    digits = f"{area}{born:%Y%m%d}{order:03d}"
    return digits + _check_digit(digits)


def workbook(
    *sheets: tuple[str, Sequence[Sequence[Any]]], merged: Sequence[tuple[int, int, int, int, str]] = ()
) -> bytes:
    """An .xlsx of these sheets; `merged` ranges stand in the first one."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for index, (name, rows) in enumerate(sheets):
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(r, c, cell, day)
                elif cell is not None and cell != "":
                    sheet.write(r, c, cell)
        if index == 0:
            for top, left, bottom, right, text in merged:
                sheet.merge_range(top, left, bottom, right, text)
    book.close()
    return out.getvalue()


def table(*rows: Sequence[Any], heads: Sequence[str] = HEADS) -> bytes:
    """One sheet with its column names in the first row."""
    return workbook(("花名册", [heads, *rows]))


def text(*rows: Sequence[Any], heads: Sequence[str] = HEADS, charset: str = "utf-8", delimiter: str = ",") -> bytes:
    """The same as a text file."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([heads, *rows])
    return out.getvalue().encode(charset)


def judged(data: bytes, **asked: object) -> importing.Judgement:
    return importing.judge_roster(data, **({"name": "花名册.xlsx", "by": None, "at": NOON} | asked))  # type: ignore[arg-type]


def prepared(cast: Cast, data: bytes, *, who: str = "hao", **asked: object) -> RosterImport:
    by = cast.viewer(who) if who else None
    return importing.prepare_import(data, **({"name": "花名册.xlsx", "by": by, "at": NOON} | asked))  # type: ignore[arg-type]


def verdicts(found: importing.Judgement) -> dict[str, list[int | None]]:
    return {str(v): [one.row for one in found.of(v)] for v in Verdict if found.of(v)}


def row_of(cast: Cast, key: str, **changes: object) -> list[object]:
    """The row HR would write for somebody of the cast, with some cells otherwise."""
    person = cast.people[key]
    cells = {"工号": person.number, "姓名": person.name, "身份证号": "", "单位": person.unit.short, "岗位": person.trade,
             "入职日期": "2020-01-01", "手机号码": ""}  # fmt: skip
    return list((cells | changes).values())
