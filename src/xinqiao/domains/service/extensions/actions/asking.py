"""The holder of an appeal asks for a later day, mends what was returned, or takes it back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from xinqiao.blocks.approvals.actions import filing
from xinqiao.blocks.approvals.words import State
from xinqiao.blocks.cases.actions.extending import must_be_extendable
from xinqiao.blocks.cases.actions.handling import NoReason
from xinqiao.blocks.cases.words import State as CaseState
from xinqiao.domains.service.appeals.actions.extending import hold_appeal
from xinqiao.domains.service.appeals.queries.matters import everybody_concerned
from xinqiao.domains.service.extensions import queries, rules
from xinqiao.domains.service.extensions.models import Extension
from xinqiao.domains.service.extensions.words import EXTENSION, NAMELESS, REASON, REGISTER, STEPS
from xinqiao.ground.org.models import Person, Unit
from xinqiao.ground.org.queries import Viewer, group
from xinqiao.ground.papers import actions as papers
from xinqiao.ground.parameters.queries import value
from xinqiao.kit.clock import today
from xinqiao.kit.gate import Rule
from xinqiao.kit.refusal import Refused, refuse_if
from xinqiao.ui import dates

SOURCE = _("诉求办理规则：延期要在期限以前申请，写明原因，并告知提出人")


class LimitPassed(Refused):
    rule = _("办结期限（%(day)s）已经过了，不能再申请延期。")
    source = SOURCE
    cure = _("抓紧办，当面请主席、副主席帮着协调；并给职工补充说明办到哪一步了。")


class AskedAlready(Refused):
    rule = _("这件诉求已经有一份延期申请在批（%(number)s）。")
    source = SOURCE
    cure = _("等批完；要改的，先撤回那一份。")


class NoMoreExtensions(Refused):
    rule = _("这件诉求已经延期 %(count)s 次，不能再延。")
    source = _("诉求办理规则：一件诉求最多延期 %(most)s 次")
    cure = _("照现在的期限办；有困难，当面请主席、副主席帮着协调。")


class TooLong(Refused):
    rule = _("一次最多延 %(days)s 天，最晚到%(day)s。")
    source = _("《信访工作条例》第三十四条")
    cure = _("选一个近一些的日子。")


def ask_extension(appeal: int, *, until: date, why: str, by: Viewer, at: datetime) -> Extension:
    """The holder of an open appeal asks for a later day before the limit passes.

    Its author and whoever it complains of are sides of it: they and their kin never sign. What is said about a cadre does
    not go by the union line but from the group. Raises NoReason, LimitPassed, AskedAlready, NoMoreExtensions, TooLong and
    the refusals of the blocks.
    """
    with transaction.atomic():
        row = hold_appeal(appeal, by=by)
        refuse_if(not why.strip(), NoReason)
        due = _due_before(row, until=until, at=at)
        _may_ask_again(row, at=at)
        made = Extension(appeal=row, round=row.case.round, due_on=due, until=until, why=why.strip())
        number = papers.next_number(REGISTER, at=at)
        sides = everybody_concerned(row.pk)
        made.approval = filing.file_request(
            kind=EXTENSION,
            number=number,
            title=row.case.title,
            text=_text(made, by=by),
            applicant=Person.objects.get(pk=by.person or 0),
            unit=_where(row),
            involved=sides,
            shipped=STEPS,
            by=by,
            at=at,
        )
        made.save(force_insert=True)
    return made


def mend_extension(extension: int, *, until: date, why: str, by: Viewer, at: datetime) -> Extension:
    """Send a returned application anew: a new frozen version, signing begins again.

    Raises NoReason, LimitPassed, TooLong and the refusals of the blocks.
    """
    with transaction.atomic():
        row = locked(extension, by=by, rule=rules.own_extension)
        refuse_if(not why.strip(), NoReason)
        if row.approval.state == State.RETURNED:
            row.due_on = _due_before(row.appeal, until=until, at=at)
        row.until, row.why = until, why.strip()
        row.approval = filing.resubmit(row.approval_id, text=_text(row, by=by), by=by, at=at)
        row.save(update_fields=["due_on", "until", "why"])
    return row


def withdraw_extension(extension: int, *, by: Viewer, at: datetime) -> Extension:
    """Take it back; the limit stays as it is."""
    with transaction.atomic():
        row = locked(extension, by=by, rule=rules.own_extension)
        row.approval = filing.withdraw(row.approval_id, by=by, at=at)
    return row


def locked(extension: int, *, by: Viewer, rule: Rule) -> Extension:
    """The extension through the rule, then locked with its request: whoever waited for the lock gets the block's sentence
    on what has become of it. Raises Extension.DoesNotExist outside of the rule."""
    row = Extension.objects.get(rule.rows(by), pk=extension)
    rows = Extension.objects.select_related("approval").select_for_update(of=("self", "approval"))
    return rows.get(pk=row.pk)


def _due_before(appeal: Any, *, until: date, at: datetime) -> date:
    """The limit that stands, when it may be moved to this day."""
    clock = must_be_extendable(appeal.case, until=until)
    passed = clock.due_on < today(at) and appeal.case.state != CaseState.PAUSED
    refuse_if(passed, LimitPassed, day=dates.date(clock.due_on, "short"))
    most = value("petition.extend_days", on=today(at))
    last = clock.due_on + timedelta(days=most)
    refuse_if(until > last, TooLong, days=most, day=dates.date(last, "short"))
    return clock.due_on


def _may_ask_again(appeal: Any, *, at: datetime) -> None:
    earlier = list(queries.extensions_of(appeal.pk, round_=appeal.case.round))
    waiting = next((one for one in earlier if one.approval.decided_at is None), None)
    refuse_if(waiting, AskedAlready, number=waiting.approval.number if waiting else "")
    agreed = sum(one.approval.state == State.APPROVED for one in earlier)
    most = value("appeals.extensions", on=today(at))
    refuse_if(agreed >= most, NoMoreExtensions, count=agreed, most=most)


def _where(appeal: Any) -> Unit:
    """Where the line of posts begins: at the unit of the matter; for what is said about a cadre, at the group."""
    unit: Unit = appeal.case.unit
    return (group() or unit) if appeal.apart else unit


def _text(row: Extension, *, by: Viewer) -> str:
    """The document to be frozen, a fact a line, always in the union's language. A name kept from the departments does
    not stand in it."""
    appeal = row.appeal
    author = f"{appeal.author.name}，{appeal.author.unit.name}" if appeal.author else "没有留姓名"
    with override("zh-hans"):
        lines = (
            ("诉求编号", appeal.case.number),
            ("诉求事项", appeal.case.title),
            ("谁提的", f"{NAMELESS}（姓名保密）" if appeal.hidden else author),
            ("谁申请", f"{by.name}，{appeal.case.desk.name}"),
            ("现在的办结期限", dates.date(row.due_on, "full")),
            ("申请延到", dates.date(row.until, "full")),
            ("依据", "《信访工作条例》第三十四条；诉求办理规则：期限以前申请，写明原因，告知提出人"),
            (REASON, row.why),
        )
    return "\n".join(f"{label}：{words}" for label, words in lines)
