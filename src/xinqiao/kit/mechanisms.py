"""What is built: every room says here which mechanism of the union it holds and on which pages it is used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page of a mechanism. `enter_as` is a role code, "member", or None for pages open to all."""

    name: str
    face: str
    enter_as: str | None


@dataclass(frozen=True)
class Mechanism:
    """A mechanism in the union's words, the number of records it holds, and its pages."""

    id: str
    room: str
    zh: str
    en: str
    records: Callable[[], int]
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Figure:
    """A figure computed from raw records: unit and definition (with period and denominator) always travel with it."""

    key: str
    unit: str
    definition: str
    value: Callable[[], int | float]


built: dict[str, Mechanism] = {}
figures: dict[str, Figure] = {}


def register(mechanism: Mechanism) -> None:
    """Called once by a domain's `apps.py`, when the program starts."""
    built[mechanism.id] = mechanism


def register_figure(figure: Figure) -> None:
    """Called once by a domain's `apps.py`, when the program starts."""
    figures[figure.key] = figure
