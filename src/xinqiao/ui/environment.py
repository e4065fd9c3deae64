"""The Jinja2 environment of all pages."""

from __future__ import annotations

from typing import Any

import jinja2
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation

from xinqiao.ui import clocks, dates


class Components:
    """The macros of ui/components.html, loaded on first use: they stand in the globals, so that a block rendered
    alone has them too."""

    def __init__(self, env: jinja2.Environment) -> None:
        self._env = env

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._env.get_template("ui/components.html").module, name)


def url(name: str, *args: object, **nouns: object) -> str:
    """The address of a page by its URL name and nouns."""
    return reverse(name, args=args or None, kwargs=nouns or None)


def environment(**options: Any) -> jinja2.Environment:
    """Called by Django's Jinja2 backend. A misspelt name is an error, never a blank."""
    env = jinja2.Environment(  # noqa: S701 - autoescape is set in the options just below
        **(
            options
            | {
                "undefined": jinja2.StrictUndefined,
                "autoescape": True,
                "trim_blocks": True,
                "lstrip_blocks": True,
                "extensions": ["jinja2.ext.i18n"],
            }
        )
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals |= {
        "static": static,
        "url": url,
        "date": dates.date,
        "iso": dates.iso,
        "day_parts": dates.day_parts,
        "greeting": dates.greeting,
        "money": dates.money,
        "clocks": clocks,
        "ui": Components(env),
    }
    return env
