"""One's own messages, and how one wants to be told of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.ground.inbox import forms, queries, rules
from xinqiao.ground.inbox.actions import addresses, reading
from xinqiao.ground.inbox.models import Message
from xinqiao.ground.inbox.words import PAPER, SENTENCE, Way
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.ui.answer import answer
from xinqiao.ui.context import safe_path


def message_list(request: Request) -> HttpResponse:
    """All that was said to me, newest first. Looking at the list marks nothing."""
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isdecimal() and len(asked) < 19 else None
    rows, more = queries.messages_for(request.viewer, before=before)
    return answer(request, "inbox/list.html", rows=rows, more=more, first=before is None)


def message_open(request: Request, *, message: int) -> HttpResponse:
    """Read one, and go where it stands."""
    row = get_object_or_404(Message, rules.see_own_messages.rows(request.viewer), pk=message)
    reading.read_message(row.pk, by=request.viewer, at=request.now)
    return see_other(safe_path(row.address) if row.address else "message_list")


def messages_read(request: Request) -> HttpResponse:
    """Read all."""
    reading.read_all(by=request.viewer, at=request.now)
    return see_other("message_list")


def address_list(request: Request) -> HttpResponse:
    """How I want to be told outside, if at all."""
    ways, paper = queries.ways_for(request.viewer)
    return answer(request, "inbox/ways.html", ways=ways, paper=paper, sentence=SENTENCE)


def address_set(request: Request, *, channel: str) -> HttpResponse:
    """Write or change one address."""
    ways = {way.way: way for way in queries.ways_for(request.viewer)[0]}
    if channel not in ways:
        raise Http404
    mine = ways[channel].address
    held = {"value": mine.value, "wanted": mine.wanted} if mine and mine.value else {"wanted": "each"}
    form = forms.OwnAddress(request.POST if request.method == "POST" else None, way=channel, initial=held)
    if request.method == "POST" and form.is_valid():
        try:
            row = addresses.set_address(channel, **form.cleaned_data, by=request.viewer, at=request.now)
        except Refused as refusal:
            form.add_error("value", str(refusal))
        else:
            messages.success(request, _("记好了。") if row.confirmed_at else _("送了一句话过去，收到了回来点确认。"))
            return see_other("address_list")
    status = 422 if form.is_bound else 200
    return answer(request, "inbox/way.html", status=status, form=form, way=ways[channel], sentence=SENTENCE)


def address_confirm(request: Request, *, channel: str) -> HttpResponse:
    """It has arrived."""
    addresses.confirm_address(channel, by=request.viewer, at=request.now)
    messages.success(request, _("确认了，以后照您选的时候告诉您。"))
    return see_other("address_list")


def address_withdraw(request: Request, *, channel: str) -> HttpResponse:
    """Not any more."""
    if channel not in (*Way, PAPER):
        raise Http404
    addresses.withdraw_address(channel, by=request.viewer, at=request.now)
    messages.success(request, _("停了，以后不再这样告诉您。"))
    return see_other("address_list")


def paper_ask(request: Request) -> HttpResponse:
    """On paper, please."""
    addresses.ask_for_paper(by=request.viewer, at=request.now)
    messages.success(request, _("记好了，没看的消息由小组长捎给您。"))
    return see_other("address_list")
