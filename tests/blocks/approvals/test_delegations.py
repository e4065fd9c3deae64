"""Signing for somebody: by name, for days, under a document, and never around the rules of recusal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.blocks.approvals.paper import TWO_OF, called, ends, kin, offered, paper, signed
from tests.cast import NOON, Cast
from xinqiao.blocks.approvals import queries
from xinqiao.blocks.approvals.actions import delegating
from xinqiao.blocks.approvals.actions.delegating import (
    DelegateUnknown,
    DelegateYourself,
    EndsBeforeItBegins,
    LentAlready,
    NotYourDelegation,
    NotYourPost,
)
from xinqiao.blocks.approvals.actions.routing import WithoutDocument
from xinqiao.blocks.approvals.actions.signing import KinOfASide, NotCalled, OneOfTheSides, SignedAlready
from xinqiao.blocks.approvals.models import Delegation, Signature
from xinqiao.ground.org.models import Post
from xinqiao.ground.trail.models import Event

pytestmark = pytest.mark.engine
TODAY = date(2026, 10, 20)


def post_of(cast: Cast, who: str) -> int:
    return int(Post.objects.get(person=cast.people[who]).pk)


def lent(cast: Cast, *, by: str = "bao", to: str = "luo", **changes: Any) -> Delegation:
    given = {"from_on": TODAY, "to_on": TODAY + timedelta(days=7), "document": "委托书2026-3"} | changes
    post = given.pop("post", None) or post_of(cast, by)
    return delegating.give_delegation(post=post, number=cast.people[to].number, by=cast.viewer(by), at=NOON, **given)


def test_the_named_person_signs_and_both_names_stand_there(cast: Cast) -> None:
    lent(cast)
    row = paper(cast)
    assert offered(cast)["luo"] == [row.pk]
    signed(cast, row, by="luo")
    (signature,) = queries.opinions(row)
    assert (signature.name, signature.holder_name, signature.post_name) == ("罗桂芳", "包国良", "锻造公司 分会主席")
    assert signature.delegated


def test_an_own_signature_names_one(cast: Cast) -> None:
    signed(cast, paper(cast), by="bao")
    assert not Signature.objects.get().delegated


def test_an_own_post_goes_before_a_lent_one(cast: Cast) -> None:
    lent(cast, by="bao", to="gu")
    signed(cast, paper(cast), by="gu")
    assert Signature.objects.get().holder == cast.people["gu"]


@pytest.mark.parametrize("days", [-1, 7])
def test_it_holds_on_its_days_only(cast: Cast, days: int) -> None:
    lent(cast, from_on=TODAY, to_on=TODAY + timedelta(days=7))
    at = NOON + timedelta(days=days)
    row = paper(cast, at=at)
    assert "luo" not in offered(cast, at=at)
    with pytest.raises(NotCalled):
        signed(cast, row, by="luo", at=at)


def test_it_ends_with_the_post(cast: Cast) -> None:
    lent(cast)
    row = paper(cast)
    ends(cast, "bao")
    assert "luo" not in offered(cast)
    with pytest.raises(NotCalled):
        signed(cast, row, by="luo")


def test_x26_the_applicant_signs_by_nobodys_hand(cast: Cast) -> None:
    """Lending one's post to a friend is no way around."""
    lent(cast, by="gu", to="ding")
    row = paper(cast, by="gu")
    assert called(cast, row) == {"bao"}
    with pytest.raises(NotCalled):
        signed(cast, row, by="ding")


def test_x26_kin_sign_by_nobodys_hand(cast: Cast) -> None:
    kin(cast, "bao", other="wei")
    lent(cast)
    assert "luo" not in offered(cast) and paper(cast)
    with pytest.raises(NotCalled):
        signed(cast, paper(cast), by="luo")


@pytest.mark.parametrize(("who", "refusal"), [("wei", OneOfTheSides), ("lin", KinOfASide)])
def test_x26_a_side_or_kin_signs_for_nobody(cast: Cast, who: str, refusal: type[Exception]) -> None:
    kin(cast, "lin", other="song")
    lent(cast, to=who)
    row = paper(cast)
    assert who not in offered(cast)
    with pytest.raises(refusal):
        signed(cast, row, by=who)


