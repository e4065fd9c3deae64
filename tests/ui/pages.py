"""Small helpers: render a piece of a template, and a page for a viewer of our choice. No database."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.template.loader import engines
from django.test import RequestFactory

import xinqiao

PRODUCT = Path(xinqiao.__file__).parent
UI = PRODUCT / "ui"


@dataclass(frozen=True)
class Someone:
    """A viewer as the gate would make one."""

    known: bool = True
    member: bool = True
    name: str = "蒋小雅"
    number: str = "20417"
    unit_name: str = "大件加工公司"
    posts: tuple[str, ...] = field(default=())
    unread: int = 0

    def holds(self, *roles: str) -> bool:
        """Whether one of these posts is held."""
        return bool(set(roles) & set(self.posts))


def piece(text: str, **names: Any) -> str:
    """A template given as text, rendered with these names alone."""
    rendered: str = engines["jinja2"].from_string(text).render(names)
    return rendered


def request_of(
    viewer: object | None = None,
    *,
    path: str = "/",
    method: str = "get",
    data: dict[str, str] | None = None,
    **headers: str,
) -> HttpRequest:
    """A request as it stands after the gate."""
    request = getattr(RequestFactory(), method)(path, data or {}, headers=headers)
    request.viewer = viewer or Someone()
    request._messages = CookieStorage(request)
    return request
