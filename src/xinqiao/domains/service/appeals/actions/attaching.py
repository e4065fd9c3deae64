"""Papers that come with an appeal: the author's, and the desk's with its answer."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.cases.actions.line import CaseClosed
from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.actions.filing import locked
from xinqiao.domains.service.appeals.models import Appeal, Attachment
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.papers import actions as papers
from xinqiao.ground.parameters.queries import in_force
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if

SOURCE = _("附件规则")


class EnoughPapers(Refused):
    rule = _("一件诉求最多附 %(most)s 份材料。")
    source = SOURCE
    cure = _("几张合成一份再附，或者先把附错的一份撤下。")


class DroppedAlready(Refused):
    rule = _("这份材料已经撤下，或者不是您附的。")
    source = SOURCE
    cure = _("请当时附它的人来撤。")


def attach_paper(
    appeal: int, *, upload: tuple[BinaryIO, str, int], by: Viewer, at: datetime, desk: bool = False, public: bool = True
) -> Attachment:
    """Keep a paper with an open appeal; `desk`: from whoever has it in hand, `public`: the member may open it.

    Raises CaseClosed, EnoughPapers and the refusals of the file.
    """
    rule = rules.handle_appeal if desk else rules.answer_own_appeal
    most = in_force("appeals.files", on=today(at)).value
    with transaction.atomic():
        row = locked(appeal, by=by, rule=rule)
        refuse_if(row.case.closed_at is not None, CaseClosed)
        kept = Attachment.objects.filter(appeal=row, from_desk=desk, dropped_at__isnull=True).count()
        refuse_if(kept >= most, EnoughPapers, most=most)
        paper = papers.keep_file(upload[0], name=upload[1], size=upload[2], at=at)
        made = Attachment.objects.create(
            appeal=row,
            paper=paper,
            at=at,
            by_id=by.person,
            by_name=by.name,
            from_desk=desk,
            public=public or not desk,
        )
        _tell(row, verb="attach", by=by, at=at)
    return made


def drop_paper(attachment: int, *, by: Viewer, at: datetime) -> Attachment:
    """What one attached oneself by mistake is no longer offered; the record keeps it. Raises DroppedAlready."""
    with transaction.atomic():
        rows = Attachment.objects.select_for_update(of=("self",)).select_related("appeal__case")
        row = rows.filter(pk=attachment, by=by.person, dropped_at__isnull=True).first()
        refuse_if(row is None, DroppedAlready)
        assert row is not None  # noqa: S101 - the refusal above has settled it
        row.dropped_at = at
        row.save(update_fields=["dropped_at"])
        _tell(row.appeal, verb="drop_paper", by=by, at=at)
    return row


def _tell(row: Appeal, *, verb: str, by: Viewer, at: datetime) -> None:
    trail.record(verb=verb, by=by, at=at, kind=row.case.kind, row=row.pk, number=row.case.number, person=row.author_id)
