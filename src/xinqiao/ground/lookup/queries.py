"""Which rows a text is found in."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from xinqiao.ground.lookup.models import LookupText
from xinqiao.kit.texts import findable


def keys(kind: str, *, text: str) -> QuerySet[LookupText, Any]:
    """Keys of the rows of a kind whose text holds this one, folded: a lazy subquery for `.filter(pk__in=...)`.

    It knows nothing of rights: the room filters by its own rule beside it. Nothing is found by spaces and dots alone.
    """
    sought = findable(text)
    found = LookupText.objects.filter(kind=kind, grams__hold=sought, text__contains=sought)
    return (found if sought else LookupText.objects.none()).values("row")
