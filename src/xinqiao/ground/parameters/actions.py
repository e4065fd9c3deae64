"""Changing parameters: one person proposes, another confirms. A version in force is never edited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Protocol

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.parameters.models import Parameter
from xinqiao.ground.parameters.queries import CALENDAR, reaches, scopes, spoken
from xinqiao.ground.parameters.words import DAY, MONTH, RATIO, SHIPPED, WORKING_DAY, YEAR, Nature, Shipped
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.refusal import Refused, refuse_if
from xinqiao.kit.tables import UnreadableTable, read_table
from xinqiao.kit.workdays import BadCalendar, read_year

SOURCE = _("参数管理规则：一人提出，另一人确认")
_COMMAS = str.maketrans(",，;；", "    ")


class Actor(Protocol):
    """Whoever proposes or confirms."""

    @property
    def person(self) -> int | None: ...

    @property
    def name(self) -> str: ...

    @property
    def posts(self) -> Any: ...


class SameHand(Refused):
    rule = _("规定由一个人提出，要由另一个人确认。")
    source = SOURCE
    cure = _("请另一位有权的同志来确认。")


class NoDocument(Refused):
    rule = _("改一条规定，要写明依据的文件。")
    source = SOURCE
    cure = _("写上文件名称或文号，比如“总工办发〔2016〕36号”。")


class UnknownParameter(Refused):
    rule = _("没有这一条规定。")
    source = SOURCE
    cure = _("从规定清单里选一条。")


class SettledAlready(Refused):
    rule = _("这一版已经有人处理过了。")
    source = SOURCE
    cure = _("回到清单看现在的情况。")


class WrongKind(Refused):
    rule = _("这一条要填%(kind)s，不能填“%(given)s”。")
    source = SOURCE
    cure = _("照现在这一版的样子填。")


class FixedByLaw(Refused):
    rule = _("这个数由法律法规定，单位不能自己改。")
    source = _("%(document)s")
    cure = _("法规改了，由新版本带来；有不同的地方规定，请提给系统管理员登记。")


class SameDayVersion(Refused):
    rule = _("从同一天起生效的，已经确认过一版。")
    source = SOURCE
    cure = _("换一个生效日；要改那一版，另提一版从后一天起生效。")


class NotYourScope(Refused):
    rule = _("这个单位的规定不归您提。")
    source = SOURCE
    cure = _("选您负责的单位，或者请集团工会来提。")


class YearUnreadable(Refused):
    rule = _("放假安排读不出来：%(reason)s")
    source = _("工作日历规则：照国务院办公厅的放假通知")
    cure = _("%(cure)s")


# Rooms above whose deadlines follow the calendar; they hand their action over when the program starts (ADR 0005).
_calendar_listeners: list[Callable[..., int]] = []


def when_calendar_changes(recount: Callable[..., int]) -> None:
    """Have `recount(at=...)` called in the transaction that confirms a yearly file."""
    if recount not in _calendar_listeners:
        _calendar_listeners.append(recount)


def propose_parameter(
    *,
    key: str,
    value: Any,
    document: str,
    source: str,
    in_force_from: date,
    by: Actor,
    at: datetime,
    scope: str = "",
) -> Parameter:
    """Propose a version. It changes nothing until another person confirms it.

    Raises UnknownParameter, NoDocument, FixedByLaw, NotYourScope, WrongKind.
    """
    _refuse_wrong(key, value=value, document=document)
    refuse_if(not reaches(by, scope=scope), NotYourScope)
    with transaction.atomic():
        row = Parameter.objects.create(
            key=key,
            scope=scope,
            scope_name=dict(scopes(by)).get(scope, "") if scope else "",
            value=value,
            document=document.strip(),
            source=source.strip(),
            in_force_from=in_force_from,
            proposed_by=by.person or 0,
            proposed_by_name=by.name,
            proposed_at=at,
        )
        note = {"value": value, "document": row.document, "from": in_force_from}
        trail.record(verb="propose", by=by, at=at, kind="parameters.parameter", row=row.id, number=key, note=note)
    return row


def _refuse_wrong(key: str, *, value: Any, document: str) -> None:
    shipped = SHIPPED.get(key)
    refuse_if(shipped is None and not key.startswith(CALENDAR), UnknownParameter)
    refuse_if(not document.strip(), NoDocument)
    if shipped is not None:
        refuse_if(shipped.nature == Nature.LAW, FixedByLaw, document=shipped.document)
        refuse_if(not _fits(value, shipped=shipped), WrongKind, kind=_kind_of(shipped), given=spoken(value))


def _most(shipped: Shipped) -> int:
    """A limit of ten years and more is a slip of the hand, and would be counted day by day."""
    return 3650 if shipped.unit in (DAY, WORKING_DAY, MONTH, YEAR) else 1_000_000_000


def _fits(value: Any, *, shipped: Shipped) -> bool:
    """Whether a value has the shape of the shipped one: a count, a ratio that can be reckoned with, a table, a word."""
    if isinstance(shipped.value, str):
        return isinstance(value, str) and 0 < len(value.strip()) <= 60
    if not _like(value, like=shipped.value, most=_most(shipped)):
        return False
    return shipped.unit is not RATIO or value[1] > 0


def _like(value: Any, *, like: Any, most: int) -> bool:
    if isinstance(like, list):
        same = isinstance(value, list) and len(value) == len(like)
        return same and all(_like(one, like=other, most=most) for one, other in zip(value, like, strict=True))
    return type(value) is int and 0 <= value <= most


def _kind_of(shipped: Shipped) -> object:
    if isinstance(shipped.value, str):
        return _("文字")
    if shipped.unit is RATIO:
        return _("比例，分母大于零")
    if isinstance(shipped.value, list):
        return _("个数相同的整数")
    return format_lazy(_("0 到 {most} 的整数"), most=_most(shipped))


def propose_year(*, file: Any, lines: str, document: str, by: Actor, at: datetime) -> Parameter:
    """Read a year's days off and make-up days and propose them as `calendar.YEAR`. Raises YearUnreadable.

    Source: the State Council's yearly notice on holidays.
    """
    try:
        rows = _rows_of_file(file) if file else [line.translate(_COMMAS).split() for line in lines.splitlines()]
        days = read_year(rows, document=document)
    except BadCalendar as bad:
        where = _("第 %(row)s 行“%(value)s”") % {"row": bad.row, "value": bad.value} if bad.row else ""
        refuse_if(True, YearUnreadable, reason=f"{where}{bad.reason}", cure=bad.cure)
        raise  # reached only when a test has switched the refusal off
    except UnreadableTable as bad:
        refuse_if(True, YearUnreadable, reason=bad.reason, cure=bad.cure)
        raise  # reached only when a test has switched the refusal off
    year = min(days.holidays).year
    value = {
        "holidays": sorted(day.isoformat() for day in days.holidays),
        "workdays": sorted(day.isoformat() for day in days.workdays),
    }
    return propose_parameter(
        key=f"{CALENDAR}{year}", value=value, document=document, source=str(_("国务院办公厅放假通知")),
        in_force_from=date(year, 1, 1), by=by, at=at,
    )  # fmt: skip


def _rows_of_file(file: Any) -> list[list[str]]:
    """The first sheet's first two columns as text, each at its own row number."""
    sheet = read_table(file.read(), name=file.name).sheets[0]
    rows: list[list[str]] = [[""]] * max((number for number, _cells in sheet.rows), default=0)
    for number, cells in sheet.rows:
        rows[number - 1] = [_text(cell) for cell in cells[:2]]
    return rows


