"""Answering by a tried template: its list checked, its text sent, and what it says follows, in one deed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.domains.service.appeals.actions import handling
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.reply_templates.queries import templates_for
from xinqiao.domains.service.words import After
from xinqiao.ground.org.queries import Viewer
from xinqiao.kit.refusal import Refused, refuse_if


class UncheckedStill(Refused):
    rule = _("还有没核对的：%(line)s")
    source = _("答复模板规则：送出前逐条核对")
    cure = _("核对好了打上勾，再送出。")


def reply_by_template(
    appeal: int, *, template: int, text: str, checked: Collection[str], by: Viewer, at: datetime
) -> Appeal:
    """Answer by a template of one's own desk. Raises UncheckedStill and the refusals of what follows.

    Raises ReplyTemplate.DoesNotExist for a template out of reach or no longer in use.
    """
    found = templates_for(by).get(pk=template)
    missing = [line for line in found.checklist.splitlines() if line not in checked]
    refuse_if(missing, UncheckedStill, line=missing[0] if missing else "")
    with transaction.atomic():
        row = handling.reply_appeal(appeal, text=text, by=by, at=at, promise_days=found.promise_days)
        if found.after == After.RESOLVE:
            row = handling.resolve_appeal(appeal, outcome=found.outcome, text="", by=by, at=at)
        elif found.after == After.PAUSE:
            row = handling.pause_appeal(appeal, why=text, by=by, at=at)
    return row
