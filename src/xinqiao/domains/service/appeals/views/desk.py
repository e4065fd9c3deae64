"""The desk's pages: the queue, one appeal, what is late, what is closed, writing one down for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.blocks.cases import queries as cases
from xinqiao.domains.service.appeals import forms, rules
from xinqiao.domains.service.appeals.actions import filing, handling
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.appeals.queries import lists, matters
from xinqiao.domains.service.appeals.queries.alike import alike_to
from xinqiao.domains.service.appeals.views.member import photo_of, privacy_notes
from xinqiao.domains.service.reply_templates import queries as templates
from xinqiao.domains.service.words import REASONS, Topic
from xinqiao.ground.org.queries import by_number
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.ui.answer import answer

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _after(text: str) -> tuple[date, int] | None:
    """Where the next page begins: 2026-10-22.417, or nothing when it is not that."""
    day, _dot, pk = text.partition(".")
    try:
        return date.fromisoformat(day), int(pk[:18])
    except ValueError:
        return None


def _before(text: str) -> tuple[datetime, int] | None:
    """Where the next page of closed ones begins: microseconds and key, or nothing when it is not that."""
    moment, _dot, pk = text.partition(".")
    if not (moment.isdecimal() and pk.isdecimal() and len(moment) < 17 and len(pk) < 19):
        return None
    return EPOCH + timedelta(microseconds=int(moment)), int(pk)


def _key(row: Appeal) -> str:
    """The key of a closed one, for the address of the next page."""
    at = row.case.closed_at or EPOCH
    return f"{(at - EPOCH) // timedelta(microseconds=1)}.{row.pk}"


def appeal_queue(request: Request) -> HttpResponse:
    """Open appeals by deadline."""
    on = today(request.now)
    tab = request.GET.get("tab", "all")
    tab = tab if tab in lists.TABS else "all"
    topic = request.GET.get("topic", "")
    topic = topic if topic in Topic.values else ""
    after = _after(request.GET.get("after", ""))
    rows = lists.queue(request.viewer, tab=tab, topic=topic, after=after, on=on)
    shown, more = rows[: lists.PAGE], len(rows) > lists.PAGE
    return answer(
        request,
        "service/appeals/queue.html",
        rows=shown,
        left=cases.days_left([row.case for row in shown], on=on),
        next_page=f"{shown[-1].case.due_on}.{shown[-1].pk}" if more else "",
        first_page=after is None,
        counts=lists.tally(request.viewer, on=on),
        tab=tab,
        topic=topic,
        may_register=rules.register_appeal.admits(request.viewer),
        topics=[("", _("各类都看")), *Topic.choices],
        on=on,
    )


def appeal_handle(request: Request, *, appeal: int) -> HttpResponse:
    """One appeal at the desk. Opening it is on the trail."""
    row = get_object_or_404(matters.desk_appeals(request.viewer), pk=appeal)
    handling.read_appeal(row, by=request.viewer, at=request.now)
    asked = request.GET.get("template", "")
    offered = _templates(request, row=row)
    chosen = next((each for each in offered if str(each.pk) == asked), None)
    reply = forms.Reply(initial={"text": chosen.text} if chosen else None)
    return show(request, row=row, reply=reply, status=200, offered=offered, chosen=chosen)


def _templates(request: Request, *, row: Any) -> Sequence[Any]:
    """The tried answers that fit, for whoever has it in hand."""
    return templates.fitting(request.viewer, topic=row.topic) if row.may_handle else ()


def show(
    request: Request, *, row: Any, reply: forms.Reply, status: int, offered: Sequence[Any] = (), chosen: Any = None
) -> HttpResponse:
    """The page of one appeal, with an empty reply, one from a template, or one that has to be mended."""
    on = today(request.now)
    return answer(
        request,
        "service/appeals/handle.html",
        status=status,
        row=row,
        case=row.case,
        on=on,
        hands=cases.hands(row.case, on=on),
        clocks_=list(cases.clocks_of(row.case)),
        lines=cases.lines(
            row.case, public_only=False, author_name="" if row.may_see_author else _("提出人"), mine=None
        ),
        letters=cases.letters(row.case),
        reason=REASONS.get(row.case.reason),
        reply=reply,
        offered=offered,
        chosen=chosen,
        **_beside(request, row=row),
    )


def _beside(request: Request, *, row: Any) -> dict[str, Any]:
    """What stands beside an appeal: those merged with it, those that may be, its papers, its public answer."""
    return {
        "merged": matters.merged_with(row, viewer=request.viewer),
        "alike": alike_to(row, viewer=request.viewer, at=request.now) if not row.case.closed_at else [],
        "papers": matters.papers_of(row, public_only=False),
        "public": matters.public_of(row)[:1],
    }


def appeal_desk_photo(request: Request, *, appeal: int) -> HttpResponse:
    """The photo that came with it."""
    row = get_object_or_404(matters.desk_appeals(request.viewer), pk=appeal, photo__isnull=False)
    handling.read_appeal(row, by=request.viewer, at=request.now)
    return photo_of(row)


def appeals_late(request: Request) -> HttpResponse:
    """What is past its day, for those who must see it."""
    on = today(request.now)
    rows = lists.late_rows(request.viewer, on=on)
    left = cases.days_left([row.case for row in rows], on=on)
    return answer(request, "service/appeals/late.html", rows=rows, left=left, on=on)


def appeals_closed(request: Request) -> HttpResponse:
    """Closed appeals, newest first."""
    before = request.GET.get("before", "")
    rows = lists.closed_appeals(request.viewer, before=_before(before))
    shown, more = rows[: lists.PAGE], len(rows) > lists.PAGE
    return answer(
        request,
        "service/appeals/closed.html",
        rows=shown,
        next_page=_key(shown[-1]) if more else "",
        first=not before,
    )


def appeal_register(request: Request) -> HttpResponse:
    """Write one down for somebody: a call, a visit at the window, a word in the team."""
    form = forms.Registered(request.POST, request.FILES) if request.method == "POST" else forms.Registered()
    if request.method == "POST" and form.is_valid():
        appeal = _registered(request, form=form)
        if appeal is not None:
            messages.success(request, _("登记好了，编号 %(number)s。") % {"number": appeal.case.number})
            return see_other("appeal_receipt", appeal=appeal.pk)
    status = 422 if form.is_bound else 200
    return answer(request, "service/appeals/register.html", form=form, notes=privacy_notes(), status=status)


def _registered(request: Request, *, form: forms.Registered) -> Appeal | None:
    """The appeal that was written down, or None with the sentence beside the field it concerns."""
    given = dict(form.cleaned_data)
    photo, number, workmate = given.pop("photo"), given.pop("number"), given.pop("workmate")
    author, gains = by_number(number) if number else None, by_number(workmate) if workmate else None
    sent = (photo, photo.name, photo.size) if photo else None
    if number and (author is None or author.left_on):
        form.add_error("number", str(filing.NotAMember()))
        return None
    try:
        return filing.file_appeal(
            **given, author=author, beneficiary=gains, photo=sent, by=request.viewer, at=request.now
        )
    except filing.NameTheWorkmate as refusal:
        form.add_error("workmate", str(refusal))
    except filing.NobodyAsks as refusal:
        form.add_error("nameless", str(refusal))
    except Refused as refusal:
        form.add_error("photo", str(refusal))
    return None