def _text(cell: object) -> str:
    return cell.isoformat()[:10] if isinstance(cell, date) else str(cell or "")


def confirm_parameter(pk: int, *, by: Actor, at: datetime) -> Parameter:
    """Put a proposed version in force from its day until the next one begins; the version before it ends there.

    A year of the calendar moves what stood on a guess; `moved` of the row returned says how many matters.
    Raises SettledAlready, SameHand, SameDayVersion.
    """
    with transaction.atomic():
        row, standing = _locked(pk)
        refuse_if(row.confirmed_at or row.rejected_at, SettledAlready)
        refuse_if(row.proposed_by == by.person, SameHand)
        year = row.key.startswith(CALENDAR)
        refuse_if(not year and any(one.in_force_from == row.in_force_from for one in standing), SameDayVersion)
        _make_room(row, standing=standing)
        row.confirmed_by, row.confirmed_by_name, row.confirmed_at = by.person, by.name, at
        row.save(update_fields=["confirmed_by", "confirmed_by_name", "confirmed_at", "in_force_to"])
        row.moved = sum(recount(at=at) for recount in _calendar_listeners) if year else 0
        note = {"moved": row.moved} if year else None
        trail.record(verb="confirm", by=by, at=at, kind="parameters.parameter", row=row.id, number=row.key, note=note)
    return row


def _locked(pk: int) -> tuple[Parameter, list[Parameter]]:
    """The version, and the confirmed ones of its key and scope. All are locked, in one order: of two proposals for one
    day, confirmed at once, the second waits and then sees the first."""
    asked = Parameter.objects.get(pk=pk)
    rows = Parameter.objects.select_for_update().filter(key=asked.key, scope=asked.scope).order_by("pk")
    found = {one.pk: one for one in rows}
    row = found.pop(pk)
    return row, [one for one in found.values() if one.confirmed_at]


def _make_room(row: Parameter, *, standing: list[Parameter]) -> None:
    """Versions never overlap, even when one is confirmed that begins before another already in force."""
    begins = row.in_force_from
    row.in_force_to = min((one.in_force_from for one in standing if one.in_force_from > begins), default=None)
    for one in standing:
        if one.in_force_from < begins and (one.in_force_to is None or one.in_force_to > begins):
            one.in_force_to = begins
            one.save(update_fields=["in_force_to"])


def reject_parameter(pk: int, *, why: str, by: Actor, at: datetime) -> Parameter:
    """Send a proposed version back with a reason; both stay on record. Raises SettledAlready."""
    with transaction.atomic():
        row = Parameter.objects.select_for_update().get(pk=pk)
        refuse_if(row.confirmed_at or row.rejected_at, SettledAlready)
        row.rejected_at, row.rejected_why = at, why.strip()
        row.save(update_fields=["rejected_at", "rejected_why"])
        trail.record(verb="reject", by=by, at=at, kind="parameters.parameter", row=row.id, number=row.key)
    return row
