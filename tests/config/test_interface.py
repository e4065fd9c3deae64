"""The interface as a stranger's program meets it: whatever its description allows or forbids, the answer is declared."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpResponse
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as examples
from hypothesis.strategies import booleans
from ninja.operation import Operation
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.specs.openapi.schemas import OpenApiSchema

from tests.cast import NOON, SECRET, Cast
from tests.domains.service.appeal import resolved, taken
from xinqiao.config.api import PREFIX, api
from xinqiao.domains.service.appeals.actions import filing
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.ground.identity.api import guarded
from xinqiao.ground.identity.models import IdempotentAnswer
from xinqiao.kit.interface import Asked, Told
from xinqiao.kit.scopes import offered

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OPERATIONS = [
    (path, method)
    for path, methods in api.get_openapi_schema(path_prefix=PREFIX)["paths"].items()
    for method in methods
]


@pytest.fixture
def described(cast: Cast) -> Iterator[OpenApiSchema]:
    """The interface by its own description. All requests share the test's transaction, as those of Django's client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi(f"{PREFIX}openapi.json", WSGIHandler())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOON):
        yield


@dataclass(frozen=True)
class Met:
    """What a request meets: a token whose holder may do it, and an appeal that is there."""

    headers: dict[str, str]
    number: str
    employee: str


@pytest.fixture
def met(cast: Cast, path: str) -> Met:
    """The hotline's token and an appeal in her hands; to rate, one of her own; for the roster its keeper."""
    own = path.endswith("rating")
    row = resolved(cast, by="jiang") if own else taken(cast)
    if own:
        row.author = row.case.opened_by = cast.people["song"]
        row.case.save()
        row.save()
    token = cast.token("hao" if path.endswith("roster") else "song")
    headers = {"Authorization": f"Bearer xq_{token.prefix}_{SECRET}"}
    return Met(headers, row.case.number, cast.people["wei"].number)


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_whatever_is_sent_the_answer_is_one_that_was_declared(
    described: OpenApiSchema, met: Met, path: str, method: str, mode: GenerationMode
) -> None:
    statuses = set()

    @given(case=described[path][method.upper()].as_strategy(generation_mode=mode), there=booleans())
    @examples(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    def knock(case: Case, there: bool) -> None:
        if there and "appeal_number" in case.path_parameters:
            case.path_parameters["appeal_number"] = met.number
        if there and isinstance(case.body, dict) and "number" in case.body:
            case.body["number"] = met.employee
        answer = case.call(headers=met.headers)
        statuses.add(answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    knock()
    assert mode == GenerationMode.NEGATIVE or statuses & {200, 201}, statuses  # good requests are seen to be answered


def addresses() -> list[tuple[str, str, str]]:
    """Every operation with an address that fits it, and its scope."""
    paths = api.get_openapi_schema(path_prefix=PREFIX)["paths"]
    return [
        (path.replace("{appeal_number}", "SQ-2026-0001"), method, told["x-scope"])
        for path, methods in paths.items()
        for method, told in methods.items()
    ]


def ask(client: Client, *, path: str, method: str) -> HttpResponse:
    headers = {"Idempotency-Key": "key-00000001"}
    answered: HttpResponse = client.generic(method.upper(), path, "{}", "application/json", headers=headers)
    return answered


def code(answered: HttpResponse) -> tuple[int, str]:
    """Status and reason code; what is not JSON with the five parts fails."""
    told = json.loads(answered.content)
    assert answered["Content-Type"].startswith("application/json")
    assert set(told) == {"code", "rule", "source", "cure", "fields"} and told["rule"] and told["cure"]
    return answered.status_code, told["code"]


@pytest.mark.parametrize(("path", "method", "scope"), addresses())
def test_a_stranger_and_a_session_are_not_known_here(cast: Cast, path: str, method: str, scope: str) -> None:
    for client in (Client(), cast.client("song"), cast.client("hao")):
        answered = ask(client, path=path, method=method)
        assert code(answered) == (401, "NoToken")
        assert answered["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(("path", "method", "scope"), addresses())
def test_without_its_scope_nobody_is_admitted(cast: Cast, path: str, method: str, scope: str) -> None:
    """The chair, the hotline and the register's keeper, each with a token for everything else."""
    others = tuple(sorted(set(offered) - {scope}))
    for key in ("wen", "song", "hao"):
        answered = ask(cast.system(key, scopes=others), path=path, method=method)
        assert answered.status_code == 200 if not scope else code(answered) == (403, "NotAdmitted")


@pytest.mark.parametrize("path", ["nowhere", "appeals/", "appeals/SQ-2026-0001/take", "", "%0A", "a/b%2Fc"])
def test_an_address_that_is_none_answers_as_data_too(cast: Cast, path: str) -> None:
    for client in (Client(), cast.system("song")):
        assert code(client.get(PREFIX + path)) == (404, "NotFound")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_another_method_answers_as_data_too(cast: Cast, method: str) -> None:
    answered = ask(cast.system("song"), path=f"{PREFIX}appeals", method=method)
    assert code(answered) == (405, "WrongMethod")
    assert answered["Allow"] == "GET, POST"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"{", (400, "Unreadable")),
        (b"\xff\xfe", (400, "Unreadable")),
        (b"[" * 100_000, (400, "Unreadable")),
        (b'{"number": %s}' % (b"9" * 5000), (400, "Unreadable")),
        (b"", (422, "NotValid")),
        (b"[]", (422, "NotValid")),
        (b"null", (422, "NotValid")),
        (b'{"number": NaN, "door": "hotline", "words": "x"}', (422, "NotValid")),
        (b'{"number": "1", "door": "hotline", "words": "\\ud800"}', (422, "NotValid")),
        (b'{"number": "1", "door": "hotline", "words": "x", "\\ud800": 1}', (422, "NotValid")),
    ],
)
def test_a_body_that_cannot_be_read(cast: Cast, body: bytes, found: tuple[int, str]) -> None:
    headers = {"Idempotency-Key": "key-00000001"}
    sent = cast.system("song").generic("POST", f"{PREFIX}appeals", body, "application/json", headers=headers)
    assert code(sent) == found


