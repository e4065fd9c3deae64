"""What another system asks for is done once, however often its message arrives."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.identity.actions.tokens import KIND, SOURCE
from xinqiao.ground.identity.models import ApiToken, IdempotentAnswer
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.parameters.queries import value
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if

DONE = range(200, 300)


class KeyUsedOtherwise(Refused):
    rule = _("这个编号已经用在另一份内容上，没有再办。")
    source = SOURCE
    cure = _("重送原来那件事，内容要一字不差；办另一件事，换一个新编号。")
    status = 409


@dataclass(frozen=True)
class Answer:
    """What went back: status and body. `first`: the deed was done just now."""

    status: int
    body: str
    first: bool = True


def answer_once(
    deed: Callable[[], Answer], *, token: ApiToken, key: str, address: str, body: bytes, by: Viewer, at: datetime
) -> Answer:
    """Do it and keep the answer under the key, in one transaction; a key that was answered gives the same answer again.

    Of two at once the second waits for the first. What was refused changed nothing, so nothing is kept of it and the key
    is free again. Raises KeyUsedOtherwise when the key stands for another request, and whatever the deed raises.
    """
    digest = hashlib.sha256(address.encode() + b"\n" + body).hexdigest()
    with transaction.atomic():
        try:
            with transaction.atomic():
                row = IdempotentAnswer.objects.create(token=token, key=key, digest=digest, at=at)
        except IntegrityError:
            kept = IdempotentAnswer.objects.get(token=token, key=key)
            refuse_if(kept.digest != digest, KeyUsedOtherwise)
            return Answer(kept.status, kept.body, first=False)
        given = deed()
        if given.status not in DONE:
            transaction.set_rollback(True)
            return given
        row.status, row.body = given.status, given.body
        row.save(update_fields=["status", "body"])
        note = {"system": token.system, "address": address, "key": key}
        trail.record(verb="use_token", by=by, at=at, kind=KIND, row=token.pk, number=token.prefix, note=note)
    return given


def sweep_answers(*, at: datetime) -> int:
    """Forget the answers that are older than `api.keep_days`. Returns how many."""
    keep = timedelta(days=value("api.keep_days", on=today(at)))
    return IdempotentAnswer.objects.filter(at__lt=at - keep).delete()[0]
