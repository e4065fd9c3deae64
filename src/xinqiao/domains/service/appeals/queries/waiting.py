"""What appeals put on somebody's home: what to rate, what is under way, what lies in one's hands, where to help."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from xinqiao.blocks.cases import queries as cases
from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.appeals.queries.lists import leading, own_appeals, tally
from xinqiao.ground.org.queries import Viewer
from xinqiao.kit.clock import moment
from xinqiao.kit.waiting import HELP, MINE, SHOWN, THEIRS, TODAY, WAITS, Count, Row, Rows

UNRATED = Q(case__state="resolved", case__rating="")


def on_members_home(viewer: Viewer, *, on: date) -> Rows:
    """What was resolved and waits to be rated, and one's own open appeals: who has them, until when. One statement."""
    if not rules.answer_own_appeal.admits(viewer):
        return {}
    rows = list(own_appeals(viewer).filter(UNRATED | cases.is_open(prefix="case"))[: SHOWN[WAITS] + SHOWN[THEIRS]])
    asked = [row for row in rows if row.case.state == "resolved"]
    return {
        WAITS: [
            Row(
                _("%(title)s：请您评一评") % {"title": row.case.title}, str(row.case.get_outcome_display()),
                reverse("appeal_own", args=(row.pk,)), due=row.case.rate_until,
            )
            for row in asked
        ],
        THEIRS: [_row(row, page="appeal_own", note=_hands(row)) for row in rows if row not in asked],
    }  # fmt: skip


def on_desks_home(viewer: Viewer, *, on: date) -> Rows:
    """What lies in one's own hands by its clock, what came in today within reach, and what is late where one must help.
    Three statements, two for whom the late list is closed."""
    if not rules.work_appeals.admits(viewer):
        return {}
    reach = Appeal.objects.filter(rules.see_appeal.rows(viewer), leading()).select_related("case__holder", "case__desk")
    others = reach.exclude(case__holder=viewer.person)
    mine = _nearest(reach.filter(case__holder=viewer.person))[: SHOWN[MINE]]
    today = others.filter(case__opened_at__gte=moment(on)).order_by("-case__opened_at")[: SHOWN[TODAY]]
    places = {
        MINE: [_row(row, page="appeal_handle", note=_step(row)) for row in mine],
        TODAY: [_row(row, page="appeal_handle", note=_step(row), new=True) for row in today],
    }
    if rules.see_late.admits(viewer):
        late = _nearest(others.filter(cases.late(on, prefix="case")))[: SHOWN[HELP]]
        places[HELP] = [_row(row, page="appeal_handle", note=_hands(row)) for row in late]
    return places


def sums(viewer: Viewer, *, on: date) -> list[Count] | None:
    """The desk's queue by its clocks, in one statement."""
    if not rules.work_appeals.admits(viewer):
        return None
    counts, queue = tally(viewer, on=on), reverse("appeal_queue")
    return [
        Count(counts["mine"], _("轮到我"), _("在我手里的"), f"{queue}?tab=mine"),
        Count(counts["late"], _("已过期"), _("先办这些"), f"{queue}?tab=late"),
        Count(counts["today"], _("今天到期"), "", f"{queue}?tab=today"),
        Count(counts["soon"], _("三日内"), "", f"{queue}?tab=soon"),
        Count(counts["all"], _("全部在办"), _("我看得到的"), queue),
    ]


def _nearest(rows: QuerySet[Appeal]) -> QuerySet[Appeal]:
    return rows.order_by("case__due_on", "case_id")


def _row(row: Appeal, *, page: str, note: str, new: bool = False) -> Row:
    """One appeal on a home, with its day or the moment it came."""
    due, at = (None, row.case.opened_at) if new else (row.case.due_on, None)
    return Row(row.case.title, note, reverse(page, args=(row.pk,)), due=due, at=at)


def _step(row: Appeal) -> str:
    return f"{row.case.number} · {row.case.get_state_display()}"


def _hands(row: Appeal) -> str:
    who = row.case.holder.name if row.case.holder else _("等人受理")
    return f"{row.case.desk.short} {who} · {row.case.get_state_display()}"
