"""Who stands behind a cookie: asked in one statement, every time, so that what has ended has ended."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast, make_unit
from tests.ground.identity.keys import devices
from xinqiao.ground.identity import queries
from xinqiao.ground.identity.actions import entering
from xinqiao.ground.identity.models import Account, Session
from xinqiao.ground.identity.sessions import SessionStore
from xinqiao.ground.org.models import Membership, Person, Post
from xinqiao.ground.org.queries import STRANGER, Viewer, viewer_of
from xinqiao.kit.clock import now, today

pytestmark = pytest.mark.engine


def key_of(cast: Cast, who: str) -> str:
    key = cast.client(who).session.session_key
    assert key
    return key


def viewer(key: str | None, *, at: datetime | None = None) -> Viewer:
    at = at or now()
    return queries.viewer_of_session(key, at=at, on=today(at))


@pytest.mark.parametrize("who", ["chen", "guest", "song", "bao", "gulnur"])
def test_the_viewer_of_a_session_is_the_viewer_of_the_person(cast: Cast, who: str) -> None:
    Post.objects.create(person=cast.people["bao"], role="delegate", unit=cast.units["press"], from_on=date(2026, 1, 1))
    found = viewer(key_of(cast, who))
    assert found == viewer_of(cast.people[who], on=today(now()))
    assert found.member is (who != "guest")


@pytest.mark.parametrize("posts", [0, 1, 3])
def test_it_takes_one_statement(cast: Cast, posts: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for n in range(posts):
        Post.objects.create(
            person=cast.people["chen"],
            role="clerk",
            unit=make_unit(f"窗口{n}", parent=cast.units["group"]),
            from_on=date(2026, 1, 1),
        )
    key = key_of(cast, "chen")
    with django_assert_num_queries(1):
        found = viewer(key)
    assert len(found.posts) == posts


def test_without_a_cookie_nothing_is_asked(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert viewer("") is viewer(None) is STRANGER


@pytest.mark.parametrize("key", ["unknown", "' OR 1=1 --", "夜班", "x" * 500])
def test_a_made_up_cookie_is_a_stranger(cast: Cast, key: str) -> None:
    key_of(cast, "chen")
    assert viewer(key) is STRANGER


def test_a_session_nobody_signed_in_to_is_a_strangers(cast: Cast) -> None:
    store = SessionStore()
    store["language"] = "zh"
    store.save()
    assert viewer(store.session_key) is STRANGER
    assert Session.objects.get().began_at is None


def test_an_expired_session_is_a_strangers(cast: Cast) -> None:
    key = key_of(cast, "chen")
    ends = Session.objects.get(session_key=key).expire_date
    assert viewer(key, at=ends - timedelta(seconds=1)).known
    assert viewer(key, at=ends) is STRANGER
    assert viewer(key, at=ends + timedelta(seconds=1)) is STRANGER


def test_the_moment_of_expiry_is_the_same_in_every_zone(cast: Cast) -> None:
    key = key_of(cast, "chen")
    Session.objects.update(expire_date=datetime.fromisoformat("2027-01-01T00:00:00+08:00"))
    for text, known in (
        ("2026-12-31T15:59:59+00:00", True),
        ("2026-12-31T23:59:59+08:00", True),
        ("2026-12-31T16:00:01+00:00", False),
        ("2027-01-01T00:00:01+08:00", False),
    ):
        assert viewer(key, at=datetime.fromisoformat(text)).known is known


def test_a_post_that_ends_takes_its_rights_at_once(cast: Cast) -> None:
    key, post = key_of(cast, "bao"), Post.objects.get(person=cast.people["bao"])
    assert viewer(key).holds("subunion_chair")
    post.to_on = today(now())
    post.save()
    assert viewer(key).posts == ()
    assert viewer(key).known


def test_a_post_that_begins_tomorrow_gives_none_today(cast: Cast) -> None:
    key = key_of(cast, "chen")
    Post.objects.create(
        person=cast.people["chen"],
        role="clerk",
        unit=cast.units["centre"],
        from_on=today(now()) + timedelta(days=1),
    )
    assert not viewer(key).posts
    assert viewer(key, at=now() + timedelta(days=1)).holds("clerk")


def test_a_leaver_is_a_stranger(cast: Cast) -> None:
    key, day = key_of(cast, "bao"), today(now())
    Person.objects.filter(pk=cast.people["bao"].pk).update(left_on=day + timedelta(days=1))
    assert viewer(key).known
    Person.objects.filter(pk=cast.people["bao"].pk).update(left_on=day)
    assert viewer(key) is STRANGER


def test_membership_that_ended_is_none(cast: Cast) -> None:
    key = key_of(cast, "chen")
    Membership.objects.filter(person=cast.people["chen"]).update(left_on=date(2026, 1, 1))
    assert viewer(key).member is False


def test_one_ends_ones_own_device_only(cast: Cast) -> None:
    phone, desk, foreign = key_of(cast, "chen"), key_of(cast, "chen"), key_of(cast, "lin")
    me = cast.viewer("chen")
    entering.end_session(key=foreign, by=me, at=now())
    entering.end_session(key="unknown", by=me, at=now())
    assert viewer(foreign).known
    entering.end_session(key=desk, by=me, at=now())
    assert devices(cast, "chen") == {phone}
    assert viewer(desk) is STRANGER
    assert [row.session_key for row in queries.sessions_of(cast.people["chen"].pk, at=now())] == [phone]


def test_an_ended_device_cannot_save_itself_back(cast: Cast) -> None:
    client = cast.client("chen")
    key = client.session.session_key or ""
    store = SessionStore(key)
    store["device"] = "手机"
    entering.end_session(key=key, by=cast.viewer("chen"), at=now())
    with pytest.raises(UpdateError):
        store.save()
    assert viewer(key) is STRANGER


def test_the_moment_of_signing_in_is_kept_when_the_session_is_saved_again(cast: Cast) -> None:
    key = key_of(cast, "chen")
    began = Session.objects.get(session_key=key).began_at
    assert began
    store = SessionStore(key)
    store["device"] = "安卓手机 微信" * 20
    store.save()
    row = Session.objects.get(session_key=key)
    assert (row.began_at, row.person, len(row.device)) == (began, cast.people["chen"], 80)


def test_the_newest_device_comes_first(cast: Cast) -> None:
    old, new = key_of(cast, "chen"), key_of(cast, "chen")
    listed = [row.session_key for row in queries.sessions_of(cast.people["chen"].pk, at=now())]
    assert listed == [new, old]


def test_an_account_opens_nothing_before_it_is_activated(cast: Cast) -> None:
    account = Account(person=cast.people["chen"])
    day = date(2026, 10, 20)
    assert not queries.may_enter(account, on=day)
    account.activated_at = now()
    assert queries.may_enter(account, on=day)
    cast.people["chen"].left_on = day
    assert not queries.may_enter(account, on=day)
