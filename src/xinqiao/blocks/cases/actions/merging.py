"""Several cases of one matter in the same hands: merge, take apart; what is done to the one that leads is done to all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.cases.actions.clocks import set_next
from xinqiao.blocks.cases.actions.line import SOURCE, CaseClosed, write_line
from xinqiao.blocks.cases.models import Case
from xinqiao.blocks.cases.words import OPEN, State, Verb
from xinqiao.ground.org.queries import Viewer
from xinqiao.kit.refusal import Refused, refuse_if


class LedByAnother(Refused):
    rule = _("这件事已经合到 %(number)s 一起办。")
    source = SOURCE
    cure = _("请在 %(number)s 上办；要单独办，先从那一件里分出来。")


class NothingToMerge(Refused):
    rule = _("合并要有两件以上还在办的事。")
    source = SOURCE
    cure = _("再勾选一件同样的事。")


class NotAlike(Refused):
    rule = _("这几件不是同一种事，或者不在同一轮办理，不能合并。")
    source = SOURCE
    cure = _("只勾选同一种、同一轮的事。")


class PausedApart(Refused):
    rule = _("%(number)s 暂停着，不能合并。")
    source = SOURCE
    cure = _("先恢复计时，再合并。")


class NotMerged(Refused):
    rule = _("这件事没有和别的合并。")
    source = SOURCE
    cure = _("照常办就行。")


def together(case: Case) -> list[Case]:
    """The case and the open ones it leads, locked, itself first: a deed on it is a deed on all.

    Raises LedByAnother for one that is led itself.
    """
    led_by = case.merged_into
    refuse_if(led_by is not None, LedByAnother, number=led_by.number if led_by else "")
    led = Case.objects.select_for_update().filter(merged_into=case, state__in=OPEN).order_by("pk")
    return [case, *led]


def merge_cases(cases: Iterable[Case], *, by: Viewer, at: datetime) -> Case:
    """Bring open cases of one kind and round together under the one that was opened first, which is returned.

    All keep their numbers and limits; the one that leads shows the nearest limit of all. Those that were led come along.
    The caller has locked them. Raises NothingToMerge, CaseClosed, LedByAnother, NotAlike, PausedApart.
    """
    rows = sorted(cases, key=lambda case: case.pk)
    refuse_if(len(rows) < 2, NothingToMerge)
    lead, rest = rows[0], rows[1:]
    for case in rows:
        refuse_if(case.state not in OPEN, CaseClosed)
        refuse_if(case.state == State.PAUSED, PausedApart, number=case.number)
        refuse_if((case.kind, case.round_kind) != (lead.kind, lead.round_kind), NotAlike)
    together(lead)
    brought = [each for case in rest for each in together(case)]
    for case in brought:
        here = case.desk.name
        case.merged_into, case.desk, case.holder, case.touched_at = lead, lead.desk, lead.holder, at
        case.state = _state_under(lead, case=case)
        case.save(update_fields=["merged_into", "desk", "holder", "state", "touched_at"])
        write_line(case, verb=Verb.MERGE, by=by, at=at, to_name=lead.number, desk_name=here)
    set_next(lead)
    lead.touched_at = at
    lead.save(update_fields=["due_on", "due_kind", "due_statutory", "touched_at"])
    numbers = "、".join(case.number for case in brought)
    write_line(lead, verb=Verb.MERGE, by=by, at=at, to_name=lead.number, text=numbers, public=False)
    return lead


def _state_under(lead: Case, *, case: Case) -> State:
    """A case in the hands of the lead's holder: answered itself, or still to be answered."""
    if lead.holder_id is None:
        return State.RECEIVED
    return State.REPLIED if case.replied_at else State.HANDLING


def unmerge_case(case: Case, *, lead: Case, by: Viewer, at: datetime) -> None:
    """Take one out again: it stays on its desk and in its hands, on its own. The caller has locked the lead first.

    Raises NotMerged, CaseClosed.
    """
    refuse_if(case.merged_into_id != lead.pk, NotMerged)
    refuse_if(case.state not in OPEN, CaseClosed)
    case.merged_into, case.touched_at = None, at
    set_next(case)
    case.save(update_fields=["merged_into", "due_on", "due_kind", "due_statutory", "touched_at"])
    set_next(lead)
    lead.save(update_fields=["due_on", "due_kind", "due_statutory"])
    write_line(case, verb=Verb.UNMERGE, by=by, at=at, to_name=lead.number)
    write_line(lead, verb=Verb.UNMERGE, by=by, at=at, to_name=lead.number, text=case.number, public=False)


def let_next_lead(case: Case) -> Case | None:
    """The one that led is taken back by whoever brought it: the next oldest leads the others from now on."""
    led = list(Case.objects.select_for_update().filter(merged_into=case, state__in=OPEN).order_by("pk"))
    if not led:
        return None
    lead, rest = led[0], led[1:]
    lead.merged_into = None
    lead.save(update_fields=["merged_into"])
    Case.objects.filter(pk__in=[each.pk for each in rest]).update(merged_into=lead)
    set_next(lead)
    lead.save(update_fields=["due_on", "due_kind", "due_statutory"])
    return lead
