"""What the machine does by itself, for the administrator: what failed, what waits, what comes next."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.ground.tasks import actions, queries, rules
from xinqiao.ground.tasks.models import Task
from xinqiao.kit.http import Request, see_other
from xinqiao.ui.answer import answer


def tasks(request: Request) -> HttpResponse:
    """Failed work with its reason, the queue, the schedule."""
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isdecimal() and len(asked) < 19 else None
    failed, more = queries.failed_for(request.viewer, before=before)
    return answer(
        request,
        "tasks/list.html",
        failed=failed,
        more=more,
        first=before is None,
        queue=queries.queue(at=request.now),
        schedule=queries.schedule(at=request.now),
    )


def task_retry(request: Request, *, task: int) -> HttpResponse:
    """Try failed work again."""
    row = get_object_or_404(Task, rules.retry_task.rows(request.viewer), pk=task)
    actions.retry_failed(row.pk, by=request.viewer, at=request.now)
    messages.success(request, _("放回去了，马上再办一次。"))
    return see_other("tasks")
