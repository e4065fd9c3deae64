"""Where findable texts come from: each room names the source of its kinds when the program starts."""

from __future__ import annotations

from typing import Protocol

Row = tuple[int, list[str]]  # the key of a room's row, and the texts it is found by


class Source(Protocol):
    """Reads rows anew: at most so many after a key, in the order of their keys."""

    def __call__(self, after: int, *, size: int) -> list[Row]: ...


sources: dict[str, Source] = {}


def name_source(kind: str, *, source: Source) -> None:
    """A room says how all rows of one kind are read again, for `reindex`. Raises ValueError for a kind named twice."""
    if kind in sources:
        raise ValueError(f"{kind} has a source already")
    sources[kind] = source
