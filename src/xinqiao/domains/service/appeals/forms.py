"""What is typed about an appeal. Shape only: rights and rules are the actions'."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.cases.words import CallBack, Outcome, Rating
from xinqiao.domains.service.words import REASONS, Door, Privacy, Topic, Whose
from xinqiao.kit.texts import plain
from xinqiao.ui.inputs import DayInput

# What gettext_lazy gives, by the name the type stubs know.
Text = Any
LONGEST = 2000


def _text(label: Text, *, required: Text = "", rows: int = 4, **more: Any) -> forms.CharField:
    """A field for people's own words; NUL and the like are refused by Django itself."""
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=LONGEST,
        required=bool(required),
        error_messages={"required": required, "max_length": _("太长了，留下最要紧的两千字以内。")},
        **more,
    )


class Appeal(forms.Form):
    """Five fields, one of them a photo or none. A workmate needs an officer who knows the number."""

    words = _text(
        _("发生了什么"),
        required=_("这里还空着。一句话也行。"),
        rows=6,
        help_text=_("照实说就行。带上时间、地点、多少人遇到。"),
    )
    topic = forms.ChoiceField(
        label=_("哪一类事"), choices=Topic, initial=Topic.UNSURE, help_text=_("拿不准就选“不清楚”，值班员替您分。")
    )
    whose = forms.ChoiceField(
        label=_("为谁提的"),
        choices=[choice for choice in Whose.choices if choice[0] != Whose.WORKMATE],
        initial=Whose.SELF,
        required=False,
    )
    privacy = forms.ChoiceField(label=_("谁可以看"), choices=Privacy, widget=forms.RadioSelect, initial=Privacy.NAMED)
    photo = forms.FileField(
        label=_("一张照片"), required=False, help_text=_("有就附上，没有不用拍。地点和手机信息会自动去掉。")
    )
    used_by: ClassVar[dict[str, Text]] = {
        "words": _("承办人会照这段话去办。"),
        "privacy": _("值班员照您选的办，选了保密就不告诉承办部门。"),
    }

    def clean_whose(self) -> str:
        return self.cleaned_data["whose"] or Whose.SELF


