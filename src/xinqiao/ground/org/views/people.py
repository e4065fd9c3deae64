"""What is put on record about one person: joining and leaving the union, near relations."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.ground.org import forms, rules
from xinqiao.ground.org.actions import kin, membership
from xinqiao.ground.org.models import Person
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.ui.answer import answer


def _deed(request: Request, *, person: int, form: Any, act: Any, said: str, **words: str) -> HttpResponse:
    """A form, one action, back to the person; a refusal stands in the form."""
    row = get_object_or_404(Person, rules.keep_people.rows(request.viewer), pk=person)
    bound = form(request.POST if request.method == "POST" else None, initial={"on": today(request.now)})
    if bound.is_bound and bound.is_valid():
        try:
            act(person, **bound.cleaned_data, by=request.viewer, at=request.now)
        except Refused as refusal:
            bound.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return see_other("person", person=person)
    return answer(request, "org/person_deed.html", status=422 if bound.is_bound else 200, row=row, form=bound, **words)


def person_join(request: Request, *, person: int) -> HttpResponse:
    """Somebody has applied and is a member from a day on."""
    return _deed(
        request, person=person, form=forms.Join, act=membership.join_union, said=_("记好了，从那天起是会员。"),
        title=_("记入会"), line=_("入会自愿：照本人的申请记。"), button=_("记入会"),
    )  # fmt: skip


def person_leave(request: Request, *, person: int) -> HttpResponse:
    """A member has asked to leave, and is none from a day on."""
    return _deed(
        request, person=person, form=forms.Join, act=membership.leave_union, said=_("记好了，以前的会籍留着。"),
        title=_("记退会"), line=_("退会也由本人提出；以前的会籍查得到。"), button=_("记退会"),
    )  # fmt: skip


def person_kin(request: Request, *, person: int) -> HttpResponse:
    """A near relation is declared; from then on neither handles the other's matters."""
    return _deed(
        request, person=person, form=forms.Kin, act=kin.declare_kin, said=_("记好了，两个人从那天起互相回避。"),
        title=_("记近亲属申报"), line=_("照本人的申报书记。只用来回避，谁也查不到名单。"), button=_("记下申报"),
    )  # fmt: skip


def person_kin_end(request: Request, *, person: int) -> HttpResponse:
    """A declared relation is over."""
    return _deed(
        request, person=person, form=forms.EndKin, act=kin.end_kin, said=_("记好了，从那天起不再回避。"),
        title=_("近亲属关系结束了"), line=_("写错的申报也在这里结束，再照申报书重新记。"), button=_("结束回避"),
    )  # fmt: skip
