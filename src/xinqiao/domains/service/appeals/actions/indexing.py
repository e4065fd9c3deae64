"""What an appeal is found by. Its author's name is not among it: that is asked of the people, by those who may know."""

from __future__ import annotations

from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.words import APPEAL
from xinqiao.ground.lookup import actions as lookup
from xinqiao.ground.lookup.models import LookupText
from xinqiao.ground.lookup.words import Row


def index_appeal(row: Appeal) -> None:
    """Found by number, the number it had in an older record, title and the member's own words."""
    lookup.put(kind=APPEAL, row=row.pk, texts=_of_appeal(row))


def text_of_appeal(row: Appeal) -> LookupText:
    """The same, not yet written, for a new appeal that is written with all its rows at once."""
    return lookup.text_of(kind=APPEAL, row=row.pk, texts=_of_appeal(row))


def appeals_anew(after: int, *, size: int) -> list[Row]:
    """Appeals by key, for `reindex`."""
    rows = Appeal.objects.filter(pk__gt=after).select_related("case").order_by("pk")
    return [(one.pk, _of_appeal(one)) for one in rows[:size]]


def _of_appeal(row: Appeal) -> list[str]:
    return [row.case.number, row.case.matter, row.outside, row.case.title, row.words]
