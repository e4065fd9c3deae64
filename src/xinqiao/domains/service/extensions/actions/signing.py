"""Signing an extension: when the last step agrees, the day moves and the author reads it; when one refuses, it stays."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.approvals.actions import filing, signing
from xinqiao.blocks.approvals.words import State
from xinqiao.domains.service.appeals.actions.extending import extend_appeal, keep_limit
from xinqiao.domains.service.extensions import rules
from xinqiao.domains.service.extensions.actions.asking import locked
from xinqiao.domains.service.extensions.models import Extension
from xinqiao.domains.service.extensions.words import EXTENSION
from xinqiao.ground.org.queries import Viewer, are_kin
from xinqiao.ground.papers import actions as papers
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if


class KinOfTheComplained(Refused):
    rule = _("这件诉求反映的人是您的近亲属，您应当回避。")
    source = _("诉求办理规则：近亲属的事、反映近亲属的事，都不经办")
    cure = _("请别的在任的同志签；没有别人的，由工会主席或副主席签。")


def sign_extension(extension: int, *, agree: bool, opinion: str, by: Viewer, at: datetime) -> Extension:
    """Sign the current step. Raises KinOfTheComplained, the refusals of `signing.sign` and, when it was the last step,
    what `extend_appeal` raises: then nothing was signed."""
    with transaction.atomic():
        row = locked(extension, by=by, rule=rules.see_extension)
        _must_not_be_near(row, by=by, at=at)
        row.approval = approval = signing.sign(row.approval_id, agree=agree, opinion=opinion, by=by, at=at)
        if approval.state == State.APPROVED:
            extend_appeal(
                row.appeal_id,
                round_=row.round,
                until=row.until,
                basis=f"延期审批单 {approval.number}",
                why=row.why,
                by=by,
                at=at,
            )
        elif approval.state == State.REFUSED:
            keep_limit(row.appeal_id, round_=row.round, by=by, at=at)
    return row


def return_extension(extension: int, *, opinion: str, by: Viewer, at: datetime) -> Extension:
    """Give it back to be mended. Raises KinOfTheComplained and the refusals of `signing.return_for_change`."""
    with transaction.atomic():
        row = locked(extension, by=by, rule=rules.see_extension)
        _must_not_be_near(row, by=by, at=at)
        row.approval = signing.return_for_change(row.approval_id, opinion=opinion, by=by, at=at)
    return row


def keep_scan(extension: int, *, photo: tuple[BinaryIO, str, int], by: Viewer, at: datetime) -> Extension:
    """The sealed paper form comes back as a photo. Raises the refusals of the photo, NotDecidedYet."""
    with transaction.atomic():
        row = locked(extension, by=by, rule=rules.scan_extension)
        paper = papers.keep_photo(photo[0], name=photo[1], size=photo[2], at=at)
        row.approval = filing.keep_scan(row.approval_id, paper=paper, by=by, at=at)
    return row


def read_extension(row: Extension, *, by: Viewer, at: datetime) -> None:
    """Somebody has opened it: on the trail, and the author of the appeal can see by whom."""
    trail.record(
        verb="read", by=by, at=at, kind=EXTENSION, row=row.pk, number=row.approval.number, person=row.appeal.author_id
    )


def _must_not_be_near(row: Extension, *, by: Viewer, at: datetime) -> None:
    """Whom the appeal complains of may have been named after it was filed: their kin stand aside all the same (X26)."""
    complained = row.appeal.complained_id
    near = complained is not None and by.person is not None and are_kin(by.person, other=complained, on=today(at))
    refuse_if(near, KinOfTheComplained)
