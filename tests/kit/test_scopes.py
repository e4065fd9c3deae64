"""What other systems may be allowed to do, each under one rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from xinqiao.kit import scopes
from xinqiao.kit.gate import Rule, anyone, known


@dataclass(frozen=True)
class Guest:
    known: bool = False


@pytest.fixture(autouse=True)
def _alone() -> Iterator[None]:
    kept = dict(scopes.offered)
    scopes.offered.clear()
    yield
    scopes.offered.clear()
    scopes.offered.update(kept)


def test_a_scope_is_offered_once() -> None:
    scopes.offer("books.lend", title="借书", rule=known)
    with pytest.raises(ValueError, match=r"books\.lend"):
        scopes.offer("books.lend", title="再借", rule=anyone)
    assert scopes.offered["books.lend"] == scopes.Scope("books.lend", "借书", known)


def test_only_what_the_rule_admits_is_open() -> None:
    scopes.offer("b", title="乙", rule=known)
    scopes.offer("a", title="甲", rule=anyone)
    scopes.offer("c", title="丙", rule=Rule("nobody", lambda viewer: False))
    assert [scope.code for scope in scopes.open_to(Guest())] == ["a"]
    assert [scope.code for scope in scopes.open_to(Guest(known=True))] == ["a", "b"]
