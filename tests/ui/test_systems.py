"""Trouble as another system reads it: the four parts of a refusal as JSON, wherever it arises."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from xinqiao.kit.refusal import Refused
from xinqiao.ui import middleware, systems, troubles
from xinqiao.ui.systems import TROUBLES, Mend


class TooEarly(Refused):
    rule = "还没到 %(day)s。"
    source = "办事规则"
    cure = "到时候再来。"


class SaidBefore(Refused):
    status = 409


def request_of(path: str = "/api/v1/appeals") -> HttpRequest:
    return RequestFactory().get(path)


def read(response: HttpResponse) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(response.content)
    return told


@pytest.mark.parametrize("kind", TROUBLES)
def test_every_trouble_says_the_rule_and_the_cure(kind: int | str) -> None:
    status = kind if isinstance(kind, int) else 400
    told = read(systems.trouble(status, kind="" if isinstance(kind, int) else kind))
    assert set(told) == {"code", "rule", "source", "cure", "fields"}
    assert all(told[part] for part in ("code", "rule", "source", "cure"))


def test_a_refusal_keeps_its_parts_and_its_status() -> None:
    answer = systems.refused(TooEarly(day="周五"))
    assert answer.status_code == 422
    assert read(answer) == {
        "code": "TooEarly", "rule": "还没到 周五。", "source": "办事规则", "cure": "到时候再来。", "fields": []
    }  # fmt: skip
    assert systems.refused(SaidBefore()).status_code == 409


def test_chinese_can_be_read_in_the_answer() -> None:
    assert "还没到" in systems.refused(TooEarly(day="周五")).content.decode()


def test_what_came_from_outside_is_cut_short_and_always_writable() -> None:
    answer = systems.trouble(422, fields=[Mend("\ud800" + "x" * 500, "没有这一项。")])
    (mend,) = read(answer)["fields"]
    assert mend == {"field": "?" + "x" * 199, "sentence": "没有这一项。"}


def test_the_words_follow_the_language() -> None:
    with translation.override("en"):
        assert read(systems.trouble(404))["code"] == "NotFound"


def guarded(path: str, *, status: int, header: str, text: str = "") -> HttpResponse:
    """What becomes of an answer on its way out."""
    answer = HttpResponse(text, status=status, headers={header: "x"})
    return middleware.RefusalPage(lambda request: answer)(request_of(path))


@pytest.mark.parametrize(
    ("status", "header", "code"), [(401, "WWW-Authenticate", "NoToken"), (405, "Allow", "WrongMethod")]
)
def test_an_empty_answer_gets_words_and_keeps_its_header(status: int, header: str, code: str) -> None:
    worded = guarded("/api/v1/appeals", status=status, header=header)
    assert (worded.status_code, read(worded)["code"], worded[header]) == (status, code, "x")
    assert guarded("/api/v1/appeals", status=status, header=header, text="said").content == b"said"


def test_a_refusal_nobody_caught_is_data_for_a_system() -> None:
    answer = middleware.RefusalPage(HttpResponse).process_exception(request_of(), TooEarly(day="周五"))
    assert answer is not None and read(answer)["code"] == "TooEarly"
    assert middleware.RefusalPage(HttpResponse).process_exception(request_of(), ValueError()) is None


@pytest.mark.parametrize("path", ["/api/v1/appeals", "/api/", "/api/v2/x"])
def test_everything_below_the_address_is_answered_as_data(path: str) -> None:
    assert read(troubles.not_found(request_of(path), ValueError()))["code"] == "NotFound"
    assert read(troubles.broken(request_of(path)))["code"] == "Broken"
