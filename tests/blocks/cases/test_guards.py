"""What the database itself refuses: lines altered or taken out, open matters without a deadline."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.blocks.cases.matter import matter, resolved, taken
from tests.cast import NOON, Cast
from xinqiao.blocks.cases.models import Case, Entry, Pause
from xinqiao.kit import append_only

pytestmark = pytest.mark.engine

DEEDS: dict[str, Callable[[], object]] = {
    "alter": lambda: Entry.objects.update(text="别的话"),
    "hide": lambda: Entry.objects.update(public=False),
    "delete": lambda: Entry.objects.all()._raw_delete("default"),
    "alter by hand": lambda: connection.cursor().execute("UPDATE cases_entry SET by_name = ''"),
    "delete by hand": lambda: connection.cursor().execute("DELETE FROM cases_entry"),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_x32_no_line_is_altered_or_taken_out(cast: Cast, deed: str) -> None:
    taken(cast)
    before = list(Entry.objects.order_by("id").values())
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        DEEDS[deed]()
    assert list(Entry.objects.order_by("id").values()) == before


@pytest.mark.parametrize("deed", DEEDS)
def test_x32_without_the_guard_the_same_deeds_go_through(cast: Cast, deed: str) -> None:
    taken(cast)
    before = list(Entry.objects.order_by("id").values())
    append_only.unguard("cases_entry", connection=connection)
    DEEDS[deed]()
    assert list(Entry.objects.order_by("id").values()) != before


def test_the_guard_of_the_timeline_stands(cast: Cast) -> None:
    assert append_only.is_guarded("cases_entry", connection=connection)


REFUSED: dict[str, dict[str, object]] = {
    "cases_case_open_has_deadline": {"due_on": None},
    "cases_case_closed_has_time": {"closed_at": NOON},
    "cases_case_paused_has_time": {"state": "paused"},
}


@pytest.mark.parametrize("constraint", REFUSED)
def test_an_open_matter_always_has_a_deadline_and_its_times(cast: Cast, constraint: str) -> None:
    case = matter(cast)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**REFUSED[constraint])


def test_a_closed_matter_has_the_time_of_its_closing(cast: Cast) -> None:
    case = resolved(cast)
    with pytest.raises(IntegrityError, match="cases_case_closed_has_time"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(closed_at=None)


def test_an_open_matter_has_a_desk(cast: Cast) -> None:
    case = matter(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(desk=None)


def test_one_number_is_given_once(cast: Cast) -> None:
    one, other = matter(cast), matter(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=other.pk).update(number=one.number)


def test_one_pause_at_a_time_and_none_that_ends_before_it_begins(cast: Cast) -> None:
    case = taken(cast)
    Pause.objects.create(case=case, from_at=NOON, reason="等")
    with pytest.raises(IntegrityError), transaction.atomic():
        Pause.objects.create(case=case, from_at=NOON, reason="又等")
    with pytest.raises(IntegrityError, match="cases_pause_order"), transaction.atomic():
        Pause.objects.filter(case=case).update(to_at=NOON - timedelta(seconds=1))
