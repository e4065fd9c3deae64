"""What is typed to get in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from xinqiao.kit.texts import plain


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
