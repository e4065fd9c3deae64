"""Paper: the visit as a sheet, the blank form for those without a phone, the register of a unit for a month."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from xinqiao.ground.org.models import Unit
from xinqiao.ground.visits import forms, rules
from xinqiao.ground.visits.actions import recording
from xinqiao.ground.visits.queries import visits as queries
from xinqiao.ground.visits.views.desk import fetched
from xinqiao.ground.visits.words import Place, Purpose
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request
from xinqiao.ui.answer import answer


def visit_sheet(request: Request, *, visit: int) -> HttpResponse:
    """One visit on paper, with room for signature and seal; the internal note stays in the house."""
    row = fetched(request, visit=visit)
    return answer(
        request, "visits/sheet.html", row=row, whom=queries.whom(row), visited=queries.visited(row),
        companions=queries.companions(row), tasks=queries.tasks_of(row), on=today(request.now),
    )  # fmt: skip


def visit_blank(request: Request) -> HttpResponse:
    """An empty form, to be filled in by hand and recorded later by somebody with a phone."""
    return answer(request, "visits/blank.html", places=Place.labels, purposes=Purpose.labels, lines=range(forms.LINES))


def visit_register(request: Request) -> HttpResponse:
    """The register of a unit for a month. Closed visits are counted there, and named nowhere on it."""
    units = queries.units_with_register(request.viewer)
    asked = (
        request.GET
        if "month" in request.GET
        else {"unit": units[0][0] if units else "", "month": today(request.now).isoformat()[:7]}
    )
    form = forms.Sheet(asked, units=units)
    if not form.is_valid():
        return answer(request, "visits/register.html", form=form, rows=[], unit=None, status=422)
    unit = get_object_or_404(Unit, rules.print_register.rows(request.viewer), pk=form.cleaned_data["unit"])
    since = date.fromisoformat(form.cleaned_data["month"] + "-01")
    until = date(since.year + since.month // 12, since.month % 12 + 1, 1)
    rows = queries.register_of(request.viewer, unit=unit, since=since, until=until)
    counted = queries.counted(since=since, until=until, path=unit.path)
    recording.print_register(unit, by=request.viewer, at=request.now)
    return answer(
        request, "visits/register.html", form=form, rows=[(row, queries.whom(row)) for row in rows], unit=unit,
        since=since, counted=counted, hidden=counted.visits - len(rows),
    )  # fmt: skip
