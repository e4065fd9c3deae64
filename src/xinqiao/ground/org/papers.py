"""What a roster's judgement looks like outside the browser: as data, and as a few lines of Chinese."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date as day
from typing import Any

import xlsxwriter
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.ground.org.actions.cells import shown
from xinqiao.ground.org.actions.findings import Finding
from xinqiao.ground.org.actions.importing import WAYS, Judgement
from xinqiao.ground.org.models import Person, RosterImport, RosterRow, Unit
from xinqiao.ground.org.words import Decision, Sex, Verdict
from xinqiao.ui.dates import date

LABELS = {
    "name": gettext_lazy("姓名"),
    "sex": gettext_lazy("性别"),
    "born_on": gettext_lazy("出生日期"),
    "id_number": gettext_lazy("身份证号"),
    "phone": gettext_lazy("手机号码"),
    "unit": gettext_lazy("单位"),
    "trade": gettext_lazy("岗位"),
    "hired_on": gettext_lazy("入职日期"),
    "joined_on": gettext_lazy("入会日期"),
    "left_on": gettext_lazy("离职日期"),
}
_LINES = 20  # of each group printed for people; the data form has them all
ORDER = (Verdict.REFUSED, Verdict.DOUBTFUL, Verdict.LEFT, Verdict.CHANGED, Verdict.NEW)


def unit_names() -> dict[int, str]:
    """The short names of all units, to say a change in words."""
    return dict(Unit.objects.values_list("pk", "short"))


def told_value(name: str, *, value: Any, units: dict[int, str], make: Any = ()) -> str:
    """A value of a field as people read it."""
    if value in (None, ""):
        return ""
    if name == "unit":
        return "/".join(filter(None, [units.get(value, ""), *make]))
    if name == "sex":
        return str(Sex(value).label)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def told(judged: Judgement) -> dict[str, Any]:
    """A judgement as plain data: the contract of `import_roster --json`. Identity numbers are masked."""
    units = unit_names()
    lists = {
        str(verdict): [_told(finding, units=units) for finding in judged.of(verdict)]
        for verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.LEFT, Verdict.DOUBTFUL, Verdict.REFUSED)
    }
    return {"rows": judged.rows, **lists}


def _told(finding: Finding, *, units: dict[int, str]) -> dict[str, Any]:
    entry: dict[str, Any] = {"row": finding.row, "number": finding.number, "name": finding.name}
    if finding.verdict == Verdict.CHANGED:
        entry["changes"] = changes_of(finding, units=units)
    elif finding.verdict in (Verdict.REFUSED, Verdict.DOUBTFUL):
        first, *more = [problem.told() for problem in finding.problems]
        entry |= first
        if more:
            entry["also"] = more
    else:
        known = finding.person
        make = finding.after.get("make", ())
        unit = finding.after.get("unit", known.unit if known else None)
        entry["unit"] = told_value("unit", value=unit, units=units, make=make)
    return entry


def changes_of(finding: Finding, *, units: dict[int, str]) -> list[dict[str, str]]:
    """What a changed row changes, before and after, in the order of the register."""
    changes = []
    for name, label in LABELS.items():
        if name in finding.secret:
            was = _("原有") if finding.person and _had(finding, name=name) else ""
            pair = (was, shown(finding.secret[name], kind=name))
        elif name in finding.after:
            make = finding.after.get("make", ()) if name == "unit" else ()
            before = getattr(finding.person, name) if finding.person else None
            pair = (
                told_value(name, value=before, units=units),
                told_value(name, value=finding.after[name], units=units, make=make),
            )
        else:
            continue
        changes.append({"field": name, "label": str(label), "before": pair[0], "after": pair[1]})
    return changes


def _had(finding: Finding, *, name: str) -> bool:
    known = finding.person
    return bool(known and (known.id_index if name == "id_number" else known.phone_index))


def summary(judged: Judgement) -> str:
    """The judgement in Chinese lines: the sums, then the first rows of every group."""
    units = unit_names()
    counts = {verdict: judged.of(verdict) for verdict in ORDER}
    sums = "，".join(f"{verdict.label} {len(found)}" for verdict, found in counts.items())
    lines = [
        _("共 %(rows)d 行：%(sums)s，不变 %(same)d。") % {"rows": judged.rows, "sums": sums, "same": judged.unchanged}
    ]
    for verdict, found in counts.items():
        for finding in found[:_LINES]:
            lines.append(f"  {verdict.label}  {_line(finding, units=units)}")
        if len(found) > _LINES:
            lines.append(
                "  " + _("%(label)s还有 %(more)d 行。") % {"label": verdict.label, "more": len(found) - _LINES}
            )
    return "\n".join(lines)


def _line(finding: Finding, *, units: dict[int, str]) -> str:
    where = _("第 %(row)d 行") % {"row": finding.row} if finding.row else _("册上")
    who = " ".join(filter(None, [where, finding.number, finding.name]))
    if finding.verdict == Verdict.CHANGED:
        parts = [
            f"{one['label']} {one['before'] or '—'} → {one['after'] or '—'}" for one in changes_of(finding, units=units)
        ]
        return f"{who}：{'；'.join(parts)}"
    said = "；".join(f"{p.column} {p.value}：{p.reason}{p.cure}".strip() for p in finding.problems)
    return f"{who}：{said}" if said else who


@dataclass(frozen=True)
class Shown:
    """One row of an import as its page draws it."""

    row: RosterRow
    changes: list[tuple[str, str, str]]
    problems: list[dict[str, str]]
    ways: list[tuple[str, str]]


@dataclass(frozen=True)
class Group:
    """The rows of one verdict, the first ones of many."""

    verdict: str
    title: str
    note: str
    count: int
    rows: list[Shown]
    more: int = 0  # how many stand behind these, and behind which row
    behind: int = 0


SHOWN = 200
NOTES = {
    Verdict.REFUSED: gettext_lazy("改好表再传，不影响别的行"),
    Verdict.DOUBTFUL: gettext_lazy("请您定，系统不猜"),
    Verdict.LEFT: gettext_lazy("表里没有了，不会自动离开"),
    Verdict.CHANGED: gettext_lazy("改动的格子加粗"),
    Verdict.NEW: gettext_lazy("点头就入册"),
}


def groups_of(draft: RosterImport, *, verdict: str = "", after: int = 0) -> list[Group]:
    """The rows of an import under their verdicts, what needs hands first; at most 200 of each are drawn. With a verdict
    that group alone, from behind the row `after`."""
    units = unit_names()
    groups = []
    for one in ORDER:
        rows = draft.rows.filter(verdict=one).order_by("id")  # laid by in the order of the sheet
        count = rows.count() if verdict in ("", one) else 0
        if count:
            drawn = [_shown(row, units=units) for row in rows.filter(pk__gt=after)[:SHOWN]]
            behind = drawn[-1].row.pk if len(drawn) == SHOWN else 0
            more = rows.filter(pk__gt=behind).count() if behind else 0
            groups.append(Group(str(one), str(one.label), str(NOTES[one]), count, drawn, more, behind))
    return groups


def _shown(row: RosterRow, *, units: dict[int, str]) -> Shown:
    changes = []
    for name, label in LABELS.items():
        if name in row.after:
            make = row.after.get("make", ()) if name == "unit" else ()
            before = told_value(name, value=row.before.get(name), units=units)
            after = told_value(name, value=row.after[name], units=units, make=make)
            if before != after:
                changes.append((str(label), before, after))
    ways = [(way, str(Decision(way).label)) for way in WAYS.get(row.question, ())]
    return Shown(row, changes, row.problems, ways)


def sums_of(draft: RosterImport) -> list[tuple[str, str, int]]:
    """How many rows of each verdict, as the officer reads them: they add up to the rows of the sheet."""
    held = dict(draft.rows.values_list("verdict").annotate(n=Count("pk")))
    return [(str(verdict), str(verdict.label), held.get(str(verdict), 0)) for verdict in ORDER]


def refused_workbook(draft: RosterImport) -> bytes:
    """The rows sent back or in doubt, with reason and cure beside them. No cell is ever read as a formula."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(_("要改的行"))
        heads = [_("行"), _("工号"), _("姓名"), _("哪一格"), _("写的是"), _("为什么"), _("怎么改")]
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, heads, bold)
        line = 0
        for row in draft.rows.filter(verdict__in=(Verdict.REFUSED, Verdict.DOUBTFUL)).order_by("row", "id"):
            for problem in row.problems:
                line += 1
                cells = [
                    row.row or "",
                    row.number,
                    row.name,
                    *(problem.get(k, "") for k in ("column", "value", "reason", "cure")),
                ]
                sheet.write_row(line, 0, cells)
        sheet.set_column(0, 3, 14)
        sheet.set_column(4, 6, 36)
    return out.getvalue()


