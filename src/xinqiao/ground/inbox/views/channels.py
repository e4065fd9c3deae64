"""The channels of the union, for the administrator: off until switched on, their secrets never shown again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from xinqiao.ground.inbox import forms, queries
from xinqiao.ground.inbox.actions import channels as keeping
from xinqiao.ground.inbox.words import EXAMPLES, SENTENCE, Way
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.ui.answer import answer


def channels(request: Request) -> HttpResponse:
    """Which ways there are, and which are on."""
    return answer(request, "inbox/channels.html", rows=queries.channels(), sentence=SENTENCE)


def channel_set(request: Request, *, channel: str) -> HttpResponse:
    """Write the address of a channel."""
    if channel not in Way.values:
        raise Http404
    form = forms.ChannelUrl(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            keeping.set_channel(channel, url=form.cleaned_data["url"], by=request.viewer, at=request.now)
        except Refused as refusal:
            form.add_error("url", str(refusal))
        else:
            messages.success(request, _("地址加密存好了。"))
            return see_other("channels")
    status = 422 if form.is_bound else 200
    way, example = Way(channel), EXAMPLES[channel]
    return answer(request, "inbox/channel.html", status=status, form=form, way=way, example=example)


def channel_switch(request: Request, *, channel: str) -> HttpResponse:
    """On or off."""
    if channel not in Way.values:
        raise Http404
    on = request.POST.get("on") == "1"
    keeping.switch_channel(channel, on=on, by=request.viewer, at=request.now)
    messages.success(request, _("开通了。") if on else _("关掉了，排着的也不再送。"))
    return see_other("channels")
