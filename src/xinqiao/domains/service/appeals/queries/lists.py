"""Lists of appeals: the member's own, the desk's queue with its counts, what is late, what is closed."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from xinqiao.blocks.cases import queries as cases
from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.models import Appeal, PublicAnswer
from xinqiao.domains.service.appeals.queries.matters import desk_appeals
from xinqiao.domains.service.words import APPEAL
from xinqiao.ground.org.models import Person
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.parameters.queries import calendar
from xinqiao.kit.workdays import Unit as DayUnit
from xinqiao.kit.workdays import deadline

PAGE = 25
SOON = 3  # working days
TABS = ("all", "mine", "late", "today", "soon", "paused")


def own_appeals(viewer: Viewer) -> QuerySet[Appeal]:
    """The viewer's own appeals, newest first."""
    rows = Appeal.objects.filter(rules.answer_own_appeal.rows(viewer))
    return rows.select_related("case__holder", "case__desk").order_by("-case_id")


def waiting_for(viewer: Viewer) -> QuerySet[Appeal]:
    """Own appeals that wait for the viewer: resolved and not yet rated."""
    return own_appeals(viewer).filter(case__state="resolved", case__rating="").order_by("case__rate_until", "-case_id")


def soon_until(on: date) -> date:
    """The last day of 'within three working days'."""
    return deadline(on, n=SOON, unit=DayUnit.WORKING_DAY, calendar=calendar(), basis="queue").on


def _tab(name: str, *, viewer: Viewer, on: date) -> Q:
    if name == "mine":
        return Q(case__holder=viewer.person)
    if name == "late":
        return cases.late(on, prefix="case")
    if name == "today":
        return cases.due_today(on, prefix="case")
    if name == "soon":
        return cases.due_by(soon_until(on), after=on, prefix="case")
    if name == "paused":
        return cases.paused(prefix="case")
    return Q()


def leading() -> Q:
    """Open, and not led by another: what is merged stands in the queue once. The kind is named, so that the index of
    open cases by kind and deadline is walked from its beginning, however many there are."""
    return cases.is_open(prefix="case") & Q(case__merged_into__isnull=True, case__kind=APPEAL)


def queue(viewer: Viewer, *, tab: str, topic: str, after: tuple[date, int] | None, on: date) -> list[Appeal]:
    """One page of open appeals by deadline, and one row more when there is a next page. Goes by key, never by offset."""
    rows = desk_appeals(viewer).filter(leading(), _tab(tab, viewer=viewer, on=on))
    if topic:
        rows = rows.filter(topic=topic)
    if after:
        day, pk = after
        rows = rows.filter(Q(case__due_on__gt=day) | Q(case__due_on=day, case_id__gt=pk))
    return list(rows.order_by("case__due_on", "case_id")[: PAGE + 1])


def tally(viewer: Viewer, *, on: date) -> dict[str, int]:
    """Counts of all tabs in one statement."""
    rows = Appeal.objects.filter(rules.see_appeal.rows(viewer), leading())
    counts: dict[str, int] = rows.aggregate(
        **{name: Count("pk", filter=_tab(name, viewer=viewer, on=on) or None) for name in TABS}
    )
    return counts


def appeals_from(viewer: Viewer, *, after: int, size: int) -> list[Appeal]:
    """Appeals of the desk behind one key, oldest first, and one more when there are further ones: for other systems."""
    return list(desk_appeals(viewer).filter(case_id__gt=after).order_by("case_id")[: size + 1])


def held_by(viewer: Viewer, *, person: int) -> list[Appeal]:
    """Open appeals in one person's hands that the viewer may pass on, the nearest limit first; led ones go with theirs."""
    rows = Appeal.objects.filter(rules.pass_appeal.rows(viewer), leading(), case__holder=person)
    return list(rows.select_related("case__desk", "author").order_by("case__due_on", "case_id"))


def desks_to_hand_over(viewer: Viewer) -> list[tuple[int, str, str, int]]:
    """Whose open appeals the viewer may pass on: person, name, number, how many; one's own first."""
    rows = Appeal.objects.filter(rules.pass_appeal.rows(viewer), leading(), case__holder__isnull=False)
    counts = rows.values_list("case__holder", "case__holder__name", "case__holder__number").annotate(n=Count("pk"))
    return sorted(counts, key=lambda row: (row[0] != viewer.person, row[2]))


def to_ring(viewer: Viewer) -> list[Appeal]:
    """Whom to ring back, the nearest day first: only those whose matter the viewer never had in hand."""
    rows = Appeal.objects.filter(rules.ring_back.rows(viewer)).select_related("case__desk", "author__unit")
    return list(rows.order_by("case__call_back_on", "case_id")[:200])


def collective(viewer: Viewer, *, people: int) -> list[Appeal]:
    """Open matters that so many or more people brought, merged under one owner. For the chair's quiet eye."""
    rows = Appeal.objects.filter(rules.see_collective.rows(viewer), leading(), people__gte=people)
    return list(rows.select_related("case__desk", "case__holder", "case__unit").order_by("-people", "case_id")[:100])


def public_answers(*, before: int | None) -> list[PublicAnswer]:
    """Public answers, newest first, by key, and one more when there is a next page."""
    rows = PublicAnswer.objects.filter(latest=True, taken_down_at__isnull=True)
    if before:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-id")[: PAGE + 1])


def late_rows(viewer: Viewer, *, on: date) -> list[Appeal]:
    """What is past its day, oldest first: for the chair to help with, never a ranking of people."""
    rows = Appeal.objects.filter(
        rules.see_appeal.rows(viewer), rules.see_late.rows(viewer), leading(), cases.late(on, prefix="case")
    )
    return list(
        rows.select_related("case__desk", "case__holder", "case__unit").order_by("case__due_on", "case_id")[:200]
    )


def closed_appeals(viewer: Viewer, *, before: tuple[datetime, int] | None) -> list[Appeal]:
    """Closed appeals, the last closed first, by key: one page, and one row more when there is a next."""
    rows = desk_appeals(viewer).filter(case__closed_at__isnull=False, case__kind=APPEAL)
    if before:
        at, pk = before
        rows = rows.filter(Q(case__closed_at__lt=at) | Q(case__closed_at=at, case_id__lt=pk), case__closed_at__lte=at)
    return list(rows.order_by("-case__closed_at", "-case_id")[: PAGE + 1])


def appeal_lines(person: Person) -> list[tuple[str, str]]:
    """What somebody has said and how it stands, for their own eyes."""
    rows = Appeal.objects.filter(author=person).select_related("case").order_by("case_id")
    return [(row.case.number, f"{row.case.title}　{row.case.get_state_display()}") for row in rows]
