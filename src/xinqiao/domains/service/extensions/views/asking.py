"""The holder's pages: ask for a later day, mend, take back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.blocks.cases import queries as cases
from xinqiao.domains.service.appeals.queries import matters as appeals
from xinqiao.domains.service.extensions import forms, queries, rules
from xinqiao.domains.service.extensions.actions import asking
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.ui.answer import answer


def _page(request: Request, *, case: Any, form: Form, **words: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    hands = cases.hands(case, on=today(request.now))
    limit = cases.finish_clock(case)
    return answer(
        request, "service/extensions/ask.html", status=status, case=case, form=form, limit=limit, hands=hands, **words
    )


def extension_ask(request: Request, *, appeal: int) -> HttpResponse:
    """Ask for a later day for an appeal in one's hands."""
    row = get_object_or_404(appeals.in_hand(request.viewer), pk=appeal)
    form = forms.Ask(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = asking.ask_extension(row.pk, **form.cleaned_data, by=request.viewer, at=request.now)
        except Refused as refusal:
            form.add_error("until", str(refusal))
        else:
            messages.success(
                request, _("送签了，编号 %(number)s。批完以前期限不变。") % {"number": made.approval.number}
            )
            return see_other("extension", extension=made.pk)
    return _page(request, case=row.case, form=form, back=("appeal_handle", {"appeal": row.pk}), mend=False)


def extension_mend(request: Request, *, extension: int) -> HttpResponse:
    """Mend what was returned, and send it anew."""
    row = get_object_or_404(queries.extensions_for(request.viewer, rule=rules.own_extension), pk=extension)
    initial = {"until": row.until, "why": row.why}
    form = forms.Ask(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            asking.mend_extension(row.pk, **form.cleaned_data, by=request.viewer, at=request.now)
        except Refused as refusal:
            form.add_error("until", str(refusal))
        else:
            messages.success(request, _("改好送签了，从第一步重新签。原来的一稿还看得到。"))
            return see_other("extension", extension=row.pk)
    return _page(request, case=row.appeal.case, form=form, back=("extension", {"extension": row.pk}), mend=True)


def extension_withdraw(request: Request, *, extension: int) -> HttpResponse:
    """Take it back."""
    row = get_object_or_404(queries.extensions_for(request.viewer, rule=rules.own_extension), pk=extension)
    asking.withdraw_extension(row.pk, by=request.viewer, at=request.now)
    messages.success(request, _("撤回了，期限不变。"))
    return see_other("extension", extension=row.pk)
