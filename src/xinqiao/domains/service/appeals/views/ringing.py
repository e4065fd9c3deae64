"""Ringing back: whom, and what was said."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.blocks.cases import queries as cases
from xinqiao.domains.service.appeals import forms, rules
from xinqiao.domains.service.appeals.actions import handling, ringing
from xinqiao.domains.service.appeals.queries import lists, matters
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request, see_other
from xinqiao.ui.answer import answer


def appeals_ring(request: Request) -> HttpResponse:
    """Whom to ring back, the nearest day first."""
    rows = lists.to_ring(request.viewer)
    return answer(request, "service/appeals/ring_list.html", rows=rows, on=today(request.now))


def appeal_ring(request: Request, *, appeal: int) -> HttpResponse:
    """Ring one person back and write down what they said. Opening it is on the trail."""
    row = get_object_or_404(matters.desk_appeals(request.viewer, rule=rules.ring_back), pk=appeal)
    form = forms.Ring(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        ringing.ring_back(row.pk, **form.cleaned_data, by=request.viewer, at=request.now)
        messages.success(request, _("回访记下了。"))
        return see_other("appeals_ring")
    if request.method == "GET":
        handling.read_appeal(row, by=request.viewer, at=request.now)
    status = 422 if form.is_bound else 200
    letters = cases.letters(row.case)
    lines = cases.lines(row.case, public_only=False)
    return answer(
        request,
        "service/appeals/ring.html",
        status=status,
        row=row,
        case=row.case,
        form=form,
        letters=letters,
        lines=lines,
    )
