"""What stands in one cell of a roster, read strictly: a doubt is said in words, never guessed away."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from xinqiao.kit import identity_number, phone
from xinqiao.kit.tables import Cell
from xinqiao.kit.texts import BadText, compact, plain

EMPTY = frozenset(
    {"", "-", "--", "—", "——", "/", "\\", "无", "暂无", "未知", "N/A", "NA", "NULL", "#N/A", "0000-00-00"}
)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
_HIDDEN = re.compile(r"[X*＊#]{2,}|[*＊#]", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z_\-./]{0,19}")
_LOOKALIKES = str.maketrans("OoIl", "0011")
_LONG_DIGITS = re.compile(r"(?<![0-9])[0-9]{6,}[0-9Xx]*")
_YMD = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_YM = re.compile(r"(\d{4})(?:[-/.](\d{2})|年(\d{1,2})月)")
_DMY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.0+)?")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_SEXES = {"男": "m", "女": "f", "男性": "m", "女性": "f", "M": "m", "F": "f"}
_EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell: the sheet's own name of the column, what stands there, why, and what to do."""

    column: str
    value: str
    reason: str
    cure: str

    def told(self) -> dict[str, str]:
        """As plain data."""
        return asdict(self)


class Wrong(BadText):
    """A cell that cannot be read as what it should be."""


def words(cell: Cell) -> str:
    """A cell as text, cleaned; a whole number without its decimal point."""
    if isinstance(cell, str):
        return cell.strip() if cell.isascii() and cell.isprintable() else plain(cell)  # most cells are plain already
    if isinstance(cell, bool):
        return _("是") if cell else _("否")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    if isinstance(cell, float):
        return f"{cell:.5E}" if abs(cell) >= _EXACT else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell)


def shown(cell: Cell, *, kind: str = "") -> str:
    """A cell as it may be shown to an officer and printed: long numbers masked, at most 80 characters."""
    text = words(cell)
    if kind == "id_number":
        return identity_number.masked(compact(text))
    if kind == "phone":
        return phone.masked(compact(text))
    if kind == "number" and len(text) < 15:
        return text[:40]
    return _LONG_DIGITS.sub(lambda found: identity_number.masked(found[0]), text)[:80]


def number_of(cell: Cell) -> str:
    """An employee number. Raises Wrong: damaged by a spreadsheet, letter O for zero, odd characters, too long."""
    text = compact(words(cell))
    if text.upper() in EMPTY:
        return ""
    if _SCIENTIFIC.fullmatch(text):
        raise Wrong(
            _("这个号码被电子表格改坏了，后几位已经丢失。"),
            cure=_("请先把这一列设为“文本”格式，再照原件重新填写。"),
        )
    if len(text) > 6 and not text.isdigit() and text[0].isdigit() and text.translate(_LOOKALIKES).isdigit():
        raise Wrong(_("号码里有字母 O、I 或 l，应该是数字。"), cure=_("请改成数字：字母 O 改成 0，字母 I、l 改成 1。"))
    if len(text) > 20:
        raise Wrong(_("号码超过 20 位。"), cure=_("请核对这一格是不是工号。"))
    if not _NUMBER.fullmatch(text):
        raise Wrong(_("号码里有不该有的字符。"), cure=_("工号只用数字、字母和短横线，请照工作证填写。"))
    return text


def identity_of(cell: Cell, *, today: date, fictional: bool) -> identity_number.IdentityNumber | None:
    """An identity number, None for an empty cell. Raises BadText."""
    text = compact(words(cell)).lstrip("'").upper()
    if text in EMPTY:
        return None
    if _HIDDEN.search(text):
        raise Wrong(
            _("身份证号被遮住了几位。"), cure=_("请向人力资源部要完整的表；实在没有，把这一格留空，先导入别的栏。")
        )
    return identity_number.check(text, today=today, fictional=fictional)


def phone_of(cell: Cell, *, fictional: bool) -> str:
    """A mobile number, or a landline where somebody has no other; "" for an empty cell. Raises BadText."""
    text = words(cell)
    if text.upper() in EMPTY:
        return ""
    try:
        return phone.mobile(text, fictional=fictional)
    except BadText:
        if re.match(r"[(（]?0[2-9]", compact(text)):
            return phone.landline(text)
        raise


def sex_of(cell: Cell) -> str:
    """m or f, "" for an empty cell. Raises Wrong."""
    text = words(cell).upper()
    if text in EMPTY:
        return ""
    if text not in _SEXES:
        raise Wrong(_("性别只认“男”“女”。"), cure=_("请改成“男”或“女”，不清楚就留空。"))
    return _SEXES[text]


@dataclass(frozen=True)
class Day:
    """A date; `whole` is false where only year and month are written, and the day is then the first."""

    on: date
    whole: bool = True


def day_of(cell: Cell, *, epoch_1904: bool = False) -> Day | None:
    """A date in the ways Chinese offices write it, or a spreadsheet's day number. None when empty. Raises Wrong."""
    if isinstance(cell, datetime):
        return Day(cell.date())
    if isinstance(cell, date):
        return Day(cell)
    if isinstance(cell, timedelta):
        raise _no_date()
    text = _TIME.sub("", words(cell)).replace(" ", "")
    if text.upper() in EMPTY:
        return None
    if isinstance(cell, float) and not cell.is_integer():
        if 20000 < cell < 70000:
            return Day(_from_serial(int(cell), epoch_1904=epoch_1904))
        raise Wrong(
            _("这是数字 %(text)s，看不出是几月。") % {"text": text},
            cure=_("请先把这一列设为“文本”格式，再写成“1985-10-01”这样。"),
        )
    if _SERIAL.fullmatch(text):
        return Day(_from_serial(int(float(text)), epoch_1904=epoch_1904))
    return _written(text)


def _written(text: str) -> Day:
    if found := _YMD.fullmatch(text) or _COMPACT.fullmatch(text):
        year, month, day = map(int, found.groups())
        return Day(_date(year, month=month, day=day))
    if found := _YM.fullmatch(text):
        return Day(_date(int(found[1]), month=int(found[2] or found[3]), day=1), whole=False)
    if found := _DMY.fullmatch(text):
        first, second, year = map(int, found.groups())
        if first <= 12 and second <= 12 and first != second:
            raise Wrong(_("看不出哪个是月、哪个是日。"), cure=_("请写成“2025-04-03”这样，年在最前面。"))
        day, month = (first, second) if second <= 12 else (second, first)
        return Day(_date(year, month=month, day=day))
    raise _no_date()


def _date(year: int, *, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise Wrong(_("没有 %(month)d 月。") % {"month": month}, cure=_("在表里改这一格，写成“2025-04-03”这样。"))
    try:
        return date(year, month, day)
    except ValueError as wrong:
        raise Wrong(
            _("%(month)d 月没有 %(day)d 日。") % {"month": month, "day": day},
            cure=_("在表里改这一格，写成“2025-04-03”这样。"),
        ) from wrong


def _from_serial(days: int, *, epoch_1904: bool) -> date:
    return (date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30)) + timedelta(days=days)


def _no_date() -> Wrong:
    return Wrong(_("这不是一个完整的日期。"), cure=_("在表里改这一格，写成“2025-04-03”这样。"))
