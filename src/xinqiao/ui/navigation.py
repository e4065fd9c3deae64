"""The register of doors: rooms say in `apps.ready()` which of their pages stand in the menu, and for whom.

A door is drawn only when its room has registered it and its rule admits the viewer, so no link is ever dead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinqiao.kit.gate import Rule

Text = str | Promise

# The five heads of the union's work, and what concerns the whole house.
HEADS: dict[str, Text] = {
    "service": _("服务"),
    "growth": _("成长"),
    "safety": _("安康"),
    "democracy": _("民主"),
    "conduct": _("作风与评价"),
    "whole": _("全局"),
}

# Doors that have one fixed place in the frame. The first four are the member's bottom bar.
PLACES: dict[str, tuple[Text, str]] = {
    "home": (_("首页"), "home"),
    "matters": (_("我的办件"), "folders"),
    "messages": (_("消息"), "bell"),
    "me": (_("我的"), "user"),
    "desk": (_("去办公"), "briefcase"),
    "search": (_("查找"), "search"),
    "sign_in": (_("登录"), "login"),
    "sign_out": (_("退出登录"), "logout"),
}
BOTTOM = ("home", "matters", "messages", "me")


@dataclass(frozen=True)
class Entry:
    """A door in the left column (or, for the member's face, in a list of doors)."""

    head: str
    title: Text
    url_name: str
    face: str
    rule: Rule
    icon: str
    order: int


@dataclass(frozen=True)
class Place:
    """A page that holds one of the fixed places."""

    url_name: str
    rule: Rule


@dataclass(frozen=True)
class Link:
    """What a template draws: words, address, icon, whether one stands there, and how much waits behind it."""

    title: Text
    url: str
    icon: str
    here: bool
    count: str = ""


@dataclass(frozen=True)
class Group:
    """A head with its links."""

    title: Text
    links: list[Link]


entries: list[Entry] = []
places: dict[str, Place] = {}


def register(
    *, head: str, title: Text, url_name: str, rule: Rule, icon: str, face: str = "desk", order: int = 50
) -> None:
    """A page in the left column of the desk under one of HEADS. Raises ValueError for an unknown head or a double."""
    if head not in HEADS:
        raise ValueError(f"{head} is not one of {', '.join(HEADS)}")
    if any(entry.url_name == url_name and entry.face == face for entry in entries):
        raise ValueError(f"{url_name} is registered twice")
    entries.append(Entry(head, title, url_name, face, rule, icon, order))


def take_place(name: str, *, url_name: str, rule: Rule) -> None:
    """The page that holds a fixed place. Raises ValueError for an unknown place or one that is taken."""
    if name not in PLACES or name in places:
        raise ValueError(f"{name} is unknown or taken; places are {', '.join(PLACES)}")
    places[name] = Place(url_name, rule)


class Menu:
    """The doors open to one viewer on one page, worked out when the frame asks."""

    def __init__(self, *, viewer: Any, path: str) -> None:
        self._viewer, self._path = viewer, path

    def column(self, face: str = "desk") -> list[Group]:
        """The left column: the heads of a face that hold at least one open door."""
        open_now = [entry for entry in entries if entry.face == face and entry.rule.admits(self._viewer)]
        urls = {entry.url_name: reverse(entry.url_name) for entry in open_now}
        best = max((found for found in urls.values() if self._within(found)), key=len, default="")
        groups = []
        for head, title in HEADS.items():
            mine = sorted((entry for entry in open_now if entry.head == head), key=lambda entry: entry.order)
            links = [Link(e.title, urls[e.url_name], e.icon, urls[e.url_name] == best) for e in mine]
            if links:
                groups.append(Group(title, links))
        return groups

    def bottom(self) -> list[Link]:
        """The member's bottom bar: those of its four doors that exist."""
        return [link for name in BOTTOM if (link := self.place(name))]

    def place(self, name: str) -> Link | None:
        """The door in a fixed place, or None when its page is not built or not open to this viewer."""
        title, icon = PLACES[name]
        held = places.get(name)
        if held is None or not held.rule.admits(self._viewer):
            return None
        found = reverse(held.url_name)
        waiting = getattr(self._viewer, "unread", 0) if name == "messages" else 0
        return Link(title, found, icon, self._path == found, _count(waiting))

    def _within(self, address: str) -> bool:
        return self._path == address or (address != "/" and self._path.startswith(address))


def _count(waiting: int) -> str:
    """A count as the bell shows it: nothing for none, 99+ for more than two digits."""
    return "" if not waiting else str(waiting) if waiting < 100 else "99+"
