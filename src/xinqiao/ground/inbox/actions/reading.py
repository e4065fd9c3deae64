"""Reading: on a screen by oneself, or on paper that the group leader brings."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.inbox import queries, rules
from xinqiao.ground.inbox.models import Message
from xinqiao.ground.inbox.words import How
from xinqiao.ground.org.models import Person
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.refusal import Refused, refuse_if


class NothingToBring(Refused):
    rule = _("这几条已经捎到过，或者本人自己看过了。")
    source = _("捎话规则：一条消息只捎一次")
    cure = _("回到捎话名单看现在还有谁的。")


def read_message(pk: int, *, by: Viewer, at: datetime) -> None:
    """Mark one of one's own messages as read on a screen; read again, it keeps the first time."""
    own = Message.objects.filter(rules.see_own_messages.rows(by), pk=pk, read_at__isnull=True)
    own.update(read_at=at, read_how=How.SCREEN)


def read_all(*, by: Viewer, at: datetime) -> int:
    """Mark all of one's own messages as read; returns how many were not."""
    own = Message.objects.filter(rules.see_own_messages.rows(by), read_at__isnull=True)
    return own.update(read_at=at, read_how=How.SCREEN)


def hand_on_paper(person: int, *, upto: int, by: Viewer, at: datetime) -> int:
    """A group leader has brought somebody the slip with all that was unread up to message `upto`; what came later waits
    for the next slip. It counts as read, on paper. Raises NothingToBring; Person.DoesNotExist out of reach."""
    with transaction.atomic():
        row = Person.objects.select_for_update(of=("self",)).get(rules.carry_word.rows(by), pk=person)
        waiting = Message.objects.filter(queries.COUNTED, person=row, pk__lte=upto)
        count = waiting.update(read_at=at, read_how=How.PAPER)
        refuse_if(not count, NothingToBring)
        trail.record(
            verb="hand_on", by=by, at=at, kind="inbox.message", person=row.pk, number=row.number, note={"count": count}
        )
    return count
