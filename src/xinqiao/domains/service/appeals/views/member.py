"""The member's pages: file, follow, add a word, take back, rate, ask again, ask for review."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.blocks.cases import queries as cases
from xinqiao.domains.service.appeals import forms
from xinqiao.domains.service.appeals.actions import filing
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.appeals.queries import lists, matters
from xinqiao.domains.service.words import REASONS, Privacy
from xinqiao.ground.papers.queries import content_of
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.ui.answer import answer


def appeal_file(request: Request) -> HttpResponse:
    """Say what is wrong."""
    if request.method == "GET":
        return answer(request, "service/appeals/file.html", form=forms.Appeal(), notes=privacy_notes())
    form = forms.Appeal(request.POST, request.FILES)
    if form.is_valid():
        given = dict(form.cleaned_data)
        photo = given.pop("photo")
        sent = (photo, photo.name, photo.size) if photo else None
        try:
            appeal = filing.file_appeal(**given, photo=sent, by=request.viewer, at=request.now)
        except Refused as refusal:
            form.add_error("photo", str(refusal))
        else:
            messages.success(request, _("收到了，编号 %(number)s。") % {"number": appeal.case.number})
            return see_other("appeal_own", appeal=appeal.pk)
    return answer(request, "service/appeals/file.html", form=form, notes=privacy_notes(), status=422)


def privacy_notes() -> dict[str, str]:
    """The second line under each choice of privacy."""
    return {Privacy.NAMED.value: _("办得快，可以直接联系您"), Privacy.HIDDEN.value: _("只有值班员和工会知道您是谁")}


def appeals_own(request: Request) -> HttpResponse:
    """All I have asked for."""
    rows = list(lists.own_appeals(request.viewer)[:100])
    return answer(request, "service/appeals/own_list.html", rows=rows)


def appeal_own(request: Request, *, appeal: int) -> HttpResponse:
    """One of my appeals: in whose hands, until when, everything said to me."""
    row = get_object_or_404(matters.own_appeal(request.viewer), pk=appeal)
    return _show(request, row=row, rate=forms.Rate(), status=200)


def _show(request: Request, *, row: Appeal, rate: forms.Rate, status: int) -> HttpResponse:
    on = today(request.now)
    return answer(
        request,
        "service/appeals/own.html",
        status=status,
        row=row,
        case=row.case,
        on=on,
        hands=cases.hands(row.case, on=on),
        lines=cases.lines(row.case, public_only=True, mine=request.viewer.person),
        letters=cases.letters(row.case),
        reason=REASONS.get(row.case.reason),
        rate=rate,
        papers=matters.papers_of(row, public_only=True),
    )


def appeal_photo(request: Request, *, appeal: int) -> HttpResponse:
    """The photo I sent."""
    row = get_object_or_404(matters.own_appeal(request.viewer), pk=appeal, photo__isnull=False)
    return photo_of(row)


def photo_of(row: Appeal) -> HttpResponse:
    """The kept photo, after the page's own rule has let it through; a browser may not keep it."""
    if row.photo is None:
        raise Http404
    return HttpResponse(
        content_of(row.photo), content_type=row.photo.media_type, headers={"Cache-Control": "private, no-store"}
    )


def appeal_add(request: Request, *, appeal: int) -> HttpResponse:
    """Add a word."""
    row = get_object_or_404(matters.own_appeal(request.viewer), pk=appeal, may_answer=True)
    form = forms.Word(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        filing.add_word(row.pk, text=form.cleaned_data["text"], by=request.viewer, at=request.now)
        messages.success(request, _("补上了，承办人会看到。"))
        return see_other("appeal_own", appeal=row.pk)
    return _ask(request, row=row, form=form, title=_("补充一句话"), button=_("补充一句话"))


def appeal_nudge(request: Request, *, appeal: int) -> HttpResponse:
    """Ask where it is."""
    row = get_object_or_404(matters.own_appeal(request.viewer), pk=appeal, may_answer=True)
    filing.nudge_appeal(row.pk, text=request.POST.get("text", "")[:2000], by=request.viewer, at=request.now)
    messages.success(request, _("催到了，承办人看得到您在等。"))
    return see_other("appeal_own", appeal=row.pk)


def appeal_withdraw(request: Request, *, appeal: int) -> HttpResponse:
    """Take it back."""
    row = get_object_or_404(matters.own_appeal(request.viewer), pk=appeal, may_answer=True)
    form = forms.MayWhy(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        filing.withdraw_appeal(row.pk, why=form.cleaned_data["text"], by=request.viewer, at=request.now)
        messages.success(request, _("撤回了。以后还可以再提。"))
        return see_other("appeal_own", appeal=row.pk)
    return _ask(request, row=row, form=form, title=_("撤回这件诉求"), button=_("撤回诉求"))


def appeal_rate(request: Request, *, appeal: int) -> HttpResponse:
    """Rate it, once it is done."""
    row = get_object_or_404(matters.own_appeal(request.viewer), pk=appeal, may_answer=True)
    form = forms.Rate(request.POST)
    if not form.is_valid():
        return _show(request, row=row, rate=form, status=422)
    filing.rate_appeal(row.pk, **form.cleaned_data, by=request.viewer, at=request.now)
    messages.success(request, _("谢谢您的评价。"))
    return see_other("appeal_own", appeal=row.pk)


def appeal_reopen(request: Request, *, appeal: int) -> HttpResponse:
    """Dissatisfied: have it handled once more, by someone else."""
    row = get_object_or_404(matters.own_appeal(request.viewer), pk=appeal, may_answer=True)
    filing.reopen_appeal(row.pk, why=request.POST.get("text", "")[:2000], by=request.viewer, at=request.now)
    messages.success(request, _("已重新办理，由没经手过的人来办。"))
    return see_other("appeal_own", appeal=row.pk)


def appeal_review(request: Request, *, appeal: int) -> HttpResponse:
    """One tap: ask for review."""
    row = get_object_or_404(matters.own_appeal(request.viewer), pk=appeal, may_answer=True)
    filing.ask_review(row.pk, why=request.POST.get("text", "")[:2000], by=request.viewer, at=request.now)
    messages.success(request, _("复核申请送到集团工会了，由没经手过的人来办。"))
    return see_other("appeal_own", appeal=row.pk)


def _ask(request: Request, *, row: Appeal, form: forms.Word | forms.MayWhy, title: str, button: str) -> HttpResponse:
    """A page with one field and one button."""
    status = 422 if form.is_bound else 200
    return answer(request, "service/appeals/ask.html", status=status, row=row, form=form, title=title, button=button)
