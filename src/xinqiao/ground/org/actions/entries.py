"""One row of a roster as one person's facts, or as the list of what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from xinqiao.ground.org.actions import cells, columns
from xinqiao.ground.org.actions.cells import Problem
from xinqiao.ground.org.queries import id_index, phone_index
from xinqiao.ground.org.words import LeaveReason
from xinqiao.kit.identity_number import Sex as SexInNumber
from xinqiao.kit.tables import Cell
from xinqiao.kit.texts import DOT, BadText, compact, person_name, plain

T = TypeVar("T")
_SIGNED = re.compile(
    r"(?:制表|填表|填报|审核|复核|审批|批准|负责|主管|经办|签字|签章|盖章|打印|联系).{0,4}[:：]|^(?:合|总|小|共)\s*计"
)
_REMARK = re.compile(r"制表|填表|审核|签字|盖章|说明|备注|注[:：]|日期[:：]|第.{0,4}页|以下空白|以上|共.{0,6}人")
_GONE = re.compile(r"离职|离厂|辞职|辞退|解除|开除|除名|减员|退休|内退|调出|调离|死亡|去世|病故|身故")
_WHYS = (
    (re.compile("退休|内退"), LeaveReason.RETIRED),
    (re.compile("死亡|去世|病故|身故"), LeaveReason.DIED),
    (re.compile("调出|调离|调动"), LeaveReason.TRANSFER),
)
_SPLIT = re.compile(r"\s*(?:[/／\\>＞→|｜、]|--|——|_)\s*")


@dataclass
class Entry:
    """What a row says. Empty means: the row says nothing about it, so nothing changes."""

    row: int
    number: str = ""
    name: str = ""
    dot: bool = False  # the separator of the name was written as something else
    written_name: str = ""
    id_number: str = ""
    id_index: str = ""
    sex: str = ""
    born_on: date | None = None
    phone: str = ""
    phone_index: str = ""
    units: tuple[str, ...] = ()
    trade: str = ""
    hired_on: date | None = None
    joined_on: date | None = None  # the union
    left_on: date | None = None
    why_left: str = ""
    problems: list[Problem] = field(default_factory=list)
    bad_phone: Problem | None = None


class Reader:
    """Reads the rows of one listing. It remembers numbers already seen, so the second of two is the duplicate."""

    def __init__(self, listing: columns.Listing, *, today: date, fictional: bool, epoch_1904: bool) -> None:
        self.listing, self.today, self.fictional, self.epoch_1904 = listing, today, fictional, epoch_1904
        self.places = {kind: column.place for kind, column in listing.columns.items()}
        self.numbers: dict[str, int] = {}
        self.ids: dict[str, int] = {}

    def entry(self, number: int, *, cells_: Sequence[Cell]) -> Entry:
        """The row with this number. Whatever is wrong stands in its `problems`, in the order of importance."""
        entry = Entry(number)
        note = self._note(cells_)
        if note:
            entry.problems.append(note)
            return entry
        self._number(entry, cells_=cells_)
        self._name(entry, cells_=cells_)
        self._identity(entry, cells_=cells_)
        self._dates(entry, cells_=cells_)
        self._rest(entry, cells_=cells_)
        return entry

    def _cell(self, kind: str, *, cells_: Sequence[Cell]) -> Cell:
        place = self.places.get(kind, -1)
        return cells_[place] if 0 <= place < len(cells_) else ""

    def _note(self, cells_: Sequence[Cell]) -> Problem | None:
        """A row below the list that is no person: a signature, a sum, a remark, the titles printed once more."""
        filled = [cell for cell in cells_ if cell != "" and not (isinstance(cell, str) and not cell.strip())]
        first = cells.shown(filled[0]) if filled else ""
        title = self.listing.columns.get("number") or self.listing.columns["id_number"]
        own = cells.words(self._cell(title.kind, cells_=cells_))
        if own and columns.known_name(own) == title.kind:
            return Problem(title.title, own, _("这一行又是一遍列名。"), _("在表里删去这一行，不删也不影响别的行。"))
        texts = [cell for cell in filled if isinstance(cell, str)]
        keyed = any(re.search(r"\d", cells.words(self._cell(kind, cells_=cells_))) for kind in ("number", "id_number"))
        named = cells.words(self._cell("name", cells_=cells_))
        personal = keyed or (named and len(filled) > 2 and not _REMARK.search(named))
        signed = _SIGNED.search(own) or (not keyed and any(_SIGNED.search(text) for text in texts))
        if not signed and (personal or (len(filled) > 1 and not any(_REMARK.search(text) for text in texts))):
            return None
        cure = _("它不是职工，不会入册；不用处理。")
        return Problem(title.title, first, _("这是说明、合计或签字的一行，不是职工。"), cure)

    def _read(
        self, entry: Entry, *, kind: str, cell: Cell, read: Callable[[Cell], T], default: T, title: str = ""
    ) -> T:
        try:
            return read(cell)
        except BadText as bad:
            named = title or self.listing.title(kind)
            entry.problems.append(Problem(named, cells.shown(cell, kind=kind), bad.reason, bad.cure))
            return default

    def _number(self, entry: Entry, *, cells_: Sequence[Cell]) -> None:
        if "number" not in self.places:
            return
        cell = self._cell("number", cells_=cells_)
        entry.number = self._read(entry, kind="number", cell=cell, read=cells.number_of, default="")
        title = self.listing.title("number")
        if not entry.number and not entry.problems:
            entry.problems.append(Problem(title, "", _("没有工号。"), _("请照工作证补上工号。")))
        seen = self.numbers.setdefault(entry.number, entry.row) if entry.number else entry.row
        if seen != entry.row:
            reason = _("与第 %(row)d 行的工号相同。") % {"row": seen}
            entry.problems.append(Problem(title, entry.number, reason, _("请核对是哪一行写错，两行留一行。")))

    def _name(self, entry: Entry, *, cells_: Sequence[Cell]) -> None:
        cell = self._cell("name", cells_=cells_)
        if not cells.words(cell):
            cure = _("请补上姓名；上下合并的格子请先拆开，每人一行。")
            entry.problems.append(Problem(self.listing.title("name"), "", _("姓名是空的。"), cure))
            return
        entry.written_name = " ".join(cells.words(cell).split())
        entry.name = self._read(
            entry, kind="name", cell=cell, read=lambda one: person_name(cells.words(one)), default=""
        )
        entry.dot = DOT in entry.name and DOT not in entry.written_name

    def _identity(self, entry: Entry, *, cells_: Sequence[Cell]) -> None:
        kind = compact(cells.words(self._cell("id_kind", cells_=cells_)))
        cell = self._cell("id_number", cells_=cells_) if not kind or "身份证" in kind else ""
        found = self._read(
            entry,
            kind="id_number",
            cell=cell,
            read=lambda one: cells.identity_of(one, today=self.today, fictional=self.fictional),
            default=None,
        )
        entry.sex = self._read(entry, kind="sex", cell=self._cell("sex", cells_=cells_), read=cells.sex_of, default="")
        day = self._day(entry, kind="born_on", cells_=cells_)
        entry.born_on = day.on if day and (day.whole or not found) else None
        if found is None:
            if "number" not in self.places and not entry.problems:
                title = self.listing.title("id_number")
                entry.problems.append(Problem(title, "", _("没有身份证号，认不出是谁。"), _("请补上身份证号或工号。")))
            return
        entry.id_number, entry.id_index = found.value, id_index(found.value)
        seen = self.ids.setdefault(entry.id_index, entry.row)
        if seen != entry.row:
            reason = _("与第 %(row)d 行的身份证号相同。") % {"row": seen}
            title, value = self.listing.title("id_number"), cells.shown(found.value, kind="id_number")
            entry.problems.append(Problem(title, value, reason, _("请核对是哪一行写错，两行留一行。")))
        self._against_number(entry, sex="m" if found.sex == SexInNumber.MALE else "f", born=found.birth_on, day=day)

    def _against_number(self, entry: Entry, *, sex: str, born: date, day: cells.Day | None) -> None:
        cure = _("请照身份证核对这一格和身份证号，改错的那一个。")
        if entry.sex and entry.sex != sex:
            value = _("男") if entry.sex == "m" else _("女")
            entry.problems.append(Problem(self.listing.title("sex"), value, _("与身份证号上的性别不同。"), cure))
        same = day is None or (day.on == born if day.whole else (day.on.year, day.on.month) == (born.year, born.month))
        if day is not None and not same:
            title, value = self.listing.title("born_on"), day.on.isoformat()
            entry.problems.append(Problem(title, value, _("与身份证号上的出生日期不同。"), cure))
        entry.sex, entry.born_on = sex, born

    def _day(self, entry: Entry, *, kind: str, cells_: Sequence[Cell]) -> cells.Day | None:
        cell = self._cell(kind, cells_=cells_)
        if cell == "":
            return None
        return self._read(
            entry, kind=kind, cell=cell, read=lambda one: cells.day_of(one, epoch_1904=self.epoch_1904), default=None
        )

    def _dates(self, entry: Entry, *, cells_: Sequence[Cell]) -> None:
        for kind in ("hired_on", "joined_on", "left_on"):
            day = self._day(entry, kind=kind, cells_=cells_)
            setattr(entry, kind, day.on if day else None)
        for kind in ("born_on", "hired_on", "joined_on", "left_on"):
            on = getattr(entry, kind)
            if on and (on.year < 1900 or (on - self.today).days > (0 if kind == "born_on" else 366)):
                reason = _("这个日期不合情理。")
                cure = _("在表里改这一格，写成“2025-04-03”这样。")
                entry.problems.append(Problem(self.listing.title(kind), on.isoformat(), reason, cure))
        earlier = entry.born_on and entry.hired_on and entry.hired_on <= entry.born_on
        if earlier or (entry.hired_on and entry.left_on and entry.left_on < entry.hired_on):
            kind = "hired_on" if earlier else "left_on"
            on = entry.hired_on if earlier else entry.left_on
            reason = _("入职早于出生。") if earlier else _("离职早于入职。")
            cure = _("请核对这两个日期，改错的那一个。")
            entry.problems.append(Problem(self.listing.title(kind), str(on), reason, cure))
        self._leaving(entry, cells_=cells_)

    def _leaving(self, entry: Entry, *, cells_: Sequence[Cell]) -> None:
        status = cells.words(self._cell("status", cells_=cells_))
        told = f"{cells.words(self._cell('why_left', cells_=cells_))} {status}"
        gone = _GONE.search(status) if not status.startswith(("未", "拟", "待")) else None
        if gone and entry.left_on is None:
            title = self.listing.title("left_on") or self.listing.title("status")
            reason, cure = _("写着“%(status)s”，没有日期。") % {"status": status[:20]}, _("请补上离职或退休的日期。")
            entry.problems.append(Problem(title, status[:20], reason, cure))
        if entry.left_on:
            entry.why_left = next((why for sign, why in _WHYS if sign.search(told)), LeaveReason.RESIGNED)

    def _rest(self, entry: Entry, *, cells_: Sequence[Cell]) -> None:
        entry.trade = plain(cells.words(self._cell("trade", cells_=cells_)))[:60]
        if entry.trade.upper() in cells.EMPTY:
            entry.trade = ""
        parts = [cells.words(cells_[unit.place]) for unit in self.listing.units if unit.place < len(cells_)]
        entry.units = tuple(
            piece for part in parts if part.upper() not in cells.EMPTY for piece in _SPLIT.split(part) if piece
        )
        cell = self._cell("phone", cells_=cells_)
        try:
            entry.phone = cells.phone_of(cell, fictional=self.fictional)
            entry.phone_index = phone_index(entry.phone) if entry.phone else ""
        except BadText as bad:
            title, value = self.listing.title("phone"), cells.shown(cell, kind="phone")
            entry.bad_phone = Problem(title, value, bad.reason, _("不要紧的话不带号码入册，或者在表里改这一格。"))
