"""What everybody may read: the list of public answers, and the desk's page to publish one or take it down."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.domains.service.appeals import forms, rules
from xinqiao.domains.service.appeals.actions import publishing
from xinqiao.domains.service.appeals.queries import lists, matters
from xinqiao.kit.http import Request, see_other
from xinqiao.ui.answer import answer


def public_answers(request: Request) -> HttpResponse:
    """What was answered to somebody and concerns many, newest first."""
    before = request.GET.get("before", "")
    rows = lists.public_answers(before=int(before) if before.isdecimal() and len(before) < 19 else None)
    shown = rows[: lists.PAGE]
    next_page = str(shown[-1].pk) if len(rows) > lists.PAGE else ""
    return answer(request, "service/appeals/public_list.html", rows=shown, next_page=next_page, first=not before)


def appeal_publish(request: Request, *, appeal: int) -> HttpResponse:
    """Publish a text for everybody, or put a better one in its place."""
    row = get_object_or_404(matters.desk_appeals(request.viewer, rule=rules.publish_answer), pk=appeal)
    before = matters.public_of(row)
    initial = {"title": before[0].title, "text": before[0].text} if before else {"title": row.case.title}
    form = forms.Publish(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        publishing.publish_answer(row.pk, **form.cleaned_data, by=request.viewer, at=request.now)
        messages.success(request, _("公开了，全体职工在“公开的答复”里看得到。"))
        return see_other("appeal_handle", appeal=row.pk)
    status = 422 if form.is_bound else 200
    return answer(request, "service/appeals/publish.html", status=status, row=row, form=form, before=before)


def appeal_take_down(request: Request, *, appeal: int) -> HttpResponse:
    """Take a public text down, with a reason."""
    row = get_object_or_404(matters.desk_appeals(request.viewer, rule=rules.publish_answer), pk=appeal)
    form = forms.Why(request.POST)
    if not form.is_valid():
        messages.error(request, _("用一句话写清楚为什么。"))
        return see_other("appeal_publish", appeal=row.pk)
    publishing.take_down(row.pk, why=form.cleaned_data["text"], by=request.viewer, at=request.now)
    messages.success(request, _("撤下了，原文和理由留在记录里。"))
    return see_other("appeal_handle", appeal=row.pk)
