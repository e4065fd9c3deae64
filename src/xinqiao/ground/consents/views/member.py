"""The member's pages: what is held, what was agreed to, giving and taking back, the family."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.ground.consents import forms, papers, queries, rules
from xinqiao.ground.consents.actions import family as kin
from xinqiao.ground.consents.actions import giving
from xinqiao.ground.consents.models import Consent, Dependant
from xinqiao.ground.consents.words import Scope, is_asked, uses
from xinqiao.ground.org.models import Person
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.ui.answer import answer
from xinqiao.ui.context import safe_path


def my_information(request: Request) -> HttpResponse:
    """What the union holds about me, what I agreed to, what I have asked."""
    me = Person.objects.get(pk=request.viewer.person)
    return answer(
        request,
        "consents/mine.html",
        sections=papers.copy_of(me),
        consents=told(queries.own_standing(request.viewer, on=today(request.now))),
        requests=list(queries.own_requests(request.viewer)[:5]),
    )


def told(rows: list[Consent]) -> list[tuple[Consent, str, object]]:
    """Each consent with its name and with what stops when it is withdrawn."""
    return [(row, papers.title_of(row), uses[row.purpose].stops if row.purpose in uses else "") for row in rows]


def consent_choices(request: Request) -> HttpResponse:
    """Everything a consent can be given for, and the lines of the ledger."""
    found = queries.choices(request.viewer, on=today(request.now))
    lines = [(row, papers.title_of(row)) for row in queries.own_lines(request.viewer)[: queries.PAGE]]
    return answer(request, "consents/choices.html", groups=found, lines=lines)


def consent_give(request: Request, *, purpose: str, scope: str) -> HttpResponse:
    """The text, and two answers that are equally easy."""
    if not is_asked(scope=scope, purpose=purpose):
        raise Http404
    child = _child(request)
    if scope == Scope.MINOR and child is None:
        return see_other("family")
    said = request.POST.get("answer")
    if said not in ("give", "refuse"):  # the page, or a form sent without an answer
        return _text(request, purpose=purpose, scope=scope, child=child)
    act = giving.give_consent if said == "give" else giving.refuse_consent
    who = child.pk if child else None
    act(scope=scope, purpose=purpose, dependant=who, by=request.viewer, at=request.now)
    kept = _("记下了，您同意。随时可以收回。") if said == "give" else _("记下了，您不同意。别的服务照常。")
    messages.success(request, kept)
    return see_other(safe_path(request.POST["back"]) if request.POST.get("back") else "my_information")


def _text(request: Request, *, purpose: str, scope: str, child: Dependant | None) -> HttpResponse:
    on = today(request.now)
    subject = child or Person.objects.get(pk=request.viewer.person)
    return answer(
        request, "consents/give.html", use=uses[purpose], label=Scope(scope).label, purpose=purpose, scope=scope,
        text=queries.text_in_force(scope, on=on), child=child, back=request.GET.get("back", ""),
        held=queries.in_force(subject, scope=scope, purpose=purpose, on=on),
        own_word=child is not None and not queries.younger_than(child, age=queries.OWN_WORD, on=on),
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip


def _child(request: Request) -> Dependant | None:
    asked = request.GET.get("child") or request.POST.get("child") or ""
    if not asked:
        return None
    rows = Dependant.objects.filter(rules.keep_family.rows(request.viewer))
    return get_object_or_404(rows, pk=int(asked) if asked.isdecimal() and len(asked) < 19 else 0)


def consent_withdraw(request: Request, *, consent: int) -> HttpResponse:
    """One tap: take it back."""
    row = get_object_or_404(Consent, rules.withdraw_consent.rows(request.viewer), pk=consent, deed="give")
    giving.withdraw_consent(row.pk, by=request.viewer, at=request.now)
    stops = uses[row.purpose].stops if row.purpose in uses else ""
    messages.success(request, _("收回了。%(stops)s") % {"stops": stops})
    back = request.POST.get("back", "")
    return see_other(safe_path(back) if back else "my_information")


def family(request: Request) -> HttpResponse:
    """Those of my family about whom something is agreed to; naming one more."""
    form = forms.Family(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        me = request.viewer.person
        try:
            row = kin.name_dependant(me, **form.cleaned_data, by=request.viewer, at=request.now)
        except Refused as refusal:
            form.add_error("born_on", str(refusal))
        else:
            messages.success(request, _("记下了。下面可以看告知书，替孩子同意。"))
            return see_other("dependant", dependant=row.pk)
    status = 422 if form.is_bound else 200
    return answer(request, "consents/family.html", status=status, form=form, rows=queries.family(request.viewer))


def dependant(request: Request, *, dependant: int) -> HttpResponse:
    """One of my family: what is agreed to about them, and what can be."""
    row = get_object_or_404(Dependant, rules.keep_family.rows(request.viewer), pk=dependant)
    on = today(request.now)
    held = [one for one in queries.own_standing(request.viewer, on=on) if one.dependant_id == row.pk]
    return answer(
        request, "consents/dependant.html", row=row, consents=told(held),
        groups=queries.choices(request.viewer, on=on, dependant=row.pk),
        guarded=queries.younger_than(row, age=queries.OWN_WORD, on=on),
    )  # fmt: skip


def dependant_drop(request: Request, *, dependant: int) -> HttpResponse:
    """Delete somebody about whom nothing was agreed to."""
    row = get_object_or_404(Dependant, rules.keep_family.rows(request.viewer), pk=dependant)
    kin.drop_dependant(row.pk, by=request.viewer, at=request.now)
    messages.success(request, _("删掉了。"))
    return see_other("family")
