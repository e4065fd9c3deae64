"""The index is made anew while somebody changes a row: the newer text stands."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import transaction

from tests.races.runners import Meeting, race
from xinqiao.ground.lookup import actions, words
from xinqiao.ground.lookup.queries import keys
from xinqiao.ground.org.models import Installation

pytestmark = pytest.mark.race
KIND = "test.union"


def renamed_while_made_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is found after a reindex has read the old name and a rename comes before it writes."""
    union = Installation.objects.create(name="旧名")
    read, renamed = Meeting(2), Meeting(2)

    def source(after: int, *, size: int) -> list[words.Row]:
        rows = [(one.pk, [one.name]) for one in Installation.objects.filter(pk__gt=after).order_by("pk")[:size]]
        if rows:
            read.wait()
            renamed.wait()
        return rows

    def rename() -> None:
        read.wait()
        with transaction.atomic():
            Installation.objects.filter(pk=union.pk).update(name="新名")
            actions.put(kind=KIND, row=union.pk, texts=["新名"])
        renamed.wait()

    monkeypatch.setattr(actions, "sources", {KIND: source})
    assert not [end for end in race(actions.reindex, rename) if isinstance(end, Exception)]
    return [name for name in ("旧名", "新名") if keys(KIND, text=name).exists()]


def test_a_rename_is_not_overwritten_by_what_was_read_before(committed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert renamed_while_made_anew(monkeypatch) == ["新名"]


def test_without_the_lock_the_old_name_would_come_back(committed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "connection", SimpleNamespace(vendor="unlocked"))
    assert renamed_while_made_anew(monkeypatch) == ["旧名"]
