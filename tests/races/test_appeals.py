"""Two officers, one appeal: the lock lets exactly one of them through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import NOON, Cast, gather
from tests.domains.service.appeal import filed, resolved, taken
from tests.races.runners import Meeting, losers, race, winners
from xinqiao.blocks.cases.models import Case
from xinqiao.domains.service.appeals.actions import filing, handling
from xinqiao.domains.service.appeals.models import Appeal

pytestmark = pytest.mark.race


@pytest.fixture
def cast(committed: None) -> Cast:
    return gather()


def unlocked(appeal: int, *, by: Any, rule: Any = filing.rules.answer_own_appeal) -> Appeal:
    """The appeal as `locked` reads it, without the lock."""
    return Appeal.objects.select_related("case").get(rule.rows(by), pk=appeal)


def domain_row_only(appeal: int, *, by: Any, rule: Any = filing.rules.answer_own_appeal) -> Appeal:
    """The lock in the wrong place: the state lives in the case."""
    rows = Appeal.objects.select_related("case").select_for_update(of=("self",))
    return rows.get(rule.rows(by), pk=appeal)


def everybody_looks_first(patch: pytest.MonkeyPatch, *, reader: Callable[..., Appeal], racers: int = 2) -> None:
    """Read with this reader, and wait until all have read: a lock makes the wait end without the others."""
    meeting = Meeting(racers)

    def read(appeal: int, **more: Any) -> Appeal:
        row = reader(appeal, **more)
        meeting.wait()
        return row

    patch.setattr(handling, "locked", read)
    patch.setattr(filing, "locked", read)


def both_take(cast: Cast, row: Appeal) -> list[object]:
    viewers = [cast.viewer("song"), cast.viewer("jiang")]
    return race(*(lambda me=me: handling.take_appeal(row.pk, by=me, at=NOON) for me in viewers))


def takes(row: Appeal) -> int:
    return row.case.entries.filter(verb="take").count()


def test_two_officers_take_it_and_one_has_it(cast: Cast) -> None:
    for _n in range(5):
        row = filed(cast)
        ends = both_take(cast, row)
        assert (winners(ends), losers(ends), takes(row)) == (1, ["AlreadyTaken"], 1)


def test_the_lock_holds_even_when_both_have_looked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row = filed(cast)
    everybody_looks_first(monkeypatch, reader=filing.locked)
    ends = both_take(cast, row)
    assert (winners(ends), losers(ends), takes(row)) == (1, ["AlreadyTaken"], 1)


def test_without_the_lock_both_have_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row = filed(cast)
    everybody_looks_first(monkeypatch, reader=unlocked)
    ends = both_take(cast, row)
    assert (winners(ends), takes(row)) == (2, 2)


def test_locking_the_appeal_without_its_case_is_no_lock(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second waits for the row, and then acts on the case as it was before the first."""
    row = filed(cast)
    everybody_looks_first(monkeypatch, reader=domain_row_only)
    ends = both_take(cast, row)
    assert (winners(ends), takes(row)) == (2, 2)


def reply_and_hand_over(cast: Cast, row: Appeal) -> list[object]:
    me = cast.viewer("song")
    return race(
        lambda: handling.reply_appeal(row.pk, text="十一月起改。", by=me, at=NOON),
        lambda: handling.hand_over_appeal(
            row.pk, desk=cast.units["logistics"], holder=cast.people["du"], why="归后勤", by=me, at=NOON
        ),
    )


def state(row: Appeal) -> tuple[str, bool, int | None]:
    case = Case.objects.get(pk=row.pk)
    return case.state, case.replied_at is not None, case.holder_id


def test_an_answer_and_a_hand_over_follow_each_other(cast: Cast) -> None:
    du = cast.people["du"].pk
    for _n in range(5):
        row = taken(cast)
        ends = reply_and_hand_over(cast, row)
        if winners(ends) == 2:  # answered first, then handed over
            assert state(row) == ("replied", True, du)
        else:  # handed over first: the answer found it in other hands
            assert losers(ends) == ["DoesNotExist"]
            assert state(row) == ("handling", False, du)


def test_without_the_lock_one_of_them_is_forgotten(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row = taken(cast)
    everybody_looks_first(monkeypatch, reader=unlocked)
    ends = reply_and_hand_over(cast, row)
    assert winners(ends) == 2
    assert state(row) != ("replied", True, cast.people["du"].pk)  # the later writer has overwritten the earlier


def test_the_member_takes_back_while_the_officer_closes(cast: Cast) -> None:
    me, author = cast.viewer("song"), cast.viewer("chen")
    for _n in range(5):
        row = taken(cast)
        handling.reply_appeal(row.pk, text="改了", by=me, at=NOON)
        ends = race(
            lambda row=row: handling.resolve_appeal(row.pk, outcome="solved", text="", by=me, at=NOON),
            lambda row=row: filing.withdraw_appeal(row.pk, why="", by=author, at=NOON),
        )
        assert (winners(ends), losers(ends)) == (1, ["CaseClosed"])


def test_a_double_tap_begins_one_review(cast: Cast) -> None:
    row, author = resolved(cast), cast.viewer("chen")
    ends = race(*(lambda: filing.ask_review(row.pk, why="", by=author, at=NOON) for _n in range(2)))
    assert (winners(ends), losers(ends)) == (1, ["ReviewedAlready"])
    assert Case.objects.get(pk=row.pk).round == 2


def test_without_the_lock_a_double_tap_begins_two(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row, author = resolved(cast), cast.viewer("chen")
    everybody_looks_first(monkeypatch, reader=unlocked)
    ends = race(*(lambda: filing.ask_review(row.pk, why="", by=author, at=NOON) for _n in range(2)))
    assert winners(ends) == 2
    assert row.case.clocks.filter(kind="review").count() == 4  # two clocks for each of two reviews


def test_naming_the_complained_and_handing_over_to_them_never_both_happen(cast: Cast) -> None:
    """X20 holds under a race: whoever comes second is told."""
    me, officer = cast.viewer("song"), cast.viewer("gu")
    for _n in range(5):
        row = taken(cast)
        ends = race(
            lambda row=row: handling.name_complained(row.pk, person=cast.people["du"], by=officer, at=NOON),
            lambda row=row: handling.hand_over_appeal(
                row.pk, desk=cast.units["logistics"], holder=cast.people["du"], why="归后勤", by=me, at=NOON
            ),
        )
        assert (winners(ends), losers(ends)) == (1, ["ToTheComplained"])
