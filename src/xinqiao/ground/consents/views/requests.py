"""The member's requests about their own information: asking, reading the answer, the review, the copy."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.ground.consents import forms, papers, queries, rules
from xinqiao.ground.consents.actions import requests as deeds
from xinqiao.ground.consents.models import InformationRequest
from xinqiao.ground.consents.words import REASONS, RequestKind, parts
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.ui.answer import answer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def information_request_new(request: Request) -> HttpResponse:
    """Ask to read, copy, correct, delete or have explained what is held about me."""
    part, kind = request.GET.get("part", ""), request.GET.get("kind", "")
    first = {"part": part if part in parts else "", "kind": kind if kind in RequestKind.values else ""}
    bound = request.POST if request.method == "POST" else None
    form = forms.Request(bound, initial=first, parts=queries.part_choices())
    if request.method == "POST" and form.is_valid():
        try:
            row = deeds.file_request(**form.cleaned_data, by=request.viewer, at=request.now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("收到了，编号 %(number)s。") % {"number": row.number})
            return see_other("information_request", information_request=row.pk)
    return answer(request, "consents/request_new.html", status=422 if form.is_bound else 200, form=form)


def information_request(request: Request, *, information_request: int) -> HttpResponse:
    """One request of mine: until when, the answer, the review."""
    row = get_object_or_404(queries.own_requests(request.viewer), pk=information_request)
    return answer(request, "consents/request.html", row=row, reason=REASONS.get(row.reason), about=_part(row))


def _part(row: InformationRequest) -> object:
    return parts[row.part].title if row.part in parts else _("全部")


def information_request_review(request: Request, *, information_request: int) -> HttpResponse:
    """Not content with the answer: ask the chair, once."""
    row = get_object_or_404(queries.own_requests(request.viewer), pk=information_request)
    form = forms.Review(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        deeds.ask_review(row.pk, why=form.cleaned_data["why"], by=request.viewer, at=request.now)
        messages.success(request, _("送到主席那里了，原答复人不参加。"))
        return see_other("information_request", information_request=row.pk)
    return answer(request, "consents/request_review.html", status=422 if form.is_bound else 200, form=form, row=row)


def information_copy(request: Request, *, information_request: int) -> HttpResponse:
    """The copy of what is held about me, to read and to print."""
    row = _own_copy(request, pk=information_request)
    deeds.hand_out_copy(row, by=request.viewer, at=request.now)
    return answer(request, "consents/copy.html", row=row, sections=papers.copy_of(row.person), now=request.now)


def information_workbook(request: Request, *, information_request: int) -> HttpResponse:
    """The same as a workbook."""
    row = _own_copy(request, pk=information_request)
    deeds.hand_out_copy(row, by=request.viewer, at=request.now)
    return workbook_of(row)


def _own_copy(request: Request, *, pk: int) -> InformationRequest:
    rows = InformationRequest.objects.select_related("person__unit")
    return get_object_or_404(rows, rules.own_copy.rows(request.viewer), pk=pk)


def workbook_of(row: InformationRequest) -> HttpResponse:
    """The copy for one request as a file no browser keeps."""
    headers = {
        "Content-Disposition": f'attachment; filename="{row.number}.xlsx"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(papers.workbook(papers.copy_of(row.person)), content_type=XLSX, headers=headers)
