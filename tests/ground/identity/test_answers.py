"""One key, one deed: what another system asks for is done once, however often it asks."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from tests.cast import NOON, Cast
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.ground.identity.actions import answers
from xinqiao.ground.identity.actions.answers import Answer, KeyUsedOtherwise
from xinqiao.ground.identity.models import IdempotentAnswer
from xinqiao.ground.org.models import Person
from xinqiao.ground.trail.models import Event

FILE = "/api/v1/appeals"


@pytest.fixture(autouse=True)
def _noon() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


def send(client: Client, *, key: str = "key-00000001", url: str = FILE, **body: Any) -> Any:
    return client.post(url, body, content_type="application/json", headers={"Idempotency-Key": key})


def said(cast: Cast, *, words: str = "食堂晚班没有热菜。") -> dict[str, str]:
    return {"number": cast.people["wei"].number, "door": "hotline", "words": words}


def test_the_same_again_gives_the_first_answer_again(cast: Cast) -> None:
    exchange = cast.system("song")
    first, again = send(exchange, **said(cast)), send(exchange, **said(cast))
    assert (first.status_code, again.status_code) == (201, 201)
    assert (again.content, again["Content-Type"]) == (first.content, first["Content-Type"])
    assert Appeal.objects.count() == 1


def test_long_after_the_second_tap_it_is_still_one_deed(cast: Cast) -> None:
    exchange = cast.system("song")
    first = send(exchange, **said(cast))
    with time_machine.travel(NOON + timedelta(days=2)):  # the same words would be a new appeal by now
        assert send(exchange, **said(cast)).json() == first.json()
    assert Appeal.objects.count() == 1


def test_another_body_under_the_same_key_is_refused_in_words(cast: Cast) -> None:
    exchange = cast.system("song")
    send(exchange, **said(cast))
    other = send(exchange, **said(cast, words="浴室水不热。"))
    assert (other.status_code, other.json()["code"]) == (409, KeyUsedOtherwise.__name__)
    assert "换一个新编号" in other.json()["cure"]
    assert Appeal.objects.count() == 1


def test_the_key_stands_for_the_address_too(cast: Cast) -> None:
    exchange = cast.system("song")
    number = send(exchange, **said(cast)).json()["number"]
    assert send(exchange, url=f"{FILE}/{number}/reply", **said(cast)).status_code == 409


def test_another_token_has_keys_of_its_own(cast: Cast) -> None:
    for exchange in (cast.system("song"), cast.system("song")):
        assert send(exchange, **said(cast, words=f"第{Appeal.objects.count()}次。")).status_code == 201
    assert Appeal.objects.count() == 2


def test_what_was_refused_changed_nothing_and_leaves_the_key_free(cast: Cast) -> None:
    exchange = cast.system("song")
    Person.objects.filter(pk=cast.people["wei"].pk).update(left_on=NOON.date())
    assert send(exchange, **said(cast)).status_code == 422
    assert not IdempotentAnswer.objects.exists()
    Person.objects.filter(pk=cast.people["wei"].pk).update(left_on=None)
    assert send(exchange, **said(cast)).status_code == 201


def test_what_could_not_be_read_leaves_the_key_free(cast: Cast) -> None:
    exchange = cast.system("song")
    assert send(exchange, words=1).status_code == 422
    assert send(exchange, **said(cast)).status_code == 201


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "空空空空空空空空", "with space 1", "12345678\n"])
def test_every_deed_needs_a_key(cast: Cast, key: str) -> None:
    body = json.dumps(said(cast))
    headers = {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
    answered = cast.system("song").generic("POST", FILE, body, "application/json", **headers)
    assert (answered.status_code, answered.json()["code"]) == (400, "KeyMissing")
    assert not Appeal.objects.exists()


def test_the_deed_stands_on_the_trail_beside_the_system_that_asked(cast: Cast) -> None:
    send(cast.system("song"), **said(cast))
    event = Event.objects.get(verb="use_token")
    assert (event.actor_name, event.kind) == ("宋巧云", "identity.token")
    assert json.loads(event.note) == {"system": "交换机", "address": FILE, "key": "key-00000001"}


def test_the_kept_answer_lies_sealed(cast: Cast) -> None:
    from django.db import connection

    send(cast.system("song"), **said(cast))
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM identity_idempotentanswer")
        ((stored,),) = cursor.fetchall()
    assert "SQ-2026" not in stored and "SQ-2026" in IdempotentAnswer.objects.get().body


def test_a_deed_that_fails_takes_its_answer_along(cast: Cast) -> None:
    token = cast.token("song")

    def failing() -> Answer:
        cast.token("hao")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        answers.answer_once(failing, token=token, key="k", address="/", body=b"", by=cast.viewer("song"), at=NOON)
    assert not IdempotentAnswer.objects.exists() and not token.person.tokens.exclude(pk=token.pk).exists()


def test_old_answers_are_swept_after_their_days(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    token = cast.token("song")
    for days in (6, 8, 9):
        IdempotentAnswer.objects.create(token=token, key=f"{days}", digest="", at=NOON - timedelta(days=days))
    call_command("sweep_answers")
    assert "清理了 2 条接口回执。" in capsys.readouterr().out
    assert list(IdempotentAnswer.objects.values_list("key", flat=True)) == ["6"]
