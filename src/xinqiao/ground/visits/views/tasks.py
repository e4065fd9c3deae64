"""What was found on visits: the lists of tasks, one of them, and the deeds on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.ground.visits import forms, rules
from xinqiao.ground.visits.actions import tasks as actions
from xinqiao.ground.visits.models import VisitTask
from xinqiao.ground.visits.queries import tasks as queries
from xinqiao.ground.visits.views.desk import after
from xinqiao.kit.clock import today
from xinqiao.kit.gate import Rule
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.ui.answer import answer


def visit_tasks(request: Request) -> HttpResponse:
    """Tasks by their day: the late ones stand first."""
    on = today(request.now)
    tab = request.GET.get("tab", "mine")
    tab = tab if tab in queries.TABS else "mine"
    begins = after(request.GET.get("after", ""))
    rows = queries.page_of(request.viewer, tab=tab, after=begins, on=on)
    shown, more = rows[: queries.PAGE], len(rows) > queries.PAGE
    return answer(
        request, "visits/tasks.html", rows=shown, left=queries.days_left(shown, on=on), tab=tab,
        counts=queries.tally(request.viewer, on=on), first_page=begins is None, on=on,
        next_page=f"{shown[-1].due_on}.{shown[-1].pk}" if more else "",
        may_hand_over=rules.take_over.admits(request.viewer),
    )  # fmt: skip


def _fetch(request: Request, *, task: int, rule: Rule) -> VisitTask:
    """The task, through the rule; opening it is on the trail. Raises Http404."""
    row = get_object_or_404(queries.tasks_for(request.viewer, rule=rule), pk=task)
    actions.read_task(row, by=request.viewer, at=request.now)
    return row


def visit_task(request: Request, *, visit_task: int) -> HttpResponse:
    """One task: what has to be done, for whom where one may know, by whom, and who had it before."""
    row = _fetch(request, task=visit_task, rule=rules.see_task)
    on = today(request.now)
    return answer(
        request, "visits/task.html", row=row, visited=queries.visited_of(row), line=queries.line_of(row), on=on,
        left=queries.days_left([row], on=on)[row.pk],
    )  # fmt: skip


def _deed(
    request: Request, *, row: VisitTask, form: Any, act: Callable[..., object], said: str, **words: str
) -> HttpResponse:
    """A form, one action, back to the task; a refusal stands in the form."""
    if form.is_bound and form.is_valid():
        try:
            act(row.pk, **form.cleaned_data, by=request.viewer, at=request.now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return see_other("visit_task", visit_task=row.pk)
    return answer(request, "visits/task_deed.html", status=422 if form.is_bound else 200, row=row, form=form, **words)


def _data(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def visit_task_finish(request: Request, *, visit_task: int) -> HttpResponse:
    """Done, with a sentence about what came of it."""
    row = _fetch(request, task=visit_task, rule=rules.hold_task)
    return _deed(
        request, row=row, form=forms.Finish(_data(request)), act=actions.finish_task, said=_("办完了，本人看得到结果。"),
        title=_("写结果，办完"), button=_("办完这件事"), line=_("真的办了再写。没有结果的事不能收尾。"),
    )  # fmt: skip


def visit_task_back(request: Request, *, visit_task: int) -> HttpResponse:
    """Given back to the visitor."""
    row = _fetch(request, task=visit_task, rule=rules.hold_task)
    return _deed(
        request, row=row, form=forms.GiveBack(_data(request)), act=actions.give_back, said=_("退回了，由走访的人定下一位。"),
        title=_("退回这件事"), button=_("退回给走访的人"), line=_("不归您管、您办不了的，写清楚归谁。期限不变。"),
    )  # fmt: skip


def visit_task_pass(request: Request, *, visit_task: int) -> HttpResponse:
    """Somebody else is to do it."""
    row = _fetch(request, task=visit_task, rule=rules.pass_task)
    return _deed(
        request, row=row, form=forms.Pass(_data(request)), act=actions.pass_task, said=_("改好了，以前谁办的也留着。"),
        title=_("改由别人办"), button=_("交给这位同志"), line=_("以前在谁手里、到哪一天，都留在经过里。"),
    )  # fmt: skip


def visit_tasks_hand_over(request: Request) -> HttpResponse:
    """What people who left have left behind goes to those who came after them."""
    rows = queries.left_behind(request.viewer, on=today(request.now))
    form = forms.HandOver(_data(request), left=[(row.key, row.person.name) for row in rows])
    if form.is_bound and form.is_valid():
        unit, _dot, leaver = form.cleaned_data["left"].partition(".")
        try:
            moved = actions.hand_over_tasks(
                unit=int(unit), leaver=int(leaver), to=form.cleaned_data["to"], by=request.viewer, at=request.now
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("交接了 %(count)s 件，期限不变。") % {"count": len(moved)})
            return see_other("visit_tasks_hand_over")
    return answer(
        request, "visits/hand_over.html", form=form, rows=rows, notes=_notes(rows), status=422 if form.is_bound else 200
    )


def _notes(rows: list[queries.Left]) -> dict[str, str]:
    """The second line under each: from where, how many, to whom."""
    return {
        row.key: _("%(unit)s，%(count)s 件没办完，接任的是%(name)s")
        % {"unit": row.unit.short, "count": row.tasks, "name": row.successor.name if row.successor else _("还没有人")}
        for row in rows
    }
