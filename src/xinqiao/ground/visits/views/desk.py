"""The desk's pages of visits: the list and one of them."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.ground.papers.queries import content_of
from xinqiao.ground.visits import rules
from xinqiao.ground.visits.actions import recording
from xinqiao.ground.visits.models import Visit
from xinqiao.ground.visits.queries import visits as queries
from xinqiao.ground.visits.words import Purpose
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request
from xinqiao.ui.answer import answer


def after(text: str) -> tuple[date, int] | None:
    """Where the next page begins: 2026-10-22.417, or nothing when it is not that."""
    day, _dot, pk = text.partition(".")
    try:
        return date.fromisoformat(day), int(pk[:18])
    except ValueError:
        return None


def visits(request: Request) -> HttpResponse:
    """Visits, newest first: my own, and those of my units."""
    tab = request.GET.get("tab", "mine")
    tab = tab if tab in queries.TABS else "mine"
    purpose = request.GET.get("purpose", "")
    begins = after(request.GET.get("after", ""))
    rows = queries.page_of(request.viewer, tab=tab, purpose=purpose, after=begins)
    shown, more = rows[: queries.PAGE], len(rows) > queries.PAGE
    return answer(
        request, "visits/list.html", rows=[(row, queries.whom(row)) for row in shown], tab=tab, purpose=purpose,
        purposes=[("", _("各样都看")), *Purpose.choices], first_page=begins is None,
        next_page=f"{shown[-1].on}.{shown[-1].pk}" if more else "",
        may_register=rules.print_register.admits(request.viewer),
    )  # fmt: skip


def fetched(request: Request, *, visit: int) -> Visit:
    """The visit as the desk may read it; opening it is on the trail. Raises Http404."""
    row = get_object_or_404(queries.visits_for(request.viewer), pk=visit)
    recording.read_visit(row, by=request.viewer, at=request.now)
    return row


def visit(request: Request, *, visit: int) -> HttpResponse:
    """One visit: what was heard, what has to be done, what the visited say, what it said before."""
    row = fetched(request, visit=visit)
    return answer(
        request, "visits/one.html", row=row, visited=queries.visited(row), companions=queries.companions(row),
        tasks=queries.tasks_of(row), words=queries.words_of(row), versions=queries.versions(row), on=today(request.now),
    )  # fmt: skip


def visit_photo(request: Request, *, visit: int) -> HttpResponse:
    """The photo, if one was taken."""
    return photo_of(fetched(request, visit=visit))


def photo_of(row: Visit) -> HttpResponse:
    """The kept photo, after the page's own rule has let it through; a browser may not keep it."""
    if row.photo is None:
        raise Http404
    return HttpResponse(
        content_of(row.photo), content_type=row.photo.media_type, headers={"Cache-Control": "private, no-store"}
    )
