"""Several appeals of one matter: merged under the oldest, taken apart; the strictest confidence of any holds for all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.cases.actions import merging
from xinqiao.blocks.cases.queries import is_open
from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.actions.telling import tell_of_many
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.appeals.queries.places import near_to
from xinqiao.domains.service.words import Privacy, Topic
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.parameters.queries import in_force
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if

SOURCE = _("诉求办理规则：同一件事合并办理")


class NotAllYours(Refused):
    rule = _("有的事不在您手里，或者已经办结，不能合并。")
    source = SOURCE
    cure = _("只勾选您手里的和还没人受理的；在别人手里的，先请他转办给您。")


class DifferentComplained(Refused):
    rule = _("这几件反映的人不同，不能合并。")
    source = _("《信访工作条例》：不得将材料转给被反映的人或单位")
    cure = _("先在每一件上把被反映的人记准；确是反映同一个人的，再合并。")


class HolderNearToOne(Refused):
    rule = _("合并以后的承办人和其中一件有利害关系，应当回避。")
    source = _("诉求办理规则：自己的事、近亲属的事都不经办")
    cure = _("先把领头的那一件转给没有利害关系的同志，再合并。")


def merge_appeals(appeals: Iterable[int], *, by: Viewer, at: datetime) -> Appeal:
    """Merge open appeals held by oneself or by nobody under the oldest; returns it.

    All numbers live; the strictest confidence holds for all (X20, X26 ask for all of them). Raises NotAllYours,
    DifferentComplained, HolderNearToOne and the block's refusals.
    """
    asked = sorted(set(appeals))
    with transaction.atomic():
        rows = list(
            Appeal.objects.select_related("case")
            .select_for_update(of=("self", "case"))
            .filter(rules.merge_appeals.rows(by), pk__in=asked)
            .order_by("pk")
        )
        refuse_if(len(rows) != len(asked), NotAllYours)
        refuse_if(len({row.complained_id for row in rows}) > 1, DifferentComplained)
        holder = rows[0].case.holder_id if rows else None
        refuse_if(holder and any(near_to(row, person=holder, on=today(at)) for row in rows), HolderNearToOne)
        lead = merging.merge_cases([row.case for row in rows], by=by, at=at)
        settle(lead.pk)
        found = Appeal.objects.select_related("case").get(pk=lead.pk)
        _many(found, at=at)
        return found


def _many(row: Appeal, *, at: datetime) -> None:
    """Enough people say it: the chair is told, once."""
    enough = in_force("appeals.collective_people", on=today(at)).value
    if row.people >= enough and row.collective_at is None:
        Appeal.objects.filter(group_of(row.pk)).update(collective_at=at)
        tell_of_many(row, people=row.people, at=at)


def part_appeal(appeal: int, *, by: Viewer, at: datetime) -> Appeal:
    """Take one out again: both numbers live on, its confidence is its own again. Raises the block's refusals."""
    with transaction.atomic():
        lead = Appeal.objects.filter(case__merged__pk=appeal).values_list("pk", flat=True).first()
        locked = Appeal.objects.select_related("case").select_for_update(of=("self", "case"))
        first = locked.get(rules.handle_appeal.rows(by), pk=lead)  # the one that leads is always locked first
        row = locked.get(rules.part_appeal.rows(by), pk=appeal)
        merging.unmerge_case(row.case, lead=first.case, by=by, at=at)
        for each in (row.pk, first.pk):
            settle(each)
        row.refresh_from_db()
    return row


def group_of(lead: int) -> Q:
    """The appeal that leads and the open ones it leads."""
    return Q(pk=lead) | (Q(case__merged_into=lead) & is_open(prefix="case"))


def settle(lead: int) -> None:
    """Write down what follows from who is together now: the strictest confidence for all, and for how many they speak."""
    rows = list(Appeal.objects.filter(group_of(lead)).only("pk", "author", "privacy", "topic", "people"))
    apart = any(row.topic == Topic.CADRE for row in rows)
    hidden = apart or any(row.privacy == Privacy.HIDDEN for row in rows)
    people = len({row.author_id for row in rows if row.author_id}) + sum(row.author_id is None for row in rows)
    Appeal.objects.filter(pk__in=[row.pk for row in rows]).update(hidden=hidden, apart=apart)
    Appeal.objects.filter(pk=lead).update(people=people)
