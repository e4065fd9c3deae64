"""Which way extensions go, freezes, and lending one's post for signing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.blocks.approvals import queries as approvals
from xinqiao.blocks.approvals.actions import delegating, freezing
from xinqiao.domains.service.extensions import forms, queries, rules
from xinqiao.domains.service.extensions.actions import keeping
from xinqiao.domains.service.extensions.words import EXTENSION
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.ui.answer import answer


def _done(request: Request, *, form: Form, act: Callable[..., object], said: str) -> bool:
    """Whether the deed was done; a refusal comes back above the form with all that was typed."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(**form.cleaned_data, by=request.viewer, at=request.now)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, said)
    return True


def extension_route(request: Request) -> HttpResponse:
    """The versions of the way, and the freezes."""
    on = today(request.now)
    return answer(
        request,
        "service/extensions/route.html",
        sheets=queries.route_sheets(on),
        shipped=queries.shipped_steps(),
        freezes=list(approvals.freezes(EXTENSION, on=on)),
        may_keep=rules.keep_route.admits(request.viewer),
        on=on,
    )


def extension_route_new(request: Request) -> HttpResponse:
    """A new version of the way."""
    initial = {"in_force_from": today(request.now)}
    form = forms.Route(request.POST if request.method == "POST" else None, initial=initial)
    if _done(request, form=form, act=keeping.keep_route, said=_("新的一版定好了，已经送签的不受影响。")):
        return see_other("extension_route")
    status = 422 if form.is_bound else 200
    return answer(request, "service/extensions/route_new.html", form=form, status=status)


def extension_freeze(request: Request) -> HttpResponse:
    """Days in which nothing is filed or signed."""
    form = forms.Freeze(request.POST if request.method == "POST" else None)
    if _done(request, form=form, act=keeping.declare_freeze, said=_("冻结期定好了，到时候会写明哪天恢复。")):
        return see_other("extension_route")
    return answer(request, "service/extensions/freeze.html", form=form, status=422 if form.is_bound else 200)


def extension_freeze_lift(request: Request, *, freeze: int) -> HttpResponse:
    """The freeze ends today."""
    row = get_object_or_404(approvals.freezes(EXTENSION, on=today(request.now)), pk=freeze)
    freezing.lift_freeze(row.pk, by=request.viewer, at=request.now)
    messages.success(request, _("冻结期结束了，现在就能送签、签批。"))
    return see_other("extension_route")


def delegations(request: Request) -> HttpResponse:
    """Who signs for me, and for whom I sign; lend a post for some days."""
    on, me = today(request.now), request.viewer.person
    posts = [
        (str(p.pk), f"{p.unit.short} {p.get_role_display()}") for p in approvals.posts_to_lend(request.viewer, on=on)
    ]
    form = forms.Lend(request.POST if request.method == "POST" else None, posts=posts, initial={"from_on": on})
    if _done(request, form=form, act=delegating.give_delegation, said=_("委托好了，从开始的那天起生效。")):
        return see_other("delegations")
    return answer(
        request,
        "service/extensions/delegations.html",
        status=422 if form.is_bound else 200,
        given=list(approvals.delegations_of(me, on=on)),
        held=list(approvals.delegations_to(me, on=on)),
        form=form,
        on=on,
    )


def delegation_end(request: Request, *, delegation: int) -> HttpResponse:
    """From today on nobody signs by it."""
    given: Any = approvals.delegations_of(request.viewer.person, on=today(request.now))
    row = get_object_or_404(given.filter(rules.end_lending.rows(request.viewer)), pk=delegation)
    delegating.end_delegation(row.pk, by=request.viewer, at=request.now)
    messages.success(request, _("委托结束了，已经代签的照样有效。"))
    return see_other("delegations")
