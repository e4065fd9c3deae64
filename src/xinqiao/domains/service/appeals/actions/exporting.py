"""Taking a register out as a workbook: with a reason, under the right to see, each record on the trail as read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.appeals.queries.matters import desk_appeals
from xinqiao.domains.service.words import APPEAL
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.papers import actions as papers
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import moment
from xinqiao.kit.refusal import Refused, refuse_if

MOST = 5000
REGISTER = "DC"


class TooMuchAtOnce(Refused):
    rule = _("这段日子有 %(count)s 件，一次最多导出 %(most)s 件。")
    source = _("导出规则：够用就行")
    cure = _("把日子缩短一些，分几次导。")


class NoUseSaid(Refused):
    rule = _("没有写导出做什么用。")
    source = _("《个人信息保护法》第六条：目的明确，限于最小范围")
    cure = _("写清楚用在哪里，再导。")


@dataclass(frozen=True)
class Taken:
    """One export: its register number and the rows that went out."""

    number: str
    rows: list[Appeal]


def export_appeals(*, since: date, until: date, why: str, by: Viewer, at: datetime) -> Taken:
    """Appeals filed on these days that the viewer may take out, newest first. Raises NoUseSaid, TooMuchAtOnce."""
    refuse_if(not why.strip(), NoUseSaid)
    with transaction.atomic():
        span = {"case__opened_at__gte": moment(since), "case__opened_at__lt": moment(until + timedelta(days=1))}
        found = desk_appeals(by, rule=rules.export_appeals).filter(**span)
        count = found.count()
        refuse_if(count > MOST, TooMuchAtOnce, count=count, most=MOST)
        rows = list(found.select_related("case__holder", "case__desk", "case__unit", "author").order_by("-case_id"))
        number = papers.next_number(REGISTER, at=at)
        said = {"why": why.strip(), "since": since, "until": until, "count": len(rows)}
        trail.record(verb="export", by=by, at=at, kind=APPEAL, number=number, note=said)
        trail.record_many([
            trail.event_of(
                verb="read", by=by, at=at, kind=APPEAL, row=row.pk, number=row.case.number, person=row.author_id,
                note={"export": number},
            )
            for row in rows
        ])  # fmt: skip
    return Taken(number, rows)
