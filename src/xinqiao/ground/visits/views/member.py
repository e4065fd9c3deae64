"""The member's pages: who came to see me, what will be done about it, and my word about it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.ground.visits import forms
from xinqiao.ground.visits.actions import recording
from xinqiao.ground.visits.models import Visit
from xinqiao.ground.visits.queries import visits as queries
from xinqiao.ground.visits.views.desk import after, photo_of
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request, see_other
from xinqiao.ui.answer import answer


def visits_own(request: Request) -> HttpResponse:
    """Who came to see me and my team."""
    begins = after(request.GET.get("after", ""))
    rows = queries.own_page(request.viewer, after=begins)
    shown, more = rows[: queries.PAGE], len(rows) > queries.PAGE
    next_page = f"{shown[-1].on}.{shown[-1].pk}" if more else ""
    return answer(request, "visits/own_list.html", rows=shown, next_page=next_page, first_page=begins is None)


def visit_own(request: Request, *, visit: int) -> HttpResponse:
    """One visit as I read it: never the internal note."""
    row = get_object_or_404(queries.own_visits(request.viewer), pk=visit)
    return _show(request, row=row, form=forms.Word(), status=200)


def _show(request: Request, *, row: Visit, form: forms.Word, status: int) -> HttpResponse:
    mine = [word for word in queries.words_of(row) if word.person_id == request.viewer.person]
    to_me: bool = row.to_me  # type: ignore[attr-defined]
    return answer(
        request, "visits/own.html", status=status, row=row, form=form, companions=queries.companions(row),
        tasks=queries.tasks_of(row), words=mine, versions=queries.versions(row) if to_me else [], on=today(request.now),
        asked=row.may_answer and not any(word.version == row.version for word in mine),  # type: ignore[attr-defined]
    )  # fmt: skip


def visit_answer(request: Request, *, visit: int) -> HttpResponse:
    """It is so, or something to add."""
    row = get_object_or_404(queries.own_visits(request.viewer), pk=visit, to_me=True)
    form = forms.Word(request.POST)
    if not form.is_valid():
        return _show(request, row=row, form=form, status=422)
    recording.answer_visit(row.pk, **form.cleaned_data, by=request.viewer, at=request.now)
    messages.success(request, _("记下了，去看您的同志看得到。"))
    return see_other("visit_own", visit=row.pk)


def visit_own_photo(request: Request, *, visit: int) -> HttpResponse:
    """The photo that was taken of me, if one was."""
    return photo_of(get_object_or_404(queries.own_visits(request.viewer), pk=visit, to_me=True))
