"""The access matrix: every page, every method, every role, and what the gate answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver

from tests.access.rows import ROWS, Noun
from tests.cast import PEOPLE, Cast
from xinqiao.ground.trail.models import Event
from xinqiao.kit.gate import patterns
from xinqiao.kit.http import INTERFACE

METHODS = ("GET", "POST")
KEYED = {"Idempotency-Key": "knock-knock"}
# Bodies that fit, by the address's last word: without one the interface answers 422 before it looks for the row.
BODIES = {"reply": {"text": "改好了。"}, "rating": {"rating": "fair"}}
READ_VERBS = ("read", "export", "watch")
# The heads of the columns. A role of the cast that is not here makes the table fail.
HEADS = {
    "": "str",  # a stranger
    "wei": "mem",  # a member without a post
    "guest": "non",  # an employee who is no member
    "group_leader": "grp",
    "team_leader": "tea",
    "workshop_chair": "wor",
    "subunion_chair": "sub",
    "clerk": "clk",
    "hotline_agent": "hot",
    "department_head": "dep",
    "rights_officer": "rig",
    "organisation_officer": "org",
    "finance_officer": "fin",
    "chair": "cha",
    "vice_chair": "vic",
    "auditor": "aud",
    "discipline_secretary": "dis",
    "general_manager": "gm",
    "hr_officer": "hr",
    "administrator": "adm",
    "security_officer": "sec",
    "privacy_officer": "pri",
}
LEGEND = """\
# Who may enter what. One line per page, method and row; one column per role; written by `pytest tests/access --write-table`.
# 200 a page · 303 done · 302 asked to sign in · 403 not admitted · 404 not met · 405 no such method · 422 mend or refused
# /api/ is asked with tokens for every scope in place of browsers · 401 no token that opens anything
# row: within = an object in reach of the page's natural user, foreign = one that is not (tests/access/rows.py)
# read: whether opening it is on the trail: yes, no, or some (for some of the roles only)
"""


def holders() -> dict[str, str]:
    """Column by column, whose browser knocks: the first of the cast who holds the role."""
    found = {"": "", "wei": "wei", "guest": "guest"}
    for key, (_name, _unit, _trade, posts) in PEOPLE.items():
        for role, _desk in posts:
            found.setdefault(str(role), key)
    return found


@dataclass(frozen=True)
class Door:
    """One address to knock at: a page with one object, or without."""

    page: str
    url: str
    row: str


@dataclass
class Knocked:
    """What came of it: the lines of the table, and pages that asked the database while they were drawn."""

    lines: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def pages() -> list[tuple[str, URLPattern]]:
    """Every page of the product with its route, in alphabetical order."""
    return sorted(patterns(get_resolver().url_patterns), key=lambda page: page[0])


class Rows:
    """Objects behind the nouns, made once for the whole walk."""

    def __init__(self, cast: Cast) -> None:
        self._cast, self._made = cast, dict[Callable[[Cast], Noun], Noun]()

    def get(self, noun: str, *, row: str) -> Noun:
        """The object of one kind; where nothing is foreign, the same for both."""
        pair = ROWS[noun]
        make = pair.foreign if row == "foreign" and pair.foreign else pair.within
        if make not in self._made:
            self._made[make] = make(self._cast)
        return self._made[make]


def doors(rows: Rows) -> Iterator[Door]:
    """Every address. Raises KeyError for a noun that tests/access/rows.py does not know."""
    from django.urls import reverse

    for route, entry in pages():
        nouns = list(entry.pattern.converters)
        paired = any(ROWS[noun].foreign for noun in nouns)
        for row in ("within", "foreign") if paired else ("-",):
            kwargs = {noun: rows.get(noun, row=row) for noun in nouns}
            yield Door("/" + route, reverse(str(entry.name), kwargs=kwargs), row)


def knock(client: Client, *, url: str, method: str) -> tuple[int, bool]:
    """The answer's status and whether a reading was put on the trail. Everything done is undone, cookies too."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        last = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
        status = _asked(client, url=url, method=method).status_code
        read = status == 200 and Event.objects.filter(id__gt=last, verb__in=READ_VERBS).exists()
        transaction.set_rollback(True)
    client.cookies = cookies
    return status, read


def _asked(client: Client, *, url: str, method: str) -> HttpResponse:
    answered: HttpResponse
    if url.startswith(INTERFACE):
        body = json.dumps(BODIES.get(url.rpartition("/")[2], {}))
        answered = client.generic(method, url, body, "application/json", headers=KEYED)
    else:
        answered = client.generic(method, url)
    return answered


def walk(cast: Cast) -> Knocked:
    """Knock at every door with every method as everybody."""
    found = Knocked()
    held = holders()
    columns = [column for column in [*HEADS, *(set(held) - set(HEADS))] if column in held]
    browsers = {column: cast.client(held[column]) for column in columns}
    systems = {column: cast.system(held[column]) for column in columns}
    for client in (*browsers.values(), *systems.values()):
        client.raise_request_exception = False
    every = list(doors(Rows(cast)))
    wide = max(len(door.page) for door in every)
    heads = " ".join(f"{HEADS.get(column, column):>3}" for column in browsers)
    found.lines.append(f"{'page':{wide}}  method  row      {heads}  read")
    for door in every:
        for method in METHODS:
            codes, reads = [], []
            for column, client in (systems if door.url.startswith(INTERFACE) else browsers).items():
                status, read = knock(client, url=door.url, method=method)
                codes.append(f"{status:>3}")
                reads += [read] if status == 200 else []
                if status >= 500:
                    found.broken.append(f"{method} {door.page} ({door.row}) as {column or 'stranger'}: {status}")
            seen = "no" if not any(reads) else "yes" if all(reads) else "some"
            found.lines.append(f"{door.page:{wide}}  {method:6}  {door.row:7}  {' '.join(codes)}  {seen}")
    return found


def legend() -> str:
    """What the heads of the columns mean."""
    names = {"": "stranger", "wei": "member without a post", "guest": "employee who is no member"}
    told = [f"{head} {names.get(column, column.replace('_', ' '))}" for column, head in HEADS.items()]
    lines = ["# " + " · ".join(told[start : start + 7]) for start in range(0, len(told), 7)]
    return LEGEND + "\n".join(lines) + "\n"
