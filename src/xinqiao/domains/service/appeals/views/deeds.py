"""The officer's deeds on one appeal: each a small page with its form, then one action, then back to the appeal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from xinqiao.blocks.cases.words import Round
from xinqiao.domains.service.appeals import forms, rules
from xinqiao.domains.service.appeals.actions import handling, replying
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.appeals.queries import lists, matters, places
from xinqiao.domains.service.appeals.views.desk import show
from xinqiao.domains.service.reply_templates import queries as templates
from xinqiao.domains.service.words import REASONS
from xinqiao.ground.org.queries import by_number
from xinqiao.kit.clock import today
from xinqiao.kit.gate import Rule
from xinqiao.kit.http import Request, see_other
from xinqiao.kit.refusal import Refused
from xinqiao.ui.answer import answer


def _fetch(request: Request, *, appeal: int, rule: Rule) -> Appeal:
    return get_object_or_404(matters.desk_appeals(request.viewer, rule=rule), pk=appeal)


def _done(request: Request, *, row: Appeal, said: str) -> HttpResponse:
    """Back to the appeal, or to the queue when it has left this desk's sight."""
    messages.success(request, said)
    still = matters.desk_appeals(request.viewer).filter(pk=row.pk).exists()
    return see_other("appeal_handle", appeal=row.pk) if still else see_other("appeal_queue")


