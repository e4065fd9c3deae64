"""The ceiling: Django with nothing but a view and raw SQL. No login, no middleware, no templates.

`granian bench.ceiling:application` serves it on the database of XINQIAO_DATABASE_URL, PostgreSQL or SQLite.
"""

from __future__ import annotations

import os
import sqlite3
import time
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from bench import raw

ADDRESS = os.environ.get("XINQIAO_DATABASE_URL", "")
LITE = ADDRESS.startswith("sqlite")
# The product's own, so that a commit means the same to both.
PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;"
    "PRAGMA busy_timeout=20000;"
)


@lru_cache(maxsize=1)
def _connection() -> Any:
    if not LITE:
        return psycopg.connect(ADDRESS, autocommit=True)
    connection = sqlite3.connect(urlsplit(ADDRESS).path, isolation_level=None, check_same_thread=False)
    connection.executescript(PRAGMAS)
    return connection


def _answer(told: dict[str, Any], *, status: int) -> HttpResponse:
    """With its length, which a middleware would have added."""
    answer = JsonResponse(told, status=status)
    answer["Content-Length"] = len(answer.content)
    return answer


def _number() -> str:
    return f"{time.monotonic_ns():x}-{os.getpid() % 1000}"


def intake(request: HttpRequest) -> HttpResponse:
    """Case, event and clock."""
    words, by, number = request.POST["words"], int(request.POST["by"]), _number()
    title = words[:24]
    if not LITE:
        row = _connection().execute(raw.INTAKE, (number, title, by, words)).fetchone()
        return _answer({"id": row[0]}, status=201)
    case, clock, event = raw.INTAKE_SQLITE
    lite = _connection()
    lite.execute("BEGIN IMMEDIATE")
    key = lite.execute(case, (number, title, by, words)).lastrowid
    lite.execute(clock, {"id": key})
    lite.execute(event, {"id": key, "by": by, "number": number})
    lite.execute("COMMIT")
    return _answer({"id": key}, status=201)


def queue(request: HttpRequest) -> HttpResponse:
    """The first 25 by queue."""
    rows = _connection().execute(raw.QUEUE).fetchall()
    return _answer({"rows": [[*row[:4], str(row[4]), *row[5:]] for row in rows]}, status=200)


urlpatterns = [path("intake", intake), path("queue", queue)]

if not settings.configured:
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="ceiling", USE_I18N=False)
    application = get_wsgi_application()
