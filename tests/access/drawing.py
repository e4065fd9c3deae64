"""While a page is drawn, nobody asks the database: lists are evaluated before (house.md 4)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import jinja2
from django.db import connection


class AskedWhileDrawing(AssertionError):
    """A template reached for the database; the text is the statement."""


def _refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    raise AskedWhileDrawing(sql)


@contextmanager
def nothing_asked_while_drawing() -> Iterator[None]:
    """In here, a template that asks the database raises."""
    render = jinja2.Template.render

    def drawn(self: jinja2.Template, *args: Any, **kwargs: Any) -> str:
        with connection.execute_wrapper(_refuse):
            return render(self, *args, **kwargs)

    jinja2.Template.render = drawn  # type: ignore[method-assign]
    try:
        yield
    finally:
        jinja2.Template.render = render  # type: ignore[method-assign]
