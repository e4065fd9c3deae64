"""A document is frozen and sent on its way, mended after a return, or taken back by its applicant."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.approvals.actions.line import SOURCE, locked, must_have_a_signer, must_not_be_frozen, tell
from xinqiao.blocks.approvals.actions.routing import route_to_begin
from xinqiao.blocks.approvals.models import Involved, Request, RouteStep, Version
from xinqiao.blocks.approvals.words import DECIDED, UNDECIDED, State, Step
from xinqiao.ground.org.models import Person, Unit
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.papers.models import Paper
from xinqiao.kit.refusal import Refused, refuse_if


class NotTheApplicant(Refused):
    rule = _("只有申请人本人能这样做。")
    source = SOURCE
    cure = _("请申请人自己来办。")


class NotReturned(Refused):
    rule = _("退回修改的审批单才能改好再送签；这一份现在是“%(state)s”。")
    source = _("审批规则：送签以后文稿冻结，一个字也不改")
    cure = _("等签批的人退回；或者撤回，另送一份。")


class EndedAlready(Refused):
    rule = _("这份审批单已经有了结果（%(state)s）。")
    source = SOURCE
    cure = _("要改变结果，另送一份审批单。")


class NotDecidedYet(Refused):
    rule = _("批完以后才留存盖了章的纸质件。")
    source = SOURCE
    cure = _("等签批走完，打印、签字、盖章，再拍照留存。")


class NothingToFreeze(Refused):
    rule = _("送签的文稿不能空着。")
    source = SOURCE
    cure = _("写上要批的事和理由。")


def file_request(
    *,
    kind: str,
    number: str,
    title: str,
    text: str,
    applicant: Person,
    unit: Unit,
    involved: Iterable[int],
    shipped: Sequence[Step],
    by: Viewer,
    at: datetime,
) -> Request:
    """Freeze a document and send it to the first step of the route in force today.

    `unit`: where the line of posts begins. `involved`: those who would gain besides the applicant; they and their kin
    never sign. `shipped`: the steps where nobody has kept a route for this kind.
    Raises FrozenNow, NothingToFreeze, NobodyToSign.
    """
    must_not_be_frozen(kind, at=at)
    with transaction.atomic():
        route = route_to_begin(kind, shipped=shipped, at=at)
        row = Request.objects.create(
            kind=kind,
            number=number,
            title=title,
            applicant=applicant,
            applicant_name=applicant.name,
            unit=unit,
            route=route,
            step=_first_step(route.pk),
            filed_at=at,
        )
        _freeze(row, text=text, at=at)
        sides = {applicant.pk, *involved}
        Involved.objects.bulk_create(Involved(request=row, person_id=person) for person in sorted(sides))
        must_have_a_signer(row, at=at)
        tell(row, verb="file", by=by, at=at)
    return row


def resubmit(request: int, *, text: str, by: Viewer, at: datetime) -> Request:
    """The applicant sends a returned document anew: a new frozen version, the earlier stays, signing begins again.

    Raises NotTheApplicant, NotReturned, FrozenNow, NothingToFreeze, NobodyToSign.
    """
    with transaction.atomic():
        row = locked(request)
        refuse_if(row.applicant_id != by.person, NotTheApplicant)
        refuse_if(row.state != State.RETURNED, NotReturned, state=row.get_state_display())
        must_not_be_frozen(row.kind, at=at)
        row.revision, row.state, row.step = row.revision + 1, State.OPEN, _first_step(row.route_id)
        row.save(update_fields=["revision", "state", "step"])
        _freeze(row, text=text, at=at)
        must_have_a_signer(row, at=at)
        tell(row, verb="resubmit", by=by, at=at, note={"revision": row.revision})
    return row


def withdraw(request: int, *, by: Viewer, at: datetime) -> Request:
    """The applicant takes back what is not decided. Raises NotTheApplicant, EndedAlready."""
    with transaction.atomic():
        row = locked(request)
        refuse_if(row.applicant_id != by.person, NotTheApplicant)
        refuse_if(row.state not in UNDECIDED, EndedAlready, state=row.get_state_display())
        row.state, row.decided_at = State.WITHDRAWN, at
        row.save(update_fields=["state", "decided_at"])
        tell(row, verb="withdraw", by=by, at=at)
    return row


def keep_scan(request: int, *, paper: Paper, by: Viewer, at: datetime) -> Request:
    """The signed and sealed paper form comes back on the record; a better picture takes the place of the first, which
    the trail still names. Raises NotDecidedYet."""
    with transaction.atomic():
        row = locked(request)
        refuse_if(row.state not in DECIDED, NotDecidedYet)
        note = {"paper": paper.pk, "before": row.scan_id}
        row.scan = paper
        row.save(update_fields=["scan"])
        tell(row, verb="scan", by=by, at=at, note=note)
    return row


def _first_step(route: int) -> RouteStep:
    return RouteStep.objects.filter(route=route).order_by("order")[0]


def _freeze(row: Request, *, text: str, at: datetime) -> None:
    refuse_if(not text.strip(), NothingToFreeze)
    digest = hashlib.sha256(text.encode()).hexdigest()
    Version.objects.create(request=row, revision=row.revision, text=text, digest=digest, frozen_at=at)
