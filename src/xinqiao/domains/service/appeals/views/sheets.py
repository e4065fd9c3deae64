"""On paper and in Excel: the receipt, the whole matter on A4, the register of a period."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.blocks.cases import queries as cases
from xinqiao.domains.service.appeals import forms, papers
from xinqiao.domains.service.appeals.actions import exporting, handling
from xinqiao.domains.service.appeals.queries import matters
from xinqiao.domains.service.words import REASONS
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request
from xinqiao.ui.answer import answer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def appeal_receipt(request: Request, *, appeal: int) -> HttpResponse:
    """The printed receipt for somebody without a phone: number, who answers, until when."""
    row = get_object_or_404(matters.receipts(request.viewer), pk=appeal)
    handling.read_appeal(row, by=request.viewer, at=request.now)
    on = today(request.now)
    return answer(
        request, "service/appeals/receipt.html", row=row, case=row.case, on=on, hands=cases.hands(row.case, on=on)
    )


def appeal_sheet(request: Request, *, appeal: int) -> HttpResponse:
    """The whole matter on A4: what was said, what was done, what was answered, who signs."""
    row = get_object_or_404(matters.desk_appeals(request.viewer), pk=appeal)
    handling.read_appeal(row, by=request.viewer, at=request.now)
    author_name = "" if row.may_see_author else _("提出人")  # type: ignore[attr-defined]
    return answer(
        request,
        "service/appeals/sheet.html",
        row=row,
        case=row.case,
        lines=cases.lines(row.case, public_only=True, author_name=author_name),
        letters=cases.letters(row.case),
        reason=REASONS.get(row.case.reason),
    )


def appeals_export(request: Request) -> HttpResponse:
    """The register of a period as a workbook: asked with a reason, names masked, on the trail."""
    form = forms.Export(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        why, names = given.pop("text"), given.pop("names")
        taken = exporting.export_appeals(**given, why=why, by=request.viewer, at=request.now)
        return HttpResponse(
            papers.register(taken.rows, number=taken.number, names=names),
            content_type=XLSX,
            headers={"Content-Disposition": f'attachment; filename="{taken.number}.xlsx"'},
        )
    status = 422 if form.is_bound else 200
    return answer(request, "service/appeals/export.html", status=status, form=form)
