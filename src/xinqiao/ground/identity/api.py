"""The guard around every operation of the interface, and the one operation that tells a system about its own token."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from re import fullmatch
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Router
from ninja.security import HttpBearer

from xinqiao.ground.identity.actions.answers import Answer, answer_once
from xinqiao.kit.http import Request
from xinqiao.kit.interface import KEY, KEY_PATTERN, Told, reading
from xinqiao.ui import systems

JSON = "application/json; charset=utf-8"
Run = Callable[..., HttpResponse]
router = Router(tags=["token"])


class ByToken(HttpBearer):
    """Who asks was settled by the gate; this tells the description that a token is needed, and says no without one."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The token the gate has found."""
        return request.token  # type: ignore[attr-defined]


def guarded(run: Run) -> Run:
    """Around every operation: its scope and that scope's rule first; a deed is then done once for its key.

    An operation that was not declared with `reading` or `deed` has no scope, and stops the start.
    """
    scope = run.__self__.view_func.scope  # type: ignore[attr-defined]

    @wraps(run)
    def guard(request: Request, **nouns: Any) -> HttpResponse:
        if scope and not (scope.code in request.token.scopes and scope.rule.admits(request.viewer)):
            raise PermissionDenied(scope.code)
        if request.method == "GET":
            return run(request, **nouns)
        key = request.headers.get(KEY, "")
        if not fullmatch(KEY_PATTERN, key):
            return systems.trouble(400, kind="key")
        return _once(request, key=key, run=lambda: run(request, **nouns))

    return guard


def _once(request: Request, *, key: str, run: Callable[[], HttpResponse]) -> HttpResponse:
    done: list[HttpResponse] = []

    def deed() -> Answer:
        done.append(run())
        return Answer(done[0].status_code, done[0].content.decode())

    address, body = request.get_full_path(), request.body
    given = answer_once(
        deed, token=request.token, key=key, address=address, body=body, by=request.viewer, at=request.now
    )
    if given.first:
        return done[0]
    return HttpResponse(given.body, status=given.status, content_type=JSON)


class Token(Told):
    """A token as its system may know it."""

    system: str
    holder: str
    scopes: list[str]
    expires_on: date


@reading("/token", of=router, gives=Token, says=_("这个令牌是谁的、能办什么、哪天失效"))
def api_token(request: Request) -> Token:
    """Whom the token acts for, what for, and until when: the first thing to ask when a connection is set up."""
    token = request.token
    return Token(system=token.system, holder=request.viewer.name, scopes=token.scopes, expires_on=token.expires_on)
