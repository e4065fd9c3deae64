"""What is typed about consents, texts and requests. Shape only."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.consents.words import (
    REASONS,
    Conclusion,
    Relation,
    RequestKind,
    RequestOutcome,
    Scope,
    uses,
)
from xinqiao.kit.texts import BadText, person_name, plain
from xinqiao.ui.inputs import DayInput

Text = Any  # what gettext_lazy gives
LONGEST = 2000


def _text(label: Text, *, help_text: Text = "", required: bool = True, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def _number(help_text: Text) -> forms.CharField:
    return forms.CharField(label=_("职工工号"), max_length=20, help_text=help_text)


def _name(text: str) -> str:
    try:
        return person_name(text)
    except BadText as bad:
        raise ValidationError(str(bad)) from bad


class ProposeText(forms.Form):
    """The next version of a text."""

    purpose = _text(_("为了什么"), help_text=_("职工同意之前先看这一句。"))
    taken = _text(_("收哪些"), help_text=_("只写办这件事必须的。"))
    readers = _text(_("谁看"), help_text=_("职工最想知道的一句，写到岗位。"))
    kept = _text(_("留多久"), help_text=_("写期限，或者怎么定期限。"))
    refusing = _text(_("不同意会怎样"), help_text=_("不是非有不可的信息，不同意也不能拒绝服务。"))
    asks_anew = forms.BooleanField(
        label=_("用途、种类或者看的人变了"),
        required=False,
        help_text=_("勾上以后，以前的同意从生效那天起不再算数，要重新征得。"),
    )
    in_force_from = forms.DateField(
        label=_("从哪天起"), widget=DayInput(), help_text=_("确认的人核对；只能是今天或以后。")
    )


class Why(forms.Form):
    why = forms.CharField(label=_("为什么"), max_length=300, help_text=_("提出的人看得到。"))


class Family(forms.Form):
    """Somebody of the family about whom something has to be agreed to."""

    name = forms.CharField(label=_("姓名"), max_length=60, help_text=_("加密保存，经办人要先经批准才看得到。"))
    born_on = forms.DateField(label=_("出生日期"), widget=DayInput(), help_text=_("不满十四岁由您同意，满了由本人。"))
    relation = forms.ChoiceField(label=_("和您的关系"), choices=Relation, help_text=_("办事的人核对用。"))

    def clean_name(self) -> str:
        return _name(self.cleaned_data["name"])


class PrintForm(forms.Form):
    """Whose consent, to what; about a child or another of the family when a name stands there."""

    number = _number(_("当面核对证件，同意记在本人名下。"))
    what = forms.ChoiceField(label=_("同意什么"), help_text=_("一张同意书只写一件事、一类信息。"))
    child = forms.CharField(
        label=_("家人的姓名"), max_length=60, required=False, help_text=_("替孩子同意，或者家人本人来签，才写这几格。")
    )
    born_on = forms.DateField(label=_("家人的出生日期"), widget=DayInput(), required=False)
    relation = forms.ChoiceField(label=_("和职工的关系"), choices=Relation, required=False)
    own_wish = forms.BooleanField(
        label=_("本人主动要求"), required=False, help_text=_("以前说过不同意、自己改了主意的，才勾。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            (f"{key}:{scope}", f"{use.title} · {Scope(scope).label}")
            for key, use in uses.items()
            for scope in use.scopes
        ]

    def clean_number(self) -> str:
        return plain(self.cleaned_data["number"])

    def clean_child(self) -> str:
        return _name(self.cleaned_data["child"]) if self.cleaned_data["child"].strip() else ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("child") and not cleaned.get("born_on"):
            raise ValidationError(_("写上家人的出生日期：不满十四岁由监护人签，满了由本人签。"))
        return cleaned


class Scan(forms.Form):
    photo = forms.FileField(label=_("签好的同意书"), help_text=_("拍一张或扫一张，签名和编号要看得清；查证时用。"))


class Number(forms.Form):
    number = _number(_("当面核对证件后再查，本人看得到您查过。"))

    def clean_number(self) -> str:
        return plain(self.cleaned_data["number"])


class AskRead(forms.Form):
    """What to read, why, until when."""

    target = forms.ChoiceField(
        label=_("看谁的"), widget=forms.RadioSelect, help_text=_("能只看一个孩子，就别申请看全部。")
    )
    why = forms.CharField(label=_("为什么要看"), max_length=300, help_text=_("批准的人照这一句定，年度审计也看。"))
    until_on = forms.DateField(
        label=_("看到哪天"), widget=DayInput(), help_text=_("到了这天就看不到了，批准的人会核对。")
    )

    def __init__(self, *args: Any, targets: list[tuple[str, Text]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = targets  # type: ignore[attr-defined]


class Request(forms.Form):
    """What one asks about one's own information."""

    kind = forms.ChoiceField(
        label=_("想做什么"), choices=RequestKind, widget=forms.RadioSelect, help_text=_("个人信息保护负责人照这个办。")
    )
    part = forms.ChoiceField(label=_("哪一部分"), required=False, help_text=_("更正和删除要选一部分。"))
    old_value = forms.CharField(label=_("现在写的是"), max_length=200, required=False, help_text=_("更正才填。"))
    new_value = forms.CharField(label=_("应当是"), max_length=200, required=False, help_text=_("更正才填，照证件写。"))
    words = _text(_("还想说明的"), required=False)

    def __init__(self, *args: Any, parts: list[tuple[str, Text]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [("", _("全部")), *parts]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kind = cleaned.get("kind")
        if kind in (RequestKind.CORRECT, RequestKind.DELETE) and not cleaned.get("part"):
            self.add_error("part", _("更正和删除要选一部分。"))
        if kind == RequestKind.CORRECT and not cleaned.get("new_value"):
            self.add_error("new_value", _("写上应当是什么。"))
        return cleaned


class RegisterRequest(Request):
    """Written down at the window for somebody without a phone."""

    number = _number(_("当面核对证件，请求记在本人名下。"))
    field_order = ("number", "kind", "part", "old_value", "new_value", "words")

    def clean_number(self) -> str:
        return plain(self.cleaned_data["number"])


class Answer(forms.Form):
    outcome = forms.ChoiceField(
        label=_("结果"), choices=RequestOutcome, widget=forms.RadioSelect, help_text=_("本人看得到。")
    )
    reason = forms.ChoiceField(
        label=_("不能办的理由"),
        choices=[("", _("都办好了")), *((code, reason.label) for code, reason in REASONS.items())],
        required=False,
        help_text=_("不能办，或者只办了一部分，选一条；出处会一起告诉本人。"),
    )
    text = _text(_("答复"), rows=4)
    deleted = _text(_("删掉了什么"), required=False, rows=2, help_text=_("删除才填：哪几项、谁删的。"))
    used_by: ClassVar[dict[str, Text]] = {"text": _("本人会逐字看到，落款是您。")}


class Review(forms.Form):
    why = _text(_("哪里不对"), help_text=_("主席照这一段复核，原答复人不参加。"))


class Conclude(forms.Form):
    conclusion = forms.ChoiceField(
        label=_("结论"), choices=Conclusion, widget=forms.RadioSelect, help_text=_("本人和原答复人看得到。")
    )
    text = _text(_("对本人说明"), help_text=_("本人会逐字看到，落款是您。"))
