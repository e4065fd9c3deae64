"""Five years of appeals filled by SQL: most of them closed, one in ten open and running against its clocks."""

from __future__ import annotations

from bench.dialect import Dialect, fill, one_of
from bench.union import CLERK, DESK, Plan

OPEN_EVERY = 10  # one case in so many is open
KIND, REGISTER = "service.appeal", "SQ"
KEYED = ["org_person", "org_unit", "cases_case"]  # filled with keys of our own
TABLES = [*KEYED, "org_employment", "org_membership", "org_post", "cases_clock", "cases_entry", "service_appeal"]
_K = f"(n / {OPEN_EVERY})"  # counts the open ones
_OPEN = f"n % {OPEN_EVERY} = 0"


def _choose(open_: str, *, closed: str) -> str:
    return f"CASE WHEN {_OPEN} THEN {open_} ELSE {closed} END"


def cases(d: Dialect, *, p: Plan, count: int) -> list[str]:
    """Cases and their appeals; clocks and the first line of those that are open. A fifth of the open is late."""
    author = f"1 + (n * 7919) % {p.members}"
    states = one_of(["received", "handling", "replied", "received", "paused"], by=_K)
    privacy = one_of(["named", "hidden", "named"], by="n")
    opened, closed = d.moment(f"86400 * 3 + ({count} - n) * 30"), d.moment("86400")
    return [
        fill(
            "cases_case",
            rows=d.series(count),
            id="n",
            kind=f"'{KIND}'",
            number="'SQ-2025-' || n",
            matter="'XQ-2025-' || n",
            title="'第' || n || '件：夜班班车晚点，赶不上交接班'",
            state=_choose(states, closed="'resolved'"),
            round="1",
            round_kind="'first'",
            opened_at=opened,
            opened_by_id=author,
            unit_id=p.team_of(f"({author})"),
            desk_id=str(DESK),
            holder_id=_choose(f"CASE WHEN {_K} % 5 IN (1, 2, 4) THEN {CLERK} END", closed=str(CLERK)),
            due_on=_choose(d.day(f"{_K} % 25 - 5"), closed="NULL"),
            due_kind=_choose("'finish'", closed="''"),
            due_statutory=_choose(f"{_K} % 3 = 0", closed="FALSE"),
            paused_at=_choose(f"CASE WHEN {_K} % 5 = 4 THEN {closed} END", closed="NULL"),
            replied_at=_choose(f"CASE WHEN {_K} % 5 = 2 THEN {closed} END", closed=closed),
            closed_at=_choose("NULL", closed=closed),
            outcome=_choose("''", closed="'solved'"),
            reason="''",
            rating=_choose("''", closed="'satisfied'"),
            rated_at=_choose("NULL", closed=closed),
            rate_until=_choose("NULL", closed=d.day("30")),
            call_back_on="NULL",
            merged_into_id="NULL",
            touched_at=closed,
        ),
        fill(
            "service_appeal",
            rows=d.series(count),
            case_id="n",
            author_id=author,
            written_by_id="NULL",
            door="'phone'",
            topic=one_of(["daily_life", "pay", "protection", "leave", "insurance", "hardship", "unsure"], by=_K),
            privacy=privacy,
            hidden=f"{privacy} = 'hidden'",
            apart="FALSE",
            whose="'self'",
            people="1",
            outside="''",
            words="'夜班班车最近老是晚点，第' || n || '次赶不上交接班，我们班上十几个人都遇到过，请帮着问一问。'",
            photo_id="NULL",
            complained_id="NULL",
            same_day="FALSE",
        ),
        *_running(d, count=count),
        "INSERT INTO papers_register (kind, year, last) VALUES "
        f"('{REGISTER}', {d.today.year}, {count}), ('XQ', {d.today.year}, {count})",
    ]


def _running(d: Dialect, *, count: int) -> list[str]:
    rows = f"{d.series(count // OPEN_EVERY)} JOIN cases_case c ON c.id = n * {OPEN_EVERY}"
    clock = {"case_id": "c.id", "from_on": d.day("-3"), "unit": "'working_day'", "basis": "'诉求办理规则'",
             "provisional": "FALSE", "stage": "0", "stage_on": "c.due_on", "met_at": "NULL", "dropped_at": "NULL"}  # fmt: skip
    kinds = (("reply", "service", "2"), ("finish", "service", "10"), ("finish", "statutory", "60"))
    clocks = [
        fill(
            "cases_clock", rows=rows, kind=f"'{kind}'", nature=f"'{nature}'", amount=amount, due_on="c.due_on", **clock
        )
        for kind, nature, amount in kinds
    ]
    line = fill("cases_entry", rows=rows, case_id="c.id", at="c.opened_at", verb="'open'", round="1",
                by_id="c.opened_by_id", by_name="'职工'", desk_name="'服务中心'", to_name="''", text="''",
                public="TRUE")  # fmt: skip
    return [*clocks, line]