class Registered(Appeal):
    """Written down by an officer for somebody without a phone, or from a call."""

    used_by: ClassVar[dict[str, Text]] = Appeal.used_by | {"door": _("统计各个渠道用得多不多。")}
    number = forms.CharField(
        label=_("职工工号"), max_length=20, required=False, help_text=_("这件事记在职工本人名下，答复由您转告。")
    )
    nameless = forms.BooleanField(
        label=_("来电人没有留姓名"), required=False, help_text=_("凭编号来问答复；不留姓名的不能评价和复核。")
    )
    door = forms.ChoiceField(label=_("从哪儿来的"), choices=[d for d in Door.choices if d[0] != Door.PHONE])
    whose = forms.ChoiceField(label=_("为谁提的"), choices=Whose, initial=Whose.SELF, required=False)
    workmate = forms.CharField(
        label=_("那位工友的工号"),
        max_length=20,
        required=False,
        help_text=_("选了“一位工友”才填。他和他的近亲属不经办这件事。"),
    )
    field_order = ("number", "nameless", "door", "words", "topic", "whose", "workmate", "privacy", "photo")

    def clean_number(self) -> str:
        return plain(self.cleaned_data["number"])

    def clean_workmate(self) -> str:
        return plain(self.cleaned_data["workmate"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("number")) == bool(cleaned.get("nameless")):
            self.add_error("number", _("写上职工的工号；没有留姓名的，勾下面那一格。"))
        return cleaned


class Word(forms.Form):
    text = _text(_("补充一句话"), required=_("这里还空着。一句话也行。"), rows=3)
    used_by: ClassVar[dict[str, Text]] = {"text": _("承办人会看到。")}


class Why(forms.Form):
    """A reason in one sentence."""

    text = _text(_("为什么"), required=_("用一句话写清楚为什么。"), rows=3)
    used_by: ClassVar[dict[str, Text]] = {"text": _("职工看得到这句话。")}


class MayWhy(forms.Form):
    text = _text(_("想说的话"), rows=2)


class Rate(forms.Form):
    rating = forms.ChoiceField(
        label=_("这件事办得怎么样"),
        choices=Rating,
        widget=forms.RadioSelect,
        error_messages={"required": _("选一个就行。")},
    )
    text = _text(_("想说的话"), rows=2)
    used_by: ClassVar[dict[str, Text]] = {"rating": _("承办人和工会主席会看，不满意可以重新办理。")}


class Reply(forms.Form):
    text = _text(_("答复正文"), required=_("先说办成什么，再说从哪天起。"), help_text=_("先说办成什么，再说从哪天起。"))
    used_by: ClassVar[dict[str, Text]] = {"text": _("职工会逐字看到，落款是您。")}


class Correction(Reply):
    """A reply that puts an earlier one right."""

    text = _text(
        _("更正后的答复"),
        required=_("写清楚改了什么。"),
        help_text=_("写清楚哪一句改了、为什么。原来的答复也留着给职工看。"),
    )


class Ring(forms.Form):
    """What came of ringing back."""

    result = forms.ChoiceField(
        label=_("回访结果"), choices=CallBack, widget=forms.RadioSelect, error_messages={"required": _("选一个结果。")}
    )
    text = _text(_("职工怎么说"), required=_("用职工自己的话记一两句。"), rows=3)
    used_by: ClassVar[dict[str, Text]] = {
        "result": _("要求重新办理的，马上由没经手过的人来办。"),
        "text": _("承办人和主席会看，职工也看得到。"),
    }


class Attach(forms.Form):
    """One paper."""

    file = forms.FileField(
        label=_("一份材料"),
        help_text=_("照片、PDF、OFD、Word 或 Excel，25 兆以内。"),
        error_messages={"required": _("还没有选文件。"), "empty": _("这个文件是空的，换一份。")},
    )
    used_by: ClassVar[dict[str, Text]] = {"file": _("承办人照着它核对。")}


class DeskAttach(Attach):
    """One paper from the desk."""

    public = forms.BooleanField(label=_("职工也能看这份"), required=False, initial=True)
    used_by: ClassVar[dict[str, Text]] = {"file": _("经办的同志会看；勾了下面一格，职工也看得到。")}


class Publish(forms.Form):
    """A text for everybody."""

    title = forms.CharField(label=_("题目"), max_length=80, error_messages={"required": _("写一个题目。")})
    text = _text(
        _("对大家说"),
        required=_("写上对大家说的话。"),
        rows=5,
        help_text=_("不写人名、不写班组，别让人猜出是谁提的。"),
    )
    used_by: ClassVar[dict[str, Text]] = {"title": _("全体职工在“公开的答复”里看到。"), "text": _("全体职工看得到。")}


class Export(forms.Form):
    """What to take out, and why."""

    since = forms.DateField(label=_("从哪天提的"), widget=DayInput)
    until = forms.DateField(label=_("到哪天提的"), widget=DayInput)
    names = forms.BooleanField(
        label=_("带上姓名"), required=False, help_text=_("不勾就写成 陈** 这样。要求保密的，勾了也不带。")
    )
    text = _text(_("导出做什么用"), required=_("写清楚用在哪里。"), rows=2)
    used_by: ClassVar[dict[str, Text]] = {
        "since": _("只取这段日子里提的。"),
        "until": _("只取这段日子里提的。"),
        "text": _("记在操作记录里，经审委和个人信息保护负责人会看。"),
    }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("since") and cleaned.get("until") and cleaned["since"] > cleaned["until"]:
            self.add_error("until", _("结束的日子在开始之前，调换一下。"))
        return cleaned


class LeaveDesk(forms.Form):
    """To whom everything goes."""

    desk = forms.ChoiceField(label=_("交给谁"), error_messages={"required": _("选一个人或一个窗口。")})
    text = _text(_("为什么"), required=_("用一句话写清楚为什么交班。"), rows=2)
    used_by: ClassVar[dict[str, Text]] = {
        "desk": _("接手的人马上看得到这些事。"),
        "text": _("每一件的职工都看得到这句话。"),
    }

    def __init__(self, *args: Any, desks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].choices = desks  # type: ignore[attr-defined]


class HandOver(forms.Form):
    desk = forms.ChoiceField(label=_("转给哪个部门"), error_messages={"required": _("选一个部门。")})
    text = _text(_("为什么转"), required=_("用一句话写清楚为什么转。"), rows=3)
    used_by: ClassVar[dict[str, Text]] = {
        "desk": _("转过去的人马上看得到这件事。"),
        "text": _("职工和下一位承办人看得到。"),
    }

    def __init__(self, *args: Any, desks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].choices = desks  # type: ignore[attr-defined]


class Resolve(forms.Form):
    outcome = forms.ChoiceField(
        label=_("结果"), widget=forms.RadioSelect, error_messages={"required": _("选一种结果。")}
    )
    text = _text(_("还要说明的"), rows=3)
    used_by: ClassVar[dict[str, Text]] = {"outcome": _("统计答复率和解决率用，两个数分开看。")}

    def __init__(self, *args: Any, review: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ends = {Outcome.UPHELD, Outcome.CHANGED}
        self.fields["outcome"].choices = [(o.value, o.label) for o in Outcome if (o in ends) == review]  # type: ignore[attr-defined]


class Refuse(forms.Form):
    reason = forms.ChoiceField(
        label=_("哪一条规定"),
        choices=[(code, reason.label) for code, reason in REASONS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("选一条最贴切的理由。")},
    )
    text = _text(_("对职工说明"), required=_("说清楚为什么，告诉职工接下来找谁。"))
    used_by: ClassVar[dict[str, Text]] = {
        "reason": _("职工看得到依据和接下来怎么办。"),
        "text": _("职工会逐字看到，并且可以请上级复核。"),
    }


class Restate(forms.Form):
    title = forms.CharField(label=_("题目"), max_length=80, help_text=_("写短一点，列表里好认。职工的原话不动。"))
    topic = forms.ChoiceField(label=_("哪一类事"), choices=Topic, help_text=_("分给哪个部门、统计哪一类都看它。"))


class Complained(forms.Form):
    number = forms.CharField(
        label=_("被反映人的工号"),
        max_length=20,
        required=False,
        help_text=_("写上以后，这个人看不到、也不能经办这件事。"),
    )
    nobody = forms.BooleanField(
        label=_("没有具体的人"), required=False, help_text=_("以前写错了人，勾上这一格就撤掉。")
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("number")) == bool(cleaned.get("nobody")):
            raise ValidationError(_("写上工号，或者勾“没有具体的人”，两样选一样。"))
        return cleaned

    def clean_number(self) -> str:
        return plain(self.cleaned_data["number"])
