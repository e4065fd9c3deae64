"""Pages for trouble: what happened, what to do, whom to call. Wired as Django's error handlers."""

from __future__ import annotations

import logging

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from xinqiao.kit.http import for_systems
from xinqiao.ui import context, systems
from xinqiao.ui.answer import answer
from xinqiao.ui.words import TROUBLES

log = logging.getLogger("xinqiao.trouble")


def trouble(request: HttpRequest, *, status: int, words: int | str = 0, face: str = "") -> HttpResponse:
    """A page that says what happened and what to do; to another system the same as data. It asks the database nothing."""
    number = get_random_string(6, "23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
    log.warning("trouble %s %s %s %s", number, status, request.method, request.path)
    if for_systems(request):
        return systems.trouble(status)
    more = {"face": face} if face else {}
    return answer(request, "ui/trouble.html", status=status, trouble=TROUBLES[words or status], number=number, **more)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400; a body above the ceiling is 413."""
    return trouble(request, status=413 if isinstance(exception, RequestDataTooBig) else 400)


def too_large(request: HttpRequest) -> HttpResponse:
    """For the guard that refuses an upload above UPLOAD_CEILING."""
    return trouble(request, status=413)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403: admitted nowhere near this page."""
    return trouble(request, status=403)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: the page was open too long, or came from elsewhere."""
    return trouble(request, status=403, words="stale")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404: no such page, or a row outside the viewer's sight."""
    return trouble(request, status=404)


def without_token(request: HttpRequest) -> HttpResponse:
    """In place of the empty 401 that another system gets without a token that opens anything."""
    return systems.trouble(401)


def not_allowed(request: HttpRequest) -> HttpResponse:
    """In place of the empty 405 of a page that only receives."""
    return trouble(request, status=405)


def unprocessable(request: HttpRequest) -> HttpResponse:
    """For an answer of 422 that has no form of its own to go back to."""
    return trouble(request, status=422)


def broken(request: HttpRequest) -> HttpResponse:
    """handler500. Stands without database and viewer; if even the frame fails, plain words remain."""
    try:
        request.viewer = context.Nobody()  # type: ignore[attr-defined]
        return trouble(request, status=500, face="public")
    except Exception:
        log.exception("the page for trouble failed too")
        words = TROUBLES[500]
        return HttpResponse(f"{words.title}\n{words.happened}\n", status=500, content_type="text/plain; charset=utf-8")


def maintenance(request: HttpRequest) -> HttpResponse:
    """All closed for a while; browsers and proxies are told to come back."""
    request.viewer = context.Nobody()  # type: ignore[attr-defined]
    response = trouble(request, status=503, face="public")
    response["Retry-After"] = "1800"
    return response
