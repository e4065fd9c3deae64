"""Days in which nothing is filed or signed: before an election, during a hand-over, at the year's end."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.approvals.actions.delegating import EndsBeforeItBegins
from xinqiao.blocks.approvals.actions.line import SOURCE
from xinqiao.blocks.approvals.actions.routing import WithoutDocument
from xinqiao.blocks.approvals.models import Freeze
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if


class NoFreezeReason(Refused):
    rule = _("要写明为什么冻结，送签的人和签批的人都看得到。")
    source = SOURCE
    cure = _("用一句话写清楚。")


def declare_freeze(
    *, kind: str, from_on: date, to_on: date, reason: str, document: str, by: Viewer, at: datetime
) -> Freeze:
    """Nothing of this kind (empty: of any kind) is filed or signed in these days, half open.

    Raises EndsBeforeItBegins, NoFreezeReason, WithoutDocument.
    """
    refuse_if(to_on <= max(from_on, today(at)), EndsBeforeItBegins)
    refuse_if(not reason.strip(), NoFreezeReason)
    refuse_if(not document.strip(), WithoutDocument)
    with transaction.atomic():
        row = Freeze.objects.create(
            kind=kind,
            from_on=from_on,
            to_on=to_on,
            reason=reason.strip(),
            document=document.strip(),
            declared_at=at,
            declared_by_name=by.name,
        )
        _tell(row, verb="declare_freeze", by=by, at=at)
    return row


def lift_freeze(freeze: int, *, by: Viewer, at: datetime) -> Freeze:
    """The freeze ends today, or never begins; filing and signing go on at once."""
    with transaction.atomic():
        row = Freeze.objects.select_for_update().get(pk=freeze)
        row.to_on = min(row.to_on, max(row.from_on, today(at)))
        row.save(update_fields=["to_on"])
        _tell(row, verb="lift_freeze", by=by, at=at)
    return row


def _tell(row: Freeze, *, verb: str, by: Viewer, at: datetime) -> None:
    note = {"kind": row.kind, "from": row.from_on, "to": row.to_on, "document": row.document}
    trail.record(verb=verb, by=by, at=at, kind="approvals.freeze", row=row.pk, note=note)
