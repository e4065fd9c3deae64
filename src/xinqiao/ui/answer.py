"""The one way a view answers with a page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from jinja2_fragments import render_block


def answer(request: HttpRequest, template: str, *, part: str = "", status: int = 200, **context: Any) -> HttpResponse:
    """Render a page, or its named block alone when htmx asks and `part` names one. The page's own context wins over
    what the processors give. Raises jinja2.UndefinedError for a name nobody gave."""
    backend = engines["jinja2"]
    assert isinstance(backend, Jinja2)  # noqa: S101 - a promise to the type checker
    names: dict[str, Any] = {
        "request": request,
        "csrf_input": csrf_input_lazy(request),
        "csrf_token": csrf_token_lazy(request),
    }
    for processor in backend.template_context_processors:
        names |= processor(request)
    names |= context
    if part and request.headers.get("HX-Request"):
        return HttpResponse(render_block(backend.env, template, part, **names), status=status)
    found = backend.get_template(template)
    response = HttpResponse(found.template.render(names), status=status)
    if part:
        response["Vary"] = "HX-Request"
    return response
