"""What people ask about their own information: filed, answered in time, reviewed once by the chair."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.consents import rules
from xinqiao.ground.consents.models import InformationRequest
from xinqiao.ground.consents.words import RequestKind, RequestOutcome, RequestState, parts
from xinqiao.ground.org.models import Person
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.papers import actions as papers
from xinqiao.ground.parameters.queries import calendar, in_force
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.gate import Rule
from xinqiao.kit.refusal import Refused, refuse_if
from xinqiao.kit.workdays import Unit, deadline
from xinqiao.ui.dates import date as in_words

REGISTER, DAYS = "GR", "privacy.request_days"
SOURCE = _("《个人信息保护法》第五十条")


class PartNotNamed(Refused):
    rule = _("更正和删除要说清是哪一部分。")
    source = SOURCE
    cure = _("从清单里选一部分。")


class NothingToCorrect(Refused):
    rule = _("更正要写明现在是什么、应当是什么，两样不能相同。")
    source = _("《个人信息保护法》第四十六条")
    cure = _("照证件把对的写上。")


class RequestStillOpen(Refused):
    rule = _("同样的请求 %(number)s 还没有答复。")
    source = SOURCE
    cure = _("最迟 %(due)s 答复您；要补充，打热线报编号。")


class RequestAnswered(Refused):
    rule = _("这件请求已经答复过了。")
    source = SOURCE
    cure = _("回到清单看现在的情况。")


class ReasonMissing(Refused):
    rule = _("不能办，或者只办一部分，要写明理由和出处。")
    source = SOURCE
    cure = _("选一条最贴切的理由。")


class MustBeKept(Refused):
    rule = _("这一部分依法要保存，现在不能删：%(law)s")
    source = _("《个人信息保护法》第四十七条")
    cure = _("答复“不能办”，选“法律法规要求保存”，告诉本人停止别的使用。")


class DeletedNotNamed(Refused):
    rule = _("删了什么要写明，本人要看。")
    source = _("《个人信息保护法》第四十七条")
    cure = _("先请保管这一部分的同志删除，再把删掉的写在答复里。")


class NotAnsweredYet(Refused):
    rule = _("还没有答复，谈不上复核。")
    source = SOURCE
    cure = _("最迟 %(due)s 答复您。")


class ReviewedOnce(Refused):
    rule = _("一件请求只复核一次，已经提过了。")
    source = SOURCE
    cure = _("仍有不同意见，可以向履行个人信息保护职责的部门投诉，或者向人民法院起诉。")


class ReviewConcluded(Refused):
    rule = _("这次复核已经有结论，或者没有人请求复核。")
    source = SOURCE
    cure = _("回到清单看现在的情况。")


def file_request(
    *,
    kind: str,
    part: str,
    words: str,
    by: Viewer,
    at: datetime,
    old_value: str = "",
    new_value: str = "",
    person: int | None = None,
) -> InformationRequest:
    """Ask for one's own information; `person` when the window writes it down for somebody. Answered within
    `privacy.request_days` working days.

    Raises PartNotNamed, NothingToCorrect, RequestStillOpen. Source: Personal Information Protection Law 44-50.
    """
    pointed = kind in (RequestKind.CORRECT, RequestKind.DELETE)
    refuse_if((pointed and not part) or (part and part not in parts), PartNotNamed)
    old, new = old_value.strip(), new_value.strip()
    refuse_if(kind == RequestKind.CORRECT and (not new or old == new), NothingToCorrect)
    with transaction.atomic():
        whose = _asker(person, by=by)
        for row in InformationRequest.objects.filter(person=whose, kind=kind, part=part, state=RequestState.OPEN):
            # sealed: only an opened value can be compared
            refuse_if(row.new_value == new, RequestStillOpen, number=row.number, due=in_words(row.due_on))
        row = InformationRequest(
            number=papers.next_number(REGISTER, at=at), person=whose, kind=kind, part=part, words=words.strip(),
            written_by_id=by.person if by.person != whose.pk else None, old_value=old, new_value=new, asked_at=at,
        )  # fmt: skip
        _begin_clock(row, on=today(at))
        row.save(force_insert=True)
        _tell(row, verb="file_information_request", by=by, at=at)
    return row


def _asker(person: int | None, *, by: Viewer) -> Person:
    """Whose information it is, locked, so that two taps are one after the other."""
    people = Person.objects.select_for_update(of=("self",))
    if person is None or person == by.person:
        return people.get(pk=by.person or 0)
    return people.get(rules.register_request.rows(by), pk=person)


def _begin_clock(row: InformationRequest, *, on: date) -> None:
    """The deadline from this day on, with the number in force today."""
    found = in_force(DAYS, on=on)
    row.due_from, row.due_days, row.due_basis = on, found.value, f"{found.source} {found.document}".strip()
    _count(row)


def _count(row: InformationRequest) -> None:
    due = deadline(row.due_from, n=row.due_days, unit=Unit.WORKING_DAY, calendar=calendar(), basis=row.due_basis)
    row.due_on, row.due_provisional = due.on, due.provisional


def recount_requests(*, at: datetime) -> int:
    """Count open deadlines anew that stood on a guess, when a year's holidays become known. Returns how many moved."""
    waiting = (RequestState.OPEN, RequestState.REVIEW)
    moved = 0
    rows = InformationRequest.objects.select_for_update().filter(due_provisional=True, state__in=waiting)
    for row in rows.order_by("pk"):
        before = row.due_on
        _count(row)
        row.save(update_fields=["due_on", "due_provisional"])
        moved += row.due_on != before
    return moved


