"""Joining the union and leaving it: each with its day and the person's own application."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.org import rules
from xinqiao.ground.org.models import Membership, Person
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if

SOURCE = _("《中国工会章程》第一章：入会、退会由本人提出")


class MemberAlready(Refused):
    rule = _("%(name)s已经是会员。")
    source = SOURCE
    cure = _("不用再记；日期记错了，先记退会再重新记。")


class NoMember(Refused):
    rule = _("%(name)s现在不是会员。")
    source = SOURCE
    cure = _("再核对一遍工号。")


class MembershipAhead(Refused):
    rule = _("会籍的日期不能晚于今天。")
    source = SOURCE
    cure = _("到了那天再记，或者核对日期。")


class LeftBeforeJoining(Refused):
    rule = _("退会的日期早于入会的日期。")
    source = SOURCE
    cure = _("再核对申请书上的日期。")


def join_union(pk: int, *, on: date, document: str, by: Viewer, at: datetime) -> Membership:
    """Somebody is a member from a day on, as they applied for. Raises MembershipAhead, MemberAlready."""
    with transaction.atomic():
        person = _kept(pk, by=by)
        refuse_if(on > today(at), MembershipAhead)
        refuse_if(person.memberships.filter(left_on__isnull=True).exists(), MemberAlready, name=person.name)
        made = Membership.objects.create(person=person, joined_on=on, document=document)
        _tell(person, verb="join_union", on=on, by=by, at=at)
    return made


def leave_union(pk: int, *, on: date, document: str, by: Viewer, at: datetime) -> Membership:
    """A member is none from a day on; what was stays readable. Raises MembershipAhead, NoMember, LeftBeforeJoining."""
    with transaction.atomic():
        person = _kept(pk, by=by)
        refuse_if(on > today(at), MembershipAhead)
        held = person.memberships.select_for_update().filter(left_on__isnull=True).first()
        refuse_if(held is None, NoMember, name=person.name)
        assert held is not None  # noqa: S101 - the refusal above has settled it
        refuse_if(on < held.joined_on, LeftBeforeJoining)
        held.left_on = on
        held.document = "；".join(filter(None, (held.document, document)))[:120]
        held.save(update_fields=["left_on", "document"])
        _tell(person, verb="leave_union", on=on, by=by, at=at)
    return held


def _kept(pk: int, *, by: Viewer) -> Person:
    return Person.objects.select_for_update().get(rules.keep_people.rows(by), pk=pk)


def _tell(person: Person, *, verb: str, on: date, by: Viewer, at: datetime) -> None:
    """On the trail; and the person counts as touched, so that no undone import takes this back unseen."""
    person.touched_at = at
    person.save(update_fields=["touched_at"])
    trail.record(
        verb=verb, by=by, at=at, kind="org.person", row=person.pk, number=person.number, person=person.pk,
        note={"on": on},
    )  # fmt: skip
