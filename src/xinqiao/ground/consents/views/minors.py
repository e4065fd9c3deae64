"""Leave to read minors' data: asking, deciding, one's own approvals, the yearly sheet."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.ground.consents import forms, papers, queries, rules
from xinqiao.ground.consents.actions import guards
from xinqiao.ground.consents.actions import minors as deeds
from xinqiao.ground.consents.models import Dependant, ReadApproval
from xinqiao.ground.consents.words import Text
from xinqiao.ground.org.queries import by_number
from xinqiao.ground.parameters.queries import value
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.kit.texts import plain
from xinqiao.ui.answer import answer

WHOLE = "whole"


def minors(request: Request) -> HttpResponse:
    """What waits for my decision, and what I have asked for."""
    viewer = request.viewer
    return answer(
        request,
        "consents/minors.html",
        waiting=queries.approvals_to_decide(viewer),
        mine=list(queries.own_approvals(viewer)[: queries.PAGE]),
        may_ask=rules.ask_read.admits(viewer),
        may_decide=rules.decide_read.admits(viewer),
        may_audit=rules.see_audit.admits(viewer),
        on=today(request.now),
    )


def read_ask(request: Request) -> HttpResponse:
    """Whose children, why, until when."""
    number = plain(request.POST.get("number") or request.GET.get("number") or "")[:20]
    targets = _targets(request, number=number)
    form = forms.AskRead(request.POST if request.method == "POST" else None, targets=targets)
    if request.method == "POST" and form.is_valid():
        target, more = form.cleaned_data["target"], {k: form.cleaned_data[k] for k in ("why", "until_on")}
        try:
            child = None if target == WHOLE else int(target)
            row = deeds.ask_read(dependant=child, **more, by=request.viewer, at=request.now)
        except Refused as refusal:
            form.add_error("until_on", str(refusal))
        else:
            messages.success(request, _("申请了，编号 %(number)s，批准后才能看。") % {"number": row.number})
            return see_other("minors")
    status, days = 422 if form.is_bound else 200, value("privacy.minor_read_days", on=today(request.now))
    return answer(
        request, "consents/read_ask.html", status=status, form=form, number=number, targets=targets, days=days
    )


def _targets(request: Request, *, number: str) -> list[tuple[str, Text]]:
    """The children of the employee asked for, by year of birth and without their names; or all minors' data."""
    person = by_number(number) if number else None
    within = Dependant.objects.filter(rules.find_minor.rows(request.viewer), guardian=person) if person else ()
    reached = {row.pk for row in within}
    children = [row for row in queries.minors_of(person, on=today(request.now)) if row.pk in reached] if person else []
    named = [(str(row.pk), _("%(year)s 年出生的孩子") % {"year": row.born_on.year}) for row in children]
    return [*named, (WHOLE, _("经办范围里的全部未成年人"))]


def read_dependant(request: Request, *, read_approval: int) -> HttpResponse:
    """One child, read under an approval that is asked for anew each time; every reading is on the trail."""
    rows = ReadApproval.objects.filter(rules.own_approvals.rows(request.viewer), dependant__isnull=False)
    row = get_object_or_404(rows.select_related("dependant__guardian__unit"), pk=read_approval)
    child = row.dependant
    assert child is not None  # noqa: S101 - the condition above has settled it
    leave = guards.need_read_approval(by=request.viewer, dependant=child, at=request.now)
    standing = queries.standing(today(request.now)).filter(dependant=child).order_by("id")
    held = [papers.title_of(one) for one in standing]
    return answer(request, "consents/read_dependant.html", row=row, child=child, leave=leave, consents=held)


def read_approve(request: Request, *, read_approval: int) -> HttpResponse:
    """Let them read."""
    row = get_object_or_404(ReadApproval, rules.decide_read.rows(request.viewer), pk=read_approval)
    deeds.approve_read(row.pk, by=request.viewer, at=request.now)
    messages.success(request, _("批准了，到期自动失效，每看一次都记下来。"))
    return see_other("minors")


def read_decline(request: Request, *, read_approval: int) -> HttpResponse:
    """Say no with a reason."""
    row = get_object_or_404(
        ReadApproval.objects.select_related("asked_by"), rules.decide_read.rows(request.viewer), pk=read_approval
    )
    form = forms.Why(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        deeds.decline_read(row.pk, why=form.cleaned_data["why"], by=request.viewer, at=request.now)
        messages.success(request, _("没有批准，原因写给了申请的人。"))
        return see_other("minors")
    return answer(request, "consents/read_decline.html", status=422 if form.is_bound else 200, form=form, row=row)


def read_audit(request: Request) -> HttpResponse:
    """One year on a sheet: how often leave was asked and given, how often it was used."""
    asked, this = request.GET.get("year", ""), today(request.now).year
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and "2000" < asked <= str(this) else this
    found = queries.audit(year)
    return answer(request, "consents/audit.html", year=year, this=this, audit=found, now=request.now)
