"""What is typed about the roster and the units. Shape only."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.org.words import KinKind, Role, UnitKind
from xinqiao.kit.texts import plain
from xinqiao.ui.inputs import DayInput


class Upload(forms.Form):
    """A roster as HR exported it."""

    file = forms.FileField(
        label=_("花名册"),
        help_text=_("人力资源部导出的表原样拿来就行，Excel 和 CSV 都能读。先看差别，点头才入册。"),
        error_messages={"required": _("选一个文件。")},
    )
    unit = forms.ChoiceField(
        label=_("表里没写单位的新人，进哪个单位"), required=False, help_text=_("表里有单位这一列就不用选。")
    )
    make_units = forms.BooleanField(
        label=_("册上没有的单位一起建立"), required=False, help_text=_("第一次导入时勾上；平时不勾，写错的单位会退回。")
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("表里有单位")), *units]  # type: ignore[attr-defined]


class _Dated(forms.Form):
    """From which day, under which document."""

    on = forms.DateField(label=_("从哪天起"), widget=DayInput(), help_text=_("以后查沿革的人要看。"))
    document = forms.CharField(
        label=_("依据的文件"), max_length=120, help_text=_("文件名称或文号，以后查沿革的人要看。")
    )


class _Named(_Dated):
    name = forms.CharField(label=_("全称"), max_length=80, help_text=_("写在牌子和公文上的名字。"))
    short = forms.CharField(label=_("简称"), max_length=40, required=False, help_text=_("写在列表里，空着就用全称。"))

    def clean_name(self) -> str:
        return plain(self.cleaned_data["name"])


class Rename(_Named):
    field_order = ("name", "short", "on", "document")


class Open(_Named):
    kind = forms.ChoiceField(label=_("哪一级"), choices=UnitKind, help_text=_("决定它在组织里的位置。"))
    field_order = ("kind", "name", "short", "on", "document")


class Close(_Dated):
    pass


class Merge(_Dated):
    into = forms.ChoiceField(label=_("并入哪个单位"), help_text=_("人和事都由它接着管。"))
    field_order = ("into", "on", "document")

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = units  # type: ignore[attr-defined]


class Split(_Named):
    units = forms.MultipleChoiceField(
        label=_("分过去的下级单位"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("勾选的连人一起过去。"),
    )
    numbers = forms.CharField(
        label=_("分过去的人"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
        help_text=_("直接在这个单位的人，写工号，用空格或换行隔开。"),
    )
    field_order = ("name", "short", "units", "numbers", "on", "document")

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = units  # type: ignore[attr-defined]

    def clean_numbers(self) -> list[str]:
        return plain(self.cleaned_data["numbers"]).replace("，", " ").replace(",", " ").split()


class Appoint(forms.Form):
    """Somebody gets a post here."""

    number = forms.CharField(label=_("工号"), max_length=20, help_text=_("任命以后，这个人马上有这个岗位的权限。"))
    role = forms.ChoiceField(label=_("职务"), choices=Role, help_text=_("牌子上会写。"))
    on = forms.DateField(label=_("从哪天起"), widget=DayInput(), help_text=_("以后查任职的人要看。"))

    def clean_number(self) -> str:
        return plain(self.cleaned_data["number"])


class EndPost(forms.Form):
    on = forms.DateField(
        label=_("到哪天为止"),
        widget=DayInput(),
        help_text=_("从这一天起没有这个岗位的权限。"),
    )


class Join(_Dated):
    """Membership begins or ends: a day and the person's own application."""

    document = forms.CharField(
        label=_("依据"), max_length=120, help_text=_("本人的申请书或会员登记表，核对会籍的人要看。")
    )


class Kin(forms.Form):
    """A near relation somebody declares."""

    number = forms.CharField(label=_("近亲属的工号"), max_length=20, help_text=_("只用来回避：两个人不经办对方的事。"))
    kind = forms.ChoiceField(label=_("什么关系"), choices=KinKind, help_text=_("换人管花名册时，核对申报书的人要看。"))
    on = forms.DateField(label=_("哪天申报的"), widget=DayInput(), help_text=_("从这一天起回避。"))

    def clean_number(self) -> str:
        return plain(self.cleaned_data["number"])


class EndKin(forms.Form):
    number = forms.CharField(label=_("近亲属的工号"), max_length=20, help_text=_("结束哪一位的回避，要看这个。"))
    on = forms.DateField(label=_("从哪天起不再是"), widget=DayInput(), help_text=_("从这一天起不再回避。"))

    def clean_number(self) -> str:
        return plain(self.cleaned_data["number"])


class Decide(forms.Form):
    """One waiting row of a roster: two hidden values behind a button."""

    used_by: ClassVar[dict[str, Any]] = {"row": _("入册时照您定的办。")}

    row = forms.IntegerField(min_value=1, max_value=2**62)
    decision = forms.CharField(max_length=10, required=False)
