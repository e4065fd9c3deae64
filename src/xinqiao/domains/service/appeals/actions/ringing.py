"""Ringing back whoever was not satisfied: somebody who never had the matter in hand, within the day."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xinqiao.blocks.cases.actions import judging
from xinqiao.blocks.cases.words import CallBack, Round
from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.actions.filing import NobodyToAnswer, locked
from xinqiao.domains.service.appeals.actions.limits import limits_of_first, working_days_on
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.ground.org.queries import Viewer, service_desk
from xinqiao.kit.refusal import refuse_if


def ring_back(appeal: int, *, result: str, text: str, by: Viewer, at: datetime) -> Appeal:
    """Write down what was said; who asks for it is handled again at once, by others. Not reached: again the next day.

    Raises NobodyToAnswer and the block's refusals (HandledBefore: not by whoever had it in hand).
    """
    desk = service_desk()
    refuse_if(desk is None, NobodyToAnswer)
    again_on = working_days_on("appeals.call_back_days", at=at)
    with transaction.atomic():
        row = locked(appeal, by=by, rule=rules.ring_back)
        case = row.case
        judging.call_back_case(case, result=result, text=text, again_on=again_on, by=by, at=at)
        if result == CallBack.AGAIN and case.round_kind == Round.FIRST:
            limits = limits_of_first(at=at, path=case.unit.path)
            judging.reopen_case(case, desk=desk or case.desk, limits=limits, why=text, by=by, at=at, for_them=True)
    return row
