"""Several of the same matter: merge, take apart, and the quiet list of what many brought."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.actions import grouping
from xinqiao.domains.service.appeals.queries import lists, matters
from xinqiao.ground.parameters.queries import value
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request, see_other
from xinqiao.ui.answer import answer


def ticked(request: Request) -> list[int]:
    """The appeals ticked on a page, no more than a page holds."""
    asked = request.POST.getlist("appeal")[: lists.PAGE + 1]
    return [int(text) for text in asked if text.isdecimal() and len(text) < 19]


def appeals_merge(request: Request) -> HttpResponse:
    """Merge the ticked ones under the oldest."""
    lead = grouping.merge_appeals(ticked(request), by=request.viewer, at=request.now)
    messages.success(request, _("合在一起办了，一次答复送到每个人。各自的编号和期限都还在。"))
    return see_other("appeal_handle", appeal=lead.pk)


def appeal_part(request: Request, *, appeal: int) -> HttpResponse:
    """Take one out again."""
    row = get_object_or_404(matters.desk_appeals(request.viewer, rule=rules.part_appeal), pk=appeal)
    lead = row.case.merged_into_id
    grouping.part_appeal(row.pk, by=request.viewer, at=request.now)
    messages.success(request, _("分出来了，%(number)s 单独办。") % {"number": row.case.number})
    return see_other("appeal_handle", appeal=lead)


def appeals_collective(request: Request) -> HttpResponse:
    """What many people brought, under one owner."""
    people = int(value("appeals.collective_people", on=today(request.now)))
    rows = lists.collective(request.viewer, people=people)
    return answer(request, "service/appeals/collective.html", rows=rows, people=people)
