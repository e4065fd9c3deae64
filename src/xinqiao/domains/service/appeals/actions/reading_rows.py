"""A hotline's own file, read row by row: what can come in, and what cannot, with column, reason and cure."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.blocks.cases.actions.opening import Past
from xinqiao.domains.service.appeals.actions.filing import LONGEST
from xinqiao.domains.service.appeals.models import Appeal, AppealBatch
from xinqiao.domains.service.words import Topic
from xinqiao.kit.refusal import Refused, refuse_if
from xinqiao.kit.tables import Cell, read_table

SOURCE = gettext_lazy("诉求导入规则")
HEADING_ROWS = 10  # a heading stands among the first rows, whatever stands above it


class MappingUnreadable(Refused):
    rule = gettext_lazy("对照文件有问题：%(why)s")
    source = SOURCE
    cure = gettext_lazy("照 docs/howto/import-appeals.md 里的样子改好，再试一次。")


class ColumnsMissing(Refused):
    rule = gettext_lazy("文件里没有这几列：%(columns)s。")
    source = SOURCE
    cure = gettext_lazy("看一眼文件第一行的列名，把对照文件里的名字改成一样的。")


class BroughtInAlready(Refused):
    rule = gettext_lazy("这个文件已经导入过，编号 %(number)s。")
    source = SOURCE
    cure = gettext_lazy("要重来，先撤回那一批：xinqiao import_appeals --undo %(number)s")


@dataclass(frozen=True)
class Legend:
    """Which column says what, how its dates are written, and which of its kinds is which of ours."""

    words: tuple[str, ...]
    opened: str
    closed: str = ""
    reply: str = ""
    number: str = ""
    topic: str = ""
    dates: tuple[str, ...] = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y/%m/%d")
    zone: str = "Asia/Shanghai"
    source: str = ""
    topics: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        """Every column the file must have."""
        return [name for name in (*self.words, self.opened, self.closed, self.reply, self.number, self.topic) if name]


@dataclass(frozen=True)
class Row:
    """One row that can come in."""

    line: int
    words: str
    topic: str
    outside: str
    past: Past


@dataclass(frozen=True)
class Fault:
    """One row that cannot: where, which column, why, and how to mend it."""

    line: int
    column: str
    why: str
    cure: str


@dataclass
class Judged:
    """A file as it would come in."""

    digest: str
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_mapping(data: bytes) -> Legend:
    """The mapping of a TOML file. Raises MappingUnreadable."""
    try:
        said: dict[str, Any] = tomllib.loads(data.decode("utf-8-sig"))
        for key in ("words", "dates"):
            if isinstance(said.get(key), str):
                said[key] = (said[key],)
            elif key in said:
                said[key] = tuple(map(str, said[key]))
        mapping = Legend(**said)
        ZoneInfo(mapping.zone)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError, ValueError, OSError, KeyError) as error:
        refuse_if(True, MappingUnreadable, why=str(error)[:200])
        raise
    unknown = sorted(set(mapping.topics.values()) - set(Topic.values))
    refuse_if(unknown, MappingUnreadable, why=_("没有这几类：%(kinds)s") % {"kinds": "、".join(unknown)})
    refuse_if(not mapping.words or not mapping.opened, MappingUnreadable, why=_("words 和 opened 不能空着"))
    return mapping


def judge_appeals(data: bytes, *, name: str, mapping: Legend, at: datetime) -> Judged:
    """Read a file and say of every row whether it can come in. Raises UnreadableTable, ColumnsMissing, BroughtInAlready."""
    digest = hashlib.sha256(data).hexdigest()
    standing = AppealBatch.objects.filter(digest=digest, undone_at__isnull=True).first()
    refuse_if(standing is not None, BroughtInAlready, number=standing.number if standing else "")
    rows = read_table(data, name=name).sheets[0].rows
    heads, places = _heading(rows, columns=mapping.columns)
    judged = Judged(digest)
    known = set(
        Appeal.objects.exclude(outside="").exclude(batch__undone_at__isnull=False).values_list("outside", flat=True)
    )
    for line, cells in rows[heads + 1 :]:
        found = _judged(line, cell=_Cells(cells, places), legend=mapping, known=known, at=at)
        if isinstance(found, Row):
            judged.rows.append(found)
            known |= {found.outside} - {""}
        else:
            judged.faults.append(found)
    return judged


def _heading(rows: Sequence[tuple[int, list[Cell]]], *, columns: Sequence[str]) -> tuple[int, dict[str, int]]:
    """Where the heading stands, and in which place each column."""
    best: tuple[int, dict[str, int]] = (0, {})
    for index, (_line, cells) in enumerate(rows[:HEADING_ROWS]):
        places = {str(cell).strip(): place for place, cell in reversed(list(enumerate(cells)))}
        found = {column: places[column] for column in columns if column in places}
        if len(found) > len(best[1]):
            best = (index, found)
    missing = [column for column in columns if column not in best[1]]
    refuse_if(missing, ColumnsMissing, columns="、".join(missing))
    return best


@dataclass(frozen=True)
class _Cells:
    """The cells of one row by the names of their columns; what is not there is empty."""

    cells: Sequence[Cell]
    places: Mapping[str, int]

    def __call__(self, column: str) -> Cell:
        at = self.places.get(column)
        return self.cells[at] if at is not None and at < len(self.cells) else ""


class _Bad(Exception):
    """A row that cannot come in: column, reason, cure."""


def _judged(line: int, *, cell: Callable[[str], Cell], legend: Legend, known: set[str], at: datetime) -> Row | Fault:
    try:
        return _read(line, cell=cell, legend=legend, known=known, at=at)
    except _Bad as bad:
        column, why, cure = bad.args
        return Fault(line, column, why, cure)


def _read(line: int, *, cell: Callable[[str], Cell], legend: Legend, known: set[str], at: datetime) -> Row:
    """One row: its words there, its number not here yet, its days in order and none to come."""
    words = "，".join(text for column in legend.words if (text := _text(cell(column))))[:LONGEST]
    outside = _text(cell(legend.number))[:40] if legend.number else ""
    if not words:
        raise _Bad(legend.words[0], _("没有写事由"), _("补上事由，或者删掉这一行。"))
    if outside and outside in known:
        raise _Bad(legend.number, _("编号 %(number)s 已经有了") % {"number": outside}, _("删掉重复的这一行。"))
    opened = _moment(cell(legend.opened), column=legend.opened, legend=legend)
    closed = _moment(cell(legend.closed), column=legend.closed, legend=legend) if legend.closed else None
    if opened is None:
        raise _Bad(legend.opened, _("没有写哪天提的"), _("补上日期。"))
    if max(opened, closed or opened) > at:
        raise _Bad(legend.opened, _("日期在今天以后"), _("看看年份有没有写错。"))
    if closed is not None and closed < opened:
        raise _Bad(legend.closed, _("办结的日期在提出之前"), _("核对两个日期，改好再导。"))
    reply = _text(cell(legend.reply)) if legend.reply else ""
    past = Past(opened, closed, reply or _("原系统记录：已办结，没有留下答复原文。"), legend.source or _("原系统"))
    kind = _text(cell(legend.topic)) if legend.topic else ""
    return Row(line, words, legend.topics.get(kind, Topic.UNSURE), outside, past)


def _text(cell: Cell) -> str:
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _moment(cell: Cell, *, column: str, legend: Legend) -> datetime | None:
    """The moment in a cell; None for an empty one. Raises _Bad for one that cannot be read."""
    zone = ZoneInfo(legend.zone)
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=zone)
    text = _text(cell)
    for form in legend.dates:
        try:
            return datetime.strptime(text, form).replace(tzinfo=zone)
        except ValueError:
            continue
    if text:
        raise _Bad(column, _("日期认不出来：%(text)s") % {"text": text[:40]}, _("照对照文件里 dates 的样子写。"))
    return None
