"""The gate: who looks and when is settled before any page begins."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse

from xinqiao.ground.identity.queries import viewer_of_session
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import now, today
from xinqiao.kit.http import Request

SEAL_EVERY = 60.0


class Gate:
    """Sets `request.now` and `request.viewer`; after a deed, seals the trail at most once a minute."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response
        self.sealed = time.monotonic()

    def __call__(self, request: Request) -> HttpResponse:
        request.now = now()
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        request.viewer = viewer_of_session(key, at=request.now, on=today(request.now))
        response = self.get_response(request)
        if request.method == "POST" and time.monotonic() - self.sealed > SEAL_EVERY:
            self.sealed = time.monotonic()
            trail.seal(at=request.now)
        return response
