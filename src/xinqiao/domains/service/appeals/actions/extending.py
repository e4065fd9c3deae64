"""What another room of the service centre does to an appeal: its row locked, its day moved when that was agreed."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.cases.actions import answering, extending
from xinqiao.blocks.cases.actions.line import CaseClosed
from xinqiao.blocks.cases.words import OPEN
from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.actions.filing import locked
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.ground.org.queries import Viewer
from xinqiao.kit.refusal import Refused, refuse_if


class AnotherRound(Refused):
    rule = _("这件诉求已经进入新一轮办理，原来的延期申请不再有用。")
    source = _("诉求办理规则：延期只管申请时的那一轮")
    cure = _("选“不同意”，写明已进入新一轮。")


def hold_appeal(appeal: int, *, by: Viewer) -> Appeal:
    """An appeal in the viewer's own hands, locked with its case. Raises Appeal.DoesNotExist otherwise."""
    return locked(appeal, by=by, rule=rules.handle_appeal)


def extend_appeal(appeal: int, *, round_: int, until: date, basis: str, why: str, by: Viewer, at: datetime) -> Appeal:
    """A later day was agreed: the author reads it with the reason. Called inside the transaction of the agreement, whose
    own rule says who may. Raises CaseClosed, AnotherRound and what `extend_case` raises."""
    row = _locked(appeal)
    refuse_if(row.case.state not in OPEN, CaseClosed)
    refuse_if(row.case.round != round_, AnotherRound)
    extending.extend_case(row.case, until=until, basis=basis, why=why, by=by, at=at)
    return row


def keep_limit(appeal: int, *, round_: int, by: Viewer, at: datetime) -> Appeal:
    """A later day was refused: the author reads that the day stays, unless the matter has gone on since."""
    row = _locked(appeal)
    if row.case.state in OPEN and row.case.round == round_:
        with override("zh-hans"):  # what is written on the timeline stays as it was written
            text = gettext("延期没有批准，还按原来的期限办。")
        answering.note_case(row.case, text=text, public=True, by=by, at=at)
    return row


def _locked(appeal: int) -> Appeal:
    return Appeal.objects.select_related("case").select_for_update(of=("self", "case")).get(pk=appeal)
