"""Extensions as the tests need them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tests.cast import NOON, Cast
from tests.domains.service.appeal import at_department, taken
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.extensions import queries, rules
from xinqiao.domains.service.extensions.actions import asking, signing
from xinqiao.domains.service.extensions.models import Extension

DUE = date(2026, 11, 10)  # fifteen working days after NOON
UNTIL = date(2026, 11, 30)
WHY = "锅炉配件十一月二十日才到货，装好试两天才敢答应。"


def asked(
    cast: Cast,
    row: Appeal | None = None,
    *,
    by: str = "song",
    until: date = UNTIL,
    why: str = WHY,
    at: datetime = NOON,
    **changes: Any,
) -> Extension:
    """An extension the holder has just asked for."""
    row = row or taken(cast, by=by, **changes)
    return asking.ask_extension(row.pk, until=until, why=why, by=cast.viewer(by, at=at), at=at)


def of_department(cast: Cast, **changes: Any) -> Extension:
    """Asked for by the head of logistics, who holds the appeal."""
    return asked(cast, at_department(cast, **changes), by="du")


def signed(
    cast: Cast, row: Extension, *, by: str, agree: bool = True, opinion: str = "情况属实。", at: datetime = NOON
) -> Extension:
    """Signed by somebody."""
    return signing.sign_extension(row.pk, agree=agree, opinion=opinion, by=cast.viewer(by, at=at), at=at)


def approved(cast: Cast, row: Extension | None = None) -> Extension:
    """Agreed at both steps."""
    return signed(cast, signed(cast, row or asked(cast), by="gu"), by="wen", opinion="同意延期。")


def returned(cast: Cast, row: Extension, *, by: str = "gu") -> Extension:
    """Given back to be mended."""
    return signing.return_extension(row.pk, opinion="写明配件哪天到。", by=cast.viewer(by), at=NOON)


def sees(cast: Cast, who: str, row: Extension) -> bool:
    """Whether somebody meets it at all."""
    return queries.extensions_for(cast.viewer(who)).filter(pk=row.pk).exists()


def called(cast: Cast, row: Extension) -> set[str]:
    """Who finds it on their list."""
    return {
        who
        for who in cast.people
        if queries.extensions_for(cast.viewer(who), rule=rules.sign_extension).filter(pk=row.pk).exists()
    }


def fresh(row: Extension) -> Extension:
    """The extension as the database has it."""
    return Extension.objects.select_related("approval", "appeal__case").get(pk=row.pk)


def due(row: Extension) -> date:
    """The service limit of its appeal that runs now."""
    found: date = row.appeal.case.clocks.filter(kind="finish", nature="service", dropped_at__isnull=True).get().due_on
    return found


def days(n: int) -> datetime:
    """So many days after NOON."""
    return NOON + timedelta(days=n)
