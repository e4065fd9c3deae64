"""What the room does by itself: it reminds of limits, and lets the chair hear early, quietly, once, that many say the same."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xinqiao.blocks.cases.actions.reminding import escalate_cases
from xinqiao.blocks.cases.queries import is_open
from xinqiao.domains.service.appeals.actions.telling import tell_of_many, tell_reminders
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.appeals.queries.alike import all_alike_to
from xinqiao.domains.service.words import APPEAL
from xinqiao.ground.parameters.queries import in_force
from xinqiao.kit.clock import today


def remind_of_limits(*, at: datetime) -> None:
    """Mark every limit that reached a rung and tell the people, one message each."""
    stages: dict[int, int] = {}
    while reminded := escalate_cases(APPEAL, at=at):
        for each in reminded:
            stages[each.case.pk] = max(each.stage, stages.get(each.case.pk, 0))
    tell_reminders(stages, at=at)


def notice_many(*, since: datetime, at: datetime) -> int:
    """For every open matter filed since, with all that are alike or merged with it: are there enough different people?

    Marks all of them, so that one matter is told of once. Returns how many matters were told of.
    """
    enough = in_force("appeals.collective_people", on=today(at)).value
    told = 0
    fresh = Appeal.objects.filter(is_open(prefix="case"), case__opened_at__gt=since, collective_at__isnull=True)
    for pk in fresh.order_by("pk").values_list("pk", flat=True):
        told += _noticed(pk, enough=enough, at=at)
    return told


def _noticed(pk: int, *, enough: int, at: datetime) -> bool:
    with transaction.atomic():
        row = (
            Appeal.objects.select_for_update(of=("self",)).select_related("case__unit", "case__merged_into").get(pk=pk)
        )
        if row.collective_at is not None:
            return False
        group = {row.pk, row.case.merged_into_id or row.pk}
        group |= {each.row.pk for each in all_alike_to(row, at=at)}
        rows = Appeal.objects.filter(is_open(prefix="case")).filter(pk__in=group) | Appeal.objects.filter(
            is_open(prefix="case"), case__merged_into__in=group
        )
        found = list(rows.select_related("case").order_by("pk"))
        people = len({each.author_id for each in found if each.author_id})
        if people < enough or any(each.collective_at for each in found):
            return False
        Appeal.objects.filter(pk__in=[each.pk for each in found]).update(collective_at=at)
        lead = next((each for each in found if each.case.merged_into_id is None), found[0])
        tell_of_many(lead, people=people, at=at)
    return True
