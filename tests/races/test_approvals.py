"""Two sign at once: the step moves once, nobody signs twice, and a document taken back is not approved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError

from tests.blocks.approvals.paper import KIND, TWO, TWO_OF, fresh, paper, signed
from tests.blocks.approvals.test_delegations import lent, post_of
from tests.cast import NOON, Cast, gather
from tests.races.runners import Meeting, losers, race, winners
from xinqiao.blocks.approvals.actions import filing, routing, signing
from xinqiao.blocks.approvals.models import Delegation, Request, Route, Signature
from xinqiao.blocks.approvals.words import Step
from xinqiao.ground.org.models import Post

pytestmark = pytest.mark.race


@pytest.fixture
def cast(committed: None) -> Cast:
    return gather()


def unlocked(request: int) -> Request:
    """The request as `locked` reads it, without the lock."""
    return Request.objects.get(pk=request)


def everybody_looks_first(patch: pytest.MonkeyPatch, *, reader: Callable[[int], Request]) -> None:
    """Read with this reader and find the seat, and wait until all have: a lock makes the wait end without the others.
    The meeting is behind the seat, for that is asked of the database once more."""
    meeting, seat = Meeting(2), signing._seat

    def look(row: Request, **more: Any) -> Post:
        seen = seat(row, **more)
        meeting.wait()
        return seen

    patch.setattr(signing, "locked", reader)
    patch.setattr(filing, "locked", reader)
    patch.setattr(signing, "_seat", look)


def both_sign(cast: Cast, row: Request, *who: str) -> list[object]:
    viewers = [cast.viewer(key) for key in who]
    return race(*(lambda me=me: signing.sign(row.pk, agree=True, opinion="", by=me, at=NOON) for me in viewers))


def test_two_holders_sign_one_step_and_it_moves_once(cast: Cast) -> None:
    for _n in range(5):
        row = paper(cast)
        ends = both_sign(cast, row, "bao", "gu")
        assert (winners(ends), losers(ends)) == (1, ["NotCalled"])
        assert (fresh(row).step.order, row.signatures.count()) == (2, 1)


def test_the_lock_holds_even_when_both_have_looked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row = paper(cast)
    everybody_looks_first(monkeypatch, reader=signing.locked)
    ends = both_sign(cast, row, "bao", "gu")
    assert (winners(ends), losers(ends), row.signatures.count()) == (1, ["NotCalled"], 1)


def test_without_the_lock_both_sign_one_step(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row = paper(cast)
    everybody_looks_first(monkeypatch, reader=unlocked)
    ends = both_sign(cast, row, "bao", "gu")
    assert (winners(ends), row.signatures.count()) == (2, 2)


def test_of_two_that_are_needed_the_second_closes_it(cast: Cast) -> None:
    for _n in range(5):
        row = paper(cast, steps=(TWO_OF,), kind="test.two")
        ends = both_sign(cast, row, "wen", "bai")
        assert (winners(ends), fresh(row).state) == (2, "approved")


def test_without_the_lock_the_second_never_closes_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row = paper(cast, steps=(TWO_OF,), kind="test.two")
    meeting, complete = Meeting(2), signing._is_complete

    def together(row: Request, **more: object) -> bool:
        counted = complete(row, **more)  # type: ignore[arg-type]
        meeting.wait()
        return counted

    monkeypatch.setattr(signing, "locked", unlocked)
    monkeypatch.setattr(signing, "_is_complete", together)
    ends = both_sign(cast, row, "wen", "bai")
    assert (winners(ends), fresh(row).state) == (2, "open")  # neither has seen the other's


def test_a_double_tap_is_one_signature(cast: Cast) -> None:
    for _n in range(5):
        row = paper(cast, steps=(TWO_OF,), kind="test.two")
        ends = both_sign(cast, row, "wen", "wen")
        assert (winners(ends), losers(ends), row.signatures.count()) == (1, ["SignedAlready"], 1)


def test_without_the_lock_the_database_still_takes_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row = paper(cast, steps=(TWO_OF,), kind="test.two")
    everybody_looks_first(monkeypatch, reader=unlocked)
    ends = both_sign(cast, row, "wen", "wen")
    assert [type(end) for end in ends if isinstance(end, Exception)] == [IntegrityError]
    assert Signature.objects.count() == 1


def test_it_is_signed_or_taken_back_never_both(cast: Cast) -> None:
    for _n in range(5):
        row = signed(cast, paper(cast), by="bao")
        ends = race(
            lambda row=row: signing.sign(row.pk, agree=True, opinion="", by=cast.viewer("wen"), at=NOON),
            lambda row=row: filing.withdraw(row.pk, by=cast.viewer("song"), at=NOON),
        )
        assert winners(ends) == 1
        assert losers(ends) in (["NotBeingSigned"], ["EndedAlready"])


def test_two_first_filings_share_one_shipped_route(cast: Cast) -> None:
    ends = race(*(lambda: paper(cast, steps=TWO) for _n in range(2)))
    assert winners(ends) == 2
    assert Route.objects.count() == 1


def test_two_keep_the_next_version_and_one_of_them_did(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting, write = Meeting(2), Route.objects.create

    def late(**given: object) -> Route:
        meeting.wait()
        return write(**given)

    monkeypatch.setattr(Route.objects, "create", late)
    step = (Step("意见", ("chair",)),)
    given = {"kind": KIND, "steps": step, "in_force_from": NOON.date(), "document": "x", "at": NOON}
    viewers = [cast.viewer(key) for key in ("wen", "bai")]
    ends = race(*(lambda me=me: routing.keep_route(**given, by=me) for me in viewers))
    assert (winners(ends), losers(ends)) == (1, ["RouteKeptMeanwhile"])


def both_lend(cast: Cast) -> list[object]:
    return race(*(lambda to=to: lent(cast, to=to) for to in ("luo", "ding")))


def test_a_post_is_lent_once(cast: Cast) -> None:
    for _n in range(5):
        Delegation.objects.all().delete()
        ends = both_lend(cast)
        assert (winners(ends), losers(ends)) == (1, ["LentAlready"])


def test_without_the_lock_it_is_lent_twice(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting, make = Meeting(2), Delegation.objects.create

    def late(**given: object) -> Delegation:
        meeting.wait()
        return make(**given)

    monkeypatch.setattr(type(Post.objects.all()), "select_for_update", lambda rows, **_more: rows)
    monkeypatch.setattr(Delegation.objects, "create", late)
    assert winners(both_lend(cast)) == 2
    assert Delegation.objects.filter(post=post_of(cast, "bao")).count() == 2
