"""The numbers in force, their versions, who proposed and confirmed them; the working days of each year."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.ground.parameters import actions, forms, queries, rules
from xinqiao.ground.parameters.models import Parameter
from xinqiao.ground.parameters.words import SHIPPED
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.ui.answer import answer


def parameters(request: Request) -> HttpResponse:
    """All numbers, by whom they concern, with value, document and day."""
    on = today(request.now)
    groups = queries.board(on=on)
    waiting = list(Parameter.objects.filter(rules.decide_parameter.rows(request.viewer)))
    titles = {key: shipped.title for key, shipped in SHIPPED.items()}
    named = [(row, titles.get(row.key) or _("%(year)s 年的放假安排") % {"year": row.key[9:]}) for row in waiting]
    return answer(request, "parameters/list.html", groups=groups, waiting=named, on=on)


def parameter(request: Request, *, key: str) -> HttpResponse:
    """One number with all its versions."""
    if key not in SHIPPED:
        raise Http404
    on = today(request.now)
    rows = [(row, queries.spoken(row.value)) for row in queries.versions(key)]
    may = Parameter.objects.filter(rules.decide_parameter.rows(request.viewer), key=key).values_list("pk", flat=True)
    now_value = queries.in_force(key, on=on)
    return answer(
        request, "parameters/one.html", shipped=SHIPPED[key], shipped_value=queries.spoken(SHIPPED[key].value), rows=rows,
        current=now_value, current_value=queries.spoken(now_value.value), may=set(may),
        may_propose=rules.propose_parameter.admits(request.viewer),
    )  # fmt: skip


def parameter_propose(request: Request, *, key: str) -> HttpResponse:
    """Propose a new version."""
    if key not in SHIPPED:
        raise Http404
    found = queries.in_force(key, on=today(request.now))
    scopes = queries.scopes(request.viewer)
    form = forms.Propose(request.POST if request.method == "POST" else None, like=SHIPPED[key].value, scopes=scopes)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"scope": scopes[0][0]} | form.cleaned_data
        actions.propose_parameter(key=key, **given, by=request.viewer, at=request.now)
        messages.success(request, _("提出了，等另一位同志确认。"))
        return see_other("parameter", key=key)
    status = 422 if form.is_bound else 200
    current = queries.spoken(found.value)
    return answer(request, "parameters/propose.html", status=status, form=form, shipped=SHIPPED[key], current=current)


def parameter_confirm(request: Request, *, parameter: int) -> HttpResponse:
    """Confirm what another has proposed."""
    row = get_object_or_404(Parameter, rules.decide_parameter.rows(request.viewer), pk=parameter)
    done = actions.confirm_parameter(row.pk, by=request.viewer, at=request.now)
    if done.key.startswith(queries.CALENDAR):
        messages.success(request, _("确认了，%(count)s 件事的期限跟着挪了。") % {"count": done.moved})
        return see_other(f"/desk/calendar/?year={done.key.removeprefix(queries.CALENDAR)}")
    messages.success(request, _("确认了，从写明的那天起生效。"))
    return see_other("parameter", key=row.key)


def parameter_reject(request: Request, *, parameter: int) -> HttpResponse:
    """Send it back with a reason."""
    row = get_object_or_404(Parameter, rules.decide_parameter.rows(request.viewer), pk=parameter)
    form = forms.Reject(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.reject_parameter(row.pk, why=form.cleaned_data["why"], by=request.viewer, at=request.now)
        messages.success(request, _("退回了，原因写给了提出的人。"))
        return see_other("parameters")
    status = 422 if form.is_bound else 200
    return answer(request, "parameters/reject.html", status=status, form=form, row=row, value=queries.spoken(row.value))


def calendar(request: Request) -> HttpResponse:
    """Which years are loaded, and the days of one of them."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and asked > "1999" else today(request.now).year
    waiting = Parameter.objects.filter(rules.decide_parameter.rows(request.viewer), key__startswith=queries.CALENDAR)
    return answer(
        request, "parameters/calendar.html", year=year, months=queries.months(year), years=queries.years(year),
        waiting=list(waiting), loaded=queries.calendar().loaded(year),
        may_propose=rules.propose_parameter.admits(request.viewer),
    )  # fmt: skip


def calendar_bring(request: Request) -> HttpResponse:
    """Bring a year's file; it counts once another has confirmed it."""
    form = forms.Year(request.POST, request.FILES) if request.method == "POST" else forms.Year()
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.propose_year(**form.cleaned_data, by=request.viewer, at=request.now)
        except Refused as refusal:
            form.add_error("file" if form.cleaned_data["file"] else "lines", str(refusal))
        else:
            messages.success(request, _("读好了，等另一位同志确认。"))
            return see_other(f"/desk/calendar/?year={row.key.removeprefix(queries.CALENDAR)}")
    return answer(request, "parameters/calendar_bring.html", status=422 if form.is_bound else 200, form=form)
