"""Older matters from a hotline's own file, brought in as one batch, nameless, and taken back whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.blocks.cases.actions import opening
from xinqiao.domains.service.appeals.actions.filing import NobodyToAnswer, title_of
from xinqiao.domains.service.appeals.actions.indexing import index_appeal
from xinqiao.domains.service.appeals.actions.limits import limits_of_first
from xinqiao.domains.service.appeals.actions.reading_rows import SOURCE, BroughtInAlready, Judged, Row
from xinqiao.domains.service.appeals.models import Appeal, AppealBatch
from xinqiao.domains.service.words import APPEAL, REGISTER, Door, Privacy, Topic
from xinqiao.ground.org.models import Unit
from xinqiao.ground.org.queries import Viewer, group, service_desk
from xinqiao.ground.papers import actions as papers
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.refusal import Refused, refuse_if

BATCH = "DR"


class NothingToBringIn(Refused):
    rule = gettext_lazy("文件里没有一行能导入。")
    source = SOURCE
    cure = gettext_lazy("照每一行后面写的原因改好，再试一次。")


class BatchGone(Refused):
    rule = gettext_lazy("没有这一批，或者已经撤回了。")
    source = SOURCE
    cure = gettext_lazy("再核对一遍编号，样子像 DR-2026-0001。")


def bring_in(judged: Judged, *, name: str, by: Viewer, at: datetime, step: Callable[[], object]) -> AppealBatch:
    """Bring every row that can come in as one batch, nameless and named as what it was. Raises NothingToBringIn,
    NobodyToAnswer, BroughtInAlready (somebody was faster)."""
    refuse_if(not judged.rows, NothingToBringIn)
    desk, unit = service_desk(), group()
    refuse_if(desk is None, NobodyToAnswer)
    assert desk is not None  # noqa: S101 - the refusal above has settled it
    with transaction.atomic():
        standing = AppealBatch.objects.filter(digest=judged.digest, undone_at__isnull=True).first()
        refuse_if(standing is not None, BroughtInAlready, number=standing.number if standing else "")
        batch = AppealBatch.objects.create(
            number=papers.next_number(BATCH, at=at),
            file_name=name[:200],
            digest=judged.digest,
            at=at,
            by_name=by.name,
            rows=len(judged.rows),
            refused=len(judged.faults),
        )
        for row in judged.rows:
            _brought(row, batch=batch, desk=desk, unit=unit or desk, by=by, at=at)
            step()
        trail.record(verb="bring_in", by=by, at=at, kind=APPEAL, number=batch.number, note={"rows": batch.rows})
    return batch


def _brought(row: Row, *, batch: AppealBatch, desk: Unit, unit: Unit, by: Viewer, at: datetime) -> None:
    case = opening.bring_in_case(
        row.past,
        kind=APPEAL,
        number=papers.next_number(REGISTER, at=row.past.opened_at),
        title=title_of(row.words),
        unit=unit,
        desk=desk,
        limits=limits_of_first(at=at, path=unit.path),
        by=by,
        at=at,
    )
    apart = row.topic == Topic.CADRE
    brought = Appeal.objects.create(
        case=case,
        door=Door.HOTLINE,
        topic=row.topic,
        privacy=Privacy.HIDDEN if apart else Privacy.NAMED,
        hidden=apart,
        apart=apart,
        words=row.words,
        outside=row.outside,
        batch=batch,
    )
    index_appeal(brought)


def take_batch_back(number: str, *, by: Viewer, at: datetime) -> tuple[int, int]:
    """Take a batch back: what nobody has touched since counts no more; what was worked on stays. Raises BatchGone.

    Returns how many were taken back and how many stayed.
    """
    with transaction.atomic():
        batch = AppealBatch.objects.select_for_update().filter(number=number.upper(), undone_at__isnull=True).first()
        refuse_if(batch is None, BatchGone)
        assert batch is not None  # noqa: S101 - the refusal above has settled it
        rows = Appeal.objects.filter(batch=batch).select_related("case").select_for_update(of=("self", "case"))
        untouched = [row for row in rows.order_by("pk") if row.case.touched_at == batch.at]
        for row in untouched:
            opening.withdraw_case(row.case, why=_("整批撤回"), by=by, at=at, brought_in=True)
        batch.undone_at, batch.undone_by_name = at, by.name
        batch.save(update_fields=["undone_at", "undone_by_name"])
        trail.record(verb="take_batch_back", by=by, at=at, kind=APPEAL, number=batch.number)
    return len(untouched), batch.rows - len(untouched)
