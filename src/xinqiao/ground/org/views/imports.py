"""A roster comes in: upload, look at the differences, decide, commit, take back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.ground.org import forms, papers, queries, rules
from xinqiao.ground.org.actions import committing, importing, undoing
from xinqiao.ground.org.models import Unit
from xinqiao.ground.org.words import Verdict
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.ui.answer import answer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def roster_imports(request: Request) -> HttpResponse:
    """All imports within reach."""
    rows = list(queries.imports_for(request.viewer)[:100])
    return answer(request, "org/imports.html", rows=rows, empty=not Unit.objects.filter(parent__isnull=False).exists())


def roster_import_new(request: Request) -> HttpResponse:
    """Choose a file; the answer is what it would change."""
    units = queries.units_to_choose(request.viewer, rule=rules.see_units)
    sent = request.method == "POST"
    form = forms.Upload(request.POST, request.FILES, units=units) if sent else forms.Upload(units=units)
    if form.is_valid():
        given = form.cleaned_data
        unit = Unit.objects.filter(pk=given["unit"] or 0).first()
        try:
            draft = importing.prepare_import(
                given["file"].read(), name=given["file"].name, by=request.viewer, at=request.now, unit=unit,
                make_units=given["make_units"],
            )  # fmt: skip
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return see_other("roster_import", roster_import=draft.pk)
    return answer(request, "org/import_new.html", form=form, status=422 if form.is_bound else 200)


def roster_import(request: Request, *, roster_import: int) -> HttpResponse:
    """What the sheet would change (or has changed), row by row under its verdict."""
    row = get_object_or_404(queries.imports_for(request.viewer), pk=roster_import)
    verdict, after = _stretch(request)
    return answer(
        request,
        "org/import.html",
        row=row,
        groups=papers.groups_of(row, verdict=verdict, after=after),
        sums=papers.sums_of(row),
        ready=row.rows.filter(committing.TO_WRITE).count(),
        stretch=f"?verdict={verdict}&after={after}" if verdict else "",
    )


def _stretch(request: Request) -> tuple[str, int]:
    """Which part of a long import is looked at: one verdict, from behind one row."""
    verdict, after = request.GET.get("verdict", ""), request.GET.get("after", "")
    if verdict not in Verdict.values:
        return "", 0
    return verdict, int(after) if after.isdecimal() and len(after) < 19 else 0


def roster_import_decide(request: Request, *, roster_import: int) -> HttpResponse:
    """Say what one waiting row means."""
    draft = get_object_or_404(queries.imports_for(request.viewer), pk=roster_import)
    form = forms.Decide(request.POST)
    if form.is_valid() and draft.rows.filter(pk=form.cleaned_data["row"]).exists():
        row, decision = form.cleaned_data["row"], form.cleaned_data["decision"]
        importing.decide_row(row, roster_import=draft.pk, decision=decision, by=request.viewer, at=request.now)
        verdict, after = _stretch(request)
        stretch = f"?verdict={verdict}&after={after}" if verdict else ""
        return see_other(f"/desk/roster/imports/{draft.pk}/{stretch}#row-{row}")
    messages.error(request, _("没有这一行，回到页面再点一次。"))
    return see_other("roster_import", roster_import=draft.pk)


def roster_import_commit(request: Request, *, roster_import: int) -> HttpResponse:
    """Bring everything clear and decided onto the roster as one import."""
    draft = get_object_or_404(queries.imports_for(request.viewer), pk=roster_import)
    done = committing.commit_import(draft.pk, by=request.viewer, at=request.now)
    messages.success(request, _("入册了，导入编号 %(number)s。三十天内可以整批撤回。") % {"number": done.number})
    return see_other("roster_import", roster_import=done.pk)


def roster_import_undo(request: Request, *, roster_import: int) -> HttpResponse:
    """Take a committed import back."""
    draft = get_object_or_404(queries.imports_for(request.viewer), pk=roster_import)
    done = undoing.undo_import(draft.pk, by=request.viewer, at=request.now)
    facts = {"back": done.counts["back"], "kept": done.counts["kept"]}
    messages.success(request, _("撤回了 %(back)s 行，%(kept)s 行没有撤回，原因写在行里。") % facts)
    return see_other("roster_import", roster_import=done.pk)


def roster_import_refused(request: Request, *, roster_import: int) -> HttpResponse:
    """The rows that were sent back, as a workbook to mend them in."""
    row = get_object_or_404(queries.imports_for(request.viewer), pk=roster_import)
    name = f"roster-{row.pk}.xlsx"
    return HttpResponse(
        papers.refused_workbook(row),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
