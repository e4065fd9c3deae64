"""A later day for the end of a case, agreed by those who may: a new service limit as facts. The law's own limit stays."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from xinqiao.blocks.cases.actions.clocks import pauses_of, rung_on, set_next
from xinqiao.blocks.cases.actions.line import SOURCE, CaseClosed, write_line
from xinqiao.blocks.cases.actions.merging import together
from xinqiao.blocks.cases.models import Case, Clock
from xinqiao.blocks.cases.queries import finish_clock
from xinqiao.blocks.cases.words import OPEN, ClockNature, Verb
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.parameters.queries import calendar
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if
from xinqiao.kit.workdays import Unit, deadline
from xinqiao.ui import dates


class NothingToExtend(Refused):
    rule = _("这件事现在没有可以延长的办结期限。")
    source = _("办件规则：复核按复核的期限办，不延期")
    cure = _("照现在的期限办；有困难，当面请主席、副主席帮着协调。")


class NotLater(Refused):
    rule = _("延期要延到现在的期限（%(day)s）以后。")
    source = SOURCE
    cure = _("选一个更晚的日子。")


class BeyondTheLaw(Refused):
    rule = _("不能延到法定期限（%(day)s）以后。")
    source = _("《信访工作条例》第三十四条")
    cure = _("选法定期限当天或以前的日子。")


class DayOff(Refused):
    rule = _("%(day)s放假，不上班。")
    source = _("办件规则：期限落在工作日")
    cure = _("选一个工作日。")


def must_be_extendable(case: Case, *, until: date) -> Clock:
    """The service limit a case would get the later day for. Raises CaseClosed, NothingToExtend, NotLater, BeyondTheLaw,
    DayOff."""
    refuse_if(case.state not in OPEN, CaseClosed)
    clock = finish_clock(case)
    refuse_if(clock is None, NothingToExtend)
    assert clock is not None  # noqa: S101 - the refusal above has settled it
    refuse_if(until <= clock.due_on, NotLater, day=dates.date(clock.due_on, "short"))
    law = Clock.objects.filter(
        case=case, nature=ClockNature.STATUTORY, met_at__isnull=True, dropped_at__isnull=True, due_on__lt=until
    ).first()
    refuse_if(law, BeyondTheLaw, day=dates.date(law.due_on, "short") if law else "")
    refuse_if(not calendar().is_working(until), DayOff, day=dates.date(until, "short"))
    return clock


def extend_case(case: Case, *, until: date, basis: str, why: str, by: Viewer, at: datetime) -> None:
    """Let the case, and those it leads, end by a later working day, on the basis of an agreement, with the reason their
    authors read.

    The running service limit gives way to one that begins where it began and counts more days, so that pauses and a new
    calendar move it as they moved the old; the statutory limit is left alone.
    Raises CaseClosed, LedByAnother, NothingToExtend, NotLater, BeyondTheLaw, DayOff.
    """
    must_be_extendable(case, until=until)
    for each in reversed(together(case)):  # the one that leads last: it shows the nearest limit of all
        limit = finish_clock(each)
        if limit is not None and limit.due_on < until:
            _extend(each, old=limit, until=until, basis=basis, at=at)
            with override("zh-hans"):  # what is written on the timeline stays as it was written
                day = dates.date(until, "short")
            write_line(each, verb=Verb.EXTEND, by=by, at=at, text=why.strip(), to_name=day)


def _extend(case: Case, *, old: Clock, until: date, basis: str, at: datetime) -> None:
    pauses = pauses_of(old)
    amount, known = old.amount, calendar()
    while True:
        due = deadline(
            old.from_on, n=amount, unit=Unit(old.unit), calendar=known, basis=basis, paused=pauses, as_of=today(at)
        )
        if due.on >= until:
            break
        amount += 1
    old.dropped_at = at
    old.save(update_fields=["dropped_at"])
    Clock.objects.create(
        case=case,
        kind=old.kind,
        nature=old.nature,
        from_on=old.from_on,
        amount=amount,
        unit=old.unit,
        basis=basis,
        due_on=due.on,
        provisional=due.provisional,
        stage=old.stage,
        stage_on=rung_on(old.stage, start=old.from_on, due=due.on, calendar=known, paused=pauses),
    )
    case.touched_at = at
    set_next(case)
    case.save(update_fields=["due_on", "due_kind", "due_statutory", "touched_at"])