def test_x26_one_post_is_used_once_by_whichever_hand(cast: Cast) -> None:
    lent(cast, by="wen", to="luo")
    row = signed(cast, paper(cast, steps=(TWO_OF,)), by="luo")
    assert called(cast, row) == {"bai", "gu"}
    with pytest.raises(SignedAlready):
        signed(cast, row, by="wen")  # luo has signed for her


def test_x26_one_hand_uses_one_post(cast: Cast) -> None:
    lent(cast, by="wen", to="luo")
    lent(cast, by="bai", to="luo")
    row = signed(cast, paper(cast, steps=(TWO_OF,)), by="luo")
    with pytest.raises(SignedAlready):
        signed(cast, row, by="luo")


def test_one_lends_what_one_holds(cast: Cast) -> None:
    with pytest.raises(NotYourPost):
        lent(cast, by="bao", post=post_of(cast, "tong"))
    post = post_of(cast, "bao")
    ends(cast, "bao")
    with pytest.raises(NotYourPost):
        lent(cast, by="bao", post=post)


def test_the_other_is_somebody_who_works_here(cast: Cast) -> None:
    cast.people["luo"].left_on = TODAY
    cast.people["luo"].save()
    with pytest.raises(DelegateUnknown):
        lent(cast)
    with pytest.raises(DelegateUnknown):
        delegating.give_delegation(
            post=post_of(cast, "bao"), number="000", from_on=TODAY, to_on=date(2026, 11, 1), document="x",
            by=cast.viewer("bao"), at=NOON,
        )  # fmt: skip


def test_one_does_not_lend_to_oneself(cast: Cast) -> None:
    with pytest.raises(DelegateYourself):
        lent(cast, to="bao")


@pytest.mark.parametrize(("first", "last"), [(20, 20), (22, 21), (1, 20)])
def test_it_ends_after_it_begins_and_after_today(cast: Cast, first: int, last: int) -> None:
    with pytest.raises(EndsBeforeItBegins):
        lent(cast, from_on=date(2026, 10, first), to_on=date(2026, 10, last))


def test_it_rests_on_a_document(cast: Cast) -> None:
    with pytest.raises(WithoutDocument):
        lent(cast, document="")


def test_one_post_is_lent_to_one_person_a_day(cast: Cast) -> None:
    lent(cast)
    with pytest.raises(LentAlready, match="罗桂芳"):
        lent(cast, to="ding", from_on=TODAY + timedelta(days=6), to_on=TODAY + timedelta(days=9))
    assert lent(cast, to="ding", from_on=TODAY + timedelta(days=7), to_on=TODAY + timedelta(days=9)).pk


def test_the_giver_ends_it_and_it_ends_at_once(cast: Cast) -> None:
    row = lent(cast)
    request = paper(cast)
    with pytest.raises(NotYourDelegation):
        delegating.end_delegation(row.pk, by=cast.viewer("luo"), at=NOON)
    assert delegating.end_delegation(row.pk, by=cast.viewer("bao"), at=NOON).to_on == TODAY
    assert "luo" not in offered(cast)
    with pytest.raises(NotCalled):
        signed(cast, request, by="luo")
    assert lent(cast, to="ding").pk


def test_one_that_lies_ahead_never_begins(cast: Cast) -> None:
    begins = TODAY + timedelta(days=3)
    row = lent(cast, from_on=begins)
    assert delegating.end_delegation(row.pk, by=cast.viewer("bao"), at=NOON).to_on == begins


def test_both_sides_see_it_while_it_stands(cast: Cast) -> None:
    row = lent(cast)
    giver, other = cast.people["bao"].pk, cast.people["luo"].pk
    assert [d.pk for d in queries.delegations_of(giver, on=TODAY)] == [row.pk]
    assert [d.pk for d in queries.delegations_to(other, on=TODAY)] == [row.pk]
    assert not queries.delegations_of(giver, on=row.to_on).exists()
    assert not queries.delegations_to(giver, on=TODAY).exists()
    assert [p.role for p in queries.posts_to_lend(cast.viewer("bao"), on=TODAY)] == ["subunion_chair"]


def test_giving_and_ending_are_on_the_trail(cast: Cast) -> None:
    delegating.end_delegation(lent(cast).pk, by=cast.viewer("bao"), at=NOON)
    told = Event.objects.filter(kind="approvals.delegation").order_by("id").values_list("verb", "person")
    assert list(told) == [(verb, cast.people["bao"].pk) for verb in ("give_delegation", "end_delegation")]
