"""What people are told: the texts in force, their versions, proposing and confirming."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.ground.consents import forms, queries, rules
from xinqiao.ground.consents.actions import texts
from xinqiao.ground.consents.models import ConsentText
from xinqiao.ground.consents.words import FIRST_TEXTS, Scope
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.ui.answer import answer

FIELDS = ("purpose", "taken", "readers", "kept", "refusing")


def consent_texts(request: Request) -> HttpResponse:
    """The text of every kind in force today, and what waits for me."""
    found = queries.texts_in_force(today(request.now))
    rows = [(scope.value, scope.label, found.get(scope)) for scope in Scope]
    return answer(request, "consents/texts.html", rows=rows, waiting=queries.texts_waiting(request.viewer))


def consent_text(request: Request, *, scope: str) -> HttpResponse:
    """One kind with all its versions."""
    kind = _scope(scope)
    return answer(
        request,
        "consents/text.html",
        scope=scope,
        label=kind.label,
        current=queries.text_in_force(scope, on=today(request.now)),
        rows=queries.text_versions(scope, viewer=request.viewer),
        may_propose=rules.propose_text.admits(request.viewer),
    )


def _scope(text: str) -> Scope:
    if text not in Scope.values:
        raise Http404
    return Scope(text)


def consent_text_propose(request: Request, *, scope: str) -> HttpResponse:
    """Propose the next version, beginning from the one in force."""
    kind, on = _scope(scope), today(request.now)
    form = forms.ProposeText(request.POST if request.method == "POST" else None, initial=_first(scope, request=request))
    if request.method == "POST" and form.is_valid():
        try:
            texts.propose_text(scope=kind, **form.cleaned_data, by=request.viewer, at=request.now)
        except Refused as refusal:
            form.add_error("in_force_from", str(refusal))
        else:
            messages.success(request, _("提出了，等主席或副主席确认。"))
            return see_other("consent_text", scope=scope)
    status = 422 if form.is_bound else 200
    return answer(request, "consents/text_propose.html", status=status, form=form, scope=scope, label=kind.label, on=on)


def _first(scope: str, *, request: Request) -> dict[str, Any]:
    """The words in force, or those the product comes with."""
    on = today(request.now)
    current = queries.text_in_force(scope, on=on)
    words = {name: getattr(current, name) for name in FIELDS} if current else asdict(FIRST_TEXTS[scope])
    return words | {"in_force_from": on}


def consent_text_confirm(request: Request, *, consent_text: int) -> HttpResponse:
    """Publish what another has proposed."""
    row = get_object_or_404(ConsentText, rules.decide_text.rows(request.viewer), pk=consent_text)
    texts.confirm_text(row.pk, by=request.viewer, at=request.now)
    messages.success(request, _("确认了，从写明的那天起用这一版。"))
    return see_other("consent_text", scope=row.scope)


def consent_text_return(request: Request, *, consent_text: int) -> HttpResponse:
    """Send it back with a reason."""
    row = get_object_or_404(ConsentText, rules.decide_text.rows(request.viewer), pk=consent_text)
    form = forms.Why(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        texts.return_text(row.pk, why=form.cleaned_data["why"], by=request.viewer, at=request.now)
        messages.success(request, _("退回了，原因写给了提出的人。"))
        return see_other("consent_text", scope=row.scope)
    status = 422 if form.is_bound else 200
    return answer(request, "consents/text_return.html", status=status, form=form, row=row, label=Scope(row.scope).label)
