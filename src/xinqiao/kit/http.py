"""The request as the gate hands it to a view, and answers that carry no page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import resolve_url

INTERFACE = "/api/"


class Request(HttpRequest):
    """What every view gets: who looks (`ground.org.queries.Viewer`) and when, settled by the gate before it begins.

    `token` is the one another system has shown; None in front of every page, and there for every operation.
    """

    viewer: Any
    now: datetime
    token: Any


class SeeOther(HttpResponseRedirect):
    """After a deed, look here: 303, so that a reload repeats nothing."""

    status_code = 303


def see_other(to: str, /, **nouns: object) -> SeeOther:
    """Send the browser to a URL name, a path or an object's own page."""
    return SeeOther(resolve_url(to, **nouns))


def for_systems(request: HttpRequest) -> bool:
    """Whether this address belongs to the interface for other systems: it knows no cookies and answers no pages."""
    return request.path_info.startswith(INTERFACE)
