"""Number and password: failures are counted and kept, the lock opens by itself, strangers learn nothing."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher

from tests.cast import NOON, Cast, gather
from tests.ground.identity.keys import PASSWORD, activated, devices
from xinqiao.ground.identity.actions import entering
from xinqiao.ground.identity.actions.entering import SignInLocked, WrongNumberOrPassword
from xinqiao.ground.identity.backend import ByNumber
from xinqiao.ground.identity.models import Account, Session
from xinqiao.ground.trail.models import Event


def sign_in(cast: Cast, *, password: str = PASSWORD, who: str = "wei", at: object = NOON) -> Account:
    number = cast.people[who].number
    return entering.check_sign_in(number=number, password=password, at=at)  # type: ignore[arg-type]


def fail(cast: Cast, *, times: int, at: object = NOON) -> None:
    for _n in range(times):
        with pytest.raises(WrongNumberOrPassword):
            sign_in(cast, password="wrong", at=at)


def account(cast: Cast) -> Account:
    return Account.objects.get(person=cast.people["wei"])


def test_number_and_password_open_the_account(cast: Cast) -> None:
    activated(cast)
    assert sign_in(cast) == account(cast)


def test_a_right_password_forgets_the_failures_before_it(cast: Cast) -> None:
    activated(cast)
    fail(cast, times=4)
    assert account(cast).failures == 4
    sign_in(cast)
    assert account(cast).failures == 0
    fail(cast, times=4)
    assert account(cast).locked_until is None


def test_the_fifth_failure_locks_even_the_right_password_out(cast: Cast) -> None:
    activated(cast)
    fail(cast, times=5)
    with pytest.raises(SignInLocked) as told:
        sign_in(cast)
    assert told.value.rule_text == "连续输错 5 次，先锁 15 分钟。"
    assert Event.objects.filter(verb="lock", number=cast.people["wei"].number).count() == 1


def test_the_lock_opens_by_itself_and_counts_anew(cast: Cast) -> None:
    activated(cast)
    fail(cast, times=5)
    later = NOON + timedelta(minutes=15)
    fail(cast, times=4, at=later)
    assert sign_in(cast, at=later).pk == account(cast).pk
    assert account(cast).locked_until is None


def test_tries_during_the_lock_do_not_prolong_it(cast: Cast) -> None:
    activated(cast)
    fail(cast, times=5)
    until = account(cast).locked_until
    for _n in range(3):
        with pytest.raises(SignInLocked):
            sign_in(cast, password="wrong", at=NOON + timedelta(minutes=5))
    assert account(cast).locked_until == until


@pytest.mark.engine
def test_the_count_outlives_the_refusal(committed: None) -> None:
    """Nothing around it may roll it back: neither the action's own transaction nor one of the request."""
    cast = gather()
    activated(cast)
    fail(cast, times=2)
    assert account(cast).failures == 2
    assert not settings.DATABASES["default"].get("ATOMIC_REQUESTS")
    client = cast.client("")
    for _n in range(3):
        client.post("/sign-in/", {"number": cast.people["wei"].number, "password": "wrong"})
    assert account(cast).locked_until is not None  # the fifth of them, whoever asked


@pytest.mark.parametrize("who", ["stranger", "never activated", "leaver", "wrong password"])
def test_nobody_learns_which_numbers_exist(cast: Cast, who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    activated(cast)
    number = "999999" if who == "stranger" else cast.people["lin" if who == "never activated" else "wei"].number
    if who == "never activated":
        Account.objects.create(person=cast.people["lin"], password="")
    if who == "leaver":
        cast.people["wei"].left_on = date(2026, 10, 20)
        cast.people["wei"].save()
    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, password, salt: hashed.append(1) or encode(self, password, salt)
    )
    with pytest.raises(WrongNumberOrPassword) as told:
        entering.check_sign_in(number=number, password=PASSWORD if who == "leaver" else "wrong", at=NOON)
    assert len(hashed) == 1  # the same work
    assert str(told.value) == str(WrongNumberOrPassword())


def test_the_backend_lets_in_the_same_people(cast: Cast) -> None:
    one = activated(cast)
    back, number = ByNumber(), cast.people["wei"].number
    assert back.authenticate(None, number=number, password=PASSWORD) == one
    assert back.authenticate(None, number=number, password="wrong") is None
    assert back.authenticate(None, number="999999", password=PASSWORD) is None
    assert back.get_user(one.pk) == one
    cast.people["wei"].left_on = date(2026, 10, 20)
    cast.people["wei"].save()
    assert back.authenticate(None, number=number, password=PASSWORD) is None


def test_a_new_password_ends_every_other_session(cast: Cast) -> None:
    activated(cast)
    here, there = cast.client("wei"), cast.client("wei")
    others = cast.client("lin")
    keep = here.session.session_key or ""
    entering.change_password(old=PASSWORD, new="xin-qiao-2026", keep=keep, by=cast.viewer("wei"), at=NOON)
    assert devices(cast, "wei") == {keep}
    assert there.session.session_key not in devices(cast, "wei")
    assert Session.objects.filter(session_key=others.session.session_key).exists()
    assert sign_in(cast, password="xin-qiao-2026")
    with pytest.raises(WrongNumberOrPassword):
        sign_in(cast, password=PASSWORD)


def test_the_old_password_is_asked_first(cast: Cast) -> None:
    activated(cast)
    cast.client("wei")
    with pytest.raises(WrongNumberOrPassword):
        entering.change_password(old="wrong", new="xin-qiao-2026", keep="", by=cast.viewer("wei"), at=NOON)
    assert len(devices(cast, "wei")) == 1
    assert sign_in(cast)
