"""What is typed about extensions. Shape only: rights and rules are the actions'."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.approvals.words import Need, Reach, Step, Verdict
from xinqiao.domains.service.extensions.words import SIGNERS
from xinqiao.kit.texts import plain
from xinqiao.ui.inputs import DayInput

# What gettext_lazy gives, by the name the type stubs know.
Text = Any
LONGEST = 2000
STEPS = 3
ONE_DAY = timedelta(days=1)


def _day(label: Text, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=DayInput(), error_messages={"required": _("选一个日子。"), "invalid": _("选一个日子。")},
        **more,
    )  # fmt: skip


def _text(label: Text, *, required: Text = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
        required=bool(required),
        error_messages={"required": required, "max_length": _("太长了，留下最要紧的两千字以内。")},
        **more,
    )


class Ask(forms.Form):
    """Until which day, and why."""

    until = _day(_("延到哪天"), help_text=_("选一个工作日，在法定期限以内。"))
    why = _text(_("为什么要延"), required=_("用一两句话写清楚为什么。"))
    used_by: ClassVar[dict[str, Text]] = {
        "until": _("批准以后，职工看到的就是这一天。"),
        "why": _("签批的人照它来批；批准以后，职工会逐字看到。"),
    }


class Opinion(forms.Form):
    """Words and one of three buttons."""

    opinion = _text(_("签批意见"), help_text=_("同意可以不写；不同意或退回，要写明为什么。"))
    verdict = forms.ChoiceField(
        choices=Verdict, widget=forms.HiddenInput, error_messages={"required": _("点一个按钮：同意、不同意或退回。")}
    )


class Scan(forms.Form):
    photo = forms.FileField(
        label=_("盖了章的审批单"),
        help_text=_("拍清楚签字和章。"),
        error_messages={"required": _("选一张照片。")},
    )
    used_by: ClassVar[dict[str, Text]] = {"photo": _("以后查档案的人要看。")}


class _Days(forms.Form):
    """From a day to a last day, which people count in; the action gets the first day outside."""

    from_on = _day(_("从哪天起"), help_text=_("从这一天的零点算起。"))
    last_on = _day(_("到哪天为止"), help_text=_("这一天也算在内。"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        last = cleaned.pop("last_on", None)
        if last:
            cleaned["to_on"] = last + ONE_DAY
        return cleaned


class Lend(_Days):
    """Who signs for me, in which post, on which days."""

    post = forms.ChoiceField(label=_("哪个岗位"), error_messages={"required": _("选一个岗位。")})
    number = forms.CharField(
        label=_("代签人的工号"), max_length=20, error_messages={"required": _("写上代签人的工号。")}
    )
    document = forms.CharField(
        label=_("委托书"), max_length=120, error_messages={"required": _("写上委托书的名称或编号。")}
    )
    field_order = ("post", "number", "from_on", "last_on", "document")
    used_by: ClassVar[dict[str, Text]] = {
        "post": _("代签的审批单上印这个岗位。"),
        "number": _("审批单上两个名字都印，写明是代签。"),
        "from_on": _("这几天里，代签人的“等我签批”里会有您的审批单。"),
        "document": _("查档案的人要看。"),
    }

    def __init__(self, *args: Any, posts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = posts  # type: ignore[attr-defined]

    def clean_number(self) -> str:
        return plain(self.cleaned_data["number"])


class Freeze(_Days):
    """Days in which nothing is filed or signed."""

    reason = forms.CharField(label=_("为什么"), max_length=200, error_messages={"required": _("用一句话写清楚。")})
    document = forms.CharField(
        label=_("依据的文件"), max_length=120, error_messages={"required": _("写上文件名称或文号。")}
    )
    used_by: ClassVar[dict[str, Text]] = {
        "from_on": _("这几天里不能送签，也不能签批。"),
        "reason": _("送签和签批的人会看到。"),
        "document": _("送签和签批的人会看到。"),
    }


class Route(forms.Form):
    """Up to three steps; a step without a name is left out."""

    in_force_from = _day(_("从哪天起用"))
    document = forms.CharField(
        label=_("依据的文件"), max_length=120, error_messages={"required": _("写上文件名称或文号。")}
    )
    used_by: ClassVar[dict[str, Text]] = {
        "in_force_from": _("已经送签的不受影响，按原来的流程走完。"),
        "document": _("各级干部在“审批流程”里看得到。"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, STEPS + 1):
            self.fields |= _step_fields(number)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        given = [self._step(cleaned, number=number) for number in range(1, STEPS + 1)]
        return {
            "in_force_from": cleaned.get("in_force_from"),
            "document": cleaned.get("document"),
            "steps": [step for step in given if step],
        }

    def _step(self, cleaned: dict[str, Any], *, number: int) -> Step | None:
        title, roles = plain(cleaned.get(f"title_{number}", "")), cleaned.get(f"roles_{number}") or []
        if not title and not roles:
            return None
        if not title:
            self.add_error(f"title_{number}", _("这一步还没有名称。"))
        if not roles:
            self.add_error(f"roles_{number}", _("这一步还没有选岗位。"))
        n = cleaned.get(f"n_{number}") or 1
        reach, need = cleaned.get(f"reach_{number}") or Reach.LINE, cleaned.get(f"need_{number}") or Need.ANY
        return Step(title, roles, reach, need, n)

    def groups(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each step, for the page."""
        names = ("title", "roles", "reach", "need", "n")
        return [(number, [self[f"{name}_{number}"] for name in names]) for number in range(1, STEPS + 1)]


def _step_fields(number: int) -> dict[str, forms.Field]:
    return {
        f"title_{number}": forms.CharField(
            label=_("意见栏的名称"), max_length=40, required=False, help_text=_("印在审批单上，比如“工会意见”。")
        ),
        f"roles_{number}": forms.MultipleChoiceField(
            label=_("由谁签"),
            choices=[(role.value, role.label) for role in SIGNERS],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        ),
        f"reach_{number}": forms.ChoiceField(label=_("在哪一级找"), choices=Reach, initial=Reach.LINE, required=False),
        f"need_{number}": forms.ChoiceField(label=_("几位同意"), choices=Need, initial=Need.ANY, required=False),
        f"n_{number}": forms.IntegerField(
            label=_("要几位"), min_value=1, max_value=20, required=False, help_text=_("选了“要几位同意”才填。")
        ),
    }
