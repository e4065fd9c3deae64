"""Look inside one page, in a process of its own: its statements with their milliseconds, and where Python's time goes.

`python -m bench.inside '{"path": "/", "cookies": {...}, "seconds": 4.0, "form": true}'`. The request goes through the
whole WSGI application, so what Django does to the connection before each request is seen as well.
"""

from __future__ import annotations

import cProfile
import io
import json
import pstats
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from bench.asking import MULTIPART, appeal
from bench.hot import functions, packages, short

Statement = tuple[str, float]
CSRF = "a" * 32


def main(asked: dict[str, Any]) -> dict[str, Any]:
    """Ask the page often; return the statements of one request and the shares of packages and functions."""
    from django.core.wsgi import get_wsgi_application

    if asked.get("plain"):
        from bench.plain import application
    else:
        application = get_wsgi_application()
    count = iter(range(10**9))
    mark = secrets.token_hex(3)

    def ask() -> int:
        body = appeal(next(count), token=CSRF, mark=mark) if asked.get("form") else b""
        return _answered(application, environ=_environ(asked, body=body))

    for _ in _while(asked["seconds"] / 4):
        status = ask()
    runs = [_statements(ask) for _ in _while(asked["seconds"])]
    profile = cProfile.Profile(time.process_time)  # what others do on the machine is not counted
    for _ in _while(asked["seconds"]):
        profile.runcall(ask)
    found = pstats.Stats(profile)
    return {
        "status": status,
        "statements": _typical(runs),
        "packages": packages(found),
        "functions": functions(found),
    }


def _while(seconds: float) -> Iterator[int]:
    """Count for so long, once at least and two hundred times at most."""
    began = time.monotonic()
    for count in range(1, 201):
        if count > 1 and time.monotonic() - began > seconds:
            return
        yield count


def _environ(asked: dict[str, Any], *, body: bytes) -> dict[str, Any]:
    cookies = asked["cookies"] | ({"csrftoken": CSRF} if body else {})
    path, _mark, query = asked["path"].partition("?")
    return {
        "REQUEST_METHOD": "POST" if body else "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_ACCEPT_LANGUAGE": "zh-CN,zh;q=0.9",
        "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "CONTENT_TYPE": MULTIPART if body else "",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
    }


def _answered(application: Any, *, environ: dict[str, Any]) -> int:
    told: list[str] = []
    answer = application(environ, lambda status, headers: told.append(status))
    for _piece in answer:
        pass
    answer.close()
    return int(told[0][:3])


def _statements(ask: Callable[[], int]) -> list[Statement]:
    """What one request asks of the database, with what Django hides: the health check, BEGIN and COMMIT."""
    from django.db import connection

    seen: list[Statement] = []

    def timed(work: Callable[..., Any], *, name: str) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter()
            try:
                return work(*args, **kwargs)
            finally:
                seen.append((name, 1000 * (time.perf_counter() - began)))

        return run

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        return timed(execute, name=sql)(sql, params, many, context)

    own: Any = connection
    with connection.execute_wrapper(watch):
        own.is_usable = timed(own.is_usable, name="(health check)")
        own._commit = timed(own._commit, name="(commit)")
        try:
            ask()
        finally:
            del own.is_usable, own._commit
    return seen


def _typical(runs: list[list[Statement]]) -> list[Statement]:
    """The statements most requests ask, each with its best time: what others do on the machine only adds."""
    shape = max((tuple(sql for sql, _ms in run) for run in runs), key=[tuple(s for s, _ in r) for r in runs].count)
    alike = [run for run in runs if tuple(sql for sql, _ms in run) == shape]
    return [(short(sql), round(min(run[i][1] for run in alike), 3)) for i, sql in enumerate(shape)]


if __name__ == "__main__":
    import django

    django.setup()
    json.dump(main(json.loads(sys.argv[1])), sys.stdout)