def identity_lines(person: Person) -> list[tuple[str, str]]:
    """What the register says of somebody, for their own eyes: numbers in full."""
    dates = ((_("出生日期"), person.born_on), (_("入职日期"), person.hired_on), (_("离职日期"), person.left_on))
    rows = [
        (_("工号"), person.number),
        (_("姓名"), person.name),
        (_("性别"), str(person.get_sex_display())),
        (_("身份证号"), person.id_number),
        (_("手机号码"), person.phone),
        *((label, date(day, "date")) for label, day in dates if day),
    ]
    return [(label, value) for label, value in rows if value]


def work_lines(person: Person) -> list[tuple[str, str]]:
    """Where somebody works and worked, membership, posts and standings, each with its days."""
    stretches = person.employments.select_related("unit").order_by("from_on", "id")
    posts = person.posts.select_related("unit").order_by("from_on", "id")
    return [
        *((_("在岗"), f"{one.unit.name} {one.trade}　{_span(one.from_on, to=one.to_on)}") for one in stretches),
        *((_("会员"), _span(one.joined_on, to=one.left_on)) for one in person.memberships.order_by("joined_on", "id")),
        *(
            (_("职务"), f"{one.unit.short} {one.get_role_display()}　{_span(one.from_on, to=one.to_on)}")
            for one in posts
        ),
        *(
            (str(one.get_kind_display()), f"{one.value}　{_span(one.from_on, to=one.to_on)}")
            for one in person.standings.order_by("from_on", "id")
        ),
    ]


def _span(since: day, *, to: day | None) -> str:
    return f"{date(since, 'date')} - {date(to, 'date') if to else _('至今')}"
