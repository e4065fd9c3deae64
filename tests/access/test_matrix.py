"""Every page as every role, compared with the table that was reviewed."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from tests.access.drawing import nothing_asked_while_drawing
from tests.access.matrix import HEADS, Knocked, holders, legend, pages, walk
from tests.access.rows import ROWS
from tests.cast import Cast

TABLE = Path(__file__).parent / "table.txt"
REWRITE = "Right as it is now? Then write it: python -m pytest tests/access --write-table, and review the diff."


@pytest.fixture
def knocked(cast: Cast) -> Knocked:
    """The whole walk."""
    with nothing_asked_while_drawing():
        return walk(cast)


def test_every_door_answers_as_the_table_says(knocked: Knocked, pytestconfig: pytest.Config) -> None:
    text = legend() + "\n" + "\n".join(knocked.lines) + "\n"
    if pytestconfig.getoption("--write-table", default=False):
        TABLE.write_text(text, encoding="utf-8")
    assert not knocked.broken, "\n" + "\n".join(knocked.broken)
    known = TABLE.read_text(encoding="utf-8") if TABLE.exists() else ""
    diff = difflib.unified_diff(known.splitlines(), text.splitlines(), "as reviewed", "as it is", lineterm="", n=1)
    changes = "\n".join(diff)
    assert not changes, f"\n{changes}\n{REWRITE}"


def test_every_page_stands_in_the_table() -> None:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    known = {(line.split()[0], line.split()[1]) for line in lines if line.startswith("/")}
    asked = {("/" + route, method) for route, _entry in pages() for method in ("GET", "POST")}
    assert known == asked


def test_every_noun_of_an_address_has_its_objects() -> None:
    nouns = {noun for _route, entry in pages() for noun in entry.pattern.converters}
    assert nouns <= set(ROWS), nouns - set(ROWS)


def test_every_role_of_the_cast_has_a_column() -> None:
    assert set(holders()) == set(HEADS)


@pytest.mark.parametrize("column", HEADS)
def test_nobody_is_left_out_of_the_heads(column: str) -> None:
    assert len(HEADS[column]) <= 3
    assert list(HEADS.values()).count(HEADS[column]) == 1
