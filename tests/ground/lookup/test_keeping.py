"""Putting, dropping, making anew: few statements, no text left behind, as often as one likes."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xinqiao.ground.lookup import actions, words
from xinqiao.ground.lookup.models import LookupText
from xinqiao.ground.lookup.queries import keys

pytestmark = [pytest.mark.engine, pytest.mark.django_db]
KIND = "test.row"


class Shelf:
    """A room's rows as a source reads them."""

    def __init__(self, *rows: words.Row) -> None:
        self.rows, self.asked = dict(rows), list[int]()

    def __call__(self, after: int, *, size: int) -> list[words.Row]:
        self.asked.append(after)
        return sorted((row, texts) for row, texts in self.rows.items() if row > after)[:size]


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    monkeypatch.setattr(words, "sources", {})
    monkeypatch.setattr(actions, "sources", words.sources)
    monkeypatch.setattr(actions, "BATCH", 2)
    shelf = Shelf(*((n, [f"第{n}件"]) for n in range(1, 6)))
    words.name_source(KIND, source=shelf)
    yield shelf


def held() -> dict[tuple[str, int], str]:
    return {(one.kind, one.row): one.text for one in LookupText.objects.all()}


def test_a_row_is_put_and_dropped_in_one_statement_each() -> None:
    with CaptureQueriesContext(connection) as asked:
        actions.put(kind=KIND, row=1, texts=["班车", "食堂"])
    assert len(asked) == 1
    assert held() == {(KIND, 1): "班车\n食堂"}
    with CaptureQueriesContext(connection) as asked:
        actions.drop(kind=KIND, row=1)
    assert len(asked) == 1
    assert held() == {}
    actions.drop(kind=KIND, row=1)


def test_many_rows_go_in_few_statements_and_a_double_stands_once() -> None:
    rows = [(n, [f"第{n}件"]) for n in range(600)]
    with CaptureQueriesContext(connection) as asked:
        actions.put_many(kind=KIND, rows=[*rows, (7, ["换过"])])
    assert len(asked) <= 4
    assert held()[KIND, 7] == "换过"
    actions.drop_many(kind=KIND, rows=range(599))
    assert held() == {(KIND, 599): "第599件"}


def test_dropping_leaves_other_kinds_alone() -> None:
    actions.put(kind=KIND, row=1, texts=["班车"])
    actions.put(kind="test.other", row=1, texts=["班车"])
    actions.drop(kind=KIND, row=1)
    assert held() == {("test.other", 1): "班车"}


def test_anew_from_nothing_by_key_in_batches(shelf: Shelf) -> None:
    assert actions.reindex() == {KIND: 5}
    assert shelf.asked == [0, 2, 4]
    assert held() == {(KIND, n): f"第{n}件" for n in range(1, 6)}


def test_anew_mends_what_is_wrong_and_may_be_done_again(shelf: Shelf) -> None:
    for kind, row in ((KIND, 3), (KIND, 99), ("test.gone", 1)):
        actions.put(kind=kind, row=row, texts=["不对的"])
    del shelf.rows[2], shelf.rows[5]
    for _time in range(2):
        assert actions.reindex() == {KIND: 3}
        assert held() == {(KIND, n): f"第{n}件" for n in (1, 3, 4)}
    assert list(keys(KIND, text="不对").values_list("row", flat=True)) == []


def test_an_empty_room_leaves_nothing(shelf: Shelf) -> None:
    actions.put(kind=KIND, row=3, texts=["旧的"])
    shelf.rows.clear()
    assert actions.reindex() == {KIND: 0}
    assert held() == {}


def test_a_kind_has_one_source(shelf: Shelf) -> None:
    with pytest.raises(ValueError, match=KIND):
        words.name_source(KIND, source=shelf)


def test_the_command_says_what_can_be_found(shelf: Shelf) -> None:
    out = StringIO()
    call_command("reindex", stdout=out)
    assert "5 条可以查到" in out.getvalue()
    call_command("reindex", verbosity=0, stdout=(quiet := StringIO()))
    assert quiet.getvalue() == ""
