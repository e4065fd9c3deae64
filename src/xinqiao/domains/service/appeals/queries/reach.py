"""What other rooms may show of appeals: found by searching, listed in a person's file."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.urls import reverse

from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.words import APPEAL
from xinqiao.ground.lookup.queries import keys
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.org.words import PERSON
from xinqiao.kit.finding import Hit, first_of
from xinqiao.kit.parts import ROWS, Part, Row
from xinqiao.kit.texts import findable


def find_appeals(viewer: Viewer, *, text: str, after: str) -> list[Hit]:
    """Appeals at the desk by number, title or words; by their author only where the name may be known."""
    said = Q(rules.see_appeal.rows(viewer), pk__in=keys(APPEAL, text=text))
    asked = Q(rules.see_author.rows(viewer), author__in=keys(PERSON, text=text))
    return _hits(Appeal.objects.filter(said | asked), page="appeal_handle", text=text, after=after)


def find_own_appeals(viewer: Viewer, *, text: str, after: str) -> list[Hit]:
    """One's own appeals, and those one wrote down for somebody and does not meet at the desk, by number, title or words."""
    rows = Appeal.objects.filter(rules.see_own_appeal.rows(viewer), pk__in=keys(APPEAL, text=text))
    rows = rows.annotate(at_desk=rules.see_appeal.flag(viewer)).filter(at_desk=False)
    return _hits(rows, page="appeal_own", text=text, after=after)


def _hits(rows: QuerySet[Appeal], *, page: str, text: str, after: str) -> list[Hit]:
    number = findable(text).upper()
    found = first_of(rows.select_related("case"), exact=Q(case__number=number), key="-case", after=after)
    return [
        Hit(row.case.title, str(row.case.get_state_display()), reverse(page, args=(row.pk,)), row.case.number,
            row.case.opened_at, str(row.pk))
        for row in found
    ]  # fmt: skip


def appeals_of(viewer: Viewer, *, person: int) -> Part | None:
    """Appeals of a person whose author this viewer may know: a hidden name is not learnt from the person's file either."""
    if not rules.see_author.admits(viewer):
        return None
    rows = Appeal.objects.filter(rules.see_author.rows(viewer), author=person).select_related("case")
    found = list(rows.order_by("-case_id")[: ROWS + 1])
    shown = [
        Row(one.case.title, f"{one.case.number} · {one.case.get_state_display()}",
            reverse("appeal_handle", args=(one.pk,)), one.case.opened_at)
        for one in found[:ROWS]
    ]  # fmt: skip
    return Part(shown, more=len(found) > ROWS)
