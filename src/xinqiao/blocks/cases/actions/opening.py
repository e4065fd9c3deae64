"""A case begins, or the one who brought it takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.cases.actions.clocks import Limit, clocks_from, drop_clocks
from xinqiao.blocks.cases.actions.line import SOURCE, CaseClosed, line_of, write_line
from xinqiao.blocks.cases.actions.merging import let_next_lead
from xinqiao.blocks.cases.models import Case, Clock
from xinqiao.blocks.cases.queries import next_case_key
from xinqiao.blocks.cases.words import OPEN, State, Verb
from xinqiao.ground.org.models import Person, Unit
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.papers import actions as papers
from xinqiao.ground.parameters.queries import calendar
from xinqiao.kit import at_once
from xinqiao.kit.refusal import Refused, refuse_if
from xinqiao.kit.workdays import Calendar

MATTER = "XQ"


class NotYours(Refused):
    rule = _("这件事只有提出人本人能这样做。")
    source = SOURCE
    cure = _("请提出人自己操作，或由值班员代办并登记。")


def not_theirs(case: Case, *, person: int | None) -> bool:
    """Whether it is somebody else's matter; one that nobody put their name to is nobody's."""
    return person is None or case.opened_by_id != person


def draft_case(
    *,
    key: int,
    kind: str,
    number: str,
    matter: str,
    title: str,
    opened_by: int | None,
    unit: int,
    desk: Unit,
    limits: Sequence[Limit],
    known: Calendar,
    who: Viewer,
    at: datetime,
) -> tuple[Case, list[Model]]:
    """A new case and the rows that come with it, under a key taken beforehand (`kit.at_once.next_key`): the
    domain writes them together with its own row by one statement. Must be written in the transaction that took the key."""
    case = Case(
        pk=key,
        kind=kind,
        number=number,
        matter=matter,
        title=title,
        state=State.RECEIVED,
        opened_at=at,
        opened_by_id=opened_by,
        unit_id=unit,
        desk=desk,
        touched_at=at,
    )
    clocks = clocks_from(case, limits=limits, known=known, at=at)
    return case, [*clocks, *line_of(case, verb=Verb.OPEN, who=who, at=at)]


def open_case(
    *,
    kind: str,
    number: str,
    title: str,
    opened_by: Person | None,
    unit: Unit,
    desk: Unit,
    limits: Sequence[Limit],
    by: Viewer,
    at: datetime,
    matter: str = "",
) -> Case:
    """A new case at a desk, with its clocks running. `opened_by` is whose matter it is; `by` who wrote it down.

    `matter` is the number the matter got at its first door; a case that comes from no other begins one.
    Must be called inside the transaction that also makes the domain's row.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {next_case_key()}")
        key = cursor.fetchone()[0]
    case, rows = draft_case(
        key=key,
        kind=kind,
        number=number,
        matter=matter or papers.next_number(MATTER, at=at, digits=6),
        title=title,
        opened_by=opened_by.pk if opened_by else None,
        unit=unit.pk,
        desk=desk,
        limits=limits,
        known=calendar(),
        who=by,
        at=at,
    )
    at_once.write([case, *rows])
    case.unit = unit
    return case


@dataclass(frozen=True)
class Past:
    """What is known of a matter from before: `reply` is what was answered then, `closed_at` None while it is open."""

    opened_at: datetime
    closed_at: datetime | None
    reply: str
    source: str  # whose record it was, as the timeline says it


def bring_in_case(
    past: Past,
    *,
    kind: str,
    number: str,
    title: str,
    unit: Unit,
    desk: Unit,
    limits: Sequence[Limit],
    by: Viewer,
    at: datetime,
) -> Case:
    """A matter from an older record, with the days it really had. One still open gets its limits from today on.

    What was answered and closed then is told in the timeline in the name of that record, never in anybody's here.
    """
    closed = past.closed_at is not None
    case = Case(
        kind=kind,
        number=number,
        matter=papers.next_number(MATTER, at=past.opened_at, digits=6),
        title=title,
        state=State.RESOLVED if closed else State.RECEIVED,
        opened_at=past.opened_at,
        unit=unit,
        desk=desk,
        touched_at=at,
        closed_at=past.closed_at,
        replied_at=past.closed_at,
    )
    clocks = clocks_from(case, limits=() if closed else limits, known=calendar(), at=at)
    case.save(force_insert=True)
    Clock.objects.bulk_create(clocks)
    then = Viewer(name=past.source)
    write_line(case, verb=Verb.OPEN, by=then, at=past.opened_at)
    if past.closed_at is not None:
        write_line(case, verb=Verb.REPLY, by=then, at=past.closed_at, text=past.reply)
        write_line(case, verb=Verb.RESOLVE, by=then, at=past.closed_at)
    return case


def withdraw_case(case: Case, *, why: str, by: Viewer, at: datetime, brought_in: bool = False) -> Case | None:
    """The one who brought it takes it back while it is open; gives the case that now leads those it led, if any.

    `brought_in`: it came with a file that is taken back, so it counts no more, closed or not. Raises CaseClosed, NotYours.
    """
    refuse_if(case.state not in OPEN and not brought_in, CaseClosed)
    refuse_if(not_theirs(case, person=by.person) and not brought_in, NotYours)
    drop_clocks(case, at=at)
    case.state, case.closed_at, case.paused_at, case.touched_at = State.WITHDRAWN, at, None, at
    case.pauses.filter(to_at__isnull=True).update(to_at=at)
    case.save()
    lead = let_next_lead(case)
    write_line(case, verb=Verb.WITHDRAW, by=by, at=at, text=why.strip())
    return lead
