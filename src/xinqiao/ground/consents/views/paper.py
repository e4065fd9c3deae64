"""Consent at the window: printing forms, taking them back signed, taking a consent back for somebody."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.ground.consents import forms, papers, queries, rules
from xinqiao.ground.consents.actions import family, paper
from xinqiao.ground.consents.models import ConsentForm
from xinqiao.ground.consents.views.member import told
from xinqiao.ground.org.models import Person
from xinqiao.ground.papers.queries import content_of
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.kit.texts import plain
from xinqiao.ui.answer import answer


def consent_forms(request: Request) -> HttpResponse:
    """Forms that were printed here, newest first, by key."""
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isdecimal() and len(asked) < 19 else None
    rows = queries.forms_for(request.viewer)
    found = list((rows.filter(pk__lt=before) if before else rows)[: queries.PAGE + 1])
    shown = found[: queries.PAGE]
    return answer(
        request,
        "consents/forms.html",
        rows=[(row, papers.title_of(row)) for row in shown],
        next_page=str(shown[-1].pk) if len(found) > queries.PAGE else "",
        first=before is None,
    )


def consent_form_new(request: Request) -> HttpResponse:
    """Whose consent, to what: the answer is the form to print."""
    form = forms.PrintForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        people = Person.objects.filter(rules.serve_people.rows(request.viewer))
        person = people.filter(number=form.cleaned_data["number"]).first()
        if person is None:
            form.add_error("number", _("没有找到这个工号，再核对一遍。"))
        else:
            try:
                row = _printed(person, given=form.cleaned_data, request=request)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return see_other("consent_form", consent_form=row.pk)
    return answer(request, "consents/form_new.html", status=422 if form.is_bound else 200, form=form)


def _printed(person: Person, *, given: dict[str, Any], request: Request) -> ConsentForm:
    purpose, _colon, scope = given["what"].partition(":")
    child = None
    if given["child"]:
        child = family.name_dependant(
            person.pk, name=given["child"], born_on=given["born_on"], relation=given["relation"],
            by=request.viewer, at=request.now,
        ).pk  # fmt: skip
    return paper.print_form(
        person.pk, scope=scope, purpose=purpose, dependant=child, own_wish=given["own_wish"], by=request.viewer,
        at=request.now,
    )  # fmt: skip


def consent_form(request: Request, *, consent_form: int) -> HttpResponse:
    """The sheet to sign, and what became of it. Opening it is on the trail: it names somebody."""
    row = get_object_or_404(queries.forms_for(request.viewer), pk=consent_form)
    _read(row, request=request)
    on = today(row.printed_at)
    guarded = row.dependant is not None and queries.younger_than(row.dependant, age=queries.OWN_WORD, on=on)
    holder = row.person or row.dependant.guardian  # type: ignore[union-attr] # one of the two stands there
    return answer(
        request,
        "consents/form.html",
        row=row,
        title=papers.title_of(row),
        holder=holder,
        guarded=guarded,
        text=row.text,
    )


def _read(row: ConsentForm, *, request: Request) -> None:
    person = row.person_id or (row.dependant.guardian_id if row.dependant else None)
    trail.record(
        verb="read",
        by=request.viewer,
        at=request.now,
        kind="consents.form",
        row=row.pk,
        number=row.number,
        person=person,
    )


def consent_form_record(request: Request, *, consent_form: int) -> HttpResponse:
    """It came back signed: keep its picture, and the consent counts."""
    row = get_object_or_404(queries.forms_for(request.viewer), pk=consent_form)
    form = forms.Scan(request.POST, request.FILES) if request.method == "POST" else forms.Scan()
    if request.method == "POST" and form.is_valid():
        photo = form.cleaned_data["photo"]
        try:
            paper.record_on_paper(row.pk, photo=(photo, photo.name, photo.size), by=request.viewer, at=request.now)
        except Refused as refusal:
            form.add_error("photo", str(refusal))
        else:
            messages.success(request, _("记下了，从现在起算数。"))
            return see_other("consent_forms")
    status = 422 if form.is_bound else 200
    return answer(request, "consents/form_record.html", status=status, form=form, row=row, title=papers.title_of(row))


def consent_form_refuse(request: Request, *, consent_form: int) -> HttpResponse:
    """The answer was no."""
    row = get_object_or_404(queries.forms_for(request.viewer), pk=consent_form)
    paper.refuse_on_paper(row.pk, by=request.viewer, at=request.now)
    messages.success(request, _("记下了，不同意。近期不要再问。"))
    return see_other("consent_forms")


def consent_form_scan(request: Request, *, consent_form: int) -> HttpResponse:
    """The kept picture of a signed form; a browser may not keep it."""
    rows = ConsentForm.objects.filter(rules.see_scan.rows(request.viewer)).select_related("scan", "dependant")
    row = get_object_or_404(rows, pk=consent_form, scan__isnull=False)
    scan = row.scan
    assert scan is not None  # noqa: S101 - the condition above has settled it
    _read(row, request=request)
    return HttpResponse(content_of(scan), content_type=scan.media_type, headers={"Cache-Control": "private, no-store"})


def consents_given(request: Request) -> HttpResponse:
    """What somebody at the window has agreed to, with the button that takes it back for them. On the trail."""
    form = forms.Number(request.GET if "number" in request.GET else None)
    person, rows = None, []
    if form.is_bound and form.is_valid():
        people = Person.objects.filter(rules.serve_people.rows(request.viewer)).select_related("unit")
        person = people.filter(number=plain(form.cleaned_data["number"])).first()
        if person is None:
            form.add_error("number", _("没有找到这个工号，再核对一遍。"))
        else:
            rows = told(queries.standing_of(person, on=today(request.now)))
            trail.record(
                verb="read", by=request.viewer, at=request.now, kind="consents.consent", number=person.number,
                person=person.pk,
            )  # fmt: skip
    status = 422 if form.is_bound and form.errors else 200
    return answer(request, "consents/given.html", status=status, form=form, person=person, consents=rows)
