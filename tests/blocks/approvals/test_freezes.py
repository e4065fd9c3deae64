"""Days in which nothing is filed or signed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.blocks.approvals.paper import KIND, fresh, paper, returned, signed
from tests.cast import NOON, Cast
from xinqiao.blocks.approvals import queries
from xinqiao.blocks.approvals.actions import filing, freezing, signing
from xinqiao.blocks.approvals.actions.delegating import EndsBeforeItBegins
from xinqiao.blocks.approvals.actions.freezing import NoFreezeReason
from xinqiao.blocks.approvals.actions.line import FrozenNow
from xinqiao.blocks.approvals.actions.routing import WithoutDocument
from xinqiao.blocks.approvals.models import Freeze, Request
from xinqiao.ground.trail.models import Event

pytestmark = pytest.mark.engine
TODAY = date(2026, 10, 20)


def frozen(cast: Cast, **changes: Any) -> Freeze:
    given = {
        "kind": KIND,
        "from_on": TODAY,
        "to_on": date(2026, 10, 27),
        "reason": "换届选举",
        "document": "砺工〔2026〕41号",
    } | changes
    return freezing.declare_freeze(**given, by=cast.viewer("wen"), at=NOON)


@pytest.mark.parametrize("kind", [KIND, ""])
def test_nothing_is_filed_inside_and_it_says_until_when(cast: Cast, kind: str) -> None:
    frozen(cast, kind=kind)
    with pytest.raises(FrozenNow, match=r"换届选举.*10月27日恢复"):
        paper(cast)
    assert not Request.objects.exists()


def test_nothing_is_signed_or_returned_inside(cast: Cast) -> None:
    row = paper(cast)
    frozen(cast)
    with pytest.raises(FrozenNow):
        signed(cast, row, by="bao")
    with pytest.raises(FrozenNow):
        signing.return_for_change(row.pk, opinion="改", by=cast.viewer("bao"), at=NOON)
    assert fresh(row).step.order == 1
    later = NOON + timedelta(days=7)
    assert signed(cast, row, by="bao", at=later).step.order == 2


def test_nothing_is_sent_anew_inside(cast: Cast) -> None:
    row = returned(cast, paper(cast), by="bao")
    frozen(cast)
    with pytest.raises(FrozenNow):
        filing.resubmit(row.pk, text="改好了。", by=cast.viewer("song"), at=NOON)
    assert filing.withdraw(row.pk, by=cast.viewer("song"), at=NOON).state == "withdrawn"  # taking back is always open


def test_other_kinds_and_other_days_go_on(cast: Cast) -> None:
    frozen(cast, kind="test.other")
    frozen(cast, from_on=date(2026, 11, 1), to_on=date(2026, 11, 2))
    assert signed(cast, paper(cast), by="bao").step.order == 2


def test_of_two_the_one_that_ends_last_is_told(cast: Cast) -> None:
    frozen(cast)
    last = frozen(cast, kind="", to_on=date(2026, 10, 30))
    assert queries.freeze_in_force(KIND, on=TODAY) == last
    assert [f.pk for f in queries.freezes("test.other", on=TODAY)] == [last.pk]


@pytest.mark.parametrize(("first", "last"), [(20, 20), (25, 22), (1, 20)])
def test_it_ends_after_it_begins_and_after_today(cast: Cast, first: int, last: int) -> None:
    with pytest.raises(EndsBeforeItBegins):
        frozen(cast, from_on=date(2026, 10, first), to_on=date(2026, 10, last))


def test_it_has_a_reason(cast: Cast) -> None:
    with pytest.raises(NoFreezeReason):
        frozen(cast, reason=" ")
    assert not Freeze.objects.exists()


def test_it_rests_on_a_document(cast: Cast) -> None:
    with pytest.raises(WithoutDocument):
        frozen(cast, document=" ")


def test_it_can_be_lifted(cast: Cast) -> None:
    row, ahead = frozen(cast), frozen(cast, from_on=date(2026, 11, 1), to_on=date(2026, 11, 9))
    assert freezing.lift_freeze(row.pk, by=cast.viewer("bai"), at=NOON).to_on == TODAY
    assert freezing.lift_freeze(ahead.pk, by=cast.viewer("bai"), at=NOON).to_on == date(2026, 11, 1)
    assert paper(cast).pk
    assert queries.freeze_in_force(KIND, on=date(2026, 11, 1)) is None
    verbs = Event.objects.filter(kind="approvals.freeze").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["declare_freeze", "declare_freeze", "lift_freeze", "lift_freeze"]
