"""The privacy officer's and the chair's desk: requests by due date, the answer, the review."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.ground.consents import forms, papers, queries, rules
from xinqiao.ground.consents.actions import requests as deeds
from xinqiao.ground.consents.models import InformationRequest
from xinqiao.ground.consents.views.requests import workbook_of
from xinqiao.ground.consents.words import REASONS, parts
from xinqiao.ground.org.models import Person
from xinqiao.ground.parameters.queries import calendar
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.kit.workdays import working_days_between
from xinqiao.ui.answer import answer

TABS = ("open", "review", "done")


def information_queue(request: Request) -> HttpResponse:
    """Requests by due date; those for the chair's review; those answered."""
    viewer, on = request.viewer, today(request.now)
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "open" if rules.answer_request.admits(viewer) else "review"
    after = _after(request.GET.get("after", ""))
    rows = queries.queue(viewer, tab=tab, after=after)
    shown, known = rows[: queries.PAGE], calendar()
    left = {row.pk: working_days_between(on, b=row.due_on, calendar=known) for row in shown}
    return answer(
        request, "consents/queue.html", rows=shown, tab=tab, left=left, first_page=after is None,
        next_page=f"{shown[-1].due_on}.{shown[-1].pk}" if len(rows) > queries.PAGE else "",
        may_register=rules.register_request.admits(viewer), parts={key: part.title for key, part in parts.items()},
    )  # fmt: skip


def _after(text: str) -> tuple[date, int] | None:
    day, _dot, pk = text.partition(".")
    try:
        return date.fromisoformat(day), int(pk[:18])
    except ValueError:
        return None


def information_register(request: Request) -> HttpResponse:
    """Write a request down for somebody at the window."""
    bound = request.POST if request.method == "POST" else None
    form = forms.RegisterRequest(bound, parts=queries.part_choices())
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        people = Person.objects.filter(rules.register_request.rows(request.viewer), number=given.pop("number"))
        person = people.first()
        if person is None:
            form.add_error("number", _("没有找到这个工号，再核对一遍。"))
        else:
            try:
                row = deeds.file_request(**given, person=person.pk, by=request.viewer, at=request.now)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("记下了，编号 %(number)s，请告诉本人。") % {"number": row.number})
                return see_other("consent_forms")
    return answer(request, "consents/register.html", status=422 if form.is_bound else 200, form=form)


def information_handle(request: Request, *, information_request: int) -> HttpResponse:
    """One request at the desk. Opening it is on the trail."""
    row = get_object_or_404(queries.requests_for(request.viewer), pk=information_request)
    deeds.read_request(row, by=request.viewer, at=request.now)
    return _show(request, row=row, answering=forms.Answer(), concluding=forms.Conclude(), status=200)


def _show(
    request: Request, *, row: InformationRequest, answering: forms.Answer, concluding: forms.Conclude, status: int
) -> HttpResponse:
    part = parts.get(row.part)
    return answer(
        request, "consents/handle.html", status=status, row=row, form=answering, conclude=concluding,
        about=part.title if part else _("全部"), must_keep=part.must_keep if part else "",
        reason=REASONS.get(row.reason), on=today(request.now),
        left=working_days_between(today(request.now), b=row.due_on, calendar=calendar()),
    )  # fmt: skip


def information_answer(request: Request, *, information_request: int) -> HttpResponse:
    """Answer it."""
    rows = queries.requests_for(request.viewer, rule=rules.answer_request)
    row = get_object_or_404(rows, pk=information_request)
    form = forms.Answer(request.POST)
    if form.is_valid():
        try:
            deeds.answer_request(row.pk, **form.cleaned_data, by=request.viewer, at=request.now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("答复了，本人看得到。"))
            return see_other("information_handle", information_request=row.pk)
    return _show(request, row=row, answering=form, concluding=forms.Conclude(), status=422)


def information_conclude(request: Request, *, information_request: int) -> HttpResponse:
    """The chair's word."""
    rows = queries.requests_for(request.viewer, rule=rules.conclude_review)
    row = get_object_or_404(rows, pk=information_request)
    form = forms.Conclude(request.POST)
    if not form.is_valid():
        return _show(request, row=row, answering=forms.Answer(), concluding=form, status=422)
    deeds.conclude_review(row.pk, **form.cleaned_data, by=request.viewer, at=request.now)
    messages.success(request, _("复核结论送到了本人那里。"))
    return see_other("information_handle", information_request=row.pk)


def _desk_copy(request: Request, *, pk: int) -> InformationRequest:
    rows = InformationRequest.objects.select_related("person__unit")
    row = get_object_or_404(rows, rules.print_copy.rows(request.viewer), pk=pk)
    deeds.hand_out_copy(row, by=request.viewer, at=request.now)
    return row


def information_desk_copy(request: Request, *, information_request: int) -> HttpResponse:
    """The copy printed for somebody without a phone."""
    row = _desk_copy(request, pk=information_request)
    return answer(request, "consents/copy.html", row=row, sections=papers.copy_of(row.person), now=request.now)


def information_desk_workbook(request: Request, *, information_request: int) -> HttpResponse:
    """The same as a workbook."""
    return workbook_of(_desk_copy(request, pk=information_request))
