"""A roster is read, judged, and laid by as a draft that has changed nothing yet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.ground.org import rules
from xinqiao.ground.org.actions.cells import Problem, shown
from xinqiao.ground.org.actions.columns import OTHER_TABLES, Listing, find_listing
from xinqiao.ground.org.actions.entries import Reader
from xinqiao.ground.org.actions.findings import Finding, known_people
from xinqiao.ground.org.actions.judging import Judge
from xinqiao.ground.org.actions.placing import UnitBook
from xinqiao.ground.org.models import Person, RosterImport, RosterRow, Unit
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.org.words import Decision, Question, UnitKind, Verdict
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if
from xinqiao.kit.tables import Sheets, UnreadableTable, read_table

SOURCE = gettext_lazy("花名册导入规则：先看，再入册")
ROOT = 0  # stands for the group union that the first roster of an empty register will found


class TableUnreadable(Refused):
    rule = gettext_lazy("%(reason)s")
    source = SOURCE
    cure = gettext_lazy("%(cure)s")


class NoColumnNames(Refused):
    rule = gettext_lazy("这个文件里没有找到花名册：要有写着“姓名”和“工号”（或“身份证号”）的一行列名。")
    source = SOURCE
    cure = gettext_lazy("请确认传的是花名册；如果打开看到乱码，请用 Excel 另存为 xlsx 再传。")


class NoKeyColumn(Refused):
    rule = gettext_lazy("表里有“%(present)s”，没有“%(absent)s”，认不出每一行是谁。")
    source = SOURCE
    cure = gettext_lazy("请在表里加上“%(absent)s”一列再传。")


class AnotherTable(Refused):
    rule = gettext_lazy("这像是%(kind)s，不是花名册。")
    source = SOURCE
    cure = gettext_lazy("请传每个职工一行的花名册。")


class EmptyRoster(Refused):
    rule = gettext_lazy("列名下面一行数据也没有。")
    source = SOURCE
    cure = gettext_lazy("请重新导出花名册，再传一次。")


class NoUnitYet(Refused):
    rule = gettext_lazy("册上还没有任何单位，新来的人没有地方可去。")
    source = SOURCE
    cure = gettext_lazy("请先建立集团工会，或者选“表里的新单位一起建立”。")


class Decided(Refused):
    rule = gettext_lazy("这一行不能这样定。")
    source = SOURCE
    cure = gettext_lazy("回到这次导入的页面，从给出的几种里选一种。")


class ImportSettled(Refused):
    rule = gettext_lazy("这次导入已经入册或者撤回，不能再改。")
    source = SOURCE
    cure = gettext_lazy("回到导入清单看现在的情况；要改就再传一次表。")


# What may be said to a waiting row, in the order of the buttons.
WAYS: dict[str, tuple[str, ...]] = {
    Question.UNIT: (Decision.NEAREST,),
    Question.DOT: (Decision.SAME, Decision.SKIP),
    Question.NAME: (Decision.SAME, Decision.SKIP),
    Question.IDENTITY: (Decision.SAME, Decision.SKIP),
    Question.ELSEWHERE: (Decision.SAME, Decision.SKIP),
    Question.SWAPPED: (Decision.SAME, Decision.OTHER),
    Question.PHONE: (Decision.SAME, Decision.SKIP),
    Question.RETURNED: (Decision.SAME, Decision.SKIP),
    Question.MISSING: (Decision.SKIP, Decision.TRANSFER, Decision.RETIRED, Decision.RESIGNED, Decision.DIED),
}


@dataclass
class Judgement:
    """A whole roster judged: what every row would do, and what was read of the sheet."""

    listing: Listing
    findings: list[Finding]
    rows: int
    unchanged: int
    root_name: str = ""

    def of(self, verdict: str) -> list[Finding]:
        """The findings of one verdict, in the sheet's order."""
        return [finding for finding in self.findings if finding.verdict == verdict]


