"""What is typed to be told outside, and to open a channel."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.inbox.words import BY_PHONE, Wanted, Way
from xinqiao.kit.phone import BadPhone, mobile
from xinqiao.kit.texts import compact, plain

_TOKEN = re.compile(r"[A-Za-z0-9_-]{6,100}")


class OwnAddress(forms.Form):
    """Where and when one wants to be told."""

    value = forms.CharField(max_length=120, help_text=_("只用来告诉您“您有一条新消息”，别人看不到。"))
    wanted = forms.ChoiceField(
        label=_("什么时候告诉"), choices=Wanted, widget=forms.RadioSelect, help_text=_("晚上十点到早上七点不打扰。")
    )

    def __init__(self, *args: Any, way: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._way = way
        labels = {Way.EMAIL: _("邮箱"), Way.SMS: _("手机号码"), Way.DINGTALK: _("手机号码")}
        self.fields["value"].label = labels.get(Way(way), _("您的接收码"))

    def clean_value(self) -> str:
        """The address in one way of writing."""
        text = plain(self.cleaned_data["value"])
        if self._way in BY_PHONE:
            try:
                return mobile(text, fictional=settings.DEMO)
            except BadPhone as bad:
                raise ValidationError(f"{bad.reason}{bad.cure}") from bad
        if self._way == Way.EMAIL:
            try:
                validate_email(text)
            except ValidationError as bad:
                raise ValidationError(_("这不像一个邮箱地址，再核对一遍。")) from bad
            return text
        if not _TOKEN.fullmatch(compact(text)):
            raise ValidationError(_("接收码只有字母、数字、横线，六位以上。"))
        return compact(text)


class ChannelUrl(forms.Form):
    """The address of a channel, with its secrets."""

    url = forms.CharField(
        label=_("渠道地址"),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("送通知时系统用它，加密保存，填了就不再显示。"),
    )

    def clean_url(self) -> str:
        return plain(self.cleaned_data["url"])


class Handed(forms.Form):
    """Which slip was brought: up to which message."""

    upto = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
