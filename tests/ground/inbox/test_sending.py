"""A message is one statement in the transaction of its deed, told each person once, and a sealed one is told here only."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cast import NOON, Cast, make_person
from tests.ground.inbox.mail import PLAIN, PRIVATE, asked, opened, sent
from xinqiao.ground.identity.queries import viewer_of_session
from xinqiao.ground.inbox.actions import reading, sending
from xinqiao.ground.inbox.models import Message
from xinqiao.ground.inbox.queries import UNREAD
from xinqiao.ground.tasks.models import Task
from xinqiao.kit.clock import now, today

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


class Undone(Exception):
    """The caller's own trouble."""


def unread(cast: Cast, who: str) -> int:
    """The number on somebody's bell."""
    session = cast.client(who).session.session_key
    return viewer_of_session(session, at=now(), on=today(now())).unread


def test_it_says_who_is_told_what_and_where_it_stands(cast: Cast) -> None:
    row = sent(cast)
    row.refresh_from_db()
    told = (row.person, row.kind, row.title, row.line, row.address, row.sealed, row.at, row.read_at, row.read_how)
    wei = cast.people["wei"]
    assert told == (wei, PLAIN, "书屋周六开门", "上午九点到十一点。", "/my/", False, NOON, None, "")


@pytest.mark.parametrize("people", [1, 3, 1200])
def test_however_many_it_is_one_statement(cast: Cast, people: int) -> None:
    crane = cast.units["crane"]
    to = [make_person(f"8{n:05d}", name="众人", unit=crane, member=False).pk for n in range(people)]
    with CaptureQueriesContext(connection) as asked_for:
        assert sending.send(to=[*to, to[0]], kind=PLAIN, title="放假安排", at=NOON) == people
    assert len(asked_for) == 1
    assert Message.objects.count() == people


def test_to_nobody_nothing_is_asked(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as asked_for:
        assert sending.send(to=[], kind=PLAIN, title="放假安排", at=NOON) == 0
    assert len(asked_for) == 0


def test_it_goes_with_the_deed_it_tells_of(cast: Cast) -> None:
    opened(cast)
    asked(cast)
    with pytest.raises(Undone), transaction.atomic():
        sent(cast)
        raise Undone
    assert not Message.objects.exists()
    assert not Task.objects.exists()


def test_the_same_thing_is_told_one_person_once(cast: Cast) -> None:
    wei, chen = cast.people["wei"].pk, cast.people["chen"].pk
    assert sending.send(to=[wei], kind=PLAIN, title="答复了", key="SQ-2026-0001:reply", at=NOON) == 1
    assert sending.send(to=[wei, chen], kind=PLAIN, title="答复了", key="SQ-2026-0001:reply", at=NOON) == 1
    assert sending.send(to=[wei], kind=PLAIN, title="办结了", key="SQ-2026-0001:close", at=NOON) == 1
    assert Message.objects.filter(person=wei).count() == 2
    sent(cast)
    sent(cast)  # without a key, each is a message of its own
    assert Message.objects.filter(person=wei).count() == 4


def test_a_kind_nobody_named_is_not_sent(cast: Cast) -> None:
    with pytest.raises(KeyError):
        sent(cast, kind="test.unknown")


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "my/"])
def test_it_leads_nowhere_but_into_this_house(cast: Cast, address: str) -> None:
    with pytest.raises(ValueError, match=address):
        sent(cast, address=address)


def test_nothing_is_queued_where_nobody_asked_or_no_channel_is_on(cast: Cast) -> None:
    opened(cast, "email")
    asked(cast, wanted="each")
    sent(cast, "chen")
    assert not Task.objects.exists()
    sent(cast, "chen", "wei")
    assert Task.objects.count() == 1


@pytest.mark.parametrize("who", ["chen", "song"])
def test_the_bell_counts_what_is_unread_and_never_what_is_sealed(cast: Cast, who: str) -> None:
    assert unread(cast, who) == 0
    row = sent(cast, who)
    sent(cast, who, "lin", kind=PRIVATE)
    sent(cast, who, sealed=True)
    sent(cast, "wei")
    assert unread(cast, who) == 2
    reading.read_message(row.pk, by=cast.viewer(who), at=NOON)
    assert unread(cast, who) == 1


def test_the_bell_stops_counting_at_a_hundred(cast: Cast) -> None:
    for _n in range(105):
        sent(cast)
    assert unread(cast, "wei") == 100


def test_counting_looks_only_at_what_is_unread(cast: Cast) -> None:
    """The words of the count and of the partial index are the same, on both engines."""
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"{explain} SELECT {UNREAD} FROM org_person person WHERE person.id = 1")
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert "inbox_message_unread" in plan
