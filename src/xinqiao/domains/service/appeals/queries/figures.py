"""Figures of the room: what was asked, what was answered."""

from __future__ import annotations

from django.db.models import Count, Q

from xinqiao.blocks.cases import queries as cases
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.kit.clock import now, today

ANSWERED = Q(case__replied_at__isnull=False) | Q(case__round__gt=1)  # a further round begins only after an answer


def answered() -> dict[str, int]:
    """Appeals filed, answered (replied to, or refused with reasons) and the persons who filed; withdrawn ones left out."""
    counts: dict[str, int] = Appeal.objects.exclude(case__state="withdrawn").aggregate(
        filed=Count("pk"), answered=Count("pk", filter=ANSWERED), persons=Count("author", distinct=True)
    )
    return counts


def appeals_filed() -> int:
    """Appeals filed since the start, withdrawn ones left out; however many rounds one goes, it counts once."""
    return answered()["filed"]


def answered_share() -> float:
    """Answered appeals over those whose first answer was due: the ones still inside their reply limit are not counted."""
    due = Appeal.objects.exclude(case__state="withdrawn").exclude(case__pk__in=cases.awaiting_reply(today(now())))
    counts = due.aggregate(all=Count("pk"), answered=Count("pk", filter=ANSWERED))
    return round(counts["answered"] / counts["all"], 4) if counts["all"] else 0.0