def answer_request(
    pk: int, *, outcome: str, reason: str, text: str, by: Viewer, at: datetime, deleted: str = ""
) -> InformationRequest:
    """Answer: done, done in part, or not, with reason and source. The owning room corrects or deletes; this says so.

    Raises RequestAnswered, ReasonMissing, MustBeKept, DeletedNotNamed. Source: Personal Information Protection Law 47, 50.
    """
    with transaction.atomic():
        row = _locked(pk, by=by, rule=rules.answer_request)
        refuse_if(row.state != RequestState.OPEN, RequestAnswered)
        refuse_if(outcome != RequestOutcome.DONE and not reason, ReasonMissing)
        if row.kind == RequestKind.DELETE and outcome != RequestOutcome.REFUSED:
            law = parts[row.part].must_keep if row.part in parts else ""
            refuse_if(law and outcome == RequestOutcome.DONE, MustBeKept, law=law)
            refuse_if(not deleted.strip(), DeletedNotNamed)
        row.outcome, row.reason, row.answer = outcome, "" if outcome == RequestOutcome.DONE else reason, text.strip()
        row.deleted = deleted.strip() if row.kind == RequestKind.DELETE else ""
        row.state, row.answered_by_id, row.answered_at = RequestState.ANSWERED, by.person, at
        row.save()
        _tell(row, verb="answer_information_request", by=by, at=at)
    return row


def ask_review(pk: int, *, why: str, by: Viewer, at: datetime) -> InformationRequest:
    """Ask the chair, once, whether the answer was right; a new period begins. Raises NotAnsweredYet, ReviewedOnce."""
    with transaction.atomic():
        row = _locked(pk, by=by, rule=rules.own_request)
        refuse_if(row.state == RequestState.OPEN, NotAnsweredYet, due=in_words(row.due_on))
        refuse_if(row.review_asked_at, ReviewedOnce)
        row.state, row.review_why, row.review_asked_at = RequestState.REVIEW, why.strip(), at
        _begin_clock(row, on=today(at))
        row.save()
        _tell(row, verb="review_information_request", by=by, at=at)
    return row


def conclude_review(pk: int, *, conclusion: str, text: str, by: Viewer, at: datetime) -> InformationRequest:
    """The chair's word on the answer, which ends it here. Raises ReviewConcluded."""
    with transaction.atomic():
        row = _locked(pk, by=by, rule=rules.conclude_review)
        refuse_if(row.state != RequestState.REVIEW, ReviewConcluded)
        row.conclusion, row.concluded_text = conclusion, text.strip()
        row.state, row.concluded_by_id, row.concluded_at = RequestState.REVIEWED, by.person, at
        row.save()
        _tell(row, verb="conclude_information_review", by=by, at=at)
    return row


def _locked(pk: int, *, by: Viewer, rule: Rule) -> InformationRequest:
    return InformationRequest.objects.select_for_update(of=("self",)).get(rule.rows(by), pk=pk)


def _tell(row: InformationRequest, *, verb: str, by: Viewer, at: datetime) -> None:
    trail.record(
        verb=verb, by=by, at=at, kind="consents.request", row=row.pk, number=row.number, person=row.person_id,
        note={"kind": row.kind},
    )  # fmt: skip


def hand_out_copy(row: InformationRequest, *, by: Viewer, at: datetime) -> None:
    """A copy of somebody's information was produced, on a page or as a workbook: it stands on the trail."""
    trail.record(
        verb="export", by=by, at=at, kind="consents.copy", row=row.pk, number=row.number, person=row.person_id
    )  # fmt: skip


def read_request(row: InformationRequest, *, by: Viewer, at: datetime) -> None:
    """Opening somebody's request at a desk is on the trail."""
    trail.record(
        verb="read", by=by, at=at, kind="consents.request", row=row.pk, number=row.number, person=row.person_id
    )  # fmt: skip