def judge_roster(
    data: bytes, *, name: str, by: Viewer | None, at: datetime, unit: Unit | None = None, make_units: bool = False
) -> Judgement:
    """What this file would do to the register; it changes nothing. `unit`: where new people go whose row names none.

    Raises TableUnreadable, NoColumnNames, NoKeyColumn, AnotherTable, EmptyRoster, NoUnitYet.
    """
    on = today(at)
    try:
        sheets = read_table(data, name=name)
    except UnreadableTable as bad:
        refuse_if(True, TableUnreadable, reason=bad.reason, cure=bad.cure)
        raise
    listing, others = _listing(sheets)
    reader = Reader(listing, today=on, fictional=settings.DEMO, epoch_1904=sheets.epoch_1904)
    entries = [reader.entry(number, cells_=cells) for number, cells in listing.rows]
    units = list(Unit.objects.all())
    root_name = ""
    if not units:
        refuse_if(not make_units, NoUnitYet)
        root_name = getattr(settings, "UNION_NAME", "") or _("集团工会")
        units = [Unit(pk=ROOT, path="0001", kind=UnitKind.GROUP, name=root_name, short=root_name, opens_on=on)]
    book = UnitBook(units, on=on, make=make_units)
    scope = rules.paths(by) if by else None
    fallback = book.of(unit.pk) if unit else (book.of(ROOT) if root_name else None)
    judge = Judge(listing, people=known_people(), book=book, today=on, scope=scope, fallback=fallback)
    findings = judge.findings(entries)
    unchanged = len(entries) - sum(1 for finding in findings if finding.row is not None)
    return Judgement(listing, findings + _other_sheets(others), len(entries), unchanged, root_name)


def prepare_import(
    data: bytes,
    *,
    name: str,
    by: Viewer | None,
    at: datetime,
    unit: Unit | None = None,
    make_units: bool = False,
    judged: Judgement | None = None,
) -> RosterImport:
    """Lay a roster by as a draft: nothing in the register changes until somebody commits it. Raises as judge_roster.

    `judged` saves judging again what was just shown.
    """
    judged = judged or judge_roster(data, name=name, by=by, at=at, unit=unit, make_units=make_units)
    draft = _draft(judged, name=name, digest=hashlib.sha256(data).hexdigest(), by=by, at=at)
    with transaction.atomic():
        draft.save(force_insert=True)
        _keep_rows(draft, findings=judged.findings)
        trail.record(
            verb="prepare_import", by=by, at=at, kind="org.import", row=draft.pk, note={"file": draft.file_name}
        )
    return draft


def _draft(judged: Judgement, *, name: str, digest: str, by: Viewer | None, at: datetime) -> RosterImport:
    listing = judged.listing
    home = min((post for post in by.posts if post.role in rules.KEEPERS), key=lambda p: p.path) if by else None
    return RosterImport(
        unit_id=home.unit if home else None,
        file_name=name[-200:],
        digest=digest,
        sheet=listing.sheet.name[:100],
        columns={
            "read": {column.title: column.kind for column in [*listing.columns.values(), *listing.units]},
            "unread": listing.unread,
            "unknown": listing.unknown,
            "root": judged.root_name,
        },
        counts={
            "rows": judged.rows,
            "unchanged": judged.unchanged,
            **{verdict: len(judged.of(verdict)) for verdict in Verdict.values},
        },
        prepared_at=at,
        prepared_by=by.person if by else None,
        prepared_by_name=by.name if by else "",
    )


def decide_row(pk: int, *, roster_import: int, decision: str, by: Viewer, at: datetime) -> RosterRow:
    """Say what a waiting row of a draft means. Raises ImportSettled, Decided."""
    with transaction.atomic():
        draft = RosterImport.objects.select_for_update().get(rules.import_roster.rows(by), pk=roster_import)
        refuse_if(draft.state != "draft", ImportSettled)
        row = draft.rows.get(pk=pk)
        refuse_if(decision and decision not in WAYS.get(row.question, ()), Decided)
        row.decision = decision
        row.save(update_fields=["decision"])
        note = {"row": row.row, "decision": decision}
        trail.record(verb="decide_row", by=by, at=at, kind="org.import", row=draft.pk, number=row.number, note=note)
    return row


