"""Dated facts about a person that several domains ask; the domain that decides one writes it through these."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.org.models import Person, Standing
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.org.words import StandingKind
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.refusal import Refused, refuse_if

SOURCE = _("身份登记规则：每一项写明起止日期和依据")

ADD_UP = (StandingKind.MODEL_WORKER,)


class StandingUnfounded(Refused):
    rule = _("这一项没有写依据。")
    source = SOURCE
    cure = _("请写明证书、决定或文件的名称。")


class StandingEndsBeforeItBegan(Refused):
    rule = _("结束的日期早于开始的日期。")
    source = SOURCE
    cure = _("再核对日期。")


def give_standing(
    person: Person, *, kind: str, on: date, source: str, by: Viewer | None, at: datetime, value: str = ""
) -> Standing:
    """A fact holds of a person from a day on; an open one of the same kind ends there, except honours, which add up.

    The caller's own rule has admitted `by`. Raises StandingUnfounded, StandingEndsBeforeItBegan.
    """
    with transaction.atomic():
        refuse_if(not source.strip(), StandingUnfounded)
        Person.objects.select_for_update().get(pk=person.pk)
        for held in Standing.objects.filter(person=person, kind=kind, to_on__isnull=True).exclude(kind__in=ADD_UP):
            refuse_if(on < held.from_on, StandingEndsBeforeItBegan)
            held.to_on = on
            held.save(update_fields=["to_on"])
        made = Standing.objects.create(person=person, kind=kind, value=value, from_on=on, source=source)
        _tell(made, verb="give_standing", by=by, at=at)
    return made


def end_standing(standing: Standing, *, on: date, by: Viewer | None, at: datetime) -> Standing:
    """A fact holds no longer from a day on. Raises StandingEndsBeforeItBegan."""
    with transaction.atomic():
        held = Standing.objects.select_for_update(of=("self",)).select_related("person").get(pk=standing.pk)
        refuse_if(on < held.from_on, StandingEndsBeforeItBegan)
        held.to_on = on
        held.save(update_fields=["to_on"])
        _tell(held, verb="end_standing", by=by, at=at)
    return held


def _tell(standing: Standing, *, verb: str, by: Viewer | None, at: datetime) -> None:
    trail.record(
        verb=verb, by=by, at=at, kind="org.person", row=standing.person_id, number=standing.person.number,
        person=standing.person_id, note={"kind": standing.kind, "value": standing.value},
    )  # fmt: skip
