"""The member's deeds: file, add a word, take back, rate, ask again, ask for review."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.cases.actions import answering, judging, opening
from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.actions.grouping import settle
from xinqiao.domains.service.appeals.actions.indexing import text_of_appeal
from xinqiao.domains.service.appeals.actions.limits import limits_of_first, limits_of_review, working_days_on
from xinqiao.domains.service.appeals.actions.telling import tell_authors, tell_holder
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.appeals.queries import door as place
from xinqiao.domains.service.appeals.queries import places
from xinqiao.domains.service.words import APPEAL, REGISTER, Door, Privacy, Topic, Whose
from xinqiao.ground.org.models import Person, Unit
from xinqiao.ground.org.queries import Viewer, service_desk
from xinqiao.ground.papers import actions as papers
from xinqiao.ground.parameters.queries import in_force
from xinqiao.kit import at_once
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if

TITLE = 24
LONGEST = 2000
SECOND_TAP = timedelta(minutes=10)


class NobodyToAnswer(Refused):
    rule = _("单位和服务窗口还没有建好，诉求没有人接。")
    source = _("诉求办理规则：每件诉求都有承办窗口")
    cure = _("请系统管理员先导入花名册、建好单位，再提。")


class NameTheWorkmate(Refused):
    rule = _("替工友提的，要写明是哪一位在册职工，不能是提出人自己。")
    source = _("诉求办理规则：谁受益写清楚，办的人才知道要回避谁")
    cure = _("写上那位工友的工号；为班组大家提的，就选“班组大家”。")


class NobodyAsks(Refused):
    rule = _("没有留下姓名的，只能由值班员从热线或窗口登记。")
    source = _("诉求办理规则")
    cure = _("写上职工的工号。")


class NotAMember(Refused):
    rule = _("没有找到这个工号的在册职工。")
    source = _("诉求办理规则：代办要记在职工本人名下")
    cure = _("再核对一遍工号。")


class _SecondTap(Exception):
    """The same words of the same person stand already, in this appeal."""

    def __init__(self, standing: int) -> None:
        self.standing = standing


def title_of(words: str) -> str:
    """The first clause of what was said, as a title officers can shorten: never invented, never cut inside a name."""
    first = re.split(r"[。！？!?；;\n]", words.strip(), maxsplit=1)[0]
    while len(first) > TITLE and "，" in first.strip("，"):
        first = first.rsplit("，", 1)[0]
    title = first.strip("，, ") or words.strip()
    return title if len(title) <= TITLE else title[: TITLE - 1].rstrip("\u200d\ufe0f") + "…"


def file_appeal(
    *,
    words: str,
    topic: str,
    privacy: str,
    by: Viewer,
    at: datetime,
    photo: tuple[BinaryIO, str, int] | None = None,
    author: Person | None = None,
    door: str = Door.PHONE,
    whose: str = Whose.SELF,
    beneficiary: Person | None = None,
    nameless: bool = False,
) -> Appeal:
    """File an appeal: register number, desk, clocks, trail, in one transaction. `author` when an officer writes it down;
    `beneficiary` when a workmate gains by it; `nameless` when a caller left no name.

    What is said about a cadre or the union is always kept from the departments. The same words of the same person
    within ten minutes are a second tap, and give the appeal that stands. Raises NobodyToAnswer, NotAMember, NobodyAsks,
    NameTheWorkmate and the refusals of the photo.
    """
    refuse_if(nameless and door not in (Door.HOTLINE, Door.WINDOW), NobodyAsks)
    person = None if nameless else author.pk if author else by.person
    gains = beneficiary if whose == Whose.WORKMATE else None
    refuse_if(whose == Whose.WORKMATE and (gains is None or gains.pk == person), NameTheWorkmate)
    try:
        with transaction.atomic():
            here = place.door(person)
            refuse_if(here.desk is None or here.unit is None, NobodyToAnswer)
            refuse_if(here.left_on is not None and here.left_on <= today(at), NotAMember)
            kept = papers.keep_photo(photo[0], name=photo[1], size=photo[2], at=at) if photo else None
            about = {"topic": topic, "whose": whose, "beneficiary": gains, "words": words.strip(), "photo": kept}
            return _written(here, door=door, privacy=privacy, by=by, at=at, about=about)
    except _SecondTap as tap:  # the numbers just taken are given back with the transaction
        return Appeal.objects.select_related("case").get(pk=tap.standing)


def _written(here: place.Door, *, door: str, privacy: str, by: Viewer, at: datetime, about: dict[str, Any]) -> Appeal:
    """The block's rows, the room's row and what it is found by, in one statement under the next numbers of the registers.

    What is said of cadres and the union is kept from the departments and from the line.
    """
    asked_before = place.standing(here.person, words=about["words"], since=at - SECOND_TAP)
    registers = {REGISTER: 4, opening.MATTER: 6}
    numbers, standing = papers.next_numbers(registers, at=at, beside=place.STANDING, params=asked_before)
    if standing is not None:
        raise _SecondTap(standing)
    case, lines = opening.draft_case(
        key=here.key,
        kind=APPEAL,
        number=numbers[REGISTER],
        matter=numbers[opening.MATTER],
        title=title_of(about["words"]),
        opened_by=here.person,
        unit=here.unit or 0,
        desk=here.desk or Unit(),
        limits=limits_of_first(at=at, path=here.path, known=here.known),
        known=here.known.calendar,
        who=by,
        at=at,
    )
    apart = about["topic"] == Topic.CADRE
    asked = Privacy.HIDDEN if apart else privacy
    row = Appeal(
        case=case,
        author_id=here.person,
        written_by_id=by.person if by.person != here.person else None,
        door=door,
        privacy=asked,
        hidden=asked == Privacy.HIDDEN,
        apart=apart,
        **about,
    )
    at_once.write([case, *lines, row, text_of_appeal(row)])
    if row.author_id and row.written_by_id:  # whoever it was written down for reads what was written
        tell_authors([row.pk], line=gettext("替您登记了一件诉求，看看记得对不对。"), at=at)
    return row


def locked(appeal: int, *, by: Viewer, rule: object = rules.answer_own_appeal) -> Appeal:
    """The appeal and its case, locked through the rule in one statement. Raises Appeal.DoesNotExist outside of it.

    Nothing else is joined: who waited for the lock would meet the new case beside the desk it had before, and no row.
    """
    rows = Appeal.objects.select_related("case").select_for_update(of=("self", "case"))
    return rows.get(rule.rows(by), pk=appeal)  # type: ignore[attr-defined]


def add_word(appeal: int, *, text: str, by: Viewer, at: datetime) -> Appeal:
    """The member adds a word to an open appeal."""
    with transaction.atomic():
        row = locked(appeal, by=by)
        answering.note_case(row.case, text=text, public=True, by=by, at=at)
    return row


def nudge_appeal(appeal: int, *, text: str, by: Viewer, at: datetime) -> Appeal:
    """The member asks where it is: whoever has it in hand is told. Raises the block's refusals."""
    every = timedelta(days=in_force("appeals.nudge_days", on=today(at)).value)
    with transaction.atomic():
        row = locked(appeal, by=by)
        judging.nudge_case(row.case, text=text, every=every, by=by, at=at)
        tell_holder(row, line=gettext("职工催了一次，请看一眼。"), at=at)
    return row


