"""Handing a desk over: whose, to whom, and what did not go."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from xinqiao.domains.service.appeals import forms
from xinqiao.domains.service.appeals.actions import leaving
from xinqiao.domains.service.appeals.queries import lists, places
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request, see_other
from xinqiao.ui.answer import answer


def appeals_leave(request: Request) -> HttpResponse:
    """Whose open appeals may be handed over: one's own, and those of people who are gone or away."""
    rows = lists.desks_to_hand_over(request.viewer)
    return answer(request, "service/appeals/leave_list.html", rows=rows)


def appeals_leave_one(request: Request, *, holder: int) -> HttpResponse:
    """Hand over everything one person holds."""
    rows = lists.held_by(request.viewer, person=holder)
    if not rows:
        raise Http404
    offered = places.places_for_desk(holder, viewer=request.viewer, on=today(request.now))
    form = forms.LeaveDesk(
        request.POST if request.method == "POST" else None, desks=[(p.key, p.title) for p in offered]
    )
    if request.method == "POST" and form.is_valid():
        to = next(place for place in offered if place.key == form.cleaned_data["desk"])
        done = leaving.hand_over_desk(
            holder, desk=to.desk, holder=to.person, why=form.cleaned_data["text"], by=request.viewer, at=request.now
        )
        for number, why in done.kept:
            messages.error(request, f"{number} {why}")
        messages.success(request, _("交出去 %(count)s 件，期限都不变。") % {"count": done.moved})
        return see_other("appeals_leave")
    status = 422 if form.is_bound else 200
    return answer(
        request, "service/appeals/leave.html", status=status, rows=rows, holder=rows[0].case.holder, form=form
    )
