"""The gate: who looks and when is settled before any page begins."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse

from xinqiao.ground.identity.actions.tokens import note_use
from xinqiao.ground.identity.queries import token_shown, viewer_of_session
from xinqiao.ground.org.queries import STRANGER, viewer_of
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import now, today
from xinqiao.kit.http import Request, for_systems

SEAL_EVERY = 60.0


class Gate:
    """Sets `request.now`, `request.viewer` and, for other systems, `request.token`; after a deed, seals the trail at most
    once a minute.

    A cookie counts on pages only, a token on the interface only: so no page elsewhere can make a browser act there.
    """

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response
        self.sealed = time.monotonic()

    def __call__(self, request: Request) -> HttpResponse:
        request.now = now()
        request.token = None
        if for_systems(request):
            _by_token(request)
        else:
            key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
            request.viewer = viewer_of_session(key, at=request.now, on=today(request.now))
        response = self.get_response(request)
        if request.method == "POST" and time.monotonic() - self.sealed > SEAL_EVERY:
            self.sealed = time.monotonic()
            trail.seal(at=request.now)
        return response


def _by_token(request: Request) -> None:
    on = today(request.now)
    request.token = token_shown(request.headers.get("Authorization", ""), on=on)
    request.viewer = STRANGER
    if request.token:
        note_use(request.token, on=on)
        request.viewer = viewer_of(request.token.person, on=on)