def withdraw_appeal(appeal: int, *, why: str, by: Viewer, at: datetime) -> Appeal:
    """The member takes an open appeal back; those it led go on without it."""
    with transaction.atomic():
        row = locked(appeal, by=by)
        lead = opening.withdraw_case(row.case, why=why, by=by, at=at)
        if lead is not None:
            settle(lead.pk)
    return row


def rate_appeal(appeal: int, *, rating: str, text: str, by: Viewer, at: datetime) -> Appeal:
    """The member's own judgement, once the matter is resolved; a bad one is rung back by somebody else."""
    ring_by = working_days_on("appeals.call_back_days", at=at)
    with transaction.atomic():
        row = locked(appeal, by=by)
        judging.rate_case(row.case, rating=rating, text=text, call_back_on=ring_by, by=by, at=at)
    return row


def reopen_appeal(appeal: int, *, why: str, by: Viewer, at: datetime) -> Appeal:
    """Have it handled once more, by someone else, after a bad rating."""
    desk = service_desk()
    refuse_if(desk is None, NobodyToAnswer)
    with transaction.atomic():
        row = locked(appeal, by=by)
        judging.reopen_case(
            row.case,
            desk=desk or row.case.desk,
            limits=limits_of_first(at=at, path=by.unit_path),
            why=why,
            by=by,
            at=at,
        )
    return row


def ask_review(appeal: int, *, why: str, by: Viewer, at: datetime) -> Appeal:
    """Ask for review (复核): the group union looks at it with fresh eyes."""
    with transaction.atomic():
        row = locked(appeal, by=by)
        desk = places.review_desk() or row.case.desk
        judging.ask_review(row.case, desk=desk, limits=limits_of_review(at=at), why=why, by=by, at=at)
    return row
