"""What the interface for other systems is made of: strict bodies, bounded texts, declared answers, named operations.

A room declares its operations in `api.py` with `reading` and `deed`; `config/api.py` mounts them behind the token.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from re import fullmatch
from typing import Annotated, Any, TypeVar

from django.utils.functional import Promise
from ninja import Router
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from xinqiao.kit.scopes import offered

Function = TypeVar("Function", bound=Callable[..., Any])

KEY = "Idempotency-Key"
KEY_PATTERN = "^[A-Za-z0-9_-]{8,64}$"
LONGEST = 2000
_LINE = r"^[^\x00-\x1f\x7f-\x9f]*$"
_TEXT = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$"  # line breaks and tabs may stand in people's words


def _plain(most: int, *, least: int, pattern: str) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=least, max_length=most, pattern=pattern)


def _iso(given: Any) -> Any:
    """Only 2026-04-03 is a day: left to itself, the library reads a number as the seconds since 1970."""
    if not isinstance(given, str) or not fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        raise PydanticCustomError("date_parsing", "a day is written 2026-04-03")
    return given


Short = Annotated[str, _plain(60, least=1, pattern=_LINE)]
MayShort = Annotated[str, _plain(60, least=0, pattern=_LINE)]
Words = Annotated[str, _plain(LONGEST, least=1, pattern=_TEXT)]
MayWords = Annotated[str, _plain(LONGEST, least=0, pattern=_TEXT)]
Day = Annotated[date, BeforeValidator(_iso)]
Flag = Annotated[bool, Field(strict=True)]
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]


class Asked(BaseModel):
    """The body of a request. A field nobody knows is refused: a misspelt one would be lost without a word."""

    model_config = ConfigDict(extra="forbid")


class Told(BaseModel):
    """A part of an answer."""


class Mend(Told):
    """One field that has to be mended, and what is wrong with it."""

    field: str
    sentence: str


class Trouble(Told):
    """Every answer that is not what was asked for: a reason code, the rule, where it is written, what to do next."""

    code: str
    rule: str
    source: str
    cure: str
    fields: list[Mend]


READING = dict.fromkeys((400, 401, 403, 404, 405, 422, 500, 503), Trouble)
DEED = READING | dict.fromkeys((409, 413), Trouble)
_KEY_HEADER = {
    "in": "header",
    "name": KEY,
    "required": True,
    "schema": {"type": "string", "pattern": KEY_PATTERN},
    "description": "One key for one deed: the same key with the same body gives the first answer again.",
}


def reading(
    path: str, *, of: Router, gives: type[BaseModel], says: str | Promise, scope: str = ""
) -> Callable[[Function], Function]:
    """Declares a GET under a scope (none: any token). Raises KeyError for a scope no room has offered."""
    return _declared(path, of=of, method="GET", scope=scope, answers={200: gives} | READING, says=says)


def deed(
    path: str, *, of: Router, gives: type[BaseModel], says: str | Promise, scope: str, status: int = 200
) -> Callable[[Function], Function]:
    """Declares a POST under a scope; its caller names it with an Idempotency-Key. Raises KeyError as `reading` does."""
    return _declared(path, of=of, method="POST", scope=scope, answers={status: gives} | DEED, says=says)


def _declared(
    path: str, *, of: Router, method: str, scope: str, answers: dict[int, type[BaseModel]], says: str | Promise
) -> Callable[[Function], Function]:
    right = offered[scope] if scope else None
    extra: dict[str, Any] = {"parameters": [_KEY_HEADER]} if method == "POST" else {}

    def declare(function: Function) -> Function:
        function.scope = right  # type: ignore[attr-defined]  # the guard around every operation asks for it
        declared = of.api_operation(
            [method],
            path,
            response=answers,
            operation_id=function.__name__,
            summary=says,  # type: ignore[arg-type]  # lazy: told in the reader's language
            openapi_extra=extra | {"x-scope": scope},
        )
        return declared(function)

    return declare
