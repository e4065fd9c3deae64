"""What the interface is made of: bounded texts, strict bodies, operations that name their scope."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from ninja import Router
from pydantic import TypeAdapter, ValidationError

from xinqiao.kit import interface
from xinqiao.kit.interface import Asked, Day, Flag, Key, MayShort, Short, Told, Words, deed, reading


class Loan(Asked):
    title: Short
    note: MayShort = ""
    on: Day | None = None


class Lent(Told):
    number: str


def taken(kind: Any, given: Any) -> bool:
    try:
        TypeAdapter(kind).validate_python(given)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("kind", "given", "fits"),
    [
        (Short, "班车", True),
        (Short, " ", False),
        (Short, "字" * 60, True),
        (Short, "字" * 61, False),
        (Short, "班\n车", False),
        (Short, "班\x00车", False),
        (Short, "班\x85车", False),
        (Short, 7, False),
        (Short, "\ud800", False),
        (MayShort, "", True),
        (Words, "一\n二\t三", True),
        (Words, "一\x1b二", False),
        (Words, "字" * 2001, False),
        (Key, 1, True),
        (Key, 0, False),
        (Key, 2**63 - 1, True),
        (Key, 2**63, False),
        (Flag, True, True),
        (Flag, "true", False),
        (Flag, 1, False),
    ],
)
def test_what_fits(kind: Any, given: Any, fits: bool) -> None:
    assert taken(kind, given) is fits


@pytest.mark.parametrize(
    "given", ["2026-4-3", "2026-04-31", "20260403", "1788220800", 1788220800, "2026-04-03T00:00", ""]
)
def test_a_day_is_written_one_way(given: Any) -> None:
    assert not taken(Day, given)
    assert TypeAdapter(Day).validate_python("2026-04-03") == date(2026, 4, 3)


def test_outer_spaces_go() -> None:
    assert Loan(title=" 班车 ").title == "班车"


def test_a_field_nobody_knows_is_refused() -> None:
    with pytest.raises(ValidationError, match="extra"):
        Loan.model_validate({"title": "班车", "tilte": "x"})


def test_an_operation_needs_a_scope_that_is_offered() -> None:
    router = Router()
    with pytest.raises(KeyError, match=r"books\.burn"):
        deed("/loans", of=router, scope="books.burn", gives=Lent, says="烧书")
    with pytest.raises(KeyError, match=r"books\.spy"):
        reading("/loans", of=router, scope="books.spy", gives=Lent, says="偷看")
    assert not router.path_operations


def test_an_operation_declares_every_answer_and_a_deed_its_key() -> None:
    router = Router()

    @reading("/loans", of=router, gives=Lent, says="借了什么")
    def loans(request: Any) -> None: ...

    @deed("/loans", of=router, scope="appeals.file", gives=Lent, says="借书", status=201)
    def lend(request: Any) -> None: ...

    read, done = router.path_operations["/loans"].operations
    assert set(read.response_models) == {200, *interface.READING}
    assert set(done.response_models) == {201, *interface.DEED} and {409, 413} <= set(done.response_models)
    assert (read.openapi_extra, loans.scope) == ({"x-scope": ""}, None)
    assert done.openapi_extra is not None and done.openapi_extra["parameters"][0]["name"] == interface.KEY
    assert (lend.scope.code, done.operation_id) == ("appeals.file", "lend")
