"""What is typed to change a number or to bring a year's working days."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from xinqiao.kit.texts import plain
from xinqiao.ui.inputs import DayInput


class Propose(forms.Form):
    """A new version of one number, in the shape of the version in force."""

    value = forms.CharField(label=_("新的数"), max_length=200, help_text=_("照现在这一版的样子填，比例写成“2/3”。"))
    document = forms.CharField(
        label=_("依据的文件"), max_length=200, help_text=_("文件名称或文号，确认的人和以后查的人要看。")
    )
    source = forms.CharField(label=_("哪一条"), max_length=300, required=False, help_text=_("条款写清楚，好核对。"))
    in_force_from = forms.DateField(
        label=_("从哪天起"),
        widget=DayInput(),
        help_text=_("这一天以后新开的事才用新数，以前的还用旧数。"),
    )

    def __init__(self, *args: Any, like: Any, scopes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._like = like
        if len(scopes) > 1:
            self.fields["scope"] = forms.ChoiceField(
                label=_("用在哪里"), choices=scopes, required=False, help_text=_("只能选您负责的单位。")
            )

    def clean_value(self) -> Any:
        """The text as the kind of thing the present version is: number, ratio, list or text."""
        text = plain(self.cleaned_data["value"])
        try:
            return shaped(text, like=self._like)
        except (ValueError, TypeError) as wrong:
            raise ValidationError(_("照现在这一版的样子填：整数、比例（2/3）或用逗号隔开的几个数。")) from wrong


def shaped(text: str, *, like: Any) -> Any:
    """A typed value as the same kind as `like`. Raises ValueError."""
    if isinstance(like, list) and isinstance(like[0], list):
        rows = text.replace("；", ";").split(";")
        return [shaped(row, like=one) for row, one in zip(rows, like, strict=True)]
    if isinstance(like, list):
        parts = text.replace("，", ",").replace("：", "/").replace(":", "/").replace("/", ",").strip("[]").split(",")
        numbers = [int(part) for part in parts]
        if len(numbers) != len(like) or any(number < 0 for number in numbers):
            raise ValueError(text)
        return numbers
    if isinstance(like, int):
        number = int(text)
        if number < 0:
            raise ValueError(text)
        return number
    return text if isinstance(like, str) else json.loads(text)


class Reject(forms.Form):
    why = forms.CharField(label=_("为什么退回"), max_length=300, help_text=_("提出的人看得到。"))


class Year(forms.Form):
    """A year's days off and make-up days, as a file or as pasted lines."""

    file = forms.FileField(
        label=_("放假安排表"), required=False, help_text=_("两列：日期、休或班。Excel 和 CSV 都行。")
    )
    lines = forms.CharField(
        label=_("或者粘贴在这里"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("一行一天，比如“2027-01-01 休”。"),
    )
    document = forms.CharField(
        label=_("通知的文号"), max_length=200, help_text=_("国务院办公厅的放假通知，以后核对要用。")
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("file") and not (cleaned.get("lines") or "").strip():
            raise ValidationError(_("选一个文件，或者把放假安排粘贴进来。"))
        return cleaned
