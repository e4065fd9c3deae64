"""A roster as an HR department exports it: an .xlsx of so many rows, and the same a month later."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from bench.union import GIVEN, SURNAMES, plan

HEADS = ("工号", "姓名", "身份证号", "单位", "车间", "班组", "岗位", "入职日期", "手机号码")
TRADES = ("镗工", "焊工", "天车工", "自由锻工", "钳工", "铸件清理工")
WRONG_EVERY = 1000  # one row in so many has a number that cannot be: it is refused in words, the rest goes on
CHANGED_EVERY = 100


def write(file: Path, *, rows: int, later: bool = False) -> Path:
    """Write it. `later` gives another trade to one person in a hundred, and to nobody else anything."""
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_numbers": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("花名册")
    sheet.write_row(0, 0, HEADS)
    for n in range(1, rows + 1):
        hired = date(2000, 1, 1) + timedelta(days=n % 8000)
        sheet.write_row(n, 0, _texts(n, trade=n + (later and n % CHANGED_EVERY == 0), rows=rows))
        sheet.write_datetime(n, 7, hired, day)
        sheet.write_string(n, 8, f"1{30 + n % 70}{n:08d}")
    book.close()
    return file


def _texts(n: int, *, trade: int, rows: int) -> list[str]:
    p = plan(rows)
    team = (n - 1) % p.all_teams
    workshop = team // p.teams
    born = date(1965, 1, 1) + timedelta(days=n % 14_000)
    return [
        f"{200000 + n}",
        SURNAMES[n % 20] + GIVEN[n // 20 % 27] + GIVEN[n // 540 % 27],
        identity(born, order=n % 999 + 1, wrong=n % WRONG_EVERY == 0),
        f"分会{workshop // p.workshops + 1}",
        f"车间工会{workshop + 1}",
        f"工会小组{team + 1}",
        TRADES[trade % len(TRADES)],
    ]


def identity(born: date, *, order: int, wrong: bool = False) -> str:
    """An identity number of nobody (no province has the code 99), with its check digit or with another."""
    digits = f"990101{born:%Y%m%d}{order:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    return digits + "10X98765432"[(rest + wrong) % 11]
