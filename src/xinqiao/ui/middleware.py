"""What the ui does around every page."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from xinqiao.kit.http import for_systems
from xinqiao.kit.refusal import Refused
from xinqiao.ui import systems
from xinqiao.ui.answer import answer
from xinqiao.ui.troubles import maintenance, not_allowed, without_token

Next = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "object-src 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
}


class SecurityHeaders:
    """Every answer carries the strict policy; a view may tighten a header, never lose one."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class RefusalPage:
    """Turns a refusal nobody caught into a page: the rule, where it is written, what to do next. Status 422.
    Another system gets the same as data. An empty 405 or 401 gets words too."""

    WORDS = {401: (without_token, "WWW-Authenticate"), 405: (not_allowed, "Allow")}

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code not in self.WORDS or response.content:
            return response
        words, header = self.WORDS[response.status_code]
        worded = words(request)
        worded[header] = response[header]
        return worded

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Asked by Django for every exception of a view; others than refusals pass."""
        if not isinstance(exception, Refused):
            return None
        if for_systems(request):
            return systems.refused(exception)
        steps = [line.strip() for line in exception.cure_text.splitlines() if line.strip()]
        return answer(request, "ui/refusal.html", status=422, refusal=exception, steps=steps)


class Maintenance:
    """While the setting MAINTENANCE is on, every page says so; static files are still served above this one."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(settings, "MAINTENANCE", False):
            return maintenance(request)
        return self.get_response(request)
