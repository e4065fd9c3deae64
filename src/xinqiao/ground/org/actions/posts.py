"""Appointing to a post and ending it: all rights of officers begin and end here, with a date."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.org import rules
from xinqiao.ground.org.models import Person, Post, Unit
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.org.words import Role
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.refusal import Refused, refuse_if

SOURCE = _("任职管理规则：任免写明日期")


class HeldAlready(Refused):
    rule = _("%(name)s已经在这个单位担任%(role)s。")
    source = SOURCE
    cure = _("不用再任命；要改日期，先免去再重新任命。")


class HasLeft(Refused):
    rule = _("%(name)s已经离开，不能任命。")
    source = SOURCE
    cure = _("再核对一遍工号。")


class NobodyWithNumber(Refused):
    rule = _("花名册里没有这个工号。")
    source = SOURCE
    cure = _("再核对一遍工号，或者先导入花名册。")


class OwnPost(Refused):
    rule = _("不能给自己任命或免去职务。")
    source = _("任职管理规则：提出和受益不是同一个人")
    cure = _("请另一位有权的同志来办。")


class EndsBeforeItBegan(Refused):
    rule = _("免去的日期早于任职的日期。")
    source = SOURCE
    cure = _("再核对日期。")


def appoint(*, unit: int, number: str, role: str, on: date, by: Viewer, at: datetime) -> Post:
    """Give somebody a post in a unit from a day on. Raises NobodyWithNumber, HasLeft, OwnPost, HeldAlready."""
    with transaction.atomic():
        place = Unit.objects.select_for_update().get(rules.keep_units.rows(by), pk=unit)
        person = Person.objects.filter(number=number).first()
        refuse_if(person is None, NobodyWithNumber)
        assert person is not None  # noqa: S101 - the refusal above has settled it
        refuse_if(person.left_on, HasLeft, name=person.name)
        refuse_if(person.id == by.person, OwnPost)
        held = Post.objects.filter(person=person, role=role, unit=place, to_on__isnull=True)
        refuse_if(held.exists(), HeldAlready, name=person.name, role=Role(role).label)
        post = Post.objects.create(person=person, role=role, unit=place, from_on=on)
        _tell(post, verb="appoint", by=by, at=at, on=on)
    return post


def end_post(pk: int, *, on: date, by: Viewer, at: datetime) -> Post:
    """End a post on a day; from then on the rights that came with it are gone. Raises OwnPost, EndsBeforeItBegan."""
    with transaction.atomic():
        post = (
            Post.objects.select_for_update(of=("self",)).select_related("person", "unit").get(pk=pk, to_on__isnull=True)
        )
        Unit.objects.get(rules.keep_units.rows(by), pk=post.unit_id)
        refuse_if(post.person_id == by.person, OwnPost)
        refuse_if(on < post.from_on, EndsBeforeItBegan)
        post.to_on = on
        post.save(update_fields=["to_on"])
        _tell(post, verb="end_post", by=by, at=at, on=on)
    return post


def _tell(post: Post, *, verb: str, by: Viewer, at: datetime, on: date) -> None:
    trail.record(
        verb=verb, by=by, at=at, kind="org.person", row=post.person_id, number=post.person.number, person=post.person_id,
        note={"role": post.role, "unit": post.unit_id, "on": on},
    )  # fmt: skip
