"""What every goal is handed: the house, the sizes, and the filled unions with who asks in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bench.entry import say
from bench.house import House
from bench.sizes import Sizes


@dataclass(frozen=True)
class Union:
    """A filled database: where it is, and the cookies of who asks."""

    address: str
    asks: dict[str, Any]

    @property
    def members(self) -> list[str]:
        """Cookies of members without a post."""
        found: list[str] = self.asks["members"]
        return found

    @property
    def middle(self) -> dict[str, Any]:
        """Keys in the middle, where deep pages begin."""
        found: dict[str, Any] = self.asks["middle"]
        return found


@dataclass(frozen=True)
class Run:
    """One run of the bench."""

    house: House
    sizes: Sizes
    small: Union
    lite: Union  # the same on SQLite


def filled(house: House, *, address: str, members: int, cases: int, sessions: int) -> Union:
    """Fill a migrated, empty database."""
    say(f"filling {members:,} members and {cases:,} cases")
    asked = {"members": members, "cases": cases, "sessions": sessions}
    return Union(address, house.run("bench.filling", address=address, asked=asked))


def begin(house: House, *, sizes: Sizes) -> Run:
    """Fill the union of 16,000 on both engines."""
    wanted = {"members": sizes.members, "cases": sizes.cases, "sessions": sizes.sessions}
    small = filled(house, address=house.copy("small"), **wanted)
    house.manage("migrate", "--verbosity=0", address=house.sqlite("small"))
    return Run(house, sizes, small, filled(house, address=house.sqlite("small"), **wanted))
