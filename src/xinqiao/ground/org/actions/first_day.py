"""The first day of a real installation: the union's name and its first officer."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.org.actions.indexing import index_people, index_units
from xinqiao.ground.org.models import Employment, Installation, Membership, Person, Post, Unit
from xinqiao.ground.org.words import Role, UnitKind
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if


class FoundedAlready(Refused):
    rule = _("这个数据库里已经有工会了。")
    source = _("首次启用规则：第一位干部只设一次")
    cure = _("后来的干部，由组织民管部在“单位”里任命。")


def found_union(*, union: str, number: str, name: str, at: datetime) -> Person:
    """Make the group union and its first officer, who appoints everybody else: administrator and organisation officer.

    Raises FoundedAlready in a database that holds a union.
    """
    with transaction.atomic():
        refuse_if(Installation.objects.exists() or Unit.objects.exists(), FoundedAlready)
        Installation.objects.create(name=union, demo=settings.DEMO, filled_at=at)
        day = today(at)
        group = Unit.objects.create(path="0001", kind=UnitKind.GROUP, name=union, short=union[:40], opens_on=day)
        person = Person.objects.create(number=number, name=name, unit=group, hired_on=day, touched_at=at)
        Employment.objects.create(person=person, unit=group, from_on=day)
        Membership.objects.create(person=person, joined_on=day)
        for role in (Role.ADMINISTRATOR, Role.ORGANISATION_OFFICER):
            Post.objects.create(person=person, role=role, unit=group, from_on=day)
        index_units([group])
        index_people([person])
        trail.record(
            verb="found", by=None, at=at, kind="org.unit", row=group.pk, note={"union": union, "number": number}
        )
    return person
