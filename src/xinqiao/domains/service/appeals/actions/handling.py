"""The officer's deeds: take, restate, name who is complained of, reply, hand over, pause, resume, resolve, refuse."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.cases.actions import answering
from xinqiao.blocks.cases.actions import handling as cases
from xinqiao.blocks.cases.words import Round
from xinqiao.domains.service.appeals import queries, rules
from xinqiao.domains.service.appeals.actions.filing import locked
from xinqiao.domains.service.appeals.actions.indexing import index_appeal
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.words import REASONS, Privacy, Topic
from xinqiao.ground.org.models import Person, Unit
from xinqiao.ground.org.queries import Viewer, are_kin
from xinqiao.ground.parameters.queries import calendar, in_force
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if
from xinqiao.kit.workdays import Unit as DayUnit
from xinqiao.kit.workdays import deadline

SOURCE = _("诉求办理规则")


class ToTheComplained(Refused):
    rule = _("被反映的人不能经办反映自己的事。")
    source = _("《信访工作条例》：不得将材料转给被反映的人或单位")
    cure = _("转给别的部门，或请上一级工会来办。")


class NobodyAtThatDesk(Refused):
    rule = _("这个部门现在没有能承办的人。")
    source = SOURCE
    cure = _("选另一个部门，或者先请组织部门补上岗位。")


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
    sides = [side for side in (row.author_id, row.complained_id) if side]
    near = person is not None and any(are_kin(person, other=side, on=on) for side in sides)
    refuse_if(near, NearToIt)
    review = row.case.round_kind == Round.REVIEW
    refuse_if(review and person not in queries.reviewers(on).values_list("pk", flat=True), ReviewFromBelow)


def take_appeal(appeal: int, *, by: Viewer, at: datetime) -> Appeal:
    """Take it into one's own hands. Raises NearToIt, ReviewFromBelow and the block's refusals."""
    with transaction.atomic():
        row = locked(appeal, by=by, rule=rules.see_appeal)
        _may_have(row, person=by.person, at=at)
        cases.take_case(row.case, by=by, at=at)
    return row


def restate_appeal(appeal: int, *, title: str, topic: str, by: Viewer, at: datetime) -> Appeal:
    """Shorten the title or put it under the right topic; the member's own words stay untouched, both are on the trail.

    What is said about a cadre or the union is kept apart, and stays so. Raises StaysApart and the block's refusals.
    """
    with transaction.atomic():
        row = locked(appeal, by=by, rule=rules.handle_appeal)
        cases.must_hold(row.case, by=by)
        refuse_if(row.topic == Topic.CADRE and topic != Topic.CADRE, StaysApart)
        before = {"title": row.case.title, "topic": row.topic}
        row.case.title, row.topic = title.strip() or row.case.title, topic
        row.privacy = Privacy.HIDDEN if topic == Topic.CADRE else row.privacy
        row.case.save(update_fields=["title"])
        row.save(update_fields=["topic", "privacy"])
        index_appeal(row)
        after = {"title": row.case.title, "topic": row.topic}
        _tell(row, verb="restate", by=by, at=at, note={"before": before, "after": after})
    return row


def name_complained(appeal: int, *, person: Person | None, by: Viewer, at: datetime) -> Appeal:
    """Put on record whom the appeal complains of; from now on they neither see nor handle it (X20).

    Raises AgainstSelf; ToTheComplained while that person holds it.
    """
    with transaction.atomic():
        row = locked(appeal, by=by, rule=rules.name_complained)
        refuse_if(person is not None and person.id == row.author_id, AgainstSelf)
        refuse_if(person is not None and person.id == row.case.holder_id, ToTheComplained)
        row.complained = person
        row.save(update_fields=["complained"])
        _tell(row, verb="name_complained", by=by, at=at, note={"number": person.number if person else ""})
    return row


def reply_appeal(appeal: int, *, text: str, by: Viewer, at: datetime) -> Appeal:
    """Say something binding to the member."""
    with transaction.atomic():
        row = locked(appeal, by=by, rule=rules.handle_appeal)
        answering.reply_case(row.case, text=text, by=by, at=at)
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
        able = queries.handlers_at(desk, on=today(at))
        if row.case.round_kind == Round.REVIEW:
            able = able.filter(pk__in=queries.reviewers(today(at)))
        refuse_if(holder is not None and holder.id == row.complained_id, ToTheComplained)
        if holder is not None:
            _may_have(row, person=holder.id, at=at)
            able = able.filter(pk=holder.id)
        sides = [side for side in (row.author_id, row.complained_id) if side]
        refuse_if(not able.exclude(pk__in=sides).exists(), NobodyAtThatDesk)
        held_by = row.case.holder_id
        alone = held_by is not None and not queries.handlers(today(at)).filter(pk=held_by).exists()
        cases.hand_over_case(row.case, desk=desk, holder=holder, why=why, by=by, at=at, left_alone=alone)
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
    asked = in_force("appeals.rate_days", on=today(at))
    until = deadline(
        today(at), n=asked.value, unit=DayUnit.WORKING_DAY, calendar=calendar(), basis=str(asked.source)
    ).on
    with transaction.atomic():
        row = locked(appeal, by=by, rule=rules.handle_appeal)
        answering.resolve_case(row.case, outcome=outcome, text=text, rate_until=until, by=by, at=at)
        row.same_day = today(row.case.opened_at) == today(at)
        row.save(update_fields=["same_day"])
    return row


def refuse_appeal(appeal: int, *, reason: str, text: str, by: Viewer, at: datetime) -> Appeal:
    """Close it as not handled, with a reason code and its cure. Raises UnknownReason and the block's refusals."""
    refuse_if(reason not in REASONS, UnknownReason)
    with transaction.atomic():
        row = locked(appeal, by=by, rule=rules.handle_appeal)
        answering.refuse_case(row.case, reason=reason, text=text, by=by, at=at)
    return row


def read_appeal(row: Appeal, *, by: Viewer, at: datetime) -> None:
    """Somebody at a desk has opened it: on the trail, and the author can see by whom."""
    _tell(row, verb="read", by=by, at=at, note=None)


def _tell(row: Appeal, *, verb: str, by: Viewer, at: datetime, note: dict[str, object] | None) -> None:
    trail.record(
        verb=verb, by=by, at=at, kind=row.case.kind, row=row.pk, number=row.case.number, person=row.author_id, note=note
    )
