"""The roster as the personnel system sends it: rows in, differences and refused rows out."""

from __future__ import annotations

from typing import Annotated, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import Router
from pydantic import Field

from xinqiao.ground.org import papers
from xinqiao.ground.org.actions.findings import Finding
from xinqiao.ground.org.actions.pushing import FIELDS, Pushed, push_roster
from xinqiao.ground.org.words import Verdict
from xinqiao.kit.http import Request
from xinqiao.kit.interface import Asked, Day, Flag, MayShort, Short, Told, deed

ROWS = 20_000
router = Router(tags=["roster"])


class PushedRow(Asked):
    """One employee. What is left out says nothing and changes nothing. `unit` names it, the larger first: 锻造公司/水压机班."""

    number: MayShort = ""
    name: Short
    unit: MayShort = ""
    id_number: MayShort = ""
    id_kind: MayShort = ""
    sex: MayShort = ""
    born_on: Day | None = None
    phone: MayShort = ""
    trade: MayShort = ""
    hired_on: Day | None = None
    joined_on: Day | None = None
    left_on: Day | None = None
    status: MayShort = ""
    why_left: MayShort = ""


class Roster(Asked):
    """At most 20,000 employees; with `dry_run` nothing is changed."""

    rows: Annotated[list[PushedRow], Field(min_length=1, max_length=ROWS)]
    dry_run: Flag = False


class Difference(Told):
    field: str
    before: str
    after: str


class Newcomer(Told):
    row: int | None
    number: str
    name: str
    unit: str


class Changed(Told):
    row: int | None
    number: str
    name: str
    changes: list[Difference]


class Fault(Told):
    field: str
    value: str
    reason: str
    cure: str


class Returned(Told):
    """A row that was not brought in: every field that is wrong, why, and what to do. `question` waits for a person."""

    row: int | None
    number: str
    name: str
    question: str
    problems: list[Fault]


class Waiting(Told):
    """What a person has to decide, and on which page."""

    rows: int
    page: str


class RosterResult(Told):
    """Rows are counted from 1, as they were sent. `register_number` is the import's, under which it can be undone."""

    rows: int
    unchanged: int
    dry_run: bool
    register_number: str | None
    waiting: Waiting | None
    new: list[Newcomer]
    changed: list[Changed]
    left: list[Newcomer]
    doubtful: list[Returned]
    refused: list[Returned]


@deed("/roster", of=router, scope="roster.push", gives=RosterResult, says=_("送花名册：先看差别，或者入册"))
def api_roster(request: Request, *, body: Roster) -> RosterResult:
    """Compare a roster with the register and, unless it is a dry run, bring in all that is clear as one import."""
    rows = [row.model_dump(mode="json", exclude_none=True) for row in body.rows]
    pushed = push_roster(rows, dry_run=body.dry_run, by=request.viewer, at=request.now)
    return _answer(pushed, dry_run=body.dry_run)


def _answer(pushed: Pushed, *, dry_run: bool) -> RosterResult:
    judged, units = pushed.judged, papers.unit_names()
    return RosterResult(
        rows=judged.rows,
        unchanged=judged.unchanged,
        dry_run=dry_run,
        register_number=pushed.done.number if pushed.done else None,
        waiting=_waiting(pushed),
        new=[_newcomer(one, units=units) for one in judged.of(Verdict.NEW)],
        changed=[
            Changed(**_who(one), changes=[Difference(**change) for change in papers.changes_of(one, units=units)])
            for one in judged.of(Verdict.CHANGED)
        ],
        left=[_newcomer(one, units=units) for one in judged.of(Verdict.LEFT)],
        doubtful=[_returned(one) for one in judged.of(Verdict.DOUBTFUL)],
        refused=[_returned(one) for one in judged.of(Verdict.REFUSED)],
    )


def _waiting(pushed: Pushed) -> Waiting | None:
    if pushed.waiting is None:
        return None
    asks = sum(1 for finding in pushed.judged.findings if finding.question)
    return Waiting(rows=asks, page=reverse("roster_import", kwargs={"roster_import": pushed.waiting.pk}))


def _who(finding: Finding) -> dict[str, Any]:
    """Row 1 of the sheet names the columns, so the first row that was sent is row 2 there."""
    return {"row": finding.row and finding.row - 1, "number": finding.number, "name": finding.name}


def _newcomer(finding: Finding, *, units: dict[int, str]) -> Newcomer:
    known = finding.person
    unit = finding.after.get("unit", known.unit if known else None)
    return Newcomer(**_who(finding), unit=papers.told_value("unit", value=unit, units=units))


def _returned(finding: Finding) -> Returned:
    problems = [
        Fault(field=FIELDS.get(one.column, ""), value=one.value, reason=one.reason, cure=one.cure)
        for one in finding.problems
    ]
    return Returned(**_who(finding), question=finding.question, problems=problems)
