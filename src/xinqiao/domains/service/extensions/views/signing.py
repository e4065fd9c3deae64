"""The signer's pages: what waits, several at once, one with its document, the printed form and its scan."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.blocks.approvals.words import Verdict
from xinqiao.domains.service.extensions import forms, queries, rules
from xinqiao.domains.service.extensions.actions import signing
from xinqiao.domains.service.extensions.models import Extension
from xinqiao.domains.service.extensions.words import TABS
from xinqiao.ground.papers.queries import content_of
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.ui.answer import answer


def extensions(request: Request) -> HttpResponse:
    """What waits for my signature; what I asked for; what is on its way; what is decided."""
    tab = request.GET.get("tab", "waiting")
    tab = tab if tab in TABS else "waiting"
    before = request.GET.get("before", "")
    key = int(before) if before.isdecimal() and len(before) < 19 else None
    rows = queries.page_of(request.viewer, tab=tab, before=key)
    shown, more = rows[: queries.PAGE], len(rows) > queries.PAGE
    return answer(
        request,
        "service/extensions/list.html",
        rows=shown,
        tab=tab,
        counts=queries.tally(request.viewer),
        next_page=str(shown[-1].pk) if more else "",
        first=key is None,
        holds_office=rules.hold_office.admits(request.viewer),
    )


def extensions_sign(request: Request) -> HttpResponse:
    """Agree to several: each through the same door as one alone; what fails is told one by one."""
    asked = [
        int(text) for text in request.POST.getlist("extension")[: queries.PAGE] if text.isdecimal() and len(text) < 19
    ]
    signed = 0
    for row in queries.extensions_for(request.viewer).filter(pk__in=asked).order_by("pk"):
        try:
            signing.sign_extension(row.pk, agree=True, opinion="", by=request.viewer, at=request.now)
        except Refused as refusal:
            messages.error(request, f"{row.approval.number} {refusal}")
        else:
            signed += 1
    if signed:
        messages.success(request, _("签好了 %(count)s 份。") % {"count": signed})
    elif not asked:
        messages.error(request, _("先勾选要签的几份。"))
    return see_other("extensions")


def extension(request: Request, *, extension: int) -> HttpResponse:
    """One extension: the frozen document, the opinions, the form. Opening it is on the trail."""
    row = get_object_or_404(queries.extensions_for(request.viewer), pk=extension)
    signing.read_extension(row, by=request.viewer, at=request.now)
    return _show(request, row=row, form=forms.Opinion(), status=200)


def _show(request: Request, *, row: Extension, form: forms.Opinion, status: int) -> HttpResponse:
    sheets = queries.sheets(row)
    return answer(
        request,
        "service/extensions/one.html",
        status=status,
        row=row,
        approval=row.approval,
        sheet=sheets[0],
        earlier=sheets[1:],
        stations=queries.stations(row, on=today(request.now)),
        holds_office=rules.hold_office.admits(request.viewer),
        form=form,
    )


def extension_sign(request: Request, *, extension: int) -> HttpResponse:
    """Agree, refuse, or give it back."""
    row = get_object_or_404(queries.extensions_for(request.viewer), pk=extension)
    form = forms.Opinion(request.POST)
    if not form.is_valid():
        return _show(request, row=row, form=form, status=422)
    verdict, given = form.cleaned_data["verdict"], {"by": request.viewer, "at": request.now}
    opinion = form.cleaned_data["opinion"]
    if verdict == Verdict.RETURN:
        signing.return_extension(row.pk, opinion=opinion, **given)
    else:
        signing.sign_extension(row.pk, agree=verdict == Verdict.AGREE, opinion=opinion, **given)
    messages.success(request, SAID[verdict]())
    still = queries.extensions_for(request.viewer).filter(pk=row.pk).exists()
    return see_other("extension", extension=row.pk) if still else see_other("extensions")


SAID: dict[str, Any] = {
    Verdict.AGREE: lambda: _("签好了：同意。"),
    Verdict.REFUSE: lambda: _("签好了：不同意。原来的期限不变。"),
    Verdict.RETURN: lambda: _("退回去了，申请人改好会再送来。"),
}


def extension_print(request: Request, *, extension: int) -> HttpResponse:
    """The form on paper: the document, a column for each opinion, space for the seal."""
    row = get_object_or_404(queries.extensions_for(request.viewer), pk=extension)
    signing.read_extension(row, by=request.viewer, at=request.now)
    sheet, columns = queries.sheets(row)[0], queries.columns(row)
    return answer(
        request, "service/extensions/print.html", row=row, approval=row.approval, sheet=sheet, columns=columns
    )


def extension_scan(request: Request, *, extension: int) -> HttpResponse:
    """Bring the sealed paper form back as a photo."""
    row = get_object_or_404(queries.extensions_for(request.viewer, rule=rules.scan_extension), pk=extension)
    form = forms.Scan(request.POST, request.FILES) if request.method == "POST" else forms.Scan()
    if request.method == "POST" and form.is_valid():
        photo = form.cleaned_data["photo"]
        sent = (photo, photo.name, photo.size)
        try:
            signing.keep_scan(row.pk, photo=sent, by=request.viewer, at=request.now)
        except Refused as refusal:
            form.add_error("photo", str(refusal))
        else:
            messages.success(request, _("留存好了。"))
            return see_other("extension", extension=row.pk)
    status = 422 if form.is_bound else 200
    return answer(request, "service/extensions/scan.html", status=status, row=row, approval=row.approval, form=form)


def extension_scan_photo(request: Request, *, extension: int) -> HttpResponse:
    """The kept photo of the sealed form; a browser may not keep it."""
    rows = queries.extensions_for(request.viewer).filter(approval__scan__isnull=False)
    row = get_object_or_404(rows, pk=extension)
    signing.read_extension(row, by=request.viewer, at=request.now)
    kept: Any = row.approval.scan
    return HttpResponse(content_of(kept), content_type=kept.media_type, headers={"Cache-Control": "private, no-store"})