def _listing(sheets: Sheets) -> tuple[Listing, list[str]]:
    """The sheet that holds the roster, and the names of further sheets that hold something else."""
    found = [(sheet, find_listing(sheet)) for sheet in sheets.sheets if sheet.rows]
    keyed = [listing for _sheet, listing in found if listing and listing.keyed]
    if not keyed:
        some = next((listing for _sheet, listing in found if listing), None)
        kind = _other_kind(some)
        refuse_if(kind, AnotherTable, kind=kind)
        nameless = some is not None and "name" not in some.columns
        refuse_if(some is None or (nameless and len(some.columns) < 2), NoColumnNames)
        numbered = _("姓名") if nameless else _("工号")
        refuse_if(True, NoKeyColumn, present="”“".join(_titles(some)), absent=numbered)
    best = max(keyed, key=lambda listing: len(listing.rows))
    refuse_if(_other_kind(best), AnotherTable, kind=_other_kind(best))
    refuse_if(not best.rows, EmptyRoster)
    return best, [sheet.name for sheet, listing in found if listing is not best]


def _titles(listing: Listing | None) -> list[str]:
    return [column.title for column in listing.columns.values()][:3] if listing else []


def _other_kind(listing: Listing | None) -> str:
    names = listing.unknown if listing else []
    return next((str(OTHER_TABLES[name]) for name in names if name in OTHER_TABLES), "")


def _other_sheets(names: Sequence[str]) -> list[Finding]:
    reason, cure = _("这张工作表不是这次读的花名册，没有读。"), _("里面要是也有名单，请把它单独存成一份再传。")
    return [Finding(Verdict.REFUSED, 1, problems=[Problem(_("工作表"), name, reason, cure)]) for name in names]


def _keep_rows(draft: RosterImport, *, findings: Sequence[Finding]) -> None:
    opened = {finding.person.id for finding in findings if finding.person and finding.secret}
    sealed: dict[int, tuple[str, str]] = {}
    ids = sorted(opened)
    for start in range(0, len(ids), 500):
        rows = Person.objects.filter(pk__in=ids[start : start + 500])
        sealed |= {pk: (number, phone) for pk, number, phone in rows.values_list("pk", "id_number", "phone")}
    RosterRow.objects.bulk_create(
        (_row(draft, finding=finding, sealed=sealed) for finding in findings), batch_size=1000
    )


def _row(draft: RosterImport, *, finding: Finding, sealed: dict[int, tuple[str, str]]) -> RosterRow:
    known = finding.person
    before: dict[str, Any] = {}
    after = dict(finding.after)
    secret: dict[str, dict[str, str]] = {}
    if finding.secret:
        had = dict(zip(("id_number", "phone"), sealed.get(known.id, ("", "")) if known else ("", ""), strict=True))
        secret = {"before": {name: had[name] for name in finding.secret}, "after": finding.secret}
        after |= {name: shown(value, kind=name) for name, value in finding.secret.items()}
    if known:
        before = {name: _plain(getattr(known, name)) for name in finding.after if hasattr(known, name)}
        before |= {name: shown(value, kind=name) for name, value in secret.get("before", {}).items()}
    return RosterRow(
        roster_import=draft,
        row=finding.row,
        verdict=finding.verdict,
        number=finding.number[:40],
        name=finding.name[:60],
        person_id=known.id if known else None,
        seen_at=known.touched_at if known else None,
        before=before,
        after=after,
        secret=json.dumps(secret) if secret else "",
        problems=[problem.told() for problem in finding.problems],
        question=finding.question,
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
