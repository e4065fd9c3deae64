"""The tree of units, one unit with its posts and its history, the dated changes, and the public plate."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.ground.org import forms, queries, rules
from xinqiao.ground.org.actions import posts as posting
from xinqiao.ground.org.actions import units as changing
from xinqiao.ground.org.models import Post, Unit
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.ui.answer import answer


def units(request: Request) -> HttpResponse:
    """The tree from where one's posts are."""
    rows = queries.tree(request.viewer, under=None)
    return answer(request, "org/units.html", rows=rows, top=min((row.level for row in rows), default=1))


def unit(request: Request, *, unit: int) -> HttpResponse:
    """One unit: what lies under it, who holds which post, how it came to be."""
    row = get_object_or_404(Unit, rules.see_units.rows(request.viewer), pk=unit)
    return answer(
        request, "org/unit.html", row=row, line=list(queries.above(row)), below=queries.tree(request.viewer, under=row),
        posts=list(queries.posts_in_force(today(request.now)).filter(unit=row).select_related("person").order_by("role", "id")),
        changes=list(row.changes.select_related("other").order_by("-on", "-id")),
        may_keep=Unit.objects.filter(rules.keep_units.rows(request.viewer), pk=row.pk, closes_on__isnull=True).exists(),
    )  # fmt: skip


def unit_plate(request: Request, *, unit: int) -> HttpResponse:
    """The public plate: who this union body is and whom one finds there."""
    row = get_object_or_404(Unit, pk=unit, closes_on__isnull=True)
    line = list(queries.above(row))[:-1]
    people = queries.plate_people(row, on=today(request.now))
    return answer(request, "org/plate.html", row=row, line=line, people=people)


def _kept(request: Request, *, unit: int) -> Unit:
    return get_object_or_404(Unit, rules.keep_units.rows(request.viewer), pk=unit, closes_on__isnull=True)


def _deed(request: Request, *, row: Unit, form: Any, act: Any, said: str, **words: str) -> HttpResponse:
    """A form, one action, back to the unit; a refusal stands in the form."""
    if request.method == "POST" and form.is_valid():
        try:
            found = act(**form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return see_other("unit", unit=found.pk if isinstance(found, Unit) else row.pk)
    status = 422 if form.is_bound else 200
    return answer(request, "org/unit_deed.html", status=status, row=row, form=form, **words)


def _data(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def unit_rename(request: Request, *, unit: int) -> HttpResponse:
    """A new name from a day on."""
    row = _kept(request, unit=unit)
    form = forms.Rename(_data(request), initial={"name": row.name, "short": row.short})
    return _deed(
        request, row=row, form=form, said=_("改名了，旧名留在沿革里。"), title=_("改名"), button=_("改名"), to="unit_rename",
        act=lambda **given: changing.rename_unit(row.pk, **given, by=request.viewer, at=request.now),
    )  # fmt: skip


def unit_open(request: Request, *, unit: int) -> HttpResponse:
    """A new unit under this one."""
    row = _kept(request, unit=unit)
    form = forms.Open(_data(request))
    return _deed(
        request, row=row, form=form, said=_("建好了。"), title=_("建下级单位"), button=_("建下级单位"), to="unit_open",
        act=lambda **given: changing.open_unit(row.pk, **given, by=request.viewer, at=request.now),
    )  # fmt: skip


def unit_merge(request: Request, *, unit: int) -> HttpResponse:
    """This unit goes into another."""
    row = _kept(request, unit=unit)
    others = [one for one in queries.units_to_choose(request.viewer, rule=rules.keep_units) if one[0] != str(row.pk)]
    form = forms.Merge(_data(request), units=others)
    return _deed(
        request, row=row, form=form, said=_("并过去了，人和事由新单位接着管。"), title=_("并入别的单位"),
        button=_("并入那个单位"), to="unit_merge",
        act=lambda into, **given: changing.merge_unit(row.pk, into=int(into), **given, by=request.viewer, at=request.now),
    )  # fmt: skip


def unit_split(request: Request, *, unit: int) -> HttpResponse:
    """Part of this unit becomes a unit of its own."""
    row = _kept(request, unit=unit)
    children = [(str(one.pk), one.name) for one in row.children.filter(closes_on__isnull=True).order_by("path")]
    form = forms.Split(_data(request), units=children)
    return _deed(
        request, row=row, form=form, said=_("分设好了。"), title=_("分设"), button=_("分设新单位"), to="unit_split",
        act=lambda units, **given: changing.split_unit(
            row.pk, units=[int(one) for one in units], **given, by=request.viewer, at=request.now
        ),
    )  # fmt: skip


def unit_close(request: Request, *, unit: int) -> HttpResponse:
    """An empty unit ends."""
    row = _kept(request, unit=unit)
    return _deed(
        request, row=row, form=forms.Close(_data(request)), said=_("撤销了，沿革里查得到。"), title=_("撤销"),
        button=_("撤销这个单位"), to="unit_close",
        act=lambda **given: changing.close_unit(row.pk, **given, by=request.viewer, at=request.now),
    )  # fmt: skip


def unit_appoint(request: Request, *, unit: int) -> HttpResponse:
    """Give somebody a post here."""
    row = _kept(request, unit=unit)
    form = forms.Appoint(_data(request), initial={"on": today(request.now)})
    return _deed(
        request, row=row, form=form, said=_("任命好了，权限从那天起生效。"), title=_("任命"), button=_("任命"),
        to="unit_appoint",
        act=lambda **given: posting.appoint(unit=row.pk, **given, by=request.viewer, at=request.now),
    )  # fmt: skip


def post_end(request: Request, *, post: int) -> HttpResponse:
    """End a post."""
    held = get_object_or_404(Post.objects.select_related("unit", "person"), pk=post, to_on__isnull=True)
    row = _kept(request, unit=held.unit_id)
    form = forms.EndPost(_data(request), initial={"on": today(request.now)})
    title = _("免去%(name)s的%(role)s") % {"name": held.person.name, "role": held.get_role_display()}
    return _deed(
        request, row=row, form=form, said=_("免去了，权限同时收回。"), title=title, button=_("免去职务"), to="",
        act=lambda **given: posting.end_post(held.pk, **given, by=request.viewer, at=request.now),
    )  # fmt: skip
