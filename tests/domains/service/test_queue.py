"""The queue: by deadline, by key, with counts that agree, and as many statements for three rows as for one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import NOON, Cast
from tests.domains.service.appeal import filed, resolved, taken
from xinqiao.blocks.cases import queries as cases
from xinqiao.blocks.cases.models import Case
from xinqiao.domains.service.appeals.actions import filing, handling
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.appeals.queries import figures, lists

TODAY = date(2026, 10, 20)


def queue(cast: Cast, *, who: str = "song", tab: str = "all", topic: str = "", after: object = None) -> list[Appeal]:
    return lists.queue(cast.viewer(who), tab=tab, topic=topic, after=after, on=TODAY)  # type: ignore[arg-type]


@pytest.mark.engine
def test_the_nearest_deadline_comes_first_and_every_tab_counts_what_it_shows(cast: Cast) -> None:
    fine = filed(cast)
    late = filed(cast, at=NOON - timedelta(days=7))
    today = filed(cast, at=NOON - timedelta(days=4))  # Friday: due on Tuesday
    mine = taken(cast)
    waits = taken(cast)
    handling.pause_appeal(waits.pk, why="等厂家", by=cast.viewer("song"), at=NOON)
    resolved(cast)
    shown = {tab: [row.pk for row in queue(cast, tab=tab)] for tab in lists.TABS}
    assert shown == {
        "all": [late.pk, today.pk, fine.pk, mine.pk, waits.pk],
        "mine": [mine.pk, waits.pk],
        "late": [late.pk],
        "today": [today.pk],
        "soon": [fine.pk, mine.pk],
        "paused": [waits.pk],
    }
    assert lists.tally(cast.viewer("song"), on=TODAY) == {tab: len(rows) for tab, rows in shown.items()}


def test_a_topic_narrows_it(cast: Cast) -> None:
    filed(cast)
    pay = filed(cast, topic="pay")
    assert [row.pk for row in queue(cast, topic="pay")] == [pay.pk]


@pytest.mark.engine
def test_the_next_page_begins_behind_the_last_row_even_on_one_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE", 2)
    rows = [filed(cast) for _n in range(3)] + [filed(cast, at=NOON + timedelta(days=1))]
    first = queue(cast)
    assert [row.pk for row in first] == [row.pk for row in rows[:3]]  # one more than a page: there is a next one
    last = first[1]
    assert [row.pk for row in queue(cast, after=(last.case.due_on, last.pk))] == [row.pk for row in rows[2:]]


def test_what_is_closed_is_read_last_closed_first_and_goes_by_key(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [resolved(cast) for _n in range(3)]  # closed in one moment: the key tells them apart
    monkeypatch.setattr(lists, "PAGE", 1)
    song, address, told = cast.client("song"), "/desk/appeals/closed/", []
    for _page in rows:
        page = song.get(address).content.decode()
        told += [row.pk for row in rows if f"/desk/appeals/{row.pk}/" in page]
        found = re.search(r'href="([^"]+)" rel="next"', page)
        address = found[1] if found else ""
    assert told == [row.pk for row in reversed(rows)]
    assert address == ""


@pytest.mark.parametrize("key", ["x", "1.", ".1", "9" * 20 + ".1", "1.x"])
def test_a_spoilt_key_begins_at_the_beginning(cast: Cast, key: str) -> None:
    row = resolved(cast)
    assert f"/desk/appeals/{row.pk}/" in cast.client("song").get(f"/desk/appeals/closed/?before={key}").content.decode()


def test_what_waits_for_the_member(cast: Cast) -> None:
    done = resolved(cast)
    filed(cast)
    assert [row.pk for row in lists.waiting_for(cast.viewer("chen"))] == [done.pk]
    filing.rate_appeal(done.pk, rating="fair", text="", by=cast.viewer("chen"), at=NOON)
    assert not lists.waiting_for(cast.viewer("chen")).exists()


def test_answered_appeals_are_counted_from_records(cast: Cast) -> None:
    filed(cast)
    taken(cast)
    resolved(cast, by="jiang")
    refused = taken(cast)
    handling.refuse_appeal(refused.pk, reason="no_facts", text="查不到", by=cast.viewer("song"), at=NOON)
    back = filed(cast)
    filing.withdraw_appeal(back.pk, why="", by=cast.viewer("chen"), at=NOON)
    again = resolved(cast)
    filing.ask_review(again.pk, why="", by=cast.viewer("chen"), at=NOON)
    filed(cast, by="alat")
    assert figures.answered() == {"filed": 6, "answered": 3, "persons": 2}


def walk(rows: list[Appeal]) -> None:
    """What a page reads of its rows."""
    for row in rows:
        _ = (row.case.number, row.case.desk.short, row.case.holder and row.case.holder.name, row.case.unit.name)
        _ = (row.author.name, row.author.unit.name, row.complained, row.photo, row.may_see_author)  # type: ignore[attr-defined]


READS: dict[str, tuple[int, Callable[[Cast], object]]] = {
    "queue": (1, lambda cast: walk(queue(cast))),
    "queue, soon": (2, lambda cast: walk(queue(cast, tab="soon"))),  # and the calendar
    "queue of the chair": (1, lambda cast: walk(queue(cast, who="wen"))),
    "tally": (2, lambda cast: lists.tally(cast.viewer("song"), on=TODAY)),
    "own": (
        1,
        lambda cast: [(r.case.desk.name, r.case.holder) for r in lists.own_appeals(cast.viewer("chen"))],
    ),
    "late": (
        1,
        lambda cast: [
            (r.case.desk.name, r.case.holder, r.case.unit.name)
            for r in lists.late_rows(cast.viewer("wen"), on=date(2026, 12, 30))
        ],
    ),
    "days left": (1, lambda cast: cases.days_left(list(_open()), on=TODAY)),
}


def _open() -> list[Case]:
    return [row.case for row in _kept]


_kept: list[Appeal] = []


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("read", READS)
def test_as_many_statements_for_three_as_for_one(
    cast: Cast, read: str, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _kept[:] = [taken(cast) for _n in range(rows)]
    viewers = {key: cast.viewer(key) for key in ("song", "wen", "chen")}
    cast.viewer = lambda key, **_at: viewers[key]  # type: ignore[method-assign]  # read before counting begins
    statements, ask = READS[read]
    with django_assert_num_queries(statements):
        ask(cast)


@pytest.mark.parametrize("rows", [1, 3])
def test_closed_appeals_cost_one_statement(
    cast: Cast, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _n in range(rows):
        resolved(cast)
    viewer = cast.viewer("song")
    with django_assert_num_queries(1):
        walk(lists.closed_appeals(viewer, before=None))


@pytest.mark.parametrize("lines", [1, 3])
def test_the_timeline_costs_one_statement(
    cast: Cast, lines: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = filed(cast)
    for _n in range(lines):
        filing.add_word(row.pk, text="还有", by=cast.viewer("chen"), at=NOON)
    with django_assert_num_queries(1):
        cases.lines(row.case, public_only=True, mine=1)
