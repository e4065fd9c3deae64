"""The import contracts stand in pyproject.toml; here: that nothing is excused from them, and that our own one bites."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from grimp import ImportGraph
from importlinter.domain.imports import ModuleExpression

from tests.architecture.doors import DoorsContract
from tests.architecture.source import CHECKOUT

ROOMS = {
    "house.domains.safety.points": ("models", "queries", "actions", "views"),
    "house.domains.safety.talks": ("models", "queries", "actions", "views"),
    "house.domains.service.appeals": ("models", "queries"),
}


def contracts() -> dict[str, dict[str, Any]]:
    """The contracts by id."""
    told = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract for contract in told["tool"]["importlinter"]["contracts"]}


def test_nothing_is_excused_from_a_contract() -> None:
    for contract in contracts().values():
        assert not contract.get("ignore_imports"), contract["id"]
        assert not contract.get("exhaustive_ignores"), contract["id"]


def test_the_house_has_all_its_contracts() -> None:
    first = {"storeys", "domains", "blocks", "ground", "rooms", "circles", "doors"}
    assert first | {"block-tables", "room-tables", "reads"} <= set(contracts())


def house(*imports: tuple[str, str]) -> ImportGraph:
    """A small house with these imports in it."""
    graph = ImportGraph()
    for room, files in ROOMS.items():
        for name in (room, *(f"{room}.{file}" for file in files)):
            graph.add_module(name)
    for importer, imported in imports:
        graph.add_import(importer=importer, imported=imported)
    return graph


def broken(*imports: tuple[str, str]) -> list[tuple[str, str]]:
    """What the doors contract finds."""
    contract = DoorsContract.__new__(DoorsContract)
    contract.containers = [ModuleExpression("house.domains.*.*")]
    contract.doors = {"actions", "queries"}
    found: list[tuple[str, str]] = contract.check(house(*imports), verbose=False).metadata["broken"]
    return found


POINTS, TALKS, APPEALS = ROOMS


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        (f"{TALKS}.queries", f"{POINTS}.models"),
        (f"{TALKS}.views", f"{POINTS}.views"),
        (f"{TALKS}.views", POINTS),
        (f"{APPEALS}.queries", POINTS),
    ],
)
def test_another_way_in_than_a_door_is_found(importer: str, imported: str) -> None:
    assert broken((importer, imported)) == [(importer, imported)]


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        (f"{TALKS}.actions", f"{POINTS}.actions"),
        (f"{TALKS}.views", f"{POINTS}.queries"),
        (f"{TALKS}.views", f"{TALKS}.models"),
        (f"{APPEALS}.queries", f"{POINTS}.models"),  # another contract speaks of other domains
    ],
)
def test_doors_and_ones_own_room_are_open(importer: str, imported: str) -> None:
    assert broken((importer, imported)) == []
