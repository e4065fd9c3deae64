"""The officer's deeds: take, restate, name who is complained of, reply, hand over, pause, resume, resolve, refuse."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.cases.actions import answering
from xinqiao.blocks.cases.actions import handling as cases
from xinqiao.blocks.cases.actions.line import write_line
from xinqiao.blocks.cases.actions.merging import together
from xinqiao.blocks.cases.words import Round, Verb
from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.actions.filing import locked
from xinqiao.domains.service.appeals.actions.grouping import group_of, settle
from xinqiao.domains.service.appeals.actions.indexing import index_appeal
from xinqiao.domains.service.appeals.actions.limits import limit_of_promise, working_days_on
from xinqiao.domains.service.appeals.actions.telling import tell_authors, tell_holder
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.appeals.queries import places
from xinqiao.domains.service.words import REASONS, Privacy, Topic
from xinqiao.ground.org.models import Person, Unit
from xinqiao.ground.org.queries import Viewer, are_kin, away
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if

SOURCE = _("诉求办理规则")


class ToTheComplained(Refused):
    rule = _("被反映的人不能经办反映自己的事。")
    source = _("《信访工作条例》：不得将材料转给被反映的人或单位")
    cure = _("转给别的部门，或请上一级工会来办。")


class NobodyAtThatDesk(Refused):
    rule = _("这个部门现在没有能承办的人。")
    source = SOURCE
    cure = _("选另一个部门，或者先请组织部门补上岗位。")


class NobodyThereNow(Refused):
    rule = _("%(name)s休长假，现在不能接办。")
    source = SOURCE
    cure = _("转给同一窗口的别人，或者只转给窗口，谁有空谁办。")


class UnknownReason(Refused):
    rule = _("不予办理要选一条规定里的理由。")
    source = SOURCE
    cure = _("从清单里选一条最贴切的；都不合适，就接着办。")


class AgainstSelf(Refused):
    rule = _("提出人不能同时是被反映的人。")
    source = SOURCE
    cure = _("再核对被反映人的工号。")


class ReviewFromBelow(Refused):
    rule = _("复核由集团工会主席、副主席来办，下面的窗口不办。")
    source = _("诉求办理规则：复核由上一级没经手过的人办")
    cure = _("转给主席或副主席。")


class NearToIt(Refused):
    rule = _("这位同志和这件事有利害关系，应当回避。")
    source = _("诉求办理规则：近亲属的事、反映近亲属的事，都不经办")
    cure = _("请没有利害关系的同志来办。")


class StaysApart(Refused):
    rule = _("对干部或工会的意见，不能改成别的类别。")
    source = _("诉求办理规则：保密只能加严，不能放宽")
    cure = _("题目可以改；类别真的选错了，请提出人撤回重提。")


def _may_have(row: Appeal, *, person: int | None, at: datetime) -> None:
    """Who may hold an appeal: no kin of either side (X26); a review only those who conclude reviews."""
    on = today(at)
    together = Appeal.objects.filter(group_of(row.pk)).only("author", "beneficiary", "complained")
    refuse_if(person is not None and any(_kin_to(each, person=person, on=on) for each in together), NearToIt)
    review = row.case.round_kind == Round.REVIEW
    refuse_if(review and person not in places.reviewers(on).values_list("pk", flat=True), ReviewFromBelow)


def _kin_to(row: Appeal, *, person: int, on: date) -> bool:
    sides = [side for side in (row.author_id, row.beneficiary_id, row.complained_id) if side]
    return person == row.beneficiary_id or any(are_kin(person, other=side, on=on) for side in sides)


def take_appeal(appeal: int, *, by: Viewer, at: datetime) -> Appeal:
    """Take it into one's own hands. Raises NearToIt, ReviewFromBelow and the block's refusals."""
    with transaction.atomic():
        row = locked(appeal, by=by, rule=rules.see_appeal)
        _may_have(row, person=by.person, at=at)
        cases.take_case(row.case, by=by, at=at)
    return row


def restate_appeal(appeal: int, *, title: str, topic: str, by: Viewer, at: datetime) -> Appeal:
    """Shorten the title or put it under the right topic; the member's own words stay untouched, and what stood there
    before stays on the timeline for officers.

    What is said about a cadre or the union is kept apart, and stays so. Raises StaysApart and the block's refusals.
    """
    with transaction.atomic():
        row = locked(appeal, by=by, rule=rules.handle_appeal)
        cases.must_hold(row.case, person=by.person)
        refuse_if(row.topic == Topic.CADRE and topic != Topic.CADRE, StaysApart)
        before = f"「{row.case.title}」{row.get_topic_display()}"
        row.case.title, row.topic = title.strip() or row.case.title, topic
        if topic == Topic.CADRE:
            row.privacy, row.hidden, row.apart = Privacy.HIDDEN, True, True
        row.case.save(update_fields=["title"])
        row.save(update_fields=["topic", "privacy", "hidden", "apart"])
        index_appeal(row)
        settle(row.pk)
        after = f"「{row.case.title}」{row.get_topic_display()}"
        write_line(row.case, verb=Verb.AMEND, by=by, at=at, text=f"{before} → {after}", public=False)
    return row


def name_complained(appeal: int, *, person: Person | None, by: Viewer, at: datetime) -> Appeal:
    """Put on record whom the appeal, and those it leads, complain of; from now on they neither see nor handle it (X20).

    Raises AgainstSelf; ToTheComplained while that person holds it; LedByAnother for one that is led.
    """
    with transaction.atomic():
        row = locked(appeal, by=by, rule=rules.name_complained)
        together(row.case)
        group = Appeal.objects.filter(group_of(row.pk))
        refuse_if(person is not None and group.filter(author=person).exists(), AgainstSelf)
        refuse_if(person is not None and person.id == row.case.holder_id, ToTheComplained)
        group.update(complained=person)
        row.complained = person
        _tell(row, verb="name_complained", by=by, at=at, note={"number": person.number if person else ""})
    return row


def reply_appeal(
    appeal: int, *, text: str, by: Viewer, at: datetime, corrects: bool = False, promise_days: int | None = None
) -> Appeal:
    """Say something binding to the member, and to everybody whose appeal it leads. `corrects`: it puts an earlier answer
    right, which stays to be read. `promise_days`: working days until what is promised has happened."""
    promise = limit_of_promise(promise_days) if promise_days else None
    with transaction.atomic():
        row = locked(appeal, by=by, rule=rules.handle_appeal)
        held = answering.reply_case(row.case, text=text, by=by, at=at, corrects=corrects, promise=promise)
        line = gettext("答复更正了，打开看看改了什么。") if corrects else gettext("有了答复，打开看看。")
        tell_authors([case.pk for case in held], line=line, at=at)
    return row


def note_appeal(appeal: int, *, text: str, by: Viewer, at: datetime) -> Appeal:
    """A note among officers: the member does not read it."""
    with transaction.atomic():
        row = locked(appeal, by=by, rule=rules.see_appeal)
        answering.note_case(row.case, text=text, public=False, by=by, at=at)
    return row


def hand_over_appeal(appeal: int, *, desk: Unit, holder: Person | None, why: str, by: Viewer, at: datetime) -> Appeal:
    """Give it to another desk or person, with a reason.

    Raises ToTheComplained (X20), NobodyAtThatDesk, NearToIt (X26), ReviewFromBelow and the block's refusals.
    """
    with transaction.atomic():
        row = locked(appeal, by=by, rule=rules.pass_appeal)
        able = places.handlers_at(desk, on=today(at))
        if row.case.round_kind == Round.REVIEW:
            able = able.filter(pk__in=places.reviewers(today(at)))
        refuse_if(holder is not None and holder.id == row.complained_id, ToTheComplained)
        refuse_if(
            holder is not None and _is_away(holder, on=today(at)), NobodyThereNow, name=holder.name if holder else ""
        )
        if holder is not None:
            _may_have(row, person=holder.id, at=at)
            able = able.filter(pk=holder.id)
        sides = [side for side in (row.author_id, row.beneficiary_id, row.complained_id) if side]
        refuse_if(not able.exclude(pk__in=sides).exists(), NobodyAtThatDesk)
        held_by = row.case.holder_id
        alone = held_by is not None and not places.at_work(today(at)).filter(pk=held_by).exists()
        cases.hand_over_case(row.case, desk=desk, holder=holder, why=why, by=by, at=at, left_alone=alone)
        if holder is not None and holder.id != by.person:
            tell_holder(row, line=gettext("转给您办：%(why)s") % {"why": why.strip()}, at=at)
    return row


def pause_appeal(appeal: int, *, why: str, by: Viewer, at: datetime) -> Appeal:
    """Let the service clocks stand still while one waits for the member or a third party."""
    with transaction.atomic():
        row = locked(appeal, by=by, rule=rules.handle_appeal)
        cases.pause_case(row.case, why=why, by=by, at=at)
    return row


def resume_appeal(appeal: int, *, by: Viewer, at: datetime) -> Appeal:
    """Let the clocks run again."""
    with transaction.atomic():
        row = locked(appeal, by=by, rule=rules.handle_appeal)
        cases.resume_case(row.case, by=by, at=at)
    return row


def resolve_appeal(appeal: int, *, outcome: str, text: str, by: Viewer, at: datetime) -> Appeal:
    """Close it with an outcome code. Raises NoReplyYet (X20) and the block's other refusals."""
    until = working_days_on("appeals.rate_days", at=at)
    with transaction.atomic():
        row = locked(appeal, by=by, rule=rules.handle_appeal)
        closed = answering.resolve_case(row.case, outcome=outcome, text=text, rate_until=until, by=by, at=at)
        helped = [case.pk for case in closed if today(case.opened_at) == today(at)]
        Appeal.objects.filter(pk__in=[case.pk for case in closed]).update(same_day=False)
        Appeal.objects.filter(pk__in=helped).update(same_day=True)
        row.same_day = row.pk in helped
        tell_authors([case.pk for case in closed], line=gettext("办结了，请您评一评。"), at=at)
    return row


def refuse_appeal(appeal: int, *, reason: str, text: str, by: Viewer, at: datetime) -> Appeal:
    """Close it as not handled, with a reason code and its cure. Raises UnknownReason and the block's refusals."""
    refuse_if(reason not in REASONS, UnknownReason)
    with transaction.atomic():
        row = locked(appeal, by=by, rule=rules.handle_appeal)
        closed = answering.refuse_case(row.case, reason=reason, text=text, by=by, at=at)
        tell_authors([case.pk for case in closed], line=gettext("这件事没有办理，理由和接下来怎么办写在里面。"), at=at)
    return row


def _is_away(person: Person, *, on: date) -> bool:
    return Person.objects.filter(pk=person.pk, pk__in=away(on)).exists()


def read_appeal(row: Appeal, *, by: Viewer, at: datetime) -> None:
    """Somebody at a desk has opened it: on the trail, and the author can see by whom."""
    _tell(row, verb="read", by=by, at=at, note=None)


def _tell(row: Appeal, *, verb: str, by: Viewer, at: datetime, note: dict[str, object] | None) -> None:
    trail.record(
        verb=verb, by=by, at=at, kind=row.case.kind, row=row.pk, number=row.case.number, person=row.author_id, note=note
    )
