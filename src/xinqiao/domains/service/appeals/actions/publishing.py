"""What everybody may read of an answer: a text of its own, without names; mended by a new one, taken down with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.actions.filing import locked
from xinqiao.domains.service.appeals.actions.grouping import group_of
from xinqiao.domains.service.appeals.models import Appeal, PublicAnswer
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.refusal import Refused, refuse_if

SOURCE = _("公开答复规则")


class ApartIsNotPublished(Refused):
    rule = _("对干部或工会的意见、要求保密的诉求，不公开答复。")
    source = _("《信访工作条例》：不得将信访人的情况透露给无关的人")
    cure = _("只答复本人。")


class MemberNotAnswered(Refused):
    rule = _("还没有答复职工本人，不能先公开。")
    source = SOURCE
    cure = _("先把答复送给职工本人。")


class NamesSomebody(Refused):
    rule = _("公开的话里有%(name)s，不能公开。")
    source = _("《个人信息保护法》第二十五条：未经单独同意不得公开")
    cure = _("去掉姓名，也别写得让人猜出是谁。")


class NothingPublished(Refused):
    rule = _("这件事没有公开的答复。")
    source = SOURCE
    cure = _("回到这件事看一眼。")


def publish_answer(appeal: int, *, title: str, text: str, by: Viewer, at: datetime) -> PublicAnswer:
    """Put a text for everybody on the page of public answers; one that stands there is replaced and stays on record.

    Raises ApartIsNotPublished, MemberNotAnswered, NamesSomebody (author, workmate, complained, and those merged with it).
    """
    with transaction.atomic():
        row = locked(appeal, by=by, rule=rules.publish_answer)
        refuse_if(row.hidden or row.apart, ApartIsNotPublished)
        refuse_if(row.case.replied_at is None, MemberNotAnswered)
        for name in _names(row):
            refuse_if(name in text or name in title, NamesSomebody, name=name)
        PublicAnswer.objects.filter(appeal=row, latest=True).update(latest=False)
        made = PublicAnswer.objects.create(
            appeal=row, title=title.strip(), text=text.strip(), at=at, by_name=by.name, desk_name=row.case.desk.name
        )
        _tell(row, verb="publish_answer", by=by, at=at)
    return made


def take_down(appeal: int, *, why: str, by: Viewer, at: datetime) -> None:
    """Take the public text down, with a reason that stays on record. Raises NothingPublished."""
    with transaction.atomic():
        row = locked(appeal, by=by, rule=rules.publish_answer)
        shown = PublicAnswer.objects.filter(appeal=row, latest=True, taken_down_at__isnull=True)
        refuse_if(not shown.update(taken_down_at=at, why_down=why.strip()[:200]), NothingPublished)
        _tell(row, verb="take_down", by=by, at=at)


def _names(row: Appeal) -> list[str]:
    people = Appeal.objects.filter(group_of(row.pk)).values_list(
        "author__name", "beneficiary__name", "complained__name", "written_by__name"
    )
    return sorted({name for names in people for name in names if name})


def _tell(row: Appeal, *, verb: str, by: Viewer, at: datetime) -> None:
    trail.record(verb=verb, by=by, at=at, kind=row.case.kind, row=row.pk, number=row.case.number, person=row.author_id)
