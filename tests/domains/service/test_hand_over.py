"""Whose hands an appeal may come into: reasons, desks, recusals, reviews, and what a leaver leaves behind."""

from datetime import date, timedelta

import pytest

from tests.cast import NOON, Cast
from tests.domains.service.appeal import (
    against,
    at_department,
    filed,
    fresh,
    handed,
    kin,
    leaves_post,
    taken,
    under_review,
)
from xinqiao.blocks.cases.actions.handling import (
    HandledBefore,
    NoReason,
    NotTheHolder,
    SameHands,
)
from xinqiao.domains.service.appeals.actions import handling
from xinqiao.domains.service.appeals.actions.handling import (
    NearToIt,
    NobodyAtThatDesk,
    ReviewFromBelow,
    ToTheComplained,
)
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.appeals.queries import matters, places
from xinqiao.ground.org.models import Post


def test_x20_it_is_never_handed_to_the_complained(cast: Cast) -> None:
    row = taken(cast)
    against(cast, row, whom="du")
    with pytest.raises(ToTheComplained):
        handed(cast, row, to="du", desk="logistics", by="song")


def test_x20_it_is_never_left_at_a_desk_where_only_the_complained_would_take_it(cast: Cast) -> None:
    row = taken(cast)
    against(cast, row, whom="du")
    with pytest.raises(NobodyAtThatDesk):
        handling.hand_over_appeal(
            row.pk, desk=cast.units["logistics"], holder=None, why="归后勤", by=cast.viewer("song"), at=NOON
        )


def test_nobody_is_at_a_desk_without_a_post(cast: Cast) -> None:
    row = taken(cast)
    with pytest.raises(NobodyAtThatDesk):
        handed(cast, row, to="lin", desk="logistics", by="song")
    with pytest.raises(NobodyAtThatDesk):  # the information centre has an administrator, who never sees an appeal
        handed(cast, row, to="yu", desk="it", by="song")
    leaves_post(cast.people["du"])
    with pytest.raises(NobodyAtThatDesk):
        handed(cast, row, to="du", desk="logistics", by="song")


def test_nobody_is_at_a_desk_where_only_the_author_sits(cast: Cast) -> None:
    row = taken(cast, by="song")
    own = filed(cast, by="du")
    handling.take_appeal(own.pk, by=cast.viewer("song"), at=NOON)
    with pytest.raises(NobodyAtThatDesk):
        handling.hand_over_appeal(
            own.pk, desk=cast.units["logistics"], holder=None, why="归后勤", by=cast.viewer("song"), at=NOON
        )
    assert handed(cast, row, to="du", desk="logistics", by="song").case.holder == cast.people["du"]


def test_x26_kin_of_either_side_neither_take_nor_receive_it(cast: Cast) -> None:
    of_author, of_complained = filed(cast), filed(cast)
    kin(cast, "song", other="chen")
    kin(cast, "tong", other="jiang")
    against(cast, of_complained, whom="tong")
    with pytest.raises(NearToIt):
        handling.take_appeal(of_author.pk, by=cast.viewer("song"), at=NOON)
    with pytest.raises(NearToIt):
        handling.take_appeal(of_complained.pk, by=cast.viewer("jiang"), at=NOON)
    with pytest.raises(NearToIt):
        handed(cast, of_author, to="song", desk="centre", by="jiang")
    assert handling.take_appeal(of_complained.pk, by=cast.viewer("gu"), at=NOON).case.holder == cast.people["gu"]


def test_the_word_about_a_recusal_tells_nothing_of_the_relation(cast: Cast) -> None:
    said = str(NearToIt())
    assert not any(word in said for word in ("配偶", "夫", "妻", "父", "母", "提出人"))


@pytest.mark.parametrize("who", ["jiang", "gu", "tong"])
def test_a_review_is_not_taken_from_below(cast: Cast, who: str) -> None:
    row = under_review(cast)
    with pytest.raises(ReviewFromBelow):
        handling.take_appeal(row.pk, by=cast.viewer(who), at=NOON)