@pytest.mark.parametrize("beyond", ["DATA_UPLOAD_MAX_MEMORY_SIZE", "UPLOAD_CEILING"])
def test_what_is_too_large_is_answered_in_words(cast: Cast, settings: Any, beyond: str) -> None:
    setattr(settings, beyond, 1000)
    headers = {"Idempotency-Key": "key-00000001"}
    sent = cast.system("hao").generic("POST", f"{PREFIX}roster", b"x" * 1001, "application/json", headers=headers)
    assert code(sent) == (413, "TooLarge")
    assert "两万行" in sent.json()["cure"]


def test_while_all_is_closed_systems_are_told_when_to_come_back(cast: Cast, settings: Any) -> None:
    settings.MAINTENANCE = True
    answered = cast.system("song").get(f"{PREFIX}appeals")
    assert code(answered) == (503, "Maintenance") and answered["Retry-After"] == "1800"


def test_a_fault_of_ours_is_told_as_data_and_keeps_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_given: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(filing, "file_appeal", broken)
    system = cast.system("song")
    system.raise_request_exception = False
    body = {"number": cast.people["wei"].number, "door": "hotline", "words": "水凉。"}
    headers = {"Idempotency-Key": "key-00000001"}
    answered = system.post(f"{PREFIX}appeals", body, content_type="application/json", headers=headers)
    assert code(answered) == (500, "Broken")
    assert "Idempotency-Key" in answered.json()["cure"] and not IdempotentAnswer.objects.exists()


def test_what_went_out_of_reach_on_the_way_is_not_found() -> None:
    request = RequestFactory().post(f"{PREFIX}appeals/SQ-2026-0001/reply")
    assert code(api.on_exception(request, Appeal.DoesNotExist())) == (404, "NotFound")


def test_the_description_is_open_and_in_the_readers_language() -> None:
    chinese = Client().get(f"{PREFIX}openapi.json").content.decode()
    assert "替职工登记一件诉求" in chinese and '"ByToken"' in chinese
    assert Client().post(f"{PREFIX}openapi.json").status_code == 405


def test_every_deed_asks_for_a_key_and_declares_its_ways_out() -> None:
    for path, methods in api.get_openapi_schema(path_prefix=PREFIX)["paths"].items():
        for method, told in methods.items():
            keys = [one for one in told["parameters"] if one["name"] == "Idempotency-Key" and one["required"]]
            assert len(keys) == (method == "post"), path
            assert {400, 401, 403, 404, 422} <= set(told["responses"])
            assert (409 in told["responses"]) == (method == "post")
            assert told["security"] == [{"ByToken": []}]


def test_every_part_of_the_description_has_a_name_of_its_own() -> None:
    """The library would let the later of two parts of one name stand for both, without a word."""
    parts, rest = Counter[str](), [Asked, Told]
    while rest:
        for part in rest.pop().__subclasses__():
            parts[part.__name__] += 1
            rest.append(part)
    assert [name for name, times in parts.items() if times > 1] == []


def test_an_operation_without_a_scope_stops_the_start() -> None:
    def bare() -> None: ...

    operation = Operation("/bare", ["GET"], bare)
    with pytest.raises(AttributeError, match="scope"):
        guarded(operation.run)
