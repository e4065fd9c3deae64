"""What every deed on a request needs: the row locked, the freeze asked, the event written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.approvals import queries
from xinqiao.blocks.approvals.models import Request
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.org.words import Role
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if
from xinqiao.ui.dates import date

SOURCE = _("审批规则")


class FrozenNow(Refused):
    rule = _("现在是冻结期（%(reason)s），不送签、也不签批。%(day)s恢复。")
    source = _("审批规则：冻结期由工会主席、副主席按文件确定（%(document)s）")
    cure = _("%(day)s再来办；等不及的事，当面请主席、副主席提前结束冻结期。")


class NobodyToSign(Refused):
    rule = _("“%(step)s”这一步现在没有人能签：在任的都要回避，或者岗位空着。")
    source = _("审批规则：签批的人要在任，本人、受益人和近亲属都回避")
    cure = _("请组织民管部先任命%(roles)s，或者补上工会主席、副主席，再送签。")


def locked(request: int) -> Request:
    """The request, locked alone: who waited for the lock would otherwise meet it beside the step it had before."""
    return Request.objects.select_for_update().get(pk=request)


def must_not_be_frozen(kind: str, *, at: datetime) -> None:
    """Raises FrozenNow with the day it ends."""
    found = queries.freeze_in_force(kind, on=today(at))
    if found is not None:
        refuse_if(found, FrozenNow, reason=found.reason, day=date(found.to_on, "short"), document=found.document)


def must_have_a_signer(row: Request, *, at: datetime) -> None:
    """Raises NobodyToSign, naming the posts to be filled."""
    roles = "、".join(str(Role(code).label) for code in row.step.role_codes)
    refuse_if(not queries.seats_of(row, on=today(at)).exists(), NobodyToSign, step=row.step.title, roles=roles)


def tell(row: Request, *, verb: str, by: Viewer, at: datetime, note: Mapping[str, Any] | None = None) -> None:
    """The event of the deed, in its transaction."""
    trail.record(
        verb=f"approval_{verb}", by=by, at=at, kind=row.kind, row=row.pk, number=row.number, person=row.applicant_id,
        note=note,
    )  # fmt: skip
