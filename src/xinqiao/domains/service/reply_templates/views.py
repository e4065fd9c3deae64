"""The desk's pages: the templates in use, one with what it said before, a new one, a better one, the end of one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.domains.service.reply_templates import actions, forms, queries
from xinqiao.kit.http import Request, see_other
from xinqiao.ui.answer import answer

SHAPE = ("topic", "title", "text", "public_text", "checklist", "after", "outcome", "promise_days")


def reply_templates(request: Request) -> HttpResponse:
    """Templates of one's own desks."""
    rows = list(queries.templates_for(request.viewer)[:200])
    return answer(request, "service/reply_templates/list.html", rows=rows)


def reply_template_new(request: Request) -> HttpResponse:
    """Make one."""
    form = forms.Template(request.POST if request.method == "POST" else None, desks=queries.own_desks(request.viewer))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        desk = int(given.pop("desk"))
        actions.make_template(actions.Draft(**given), desk=desk, by=request.viewer, at=request.now)
        messages.success(request, _("存好了，答复时能选到它。"))
        return see_other("reply_templates")
    status = 422 if form.is_bound else 200
    return answer(request, "service/reply_templates/new.html", status=status, form=form)


def reply_template(request: Request, *, template: int) -> HttpResponse:
    """One template, put right by a better one; what it said before stands below."""
    row = get_object_or_404(queries.templates_for(request.viewer), pk=template)
    initial = {name: getattr(row, name) for name in SHAPE}
    form = forms.Template(request.POST if request.method == "POST" else None, desks=[], initial=initial)
    if request.method == "POST" and form.is_valid():
        draft = actions.Draft(**form.cleaned_data)
        new = actions.replace_template(row.pk, draft=draft, by=request.viewer, at=request.now)
        messages.success(request, _("换好了，原来的留在下面。"))
        return see_other("reply_template", template=new.pk)
    status = 422 if form.is_bound else 200
    before = queries.versions(row)
    return answer(request, "service/reply_templates/one.html", status=status, row=row, form=form, before=before)


def reply_template_retire(request: Request, *, template: int) -> HttpResponse:
    """No longer offer it."""
    row = get_object_or_404(queries.templates_for(request.viewer), pk=template)
    actions.retire_template(row.pk, by=request.viewer, at=request.now)
    messages.success(request, _("停用了，以前用它答复过的不受影响。"))
    return see_other("reply_templates")
