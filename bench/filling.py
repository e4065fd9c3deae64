"""Fill one database, in a process of its own: `python -m bench.filling '{"members": 16000, "cases": 50000, ...}'`.

With "units" it stops before the people. What comes back names the session cookies of those who ask, and the keys at
which deep pages begin.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import Any

import django
from django.db import connection

from bench import indexes, matters, raw, union
from bench.dialect import Dialect


def main(asked: dict[str, Any], *, settle: bool = True) -> dict[str, Any]:
    """Fill units, people, posts, appeals and sessions; return who asks. `settle` not inside a transaction."""
    from xinqiao.kit.clock import now, today
    from xinqiao.kit.sealed import seal

    at = now()
    d, p = Dialect(connection.vendor, at, today(at)), union.plan(asked["members"])
    empty = {name: seal("", place=f"org_person.{name}") for name in ("id_number", "phone")}
    if asked.get("units"):
        _run([*union.units(d, p=p), *d.settle(["org_unit"])])
        return {}
    steps = [*union.units(d, p=p), *union.people(d, p=p, empty=empty), *union.posts(d, p=p)]
    steps += matters.cases(d, p=p, count=asked["cases"])
    steps += [
        f"INSERT INTO org_installation (name, demo, filled_at) VALUES ('砺原重工集团工会', FALSE, {d.moment('0')})"
    ]
    _run([*(d.bare() if settle else ()), *raw.tables(connection.vendor)])
    with indexes.taken_off(connection, tables=matters.TABLES if settle else []):
        _run(steps)
    cookies = _sessions(people=_askers(p, sessions=asked["sessions"]), at=at)
    _run(d.settle(matters.KEYED) if settle else [])
    roles = ("officer", "clerk", "subchair", "keeper", "chair")
    middle = {"person": str(10_000_000 + p.members // 2), "case": asked["cases"] // 2, "day": str(d.today)}
    return dict(zip(roles, cookies, strict=False)) | {"members": cookies[len(roles) :], "middle": middle}


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _askers(p: union.Plan, *, sessions: int) -> list[int]:
    """The five officers, then members without a post, spread over the union."""
    first, last = 6 + p.subs * (p.workshops + 1), p.members - p.all_teams
    step = max((last - first) // sessions, 1)
    return [*range(1, 6), *list(range(first, last, step))[:sessions]]


def _sessions(*, people: list[int], at: Any) -> list[str]:
    """Signed-in devices, as signing in leaves them. Returns their keys."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.utils.crypto import get_random_string

    from xinqiao.ground.identity.models import Account, Session
    from xinqiao.ground.identity.sessions import SessionStore

    accounts = [Account(person_id=person, password="!", activated_at=at) for person in people]
    Account.objects.bulk_create(accounts, batch_size=500)
    rows = []
    for account in accounts:
        data = {
            SESSION_KEY: str(account.person_id),
            BACKEND_SESSION_KEY: "xinqiao.ground.identity.backend.ByNumber",
            HASH_SESSION_KEY: account.get_session_auth_hash(),
            "device": "Windows 电脑 Chrome",
        }
        store = SessionStore()
        store._session_key = get_random_string(32)
        row = store.create_model_instance(data)
        row.expire_date = at + timedelta(days=30)
        rows.append(row)
    Session.objects.bulk_create(rows, batch_size=500)
    return [row.session_key for row in rows]


if __name__ == "__main__":
    django.setup()
    json.dump(main(json.loads(sys.argv[1])), sys.stdout)
