"""Word on paper: whom a group leader brings what, and that it was brought."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.ground.inbox import forms, queries, rules
from xinqiao.ground.inbox.actions import reading
from xinqiao.ground.org.models import Person
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.texts import plain
from xinqiao.ui.answer import answer


def errands(request: Request) -> HttpResponse:
    """The list for the leader and a slip for each person."""
    after = plain(request.GET.get("after", ""))[:20]
    rows, more = queries.errands_for(request.viewer, after=after)
    return answer(request, "inbox/errands.html", rows=rows, more=more, first=not after, now=request.now)


def errand_done(request: Request, *, recipient: int) -> HttpResponse:
    """One slip was brought."""
    row = get_object_or_404(Person, rules.carry_word.rows(request.viewer), pk=recipient)
    form = forms.Handed(request.POST)
    if not form.is_valid():
        messages.error(request, _("这一页放久了，看看现在的名单再点。"))
        return see_other("errands")
    reading.hand_on_paper(row.pk, upto=form.cleaned_data["upto"], by=request.viewer, at=request.now)
    messages.success(request, _("记好了，捎到了。"))
    return see_other("errands")
