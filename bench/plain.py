"""The product with one trivial page in place of its own, with sign-in or (BENCH_LOGIN=no) without.

`granian bench.plain:application` serves it. What differs between the two is the login tax and nothing else.
"""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

LOGIN = (
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "xinqiao.ground.identity.middleware.Gate",
)


def constant(request: HttpRequest) -> HttpResponse:
    """The trivial page: with sign-in it knows who looks."""
    viewer = getattr(request, "viewer", None)
    return HttpResponse(viewer.name if viewer else "constant")


urlpatterns = [path("", constant)]

settings.ROOT_URLCONF = __name__
if os.environ.get("BENCH_LOGIN") == "no":
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name not in LOGIN]
application = get_wsgi_application()
