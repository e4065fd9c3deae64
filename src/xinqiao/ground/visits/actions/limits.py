"""What stops a visit or a task from being written as it was asked, and the day of a task."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from xinqiao.ground.org.models import Person
from xinqiao.ground.parameters.queries import calendar, value
from xinqiao.ground.visits.queries.people import Hands, hands_meant, too_near
from xinqiao.kit.refusal import Refused, refuse_if
from xinqiao.kit.workdays import Deadline, Unit, deadline

SOURCE = _("走访记录规则")


class DayAhead(Refused):
    rule = _("还没到那一天，走访要去过以后再记。")
    source = SOURCE
    cure = _("改成去的那一天。")


class TooLongAgo(Refused):
    rule = _("走访过去超过 %(days)s 天，不能再补记。")
    source = _("走访记录规则：及时记，不事后凑数")
    cure = _("真有要办的事，再去一趟或打个电话，记成今天的走访。")


class NobodyVisited(Refused):
    rule = _("还没写走访了谁。")
    source = SOURCE
    cure = _("写上工号，或者写班组的名称。")


class NotOnRoster(Refused):
    rule = _("花名册里没有这个在岗的工号：%(numbers)s。")
    source = _("走访记录规则：记到人")
    cure = _("再核对一遍工号；几个工号之间用空格隔开。")


class AnotherName(Refused):
    rule = _("工号和姓名对不上：%(names)s。")
    source = _("走访记录规则：记到人，不记错人")
    cure = _("再核对工号。记错了人，别人就会看到不该看的话。")


class NoSuchUnit(Refused):
    rule = _("没有找到叫“%(name)s”的单位。")
    source = SOURCE
    cure = _("写花名册上的名称，有重名的写全称。")


class NoPurpose(Refused):
    rule = _("还没选为什么去。")
    source = SOURCE
    cure = _("选一样，几样都有就都选；不管选几样，只算一次走访。")


class NothingHeard(Refused):
    rule = _("还没写听到了什么。")
    source = _("走访记录规则：记职工的原话，不写套话")
    cure = _("写一句职工的原话就行。")


class OwnVisit(Refused):
    rule = _("不能记对自己的走访，替别人记也不行。")
    source = _("走访记录规则：去看的人和被看的人不是同一个")
    cure = _("请去看您的那位同志来记。")


class OneEach(Refused):
    rule = _("帮扶、结对和到医院的走访，一个人记一次。")
    source = _("走访记录规则：谁的难处只有谁看得到")
    cure = _("一个人一个人地记；一起去的同志都写上。")


class NoOfficerThatDay(Refused):
    rule = _("走访的人那天没有工会职务，也不是联系职工的领导。")
    source = SOURCE
    cure = _("写带队去的那位同志的工号，其他人写在一同去的里面。")


class OnBothSides(Refused):
    rule = _("一同去的人和走访的人是同一个：%(names)s。")
    source = SOURCE
    cure = _("把这个人从其中一边去掉。")


class NobodyThere(Refused):
    rule = _("“%(text)s”现在没有能接这件事的人。")
    source = _("走访记录规则：交办的事要有人接")
    cure = _("写在任干部的工号，或者有人值守的部门名称；空着就是走访的人自己办。")


class TooNearToTask(Refused):
    rule = _("本人和近亲属的事，不能由自己经办。")
    source = _("走访记录规则：自己的事、近亲属的事，都不经办")
    cure = _("请没有利害关系的同志来办。")


class VisitReasonMissing(Refused):
    rule = _("还没写为什么。")
    source = SOURCE
    cure = _("用一句话写清楚为什么。")


def back_days(*, on: date) -> int:
    """How many days after a visit it may still be written down, by the parameter in force."""
    return int(value("visits.back_days", on=on))


def check_day(on: date, *, recorded_on: date) -> None:
    """A visit lies behind, and not too far. Raises DayAhead, TooLongAgo."""
    refuse_if(on > recorded_on, DayAhead)
    days = back_days(on=recorded_on)
    refuse_if((recorded_on - on).days > days, TooLongAgo, days=days)


def task_day(days: int, *, start: date) -> Deadline:
    """The last day of a task: so many working days after it was given."""
    return deadline(start, n=days, unit=Unit.WORKING_DAY, calendar=calendar(), basis=str(SOURCE))


def hands_for(text: str, *, visitor: Person, visited: Iterable[int], on: date) -> Hands:
    """Who answers for a task: as written, or the visitor where nothing is. Raises NobodyThere, TooNearToTask (X26)."""
    asked = text or visitor.number
    hands = hands_meant(asked, on=on)
    refuse_if(hands is None, NobodyThere, text=asked)
    assert hands is not None  # noqa: S101 - the refusal above has settled it
    refuse_if(hands.owner and too_near(hands.owner.pk, visited=visited, on=on), TooNearToTask)
    return hands
