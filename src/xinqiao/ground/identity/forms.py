"""What is typed to get in."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from xinqiao.kit.texts import plain
from xinqiao.ui.inputs import DayInput


class SignIn(forms.Form):
    number = forms.CharField(label=_("工号"), max_length=20, error_messages={"required": _("写上您的工号。")})
    password = forms.CharField(
        label=_("密码"),
        widget=forms.PasswordInput,
        strip=False,
        max_length=128,
        error_messages={"required": _("写上您的密码。")},
    )
    next = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)

    def clean_number(self) -> str:
        return plain(self.cleaned_data["number"])


class NewPassword(forms.Form):
    """A password of one's own, checked by the common rules."""

    password = forms.CharField(
        label=_("定一个密码"),
        help_text=_("至少八位，字母和数字都有，别用生日和工号。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=128,
        error_messages={"required": _("定一个以后登录用的密码。")},
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        try:
            validate_password(password)
        except ValidationError as error:
            raise ValidationError(_("这个密码太好猜：至少八位，字母和数字都有，不用常见的词。")) from error
        return password


class Activate(NewPassword):
    number = forms.CharField(label=_("工号"), max_length=20, error_messages={"required": _("写上您的工号。")})
    code = forms.CharField(
        label=_("启用码"),
        help_text=_("启用单上的八位字母和数字，大小写都行。"),
        max_length=20,
        error_messages={"required": _("写上启用单上的码。")},
    )
    field_order = ("number", "code", "password")

    def clean_number(self) -> str:
        return plain(self.cleaned_data["number"])

    def clean_code(self) -> str:
        return plain(self.cleaned_data["code"]).upper().replace("-", "")


class ChangePassword(NewPassword):
    old = forms.CharField(
        label=_("现在的密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
        max_length=128,
        error_messages={"required": _("写上现在的密码。")},
    )
    field_order = ("old", "password")


class Slips(forms.Form):
    unit = forms.ChoiceField(
        label=_("给哪个单位打"),
        help_text=_("只打还没有启用的在册职工，一页四张，裁开当面交到本人手里。"),
        required=False,
    )
    number = forms.CharField(
        label=_("或者只给一个人打"),
        help_text=_("写工号。忘了密码、丢了单子的，用这一格。"),
        required=False,
        max_length=20,
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("选一个单位")), *units]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("unit") and not cleaned.get("number"):
            raise ValidationError(_("选一个单位，或者写一个工号。"))
        cleaned["number"] = plain(cleaned.get("number", ""))
        return cleaned


class NewToken(forms.Form):
    """Which system it is for, what that may do, until when."""

    system = forms.CharField(
        label=_("给哪个系统用"),
        max_length=60,
        help_text=_("写系统的名字，例如“人力资源系统”。一个系统做一个令牌。"),
        error_messages={"required": _("写上系统的名字。")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("能办什么"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("至少勾一项。")},
    )
    expires_on = forms.DateField(
        label=_("从哪天起失效"),
        widget=DayInput(),
        help_text=_("最长一年，到期前再做新的。"),
        error_messages={"required": _("选一个日子。"), "invalid": _("选一个日子，例如 2026-12-31。")},
    )
    used_by: ClassVar[dict[str, Any]] = {
        "system": _("您和系统管理员照它认出这个令牌。"),
        "scopes": _("那个系统只能办勾上的事，而且不超出您的职责。"),
        "expires_on": _("到这一天，令牌自己失效。"),
    }

    def __init__(self, *args: Any, scopes: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = scopes  # type: ignore[attr-defined]
