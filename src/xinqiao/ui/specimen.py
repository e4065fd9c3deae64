"""What the sheet of components is filled with: one story of the model union, invented, with fixed dates."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xinqiao.kit.clock import SHANGHAI, moment
from xinqiao.ui.tiles import QUIET, TILES, Tile

TODAY = date(2026, 10, 21)
TRIAL_DAY = date(2026, 11, 3)
WORDS = "夜班十二点下班，末班班车十一点五十就走了，我们七个女工冬天走四十分钟回家属院。"
REPLY = "自十一月起，末班车改为零点二十发车，试行一个月。同班六位同志同时收到这份答复。"


class Specimen(forms.Form):
    """One field of every kind."""

    text = forms.CharField(label=_("发生了什么"), widget=forms.Textarea, help_text=_("照实说就行。"))
    kind = forms.ChoiceField(label=_("哪一类事"), choices=[("bus", _("班车、食堂、浴室")), ("unsure", _("不清楚"))])
    seen = forms.ChoiceField(
        label=_("谁可以看"),
        widget=forms.RadioSelect,
        choices=[("open", _("承办部门看得到我的姓名")), ("kept", _("对承办部门保密"))],
    )
    phone = forms.CharField(label=_("怎么联系您"), required=False)
    rating = forms.ChoiceField(
        label=_("这件事办得怎么样"),
        widget=forms.RadioSelect,
        choices=[("good", _("满意")), ("fair", _("基本满意")), ("bad", _("不满意"))],
    )
    photo = forms.FileField(label=_("一张照片"), required=False, help_text=_("禁拍区不要拍。"))
    password = forms.CharField(label=_("口令"), widget=forms.PasswordInput)

    used_by = {"phone": _("值班员会用到，只为这件事。"), "text": _("值班员和承办部门会看。")}


def working_days(first: date, *, count: int) -> list[date]:
    """Mondays to Fridays from this day on: enough for a drawing. The product's own calendar is kit.workdays."""
    days = (first + timedelta(days=at) for at in range(count * 2))
    return [day for day in days if day.weekday() < 5][:count]


def sheet() -> dict[str, Any]:
    """The context of /design/."""
    return {
        "today": TODAY,
        "few_days": [TODAY, date(2026, 10, 22)],
        "many_days": working_days(date(2026, 10, 23), count=27),
        "trial_day": TRIAL_DAY,
        "paused_on": date(2026, 10, 16),
        "words": WORDS,
        "reply": REPLY,
        "replied_at": moment(date(2026, 10, 22), hour=15, minute=10),
        "clean": Specimen(initial={"rating": "good", "seen": "open", "kind": "bus"}),
        "wrong": Specimen({"kind": "bus"}, prefix="wrong"),
        "waiting": waiting(),
        "happened": happened(),
        "all_tiles": [Tile(title or "打85123", line, icon, "#tiles") for title, line, icon in TILES.values()],
        "all_quiet": [Tile(title, "", "", "#tiles") for title in QUIET.values()],
    }


def waiting() -> list[dict[str, Any]]:
    """Three things that wait for a member."""
    return [
        {"title": "疗休养路线：三个志愿", "note": "志愿一未中的，次年加分", "url": "#lists", "due": date(2026, 11, 6)},
        {
            "title": "夜班末班车：请您评价",
            "note": "后勤已答复，在试行",
            "url": "#lists",
            "due": date(2026, 11, 10),
        },
    ]


def happened() -> list[dict[str, Any]]:
    """The course of one appeal, newest first."""

    def at(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)

    return [
        {"when": date(2026, 11, 30), "text": "试行到期，宋巧云回访", "state": "next"},
        {"when": at("2026-11-01 00:20"), "text": "新末班车第一班发车", "state": "now"},
        {"when": at("2026-10-22 15:10"), "text": "杜家和答复，用了 2 个工作日"},
        {"when": at("2026-10-20 08:12"), "text": "您提出诉求"},
    ]
