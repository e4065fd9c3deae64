"""The first page of each face, and the pulse of the server."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse, JsonResponse

from xinqiao.insight.demo.queries import cast, first_to_try
from xinqiao.insight.home import queries
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request
from xinqiao.ui import tiles
from xinqiao.ui.answer import answer


def home(request: Request) -> HttpResponse:
    """The member's home; a stranger meets the front door."""
    on = today(request.now)
    if not request.viewer.known:
        people = cast(on) if settings.DEMO else []
        first = first_to_try(people)
        return answer(request, "insight/home/front.html", people=people, first=first, filled=queries.is_filled())
    return answer(
        request,
        "insight/home/home.html",
        waiting=queries.waiting(request.viewer),
        tiles=tiles.tiles_for(request.viewer, hotline=queries.hotline(on)),
        quiet=tiles.quiet_for(request.viewer),
        plate=queries.plate(request.viewer, on=on),
        number=queries.hotline(on),
        now=request.now,
    )


def desk(request: Request) -> HttpResponse:
    """The desk's first page: what waits, what is near its day."""
    on = today(request.now)
    return answer(request, "insight/home/desk.html", on=on, **queries.desk(request.viewer, on=on))


def healthz(request: Request) -> HttpResponse:
    """200 only when the database answers and the union is filled."""
    try:
        filled = queries.is_filled()
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "ok"}) if filled else JsonResponse({"status": "empty"}, status=503)
