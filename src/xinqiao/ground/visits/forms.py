"""What is typed about a visit and its tasks. Shape only: rights and rules are the actions'."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.visits.words import Answer, Place, Purpose
from xinqiao.kit.texts import plain
from xinqiao.ui.inputs import DayInput

# What gettext_lazy gives, by the name the type stubs know.
Text = Any
LONGEST, LINES = 2000, 3
MOST_DAYS = 250  # working days: a year


def _text(label: Text, *, required: Text = "", rows: int = 3, **more: Any) -> forms.CharField:
    """A field for people's own words; NUL and the like are refused by Django itself."""
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=LONGEST,
        required=bool(required),
        error_messages={"required": required, "max_length": _("太长了，留下最要紧的两千字以内。")},
        **more,
    )


def _line(label: Text, *, required: bool = False, longest: int = 500, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=required, **more)


def _days(label: Text, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=MOST_DAYS, **more)


class Told(forms.Form):
    """A visit as it is told: the same for a new one and for a correction."""

    on = forms.DateField(label=_("哪天去的"), widget=DayInput(), error_messages={"required": _("写上哪天去的。")})
    team = forms.MultipleChoiceField(
        label=_("看了本组的谁"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("勾上名字就行，可以勾几个。"),
    )
    people = _line(
        _("看了谁"),
        help_text=_("写工号，几个人用空格隔开；工号后面写上姓名，可以防止记错人。一起谈的话几个人都看得到。"),
    )
    unit = _line(_("或者：整个班组、整个单位"), longest=80, help_text=_("写花名册上的名称。"))
    place = forms.ChoiceField(
        label=_("在哪里"),
        choices=Place,
        widget=forms.RadioSelect,
        initial=Place.POST,
        error_messages={"required": _("选一个地方。")},
    )
    purposes = forms.MultipleChoiceField(
        label=_("为什么去"), choices=Purpose, widget=forms.CheckboxSelectMultiple,
        help_text=_("几样都有就都勾，只算一次走访。帮扶、结对和到医院的，看得到的人更少。"),
        error_messages={"required": _("至少勾一样。")},
    )  # fmt: skip
    heard = _text(
        _("听到了什么"),
        required=_("这里还空着。写一句职工的原话就行。"),
        help_text=_("写职工的原话，不写套话。本人在手机上看得到。"),
    )
    companions = _line(_("和谁一同去的"), help_text=_("写工号，几个人用空格隔开。"))
    internal = _text(_("内部备注"), rows=2, help_text=_("只有经办的同志看得到，本人看不到。"))
    used_by: ClassVar[dict[str, Text]] = {
        "on": _("登记表按这一天排。"),
        "place": _("医院里的走访会少让一些人看到。"),
    }

    def __init__(self, *args: Any, team: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if team:
            self.fields["team"].choices = team  # type: ignore[attr-defined]
        else:
            del self.fields["team"]

    def account(self) -> dict[str, Any]:
        """What the action takes: those ticked and those typed are one list of numbers."""
        given = self.cleaned_data
        numbers = [*given.get("team", []), given["people"]]
        plainly = {name: plain(given[name]) for name in ("unit", "companions")}
        told = {name: given[name] for name in ("on", "place", "purposes", "heard", "internal")}
        return told | plainly | {"people": " ".join(numbers).strip()}


class Visit(Told):
    """A new one: with the problems that were found, a photo or none, and for whom it is written down."""

    token = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    problem_1 = _text(_("要办的第一件事"), rows=2, help_text=_("没有就空着。写了就会交给人去办，办的结果本人看得到。"))
    owner_1 = _line(_("谁来办"), longest=80, help_text=_("写工号或者部门名称；空着就是您自己。"))
    days_1 = _days(_("几个工作日办完"))
    problem_2 = _text(_("第二件事"), rows=2)
    owner_2 = _line(_("第二件谁来办"), longest=80)
    days_2 = _days(_("第二件几个工作日"))
    problem_3 = _text(_("第三件事"), rows=2)
    owner_3 = _line(_("第三件谁来办"), longest=80)
    days_3 = _days(_("第三件几个工作日"))
    photo = forms.FileField(
        label=_("一张照片"), required=False, help_text=_("不要求拍照，禁拍的地方不要拍。地点和手机信息会自动去掉。")
    )
    visitor = _line(
        _("替谁记的"), longest=40, help_text=_("照纸上的走访单替没有手机的同志记，写那位同志的工号；自己去的就空着。")
    )

    def problems(self) -> list[dict[str, Any]]:
        """The lines that were filled in."""
        given = self.cleaned_data
        return [
            {"text": given[f"problem_{n}"], "owner": plain(given[f"owner_{n}"]), "days": given[f"days_{n}"]}
            for n in range(1, LINES + 1)
            if given[f"problem_{n}"].strip()
        ]


class Amend(Told):
    """A correction, with its reason."""

    why = _line(_("为什么改"), required=True, help_text=_("改前改后都留着，本人看得到这句话。"))
    field_order = ("why",)


class Withdraw(forms.Form):
    why = _line(_("为什么撤销"), required=True, help_text=_("编号留着，本人看得到这句话。"))


class Task(forms.Form):
    """One more problem."""

    problem = _text(_("要办的事"), required=_("写一句要办什么。"), help_text=_("接办的人和本人都看得到。"))
    owner = _line(_("谁来办"), longest=80, help_text=_("写工号或者部门名称；空着就是您自己。"))
    days = _days(_("几个工作日办完"))


class Finish(forms.Form):
    result = _text(
        _("办的结果"), required=_("用一句话写清楚办成了什么。"),
        help_text=_("先说办成什么；办不成的写清楚为什么、怎么跟本人说的。本人逐字看得到。"),
    )  # fmt: skip


class GiveBack(forms.Form):
    why = _text(
        _("为什么退回"), required=_("用一句话写清楚为什么。"), rows=2, help_text=_("走访的人照这句话去找下一位。")
    )


class Pass(forms.Form):
    owner = _line(_("改由谁办"), longest=80, help_text=_("写工号或者部门名称；空着就是走访的人自己办。"))
    why = _line(_("为什么改"), required=True, help_text=_("接办的人看得到。"))
    days = _days(_("重新给几个工作日"), help_text=_("空着期限就不变。"))


class HandOver(forms.Form):
    left = forms.ChoiceField(
        label=_("交接谁的事"), widget=forms.RadioSelect, help_text=_("没办完的事一起交给接任的人，期限不变。"),
        error_messages={"required": _("选一位。")},
    )  # fmt: skip
    to = _line(_("交给谁"), longest=40, help_text=_("写工号；空着就交给上面写的接任的人。"))

    def __init__(self, *args: Any, left: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["left"].choices = left  # type: ignore[attr-defined]

    def clean_to(self) -> str:
        return plain(self.cleaned_data["to"])


class Word(forms.Form):
    answer = forms.ChoiceField(
        label=_("记的对不对"), choices=Answer, widget=forms.RadioSelect, help_text=_("去看您的同志看得到。"),
        error_messages={"required": _("选一个就行。")},
    )  # fmt: skip
    words = _text(_("要补充的话"), rows=2)


class Sheet(forms.Form):
    """Which unit and which month."""

    unit = forms.ChoiceField(label=_("哪个单位"), help_text=_("登记表上写这个单位。"))
    month = forms.RegexField(
        r"^20\d\d-(0[1-9]|1[0-2])$", label=_("哪个月"), help_text=_("写成“2026-10”的样子，表上只有这个月的走访。"),
        error_messages={"invalid": _("写成“2026-10”的样子。")},
    )  # fmt: skip

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
