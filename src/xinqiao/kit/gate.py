"""Rights: who is admitted to a page, and which rows they meet there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol

from django.conf import settings
from django.core import checks
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Q, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.utils.http import urlencode

NOTHING, EVERYTHING = Q(pk__in=[]), ~Q(pk__in=[])


class Viewer(Protocol):
    """Whoever asks. The gate needs to know only whether they have signed in."""

    @property
    def known(self) -> bool: ...


@dataclass(frozen=True)
class Rule:
    """One right. `admits` speaks of the viewer alone; `meets` of the rows, and is asked only for an admitted viewer."""

    name: str
    admits: Callable[[Any], bool]
    meets: Callable[[Any], Q] | None = None

    def rows(self, viewer: Viewer) -> Q:
        """The rows this viewer meets: for filter(), get_object_or_404() and the lock."""
        if not self.admits(viewer):
            return NOTHING
        return self.meets(viewer) if self.meets else EVERYTHING

    def flag(self, viewer: Viewer) -> Case:
        """The same right as a column: annotate(may_decide=rules.decide.flag(viewer))."""
        return Case(When(self.rows(viewer), then=Value(True)), default=Value(False))  # never NULL, never 0


anyone = Rule("anyone", lambda viewer: True)
known = Rule("known", lambda viewer: viewer.known)


def page(
    route: str,
    view: Callable[..., HttpResponse],
    *,
    rule: Rule,
    name: str,
    methods: Sequence[str] = ("GET",),
) -> URLPattern:
    """A page of ours: its address, its one right, the methods it answers (HEAD goes with GET)."""
    allowed = {*methods, "HEAD"} if "GET" in methods else set(methods)
    return path(route, _gated(view, rule=rule, methods=allowed, stranger=_to_sign_in), name=name)


def borrowed(
    entries: Iterable[URLPattern | URLResolver], *, rule: Rule, methods: Mapping[str, set[str]]
) -> list[URLPattern]:
    """Addresses a library has made for other systems, under one rule of ours: once each, and only those named here with
    the methods they answer. No browser stands before them, so a stranger gets an empty 401 and is not led to sign in."""
    found: dict[str, URLPattern] = {}
    for entry in entries:
        route = str(entry.pattern)
        if isinstance(entry, URLPattern) and route in methods and route not in found:
            entry.callback = _gated(entry.callback, rule=rule, methods=methods[route], stranger=_without_token)
            found[route] = entry
    return list(found.values())


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    asked = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{asked}")


def _without_token(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})


def _gated(
    view: Callable[..., HttpResponse],
    *,
    rule: Rule,
    methods: set[str],
    stranger: Callable[[HttpRequest], HttpResponse],
) -> Callable[..., HttpResponse]:
    @wraps(view)
    def gated(request: HttpRequest, *args: object, **nouns: object) -> HttpResponse:
        viewer: Viewer = request.viewer  # type: ignore[attr-defined]
        if not rule.admits(viewer):
            if viewer.known:
                raise PermissionDenied(rule.name)
            return stranger(request)
        if request.method not in methods:
            return HttpResponseNotAllowed(sorted(methods))
        return view(request, *args, **nouns)

    gated.rule = rule  # type: ignore[attr-defined]
    gated.methods = methods  # type: ignore[attr-defined]
    return gated


def patterns(entries: Sequence[URLPattern | URLResolver], *, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every page under these entries, with its whole route: the access matrix and the check walk it."""
    for entry in entries:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns, prefix=route)
        else:
            yield route, entry


def every_url_has_a_rule(app_configs: object, **kwargs: object) -> list[checks.CheckMessage]:
    """Deny by default: a URL that was not declared with page() or borrowed() stops the start."""
    return [
        checks.Error(f"{route} has no rule", hint="declare it with kit.gate.page() or borrowed()", id="xinqiao.E001")
        for route, entry in patterns(get_resolver().url_patterns)
        if not isinstance(getattr(entry.callback, "rule", None), Rule)
    ]
