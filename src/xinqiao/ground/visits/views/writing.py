"""Writing a visit down, mending it, taking it back, adding what has to be done."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.ground.parameters.queries import value
from xinqiao.ground.visits import forms, rules
from xinqiao.ground.visits.actions import recording, tasks
from xinqiao.ground.visits.models import Visit
from xinqiao.ground.visits.queries import people as who
from xinqiao.ground.visits.queries import visits as queries
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.ui.answer import answer


def _data(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def usual_days(request: Request) -> int:
    """The working days a task gets when nobody says how many."""
    return int(value("visits.task_days", on=today(request.now)))


def visit_new(request: Request) -> HttpResponse:
    """Write down a visit, in about a minute. The hidden key makes a form sent twice one visit."""
    initial = {"on": today(request.now), "token": secrets.token_hex(16), "people": request.GET.get("people", "")[:200]}
    files = request.FILES if request.method == "POST" else None
    form = forms.Visit(_data(request), files, initial=initial, team=who.team_of(request.viewer))
    if form.is_bound and form.is_valid():
        photo = form.cleaned_data["photo"]
        try:
            row = recording.record_visit(
                recording.Account(**form.account()), token=form.cleaned_data["token"], problems=_problems(request, form=form),
                visitor=form.cleaned_data["visitor"], photo=(photo, photo.name, photo.size) if photo else None,
                by=request.viewer, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("记下了，编号 %(number)s。") % {"number": row.number})
            return see_other("visit", visit=row.pk)
    return answer(
        request, "visits/new.html", form=form, usual=usual_days(request), status=422 if form.is_bound else 200
    )


def _problems(request: Request, *, form: forms.Visit) -> list[tasks.Problem]:
    usual = usual_days(request)
    return [tasks.Problem(line["text"], line["owner"], line["days"] or usual) for line in form.problems()]


def _fetch(request: Request, *, visit: int) -> Visit:
    """The visit, as whoever may mend it reads it: on the trail. Raises Http404."""
    row = get_object_or_404(queries.visits_for(request.viewer, rule=rules.amend_visit), pk=visit)
    recording.read_visit(row, by=request.viewer, at=request.now)
    return row


def _deed(
    request: Request, *, row: Visit, form: Any, act: Callable[[], object], said: str, **words: str
) -> HttpResponse:
    """A form, one action, back to the visit; a refusal stands in the form."""
    if form.is_bound and form.is_valid():
        try:
            act()
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return see_other("visit", visit=row.pk)
    return answer(request, "visits/deed.html", status=422 if form.is_bound else 200, row=row, form=form, **words)


def visit_amend(request: Request, *, visit: int) -> HttpResponse:
    """Mend what was written wrong."""
    row = _fetch(request, visit=visit)
    visited = " ".join(f"{one.person.number} {one.person.name}" for one in queries.visited(row))
    initial = {
        "on": row.on, "place": row.place, "purposes": row.purposes.strip(",").split(","), "heard": row.heard,
        "internal": row.internal, "people": visited, "unit": row.unit.name if row.whole_unit else "",
        "companions": " ".join(f"{one.person.number} {one.person.name}" for one in queries.companions(row)),
    }  # fmt: skip
    form = forms.Amend(_data(request), initial=initial, team=[])
    return _deed(
        request, row=row, form=form, said=_("改好了，改前改后都留着。"), title=_("改走访记录"), button=_("改好了，记下"),
        line=_("改前的那一版留着，本人也看得到。"),
        act=lambda: recording.amend_visit(
            row.pk, account=recording.Account(**form.account()), why=form.cleaned_data["why"], by=request.viewer,
            at=request.now,
        ),
    )  # fmt: skip


def visit_withdraw(request: Request, *, visit: int) -> HttpResponse:
    """Take back a visit that never took place."""
    row = _fetch(request, visit=visit)
    form = forms.Withdraw(_data(request))
    return _deed(
        request, row=row, form=form, said=_("撤销了，编号留着，不再计数。"), title=_("撤销走访记录"),
        button=_("撤销这次走访"), line=_("没有去过、记重了才撤销；写错了几个字，去改就行。"),
        act=lambda: recording.withdraw_visit(row.pk, why=form.cleaned_data["why"], by=request.viewer, at=request.now),
    )  # fmt: skip


def visit_task_add(request: Request, *, visit: int) -> HttpResponse:
    """One more thing that has to be done."""
    row = _fetch(request, visit=visit)
    form = forms.Task(_data(request), initial={"days": usual_days(request)})

    def act() -> None:
        given = form.cleaned_data
        problem = tasks.Problem(given["problem"], given["owner"], given["days"] or usual_days(request))
        tasks.add_task(row.pk, problem=problem, by=request.viewer, at=request.now)

    return _deed(
        request, row=row, form=form, said=_("交办了，本人看得到谁来办、哪天前办完。"), title=_("再交办一件事"),
        button=_("交办这件事"), line=_("件件有人办，件件有结果。"), act=act,
    )  # fmt: skip
