"""What every page knows without being told."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.messages import get_messages
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from xinqiao.ui.navigation import Menu

LARGE = "large"
KEEP = 60.0  # seconds a fact of the whole house is kept by a worker: nobody waits a query for the telephone number

_facts: dict[str, Callable[[], str]] = {}
_kept: dict[str, tuple[float, str]] = {}


def provide(name: str, *, fact: Callable[[], str]) -> None:
    """A room says where a fact that stands on every page comes from (hotline, union_name)."""
    _facts[name] = fact


def fact(name: str, *, otherwise: str) -> str:
    """A fact of the whole house, asked at most once a minute; `otherwise` while the database cannot answer."""
    at, found = _kept.get(name, (-KEEP, otherwise))
    if name in _facts and time.monotonic() - at >= KEEP:
        try:
            found = _facts[name]() or otherwise
        except DatabaseError:
            return otherwise
        _kept[name] = (time.monotonic(), found)
    return found


def forget() -> None:
    """Ask anew: after the fact was changed in this worker, and between tests."""
    _kept.clear()


@dataclass(frozen=True)
class Nobody:
    """Whoever stands before a page that failed before the gate could look."""

    known: bool = False
    member: bool = False
    person: None = None
    unit: None = None
    number: str = ""
    name: str = ""
    unit_name: str = ""
    posts: tuple[object, ...] = ()
    unread: int = 0

    def holds(self, *roles: str) -> bool:
        """Nobody holds a post."""
        return False


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The context processor. A page's own words win over these (see answer)."""
    viewer = getattr(request, "viewer", None) or Nobody()
    return {
        "viewer": viewer,
        "face": face_of(viewer),
        "large_text": request.COOKIES.get(LARGE) == "1",
        "language": "en" if (get_language() or "").startswith("en") else "zh",
        "demo": settings.DEMO,
        "hotline": fact("hotline", otherwise="12351"),
        "union_name": fact("union_name", otherwise=""),
        "menu": Menu(viewer=viewer, path=request.path),
        "path": return_path(request),
        "notices": get_messages(request),
    }


def face_of(viewer: Any) -> str:
    """Which frame a page shared by all faces takes: the desk's for officers, the member's, or the public one."""
    if not viewer.known:
        return "public"
    return "desk" if viewer.posts else "member"


def return_path(request: HttpRequest) -> str:
    """A local address one may be sent back to: this page if it can be read, else the page one came from, else home."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came = urlsplit(request.META.get("HTTP_REFERER", ""))
    if came.path and came.netloc == request.META.get("HTTP_HOST", ""):
        return safe_path(f"{came.path}?{came.query}" if came.query else came.path)
    return "/"


def safe_path(address: str) -> str:
    """The address if it stays in this house, else the front door."""
    local = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if local else "/"