def test_a_review_is_not_handed_down(cast: Cast) -> None:
    row = under_review(cast)
    handling.take_appeal(row.pk, by=cast.viewer("bai"), at=NOON)
    with pytest.raises(ReviewFromBelow):
        handed(cast, row, to="gu", desk="group", by="bai")
    with pytest.raises(NobodyAtThatDesk):
        handling.hand_over_appeal(
            row.pk, desk=cast.units["logistics"], holder=None, why="归后勤", by=cast.viewer("bai"), at=NOON
        )
    assert handed(cast, row, to="wen", desk="group", by="bai").case.holder == cast.people["wen"]


def test_a_chair_who_handled_it_does_not_review_it(cast: Cast) -> None:
    row = under_review(cast, by="wen")
    with pytest.raises(HandledBefore):
        handling.take_appeal(row.pk, by=cast.viewer("wen"), at=NOON)


def test_places_to_hand_over_leave_out_whoever_must_not_have_it(cast: Cast) -> None:
    row = taken(cast)
    against(cast, row, whom="du")
    people = {place.person for place in places.places_to_hand_over(fresh(row), on=date(2026, 10, 20))}
    assert cast.people["jiang"] in people
    assert cast.people["tong"] in people  # the chair of the author's own sub-union
    assert not people & {cast.people[key] for key in ("du", "chen", "song", "bao")}
    review = under_review(cast)
    reviewers = {place.person for place in places.places_to_hand_over(fresh(review), on=date(2026, 10, 20))}
    assert reviewers == {cast.people["wen"], cast.people["bai"]}


def test_handing_over_keeps_every_deadline(cast: Cast) -> None:
    row = taken(cast)
    before = list(row.case.clocks.order_by("id").values())
    handed(cast, row, to="du", desk="logistics", by="song", at=NOON + timedelta(days=3))
    assert list(row.case.clocks.order_by("id").values()) == before
    assert fresh(row).case.due_on == row.case.due_on


def test_handing_over_needs_a_reason_and_other_hands(cast: Cast) -> None:
    row = taken(cast)
    one = {"desk": cast.units["centre"], "by": cast.viewer("song"), "at": NOON}
    with pytest.raises(NoReason):
        handling.hand_over_appeal(row.pk, holder=cast.people["jiang"], why=" ", **one)
    with pytest.raises(SameHands):
        handling.hand_over_appeal(row.pk, holder=cast.people["song"], why="自己", **one)


def test_what_somebody_holds_is_not_passed_on_by_another(cast: Cast) -> None:
    row = taken(cast)
    with pytest.raises(Appeal.DoesNotExist):
        handed(cast, row, to="du", desk="logistics", by="jiang")


@pytest.mark.engine
def test_what_a_leaver_held_is_passed_on_by_whoever_sees_it(cast: Cast) -> None:
    row = at_department(cast)
    leaves_post(cast.people["du"])
    shown = matters.desk_appeals(cast.viewer("song")).get(pk=row.pk)
    assert (shown.may_pass, shown.may_take, shown.may_handle) == (True, False, False)
    assert handed(cast, row, to="song", desk="centre", by="song").case.holder == cast.people["song"]


def test_who_left_the_company_holds_nothing(cast: Cast) -> None:
    row = at_department(cast)
    gone = cast.people["du"]
    gone.left_on = date(2026, 10, 1)
    gone.save()
    assert handed(cast, row, to="jiang", desk="centre", by="jiang").case.holder == cast.people["jiang"]


def test_who_only_changed_the_desk_still_holds_it(cast: Cast) -> None:
    row = at_department(cast)
    leaves_post(cast.people["du"])
    Post.objects.create(
        person=cast.people["du"], role="department_head", unit=cast.units["purchasing"], from_on=date(2026, 10, 1)
    )
    with pytest.raises(Appeal.DoesNotExist):
        handed(cast, row, to="jiang", desk="centre", by="jiang")
    handling.reply_appeal(row.pk, text="办着", by=cast.viewer("du"), at=NOON)


def test_a_page_grown_old_gets_a_sentence(cast: Cast) -> None:
    """The right may have been read before the holder's post was given back: the deed itself looks again."""
    row = at_department(cast)
    stale = handling.rules.see_appeal
    with pytest.MonkeyPatch.context() as patch, pytest.raises(NotTheHolder):
        patch.setattr(handling.rules, "pass_appeal", stale)
        handed(cast, row, to="jiang", desk="centre", by="jiang")
