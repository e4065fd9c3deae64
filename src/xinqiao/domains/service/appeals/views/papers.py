"""Papers of an appeal: attach one, open one, mark one as attached by mistake. Every paper is served by its appeal's rule."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.domains.service.appeals import forms, rules
from xinqiao.domains.service.appeals.actions import attaching, handling
from xinqiao.domains.service.appeals.models import Attachment
from xinqiao.domains.service.appeals.queries import matters
from xinqiao.ground.papers.queries import content_of
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.ui.answer import answer


def appeal_attach(request: Request, *, appeal: int) -> HttpResponse:
    """The author attaches a paper."""
    row = get_object_or_404(matters.own_appeal(request.viewer), pk=appeal, may_answer=True)
    form = forms.Attach(request.POST, request.FILES) if request.method == "POST" else forms.Attach()
    if request.method == "POST" and form.is_valid() and _kept(request, form=form, appeal=row.pk, desk=False):
        messages.success(request, _("材料附上了，承办人看得到。"))
        return see_other("appeal_own", appeal=row.pk)
    status = 422 if form.is_bound else 200
    return answer(request, "service/appeals/attach.html", status=status, row=row, form=form)


def appeal_desk_attach(request: Request, *, appeal: int) -> HttpResponse:
    """The desk attaches a paper to its answer."""
    row = get_object_or_404(matters.desk_appeals(request.viewer, rule=rules.handle_appeal), pk=appeal)
    form = forms.DeskAttach(request.POST, request.FILES) if request.method == "POST" else forms.DeskAttach()
    if request.method == "POST" and form.is_valid() and _kept(request, form=form, appeal=row.pk, desk=True):
        messages.success(request, _("材料附上了。"))
        return see_other("appeal_handle", appeal=row.pk)
    status = 422 if form.is_bound else 200
    return answer(request, "service/appeals/desk_attach.html", status=status, row=row, form=form)


def _kept(request: Request, *, form: forms.Attach, appeal: int, desk: bool) -> bool:
    """Whether the paper was kept; otherwise the sentence stands beside the field."""
    file, public = form.cleaned_data["file"], form.cleaned_data.get("public", True)
    try:
        attaching.attach_paper(
            appeal,
            upload=(file, file.name, file.size),
            by=request.viewer,
            at=request.now,
            desk=desk,
            public=public,
        )
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return False
    return True


def appeal_paper(request: Request, *, appeal: int, paper: int) -> HttpResponse:
    """The author opens a paper of their own appeal."""
    row = get_object_or_404(matters.own_appeal(request.viewer), pk=appeal)
    return _served(next((each for each in matters.papers_of(row, public_only=True) if each.pk == paper), None))


def appeal_desk_paper(request: Request, *, appeal: int, paper: int) -> HttpResponse:
    """The desk opens a paper: on the trail."""
    row = get_object_or_404(matters.desk_appeals(request.viewer), pk=appeal)
    found = next((each for each in matters.papers_of(row, public_only=False) if each.pk == paper), None)
    if found is not None:
        handling.read_appeal(row, by=request.viewer, at=request.now)
    return _served(found)


def _served(found: Attachment | None) -> HttpResponse:
    """A photo is shown; anything else is handed over to be saved, never opened inside the page."""
    if found is None:
        raise Http404
    paper = found.paper
    how = "inline" if paper.media_type.startswith("image/") else "attachment"
    return HttpResponse(
        content_of(paper),
        content_type=paper.media_type,
        headers={
            "Cache-Control": "private, no-store",
            "Content-Disposition": f"{how}; filename*=UTF-8''{quote(paper.name)}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


def appeal_paper_drop(request: Request, *, appeal: int, paper: int) -> HttpResponse:
    """The author takes back what they attached by mistake."""
    row = get_object_or_404(matters.own_appeal(request.viewer), pk=appeal, may_answer=True)
    _dropped(request, appeal=row.pk, paper=paper)
    return see_other("appeal_own", appeal=row.pk)


def appeal_desk_paper_drop(request: Request, *, appeal: int, paper: int) -> HttpResponse:
    """The desk takes back what it attached by mistake."""
    row = get_object_or_404(matters.desk_appeals(request.viewer, rule=rules.handle_appeal), pk=appeal)
    _dropped(request, appeal=row.pk, paper=paper)
    return see_other("appeal_handle", appeal=row.pk)


def _dropped(request: Request, *, appeal: int, paper: int) -> None:
    found = get_object_or_404(Attachment, pk=paper, appeal=appeal)
    attaching.drop_paper(found.pk, by=request.viewer, at=request.now)
    messages.success(request, _("撤下了，记录里还留着撤下的时间。"))
