"""The interface as a stranger's program meets it: whatever its description allows or forbids, the answer is declared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import schemathesis
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import booleans
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
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
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
