"""Two taps at once on one consent, two hands at once on one form, one request, one approval."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import NOON, Cast, gather
from tests.ground.consents.ledger import HEALTH, asked_to_read, filed, given, photo, printed, with_texts
from tests.races.runners import Meeting, losers, race, winners
from xinqiao.ground.consents.actions import giving, minors, paper, requests
from xinqiao.ground.consents.models import Consent, ConsentForm, InformationRequest

pytestmark = pytest.mark.race


@pytest.fixture
def cast(committed: None) -> Cast:
    return gather()


def unlocked(pk: int, *, by: Any) -> Consent:
    """The given line as `locked` reads it, without the lock."""
    return Consent.objects.get(giving.rules.withdraw_consent.rows(by), pk=pk, deed="give")


def everybody_looks_first(patch: pytest.MonkeyPatch, *, reader: Callable[..., Any], of: Any = giving) -> None:
    """Read with this reader, and wait until all have read: a lock makes the wait end without the others."""
    meeting = Meeting(2)

    def read(pk: int, **more: Any) -> Any:
        row = reader(pk, **more)
        meeting.wait()
        return row

    patch.setattr(of, "locked", read)


def both_withdraw(cast: Cast, row: Consent) -> list[object]:
    hands = [cast.viewer("wei"), cast.viewer("jiang")]
    return race(*(lambda me=me: giving.withdraw_consent(row.pk, by=me, at=NOON) for me in hands))


def withdrawals(row: Consent) -> int:
    return Consent.objects.filter(ends=row).count()


def test_withdrawn_twice_at_once_is_one_withdrawal(cast: Cast) -> None:
    for _n in range(5):
        row = given(cast)
        ends = both_withdraw(cast, row)
        assert (winners(ends), withdrawals(row)) == (2, 1)
        assert ends[0] == ends[1]


def test_the_lock_holds_even_when_both_have_looked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row = given(cast)
    everybody_looks_first(monkeypatch, reader=giving.locked)
    assert (winners(both_withdraw(cast, row)), withdrawals(row)) == (2, 1)


def test_without_the_lock_one_of_them_meets_the_table(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table still holds one withdrawal, but somebody is shown a fault instead of an answer."""
    row = given(cast)
    everybody_looks_first(monkeypatch, reader=unlocked)
    ends = both_withdraw(cast, row)
    assert (winners(ends), losers(ends), withdrawals(row)) == (1, ["IntegrityError"], 1)


def test_given_twice_at_once_is_one_consent(cast: Cast) -> None:
    with_texts()
    me = cast.viewer("wei")
    ends = race(*(lambda: giving.give_consent(**HEALTH, by=me, at=NOON) for _n in range(2)))
    assert (winners(ends), Consent.objects.count()) == (2, 1)


def test_a_form_is_recorded_or_refused_never_both(cast: Cast) -> None:
    me, other = cast.viewer("jiang"), cast.viewer("privacy")
    for _n in range(5):
        row = printed(cast, own_wish=True)
        ends = race(
            lambda row=row: paper.record_on_paper(row.pk, photo=photo(), by=me, at=NOON),
            lambda row=row: paper.refuse_on_paper(row.pk, by=other, at=NOON),
        )
        assert (winners(ends), losers(ends)) == (1, ["FormClosed"])
        assert Consent.objects.filter(form=ConsentForm.objects.get(pk=row.pk)).count() == 1


def test_a_double_tap_files_one_request(cast: Cast) -> None:
    ends = race(*(lambda: filed(cast) for _n in range(2)))
    assert (winners(ends), losers(ends), InformationRequest.objects.count()) == (1, ["RequestStillOpen"], 1)


def test_a_request_is_answered_once(cast: Cast) -> None:
    said = {"outcome": "done", "reason": "", "text": "办好了。"}
    row, hands = filed(cast), [cast.viewer("privacy"), cast.viewer("bai")]
    ends = race(*(lambda me=me: requests.answer_request(row.pk, **said, by=me, at=NOON) for me in hands))
    assert (winners(ends), losers(ends)) == (1, ["RequestAnswered"])


def test_leave_is_decided_once(cast: Cast) -> None:
    row, one, other = asked_to_read(cast), cast.viewer("privacy"), cast.viewer("bai")
    ends = race(
        lambda: minors.approve_read(row.pk, by=one, at=NOON),
        lambda: minors.decline_read(row.pk, why="太宽", by=other, at=NOON),
    )
    assert (winners(ends), losers(ends)) == (1, ["ApprovalSettled"])
