"""The member's twelve tiles and eight quiet doors. Words and order are fixed; a room takes its place when built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as now_gettext
from django.utils.translation import gettext_lazy as _

from xinqiao.kit.gate import Rule

Text = str | Promise

# Twelve verbs: name, quiet second line, icon. "call" is the telephone itself and needs no room.
TILES: dict[str, tuple[Text, Text, str]] = {
    "appeal": (_("说诉求"), _("我要反映"), "message-2"),
    "question": (_("问一问"), _("有问有答"), "message-question"),
    "letter": (_("写封信"), _("主席·总经理"), "mail"),
    "call": ("", _("维权热线"), "phone"),
    "entitled": (_("我能享受什么"), _("待遇与帮扶"), "gift"),
    "mutual": (_("互助保障"), _("申领互助金"), "umbrella"),
    "learn": (_("学技能"), _("选学·比武"), "school"),
    "suggest": (_("提建议"), _("建议·提案"), "bulb"),
    "hazard": (_("报隐患"), _("随手就报"), "alert-triangle"),
    "openness": (_("看公开"), _("厂务公开"), "news"),
    "judge": (_("来评一评"), _("投票·评工会"), "clipboard-check"),
    "culture": (_("书屋与活动"), _("借书·报名"), "book"),
}
# Eight calmer doors, all alike: no badge, no count, no second line.
QUIET: dict[str, Text] = {
    "counselling": _("心灵驿站"),
    "law": _("法律与调解"),
    "jobs": _("找工作"),
    "recuperation": _("疗休养与体检"),
    "points": _("我的安全积分"),
    "mentor": _("我的师徒"),
    "readers": _("谁看过我的档案"),
    "matters": _("我的办件"),
}


@dataclass(frozen=True)
class Room:
    """The page behind a tile or a quiet door."""

    url_name: str
    rule: Rule


@dataclass(frozen=True)
class Tile:
    """What the macros `tiles` and `quiet` draw."""

    title: Text
    line: Text
    icon: str
    url: str


rooms: dict[str, Room] = {}


def register(slot: str, *, url_name: str, rule: Rule) -> None:
    """A room takes one of the twelve tiles or eight quiet doors. Raises ValueError for an unknown or taken slot."""
    if (slot not in TILES and slot not in QUIET) or slot == "call" or slot in rooms:
        raise ValueError(f"{slot} is unknown or taken")
    rooms[slot] = Room(url_name, rule)


def tiles_for(viewer: Any, *, hotline: str) -> list[Tile]:
    """The tiles whose rooms are built and admit the viewer; the telephone stands always, if there is a number."""
    shown = []
    for slot, (title, line, icon) in TILES.items():
        if slot == "call" and hotline:
            shown.append(Tile(now_gettext("打%(number)s") % {"number": hotline}, line, icon, f"tel:{hotline}"))
        elif address := _address(slot, viewer=viewer):
            shown.append(Tile(title, line, icon, address))
    return shown


def quiet_for(viewer: Any) -> list[Tile]:
    """The quiet doors whose rooms are built and admit the viewer."""
    return [Tile(title, "", "", at) for slot, title in QUIET.items() if (at := _address(slot, viewer=viewer))]


def _address(slot: str, *, viewer: Any) -> str:
    room = rooms.get(slot)
    return reverse(room.url_name) if room and room.rule.admits(viewer) else ""
