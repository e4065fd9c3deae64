"""Pages that belong to no room: the two switches and the sheet of components."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from xinqiao.kit.http import see_other
from xinqiao.ui import context, specimen
from xinqiao.ui.answer import answer

YEAR = 365 * 24 * 3600


def design(request: HttpRequest) -> HttpResponse:
    """Every component in every state, in the demo only."""
    if not settings.DEMO:
        raise Http404
    return answer(request, "ui/design/page.html", **specimen.sheet())


def language(request: HttpRequest) -> HttpResponse:
    """Remember the language for this browser, and go back."""
    response = see_other(context.safe_path(request.POST.get("next", "/")))
    chosen = request.POST.get("language", "")
    if translation.check_for_language(chosen) and chosen in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax", httponly=True)
    return response


def large_text(request: HttpRequest) -> HttpResponse:
    """Turn large text on or off for this browser, and go back."""
    response = see_other(context.safe_path(request.POST.get("next", "/")))
    if request.POST.get("large") == "1":
        response.set_cookie(context.LARGE, "1", max_age=YEAR, samesite="Lax", httponly=True)
    else:
        response.delete_cookie(context.LARGE, samesite="Lax")
    return response
