"""Leave to read minors' data: asked for with a reason and an end, decided by another."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.consents import rules
from xinqiao.ground.consents.models import Dependant, ReadApproval
from xinqiao.ground.consents.words import Scope
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.papers import actions as papers
from xinqiao.ground.parameters.queries import value
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if

REGISTER = "CK"
SOURCE = _("《未成年人网络保护条例》第三十六条：最小授权")


class NotShortTerm(Refused):
    rule = _("一次最多申请看 %(days)s 天，从今天算起。")
    source = SOURCE
    cure = _("把日子改近一点；到期还要用，再申请一次。")


class ApprovalSettled(Refused):
    rule = _("这份申请已经有人定过了。")
    source = SOURCE
    cure = _("回到清单看结果。")


def ask_read(
    *, dependant: int | None, why: str, until_on: date, by: Viewer, at: datetime
) -> ReadApproval:  # fmt: skip
    """Ask to read what concerns one dependant, or all minors' data (`dependant` None), up to and including a day.

    Raises NotShortTerm. Source: Regulation on the Protection of Minors Online 36.
    """
    on, days = today(at), value("privacy.minor_read_days", on=today(at))
    refuse_if(not on <= until_on <= on + timedelta(days=days), NotShortTerm, days=days)
    with transaction.atomic():
        child = Dependant.objects.get(rules.find_minor.rows(by), pk=dependant) if dependant else None
        row = ReadApproval.objects.create(
            number=papers.next_number(REGISTER, at=at), asked_by_id=by.person or 0, dependant=child,
            scope="" if child else Scope.MINOR, why=why.strip(), until_on=until_on, asked_at=at,
        )  # fmt: skip
        _tell(row, verb="ask_read", by=by, at=at)
    return row


def approve_read(pk: int, *, by: Viewer, at: datetime) -> ReadApproval:
    """Let somebody read, up to the day they asked for. Raises ApprovalSettled; one's own and kin's are out of reach."""
    return _decide(pk, approved=True, why="", by=by, at=at)


def decline_read(pk: int, *, why: str, by: Viewer, at: datetime) -> ReadApproval:
    """Say no with a reason. Raises ApprovalSettled."""
    return _decide(pk, approved=False, why=why.strip(), by=by, at=at)


def _decide(pk: int, *, approved: bool, why: str, by: Viewer, at: datetime) -> ReadApproval:
    with transaction.atomic():
        row = ReadApproval.objects.select_for_update(of=("self",)).get(rules.settle_read.rows(by), pk=pk)
        refuse_if(row.decided_at, ApprovalSettled)
        row.approved, row.declined_why, row.decided_by_id, row.decided_at = approved, why, by.person, at
        row.save(update_fields=["approved", "declined_why", "decided_by", "decided_at"])
        _tell(row, verb="approve_read" if approved else "decline_read", by=by, at=at)
    return row


def _tell(row: ReadApproval, *, verb: str, by: Viewer, at: datetime) -> None:
    person = row.dependant.guardian_id if row.dependant else None
    trail.record(verb=verb, by=by, at=at, kind="consents.approval", row=row.pk, number=row.number, person=person)
