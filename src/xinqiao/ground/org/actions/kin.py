"""Near relations people declare: read by checks of recusal alone, so the deeds here write and nothing lists them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.org import rules
from xinqiao.ground.org.actions.posts import NobodyWithNumber
from xinqiao.ground.org.models import Kinship, Person
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if

SOURCE = _("回避规则：近亲属的事不经办，关系由本人申报")


class NotOnesOwnKin(Refused):
    rule = _("自己不是自己的近亲属。")
    source = SOURCE
    cure = _("请填近亲属的工号。")


class DeclaredAlready(Refused):
    rule = _("这两个人的关系已经申报过。")
    source = SOURCE
    cure = _("不用再记；关系记错了，先记结束再重新记。")


class NothingDeclared(Refused):
    rule = _("这两个人没有申报过近亲属关系。")
    source = SOURCE
    cure = _("再核对两个人的工号。")


class KinAhead(Refused):
    rule = _("申报和结束的日期不能晚于今天。")
    source = SOURCE
    cure = _("再核对申报书上的日期。")


def declare_kin(pk: int, *, number: str, kind: str, on: date, by: Viewer, at: datetime) -> Kinship:
    """Put a declared relation on record; from that day neither handles the other's matters.

    Raises KinAhead, NobodyWithNumber, NotOnesOwnKin, DeclaredAlready.
    """
    with transaction.atomic():
        person, relative = _two(pk, number=number, on=on, by=by, at=at)
        refuse_if(person.pk == relative.pk, NotOnesOwnKin)
        refuse_if(_declared(person, relative=relative).exists(), DeclaredAlready)
        made = Kinship.objects.create(person=person, relative=relative, kind=kind, declared_on=on)
        _tell(person, verb="declare_kin", by=by, at=at)
    return made


def end_kin(pk: int, *, number: str, on: date, by: Viewer, at: datetime) -> None:
    """A declared relation is over from a day on, whichever of the two declared it.

    A day before the declaration ends it on the day it was declared: it never held.
    Raises KinAhead, NobodyWithNumber, NothingDeclared.
    """
    with transaction.atomic():
        person, relative = _two(pk, number=number, on=on, by=by, at=at)
        held = _declared(person, relative=relative).first()
        refuse_if(held is None, NothingDeclared)
        assert held is not None  # noqa: S101 - the refusal above has settled it
        held.ended_on = max(on, held.declared_on)
        held.save(update_fields=["ended_on"])
        _tell(person, verb="end_kin", by=by, at=at)


def _two(pk: int, *, number: str, on: date, by: Viewer, at: datetime) -> tuple[Person, Person]:
    """Both people, locked in one order, so that two officers declare one relation once."""
    refuse_if(on > today(at), KinAhead)
    person = Person.objects.get(rules.keep_people.rows(by), pk=pk)
    relative = Person.objects.filter(number=number).first()
    refuse_if(relative is None, NobodyWithNumber)
    assert relative is not None  # noqa: S101 - the refusal above has settled it
    list(Person.objects.select_for_update().filter(pk__in=(person.pk, relative.pk)).order_by("pk"))
    return person, relative


def _declared(person: Person, *, relative: Person) -> QuerySet[Kinship]:
    either = Q(person=person, relative=relative) | Q(person=relative, relative=person)
    return Kinship.objects.filter(either, ended_on__isnull=True).order_by("id")


def _tell(person: Person, *, verb: str, by: Viewer, at: datetime) -> None:
    """The trail says that a relation was recorded, never with whom."""
    trail.record(
        verb=verb, by=by, at=at, kind="org.person", row=person.pk, number=person.number, person=person.pk
    )  # fmt: skip
