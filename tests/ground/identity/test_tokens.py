"""Tokens for other systems: who makes one, what it opens, when it ends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.cast import NOON, SECRET, Cast
from tests.domains.service.appeal import leaves_post
from xinqiao.ground.identity.actions import tokens
from xinqiao.ground.identity.actions.tokens import NoPostNoToken, ScopeBeyondPost, TokenTooLong
from xinqiao.ground.identity.models import ApiToken
from xinqiao.ground.org.models import Person
from xinqiao.ground.trail.models import Event
from xinqiao.kit.clock import today

HERE = "/api/v1/token"
TODAY = today(NOON)


@pytest.fixture(autouse=True)
def _noon() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


def made(cast: Cast, *, who: str = "kang", **changes: Any) -> tuple[ApiToken, str]:
    asked = {"system": "人力资源系统", "scopes": ["roster.push"], "expires_on": date(2027, 3, 1)} | changes
    return tokens.make_token(**asked, by=cast.viewer(who), at=NOON)


def shown(text: str, *, kind: str = "Bearer") -> int:
    """What the interface answers to this token."""
    return Client(headers={"authorization": f"{kind} {text}"}).get(HERE).status_code


def test_an_officers_token_opens_and_tells_whose_it_is(cast: Cast) -> None:
    row, text = made(cast)
    told = Client(headers={"authorization": f"Bearer {text}"}).get(HERE).json()
    assert told == {"system": "人力资源系统", "holder": "康敏之", "scopes": ["roster.push"], "expires_on": "2027-03-01"}
    assert text.startswith(f"xq_{row.prefix}_") and len(text) == 55
    assert text.split("_", 2)[2] not in "".join(map(str, vars(row).values()))  # only its hash is kept


def test_making_one_is_on_the_trail_without_its_secret(cast: Cast) -> None:
    row, text = made(cast)
    event = Event.objects.get(verb="make_token")
    assert (event.kind, event.row, event.number) == ("identity.token", row.pk, row.prefix)
    assert (event.actor, event.person) == (row.person_id, row.person_id)
    assert "人力资源系统" in event.note and "roster.push" in event.note and text[12:] not in event.note


def test_without_a_post_there_is_no_token(cast: Cast) -> None:
    with pytest.raises(NoPostNoToken):
        made(cast, who="wei", scopes=["appeals.rate"])
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize(
    ("who", "scopes"),
    [("song", ["roster.push"]), ("kang", ["roster.push", "appeals.read"]), ("kang", []), ("kang", ["everything"])],
)
def test_a_token_reaches_no_further_than_its_maker(cast: Cast, who: str, scopes: list[str]) -> None:
    with pytest.raises(ScopeBeyondPost):
        made(cast, who=who, scopes=scopes)


@pytest.mark.parametrize(("days", "fits"), [(-1, False), (0, False), (1, True), (365, True), (366, False)])
def test_a_token_ends_within_a_year(cast: Cast, days: int, fits: bool) -> None:
    on = TODAY + timedelta(days=days)
    if fits:
        assert made(cast, expires_on=on)[0].expires_on == on
        return
    with pytest.raises(TokenTooLong) as stopped:
        made(cast, expires_on=on)
    assert "365" in stopped.value.rule_text


def test_a_token_opens_until_the_day_before_it_ends(cast: Cast) -> None:
    _row, text = made(cast, expires_on=TODAY + timedelta(days=2))
    with time_machine.travel(NOON + timedelta(days=1)):
        assert shown(text) == 200
    with time_machine.travel(NOON + timedelta(days=2)):
        assert shown(text) == 401


def test_a_revoked_token_opens_nothing(cast: Cast) -> None:
    row, text = made(cast)
    tokens.revoke_token(row.pk, by=cast.viewer("kang"), at=NOON)
    assert shown(text) == 401
    assert Event.objects.filter(verb="revoke_token", row=row.pk, person=row.person_id).count() == 1


def test_an_administrator_revokes_somebody_elses(cast: Cast) -> None:
    row, text = made(cast)
    done = tokens.revoke_token(row.pk, by=cast.viewer("yu"), at=NOON)
    assert (done.revoked_at, done.revoked_by_name) == (NOON, "俞可心")
    assert shown(text) == 401


def test_nobody_else_does(cast: Cast) -> None:
    row, text = made(cast)
    for key in ("hao", "wen", "wei"):
        with pytest.raises(ApiToken.DoesNotExist):
            tokens.revoke_token(row.pk, by=cast.viewer(key), at=NOON)
    assert shown(text) == 200


def test_revoking_twice_changes_nothing_more(cast: Cast) -> None:
    row, _text = made(cast)
    tokens.revoke_token(row.pk, by=cast.viewer("yu"), at=NOON)
    again = tokens.revoke_token(row.pk, by=cast.viewer("kang"), at=NOON + timedelta(days=1))
    assert (again.revoked_at, again.revoked_by_name) == (NOON, "俞可心")
    assert Event.objects.filter(verb="revoke_token").count() == 1


def test_whoever_left_takes_the_token_along(cast: Cast) -> None:
    _row, text = made(cast)
    Person.objects.filter(pk=cast.people["kang"].pk).update(left_on=TODAY)
    assert shown(text) == 401


def test_whose_post_has_ended_is_not_admitted_any_more(cast: Cast) -> None:
    _row, text = made(cast)
    leaves_post(cast.people["kang"])
    assert shown(text) == 403


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda text: "",
        lambda text: text[:-1],
        lambda text: text[:-1] + ("A" if text[-1] != "A" else "B"),
        lambda text: text + " ",
        lambda text: text.replace("xq_", "xq-", 1),
        lambda text: "xq_ZZZZZZZZ_" + text[12:],
        lambda text: text + "\x00",
    ],
)
def test_a_spoilt_token_opens_nothing(cast: Cast, spoilt: Any) -> None:
    assert shown(spoilt(made(cast)[1])) == 401


@pytest.mark.parametrize(("kind", "status"), [("bearer", 200), ("Basic", 401), ("Token", 401), ("", 401)])
def test_a_token_is_shown_as_a_bearers(cast: Cast, kind: str, status: int) -> None:
    assert shown(made(cast)[1], kind=kind) == status


def test_a_session_is_no_token_and_a_token_is_no_session(cast: Cast) -> None:
    assert cast.client("kang").get(HERE).status_code == 401
    page = cast.system("kang").get("/desk/roster/")
    assert (page.status_code, page["Location"]) == (302, "/sign-in/?next=%2Fdesk%2Froster%2F")


def test_the_day_of_the_last_use_is_kept_with_one_write_a_day(cast: Cast, django_assert_num_queries: Any) -> None:
    token = cast.token("kang")
    system = Client(headers={"authorization": f"Bearer xq_{token.prefix}_{SECRET}"})
    assert token.last_used_on is None
    with django_assert_num_queries(4):  # token, use, posts, membership
        system.get(HERE)
    with django_assert_num_queries(3):
        system.get(HERE)
    token.refresh_from_db()
    assert token.last_used_on == TODAY


def test_the_page_makes_a_token_and_shows_it_once(cast: Cast) -> None:
    browser = cast.client("kang")
    form = browser.get("/desk/tokens/new/").content.decode()
    assert "推送花名册" in form and "看诉求" not in form
    sent = {"system": "人力资源系统", "scopes": ["roster.push"], "expires_on": "2027-03-01"}
    answered = browser.post("/desk/tokens/new/", sent)
    row = ApiToken.objects.get()
    assert (answered.status_code, answered["Cache-Control"]) == (200, "no-store")
    assert f"xq_{row.prefix}_" in answered.content.decode()
    listed = browser.get("/desk/tokens/").content.decode()
    assert "人力资源系统" in listed and f"xq_{row.prefix}…" in listed and f"xq_{row.prefix}_" not in listed


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"system": ""}, "写上系统的名字。"),
        ({"scopes": []}, "至少勾一项。"),
        ({"expires_on": ""}, "选一个日子。"),
        ({"expires_on": "2030-01-01"}, "最长 365 天"),
    ],
)
def test_the_page_says_what_is_missing(cast: Cast, changes: dict[str, Any], sentence: str) -> None:
    sent = {"system": "人力资源系统", "scopes": ["roster.push"], "expires_on": "2027-03-01"} | changes
    back = cast.client("kang").post("/desk/tokens/new/", sent)
    assert back.status_code == 422 and sentence in back.content.decode()
    assert not ApiToken.objects.exists()


def test_the_page_revokes(cast: Cast) -> None:
    row = cast.token("kang")
    administrator = cast.client("yu")
    assert "康敏之" in administrator.get("/desk/tokens/").content.decode()
    assert administrator.post(f"/desk/tokens/{row.pk}/revoke/").status_code == 303
    assert "已收回" in administrator.get("/desk/tokens/").content.decode()
    assert cast.client("hao").post(f"/desk/tokens/{row.pk}/revoke/").status_code == 404


def test_an_expired_token_stands_in_the_list_as_expired(cast: Cast) -> None:
    cast.token("kang", expires_on=TODAY)
    assert "已到期" in cast.client("kang").get("/desk/tokens/").content.decode()


def test_a_scope_that_is_offered_no_more_opens_nothing_and_breaks_no_page(cast: Cast) -> None:
    token = cast.token("kang", scopes=("books.lend",))
    assert "books.lend" in cast.client("kang").get("/desk/tokens/").content.decode()
    system = Client(headers={"authorization": f"Bearer xq_{token.prefix}_{SECRET}"})
    assert (system.get(HERE).status_code, system.get("/api/v1/appeals").status_code) == (200, 403)


def test_the_way_to_the_page_is_shown_to_officers_only(cast: Cast) -> None:
    assert "/desk/tokens/" in cast.client("kang").get("/my/").content.decode()
    assert "/desk/tokens/" not in cast.client("wei").get("/my/").content.decode()
    assert "还没有令牌" in cast.client("kang").get("/desk/tokens/").content.decode()
