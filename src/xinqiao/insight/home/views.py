"""The first page of each face, and the pulse of the server."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse, JsonResponse

from xinqiao.insight.demo.queries import cast, first_to_try
from xinqiao.insight.home import queries
from xinqiao.kit import waiting
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
    number = queries.hotline(on)
    return answer(
        request,
        "insight/home/home.html",
        places=waiting.rows_for(request.viewer, face="member", on=on),
        tiles=tiles.tiles_for(request.viewer, hotline=number),
        quiet=tiles.quiet_for(request.viewer),
        plate=queries.plate(request.viewer, on=on),
        number=number,
        now=request.now,
        on=on,
    )


def desk(request: Request) -> HttpResponse:
    """The desk's first page: what is in one's hands, where one must help, what came in."""
    on = today(request.now)
    places = waiting.rows_for(request.viewer, face="desk", on=on)
    sums = waiting.sums_for(request.viewer, on=on)
    return answer(request, "insight/home/desk.html", on=on, places=places, sums=sums)


def healthz(request: Request) -> HttpResponse:
    """200 only when the database answers and the union is filled."""
    try:
        filled = queries.is_filled()
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "ok"}) if filled else JsonResponse({"status": "empty"}, status=503)