def _page(request: Request, *, row: Appeal, form: Form, **words: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return answer(request, "service/appeals/deed.html", status=status, row=row, case=row.case, form=form, **words)


def appeal_take(request: Request, *, appeal: int) -> HttpResponse:
    """Take it."""
    row = _fetch(request, appeal=appeal, rule=rules.see_appeal)
    handling.take_appeal(row.pk, by=request.viewer, at=request.now)
    return _done(request, row=row, said=_("受理了，现在在您手里。"))


def appeals_take(request: Request) -> HttpResponse:
    """Take several: each through the same door as one alone; those that are refused are told one by one."""
    asked = [int(text) for text in request.POST.getlist("appeal")[: lists.PAGE] if text.isdecimal() and len(text) < 19]
    taken = 0
    for row in matters.desk_appeals(request.viewer).filter(pk__in=asked).order_by("case__due_on", "case_id"):
        try:
            handling.take_appeal(row.pk, by=request.viewer, at=request.now)
        except Refused as refusal:
            messages.error(request, f"{row.case.number} {refusal}")
        else:
            taken += 1
    if taken:
        messages.success(request, _("受理了 %(count)s 件，现在在您手里。") % {"count": taken})
    elif not asked:
        messages.error(request, _("先勾选要受理的几件。"))
    return see_other("appeal_queue")


def appeal_reply(request: Request, *, appeal: int) -> HttpResponse:
    """Answer the member."""
    row = _fetch(request, appeal=appeal, rule=rules.handle_appeal)
    form = forms.Reply(request.POST)
    asked, offered = request.POST.get("template", ""), templates.fitting(request.viewer, topic=row.topic)
    chosen = next((each for each in offered if str(each.pk) == asked), None)
    if form.is_valid():
        try:
            said = _replied(request, row=row, text=form.cleaned_data["text"], template=chosen.pk if chosen else None)
        except replying.UncheckedStill as refusal:
            form.add_error("text", str(refusal))
        else:
            return _done(request, row=row, said=said)
    return show(request, row=row, reply=form, status=422, offered=offered, chosen=chosen)


def _replied(request: Request, *, row: Appeal, text: str, template: int | None) -> str:
    """Send the reply, by a template or freely; gives what to tell the officer."""
    who = {"by": request.viewer, "at": request.now}
    if template is None:
        handling.reply_appeal(row.pk, text=text, **who)
        return _("答复送到职工手机上了。")
    checked = request.POST.getlist("checked")
    replying.reply_by_template(row.pk, template=template, text=text, checked=checked, **who)
    return _("答复送到职工手机上了，模板里说的下一步也办了。")


def appeal_correct(request: Request, *, appeal: int) -> HttpResponse:
    """Put an earlier answer right; the member reads both."""
    row = _fetch(request, appeal=appeal, rule=rules.handle_appeal)
    form = forms.Correction(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        handling.reply_appeal(row.pk, **form.cleaned_data, corrects=True, by=request.viewer, at=request.now)
        return _done(request, row=row, said=_("更正送到了，原来的答复也留着。"))
    lead = _("原来的答复不会消失，职工两份都看得到。")
    return _page(request, row=row, form=form, title=_("更正答复"), lead=lead, button=_("送出更正"), to="appeal_correct")


def appeal_note(request: Request, *, appeal: int) -> HttpResponse:
    """A note among officers."""
    row = _fetch(request, appeal=appeal, rule=rules.see_appeal)
    form = forms.Word(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        handling.note_appeal(row.pk, **form.cleaned_data, by=request.viewer, at=request.now)
        return _done(request, row=row, said=_("记下了，职工看不到这一条。"))
    lead = _("给经办的同志看，职工看不到。")
    return _page(request, row=row, form=form, title=_("内部备注"), lead=lead, button=_("记下备注"), to="appeal_note")


def appeal_hand_over(request: Request, *, appeal: int) -> HttpResponse:
    """Give it to another desk, with a reason."""
    row = _fetch(request, appeal=appeal, rule=rules.pass_appeal)
    on = today(request.now)
    offered = places.places_to_hand_over(row, on=on)
    form = forms.HandOver(request.POST if request.method == "POST" else None, desks=[(p.key, p.title) for p in offered])
    if request.method == "POST" and form.is_valid():
        to = next(place for place in offered if place.key == form.cleaned_data["desk"])
        why = form.cleaned_data["text"]
        handling.hand_over_appeal(row.pk, desk=to.desk, holder=to.person, why=why, by=request.viewer, at=request.now)
        return _done(request, row=row, said=_("转出去了，期限不变。"))
    lead = _("期限不变，职工看得到转给了谁、为什么。")
    return _page(
        request, row=row, form=form, title=_("转给别人"), lead=lead, button=_("转给别人"), to="appeal_hand_over"
    )


def appeal_pause(request: Request, *, appeal: int) -> HttpResponse:
    """Let the service clocks stand still."""
    row = _fetch(request, appeal=appeal, rule=rules.handle_appeal)
    form = forms.Why(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        handling.pause_appeal(row.pk, why=form.cleaned_data["text"], by=request.viewer, at=request.now)
        return _done(request, row=row, said=_("计时暂停了。等的事来了，记得恢复。"))
    lead = _("等职工补材料、等外单位回话时用。法定期限不停。")
    return _page(request, row=row, form=form, title=_("暂停计时"), lead=lead, button=_("暂停计时"), to="appeal_pause")


def appeal_resume(request: Request, *, appeal: int) -> HttpResponse:
    """Let the clocks run again."""
    row = _fetch(request, appeal=appeal, rule=rules.handle_appeal)
    handling.resume_appeal(row.pk, by=request.viewer, at=request.now)
    return _done(request, row=row, said=_("恢复计时了，暂停的日子已经补上。"))


def appeal_resolve(request: Request, *, appeal: int) -> HttpResponse:
    """Close it with an outcome."""
    row = _fetch(request, appeal=appeal, rule=rules.handle_appeal)
    review = row.case.round_kind == Round.REVIEW
    form = forms.Resolve(request.POST if request.method == "POST" else None, review=review)
    if request.method == "POST" and form.is_valid():
        handling.resolve_appeal(row.pk, **form.cleaned_data, by=request.viewer, at=request.now)
        return _done(request, row=row, said=_("办结了，职工会收到评价的请求。"))
    lead = _("答应的事真的办到了再办结。职工接着会来评价。")
    return _page(request, row=row, form=form, title=_("办结"), lead=lead, button=_("办结这件事"), to="appeal_resolve")


def appeal_refuse(request: Request, *, appeal: int) -> HttpResponse:
    """Close it as not handled, with the rule and its cure."""
    row = _fetch(request, appeal=appeal, rule=rules.handle_appeal)
    form = forms.Refuse(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        handling.refuse_appeal(row.pk, **form.cleaned_data, by=request.viewer, at=request.now)
        return _done(request, row=row, said=_("已答复职工。职工可以请上级复核。"))
    lead = _("要有规定，要说清楚接下来找谁。职工可以请上级复核。")
    return _page(
        request, row=row, form=form, title=_("不予办理"), lead=lead, button=_("答复不予办理"), to="appeal_refuse",
        notes={code: reason.cure for code, reason in REASONS.items()},
    )  # fmt: skip


def appeal_restate(request: Request, *, appeal: int) -> HttpResponse:
    """Mend the title or the topic; the member's words stay."""
    row = _fetch(request, appeal=appeal, rule=rules.handle_appeal)
    initial = {"title": row.case.title, "topic": row.topic}
    form = forms.Restate(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        handling.restate_appeal(row.pk, **form.cleaned_data, by=request.viewer, at=request.now)
        return _done(request, row=row, said=_("改好了，改前改后都留在记录里。"))
    lead = _("只改题目和分类，职工的原话不动。")
    return _page(request, row=row, form=form, title=_("改题目"), lead=lead, button=_("改题目"), to="appeal_restate")


def appeal_complained(request: Request, *, appeal: int) -> HttpResponse:
    """Put on record whom it complains of."""
    row = _fetch(request, appeal=appeal, rule=rules.name_complained)
    initial = {"number": row.complained.number if row.complained else ""}
    form = forms.Complained(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        person = by_number(number) if number else None
        if number and person is None:
            form.add_error("number", _("花名册里没有这个工号，再看一遍。"))
        else:
            handling.name_complained(row.pk, person=person, by=request.viewer, at=request.now)
            return _done(request, row=row, said=_("记下了。被反映的人看不到这件事。"))
    lead = _("被反映的人不能看、不能办反映自己的事。")
    return _page(
        request, row=row, form=form, title=_("被反映的人"), lead=lead, button=_("记下工号"), to="appeal_complained"
    )
