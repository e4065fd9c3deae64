"""One box for all rooms."""

from __future__ import annotations

from django.http import HttpResponse

from xinqiao.insight.search.queries import rooms
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.texts import plain
from xinqiao.ui.answer import answer

LONGEST = 60


def search(request: Request) -> HttpResponse:
    """What is found within reach, by kind; a number typed in full leads to its page."""
    text = plain(request.GET.get("q", ""))[:LONGEST]
    kind, after = request.GET.get("in", ""), plain(request.GET.get("after", ""))[:40]
    groups = rooms.found(request.viewer, text=text, kind=kind, after=after)
    page = rooms.named(groups, text=text) if not kind else ""
    if page:
        return see_other(page)
    return answer(request, "insight/search/search.html", sought=text, groups=groups, kind=kind)
