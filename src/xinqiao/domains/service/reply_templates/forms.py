"""What is typed about a template. Shape only."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.cases.words import Outcome
from xinqiao.domains.service.words import After, Topic

Text = Any
ENDS = [("", _("不办结")), *[(o.value, o.label) for o in Outcome if o not in (Outcome.UPHELD, Outcome.CHANGED)]]


class Template(forms.Form):
    """One template; the desk is asked only of a new one."""

    desk = forms.ChoiceField(label=_("哪个窗口用"), error_messages={"required": _("选一个窗口。")})
    topic = forms.ChoiceField(
        label=_("哪一类事"), choices=Topic, help_text=_("办这一类事时会列出来；选“不清楚”，哪一类都列。")
    )
    title = forms.CharField(label=_("模板名"), max_length=40, help_text=_("自己人认得就行，职工看不到。"))
    text = forms.CharField(
        label=_("对职工说"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("先说办成什么，再说从哪天起。用的时候还可以改。"),
    )
    public_text = forms.CharField(
        label=_("对大家说"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("公开给全体职工看的说法：不写人名、不写班组。不公开就空着。"),
    )
    checklist = forms.CharField(
        label=_("送出前核对"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一行一条，送出答复前逐条打勾。"),
    )
    after = forms.ChoiceField(label=_("答复以后"), choices=After, required=False)
    outcome = forms.ChoiceField(label=_("办结的结果"), choices=ENDS, required=False)
    promise_days = forms.IntegerField(
        label=_("几个工作日内兑现"),
        min_value=1,
        max_value=250,
        required=False,
        help_text=_("答应了的事写上日子，到期会提醒。没有答应就空着。"),
    )
    used_by: ClassVar[dict[str, Text]] = {
        "desk": _("这个窗口的同志都能用。"),
        "title": _("答复的同志照它找模板。"),
        "text": _("职工会逐字看到。"),
    }

    def __init__(self, *args: Any, desks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if desks:
            self.fields["desk"].choices = desks  # type: ignore[attr-defined]
        else:
            del self.fields["desk"]
