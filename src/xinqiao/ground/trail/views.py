"""The published head, who read my file, and the auditor's search."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xinqiao.ground.trail import actions, forms
from xinqiao.ground.trail.models import Event
from xinqiao.ground.trail.queries import reading
from xinqiao.ground.trail.words import kinds, verbs
from xinqiao.kit.http import Request
from xinqiao.ui.answer import answer

PAGE = 50


def _before(request: Request) -> int | None:
    asked = request.GET.get("before", "")
    return int(asked) if asked.isdecimal() and len(asked) < 19 else None


def trail_head(request: Request) -> HttpResponse:
    """The last seal in words and in groups of four, for anyone to copy down and compare."""
    state = reading.state()
    digits = state.last.head if state.last else ""
    groups = [digits[i : i + 4] for i in range(0, len(digits), 4)]
    return answer(request, "trail/head.html", state=state, groups=groups, now=request.now)


def readers(request: Request) -> HttpResponse:
    """Who read my file."""
    rows, more = reading.readings(request.viewer.person, before=_before(request), page=PAGE)
    return answer(request, "trail/readers.html", rows=rows, more=more, first=_before(request) is None)


def _who(event: Event) -> object:
    """Whoever acts in a matter of their own is not named: a sealed matter must not give its author away here."""
    own = event.actor is not None and event.actor == event.person
    return _("本人") if own else event.actor_name or _("系统")


def trail_watch(request: Request) -> HttpResponse:
    """That something was done, by whom and when; never what it contained. Looking is itself on the trail."""
    form = forms.Search(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    rows, more = reading.events(reading.Search(**given), before=_before(request), page=PAGE)
    actions.record(verb="watch", by=request.viewer, at=request.now, kind="trail.event")
    shown = [(row, _who(row), verbs.get(row.verb, row.verb), kinds.get(row.kind, row.kind)) for row in rows]
    kept = request.GET.copy()
    kept.pop("before", None)
    return answer(
        request,
        "trail/watch.html",
        form=form,
        rows=shown,
        more=more,
        kept=kept.urlencode(),
        first=_before(request) is None,
    )
