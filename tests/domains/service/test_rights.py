"""Who sees which appeal: as rows of a list, as the object behind an address, and as flags for the buttons."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import QuerySet

from tests.cast import NOON, Cast
from tests.domains.service.appeal import (
    against,
    at_department,
    filed,
    fresh,
    handed,
    leaves_post,
    resolved,
    taken,
    under_review,
)
from xinqiao.blocks.cases import queries as cases
from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.actions import filing, handling
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.appeals.queries import lists, matters
from xinqiao.ground.org.models import Post
from xinqiao.ground.org.queries import STRANGER, Viewer

pytestmark = pytest.mark.engine

RULES = [value for value in vars(rules).values() if isinstance(value, rules.Rule)]


def at_desk(cast: Cast, who: str) -> QuerySet[Appeal]:
    return matters.desk_appeals(cast.viewer(who))


def sees(cast: Cast, who: str, row: Appeal) -> bool:
    """As a row of the queue, as the object and as a flag: all three must say the same."""
    viewer = cast.viewer(who)
    listed = row.pk in [one.pk for one in matters.desk_appeals(viewer)]
    fetched = matters.desk_appeals(viewer).filter(pk=row.pk).exists()
    flagged: bool = Appeal.objects.annotate(sees=rules.see_appeal.flag(viewer)).get(pk=row.pk).sees  # type: ignore[attr-defined]
    counted = lists.tally(viewer, on=NOON.date())["all"] > 0 if row.case.closed_at is None else listed
    assert listed is fetched is flagged is counted, who
    return listed


def test_the_author_sees_it_as_a_member_and_not_at_the_desk(cast: Cast) -> None:
    row = filed(cast, by="du")
    assert matters.own_appeal(cast.viewer("du")).get(pk=row.pk).may_answer is True
    assert [one.pk for one in lists.own_appeals(cast.viewer("du"))] == [row.pk]
    assert not sees(cast, "du", row)


@pytest.mark.parametrize("who", ["lin", "wei", "guest", "ding", "gong"])
def test_another_member_sees_nothing(cast: Cast, who: str) -> None:
    row = filed(cast)
    assert not sees(cast, who, row)
    assert not matters.own_appeal(cast.viewer(who)).filter(pk=row.pk).exists()
    assert not lists.own_appeals(cast.viewer(who)).exists()
    assert not matters.receipts(cast.viewer(who)).exists()


@pytest.mark.parametrize("who", ["ni", "qin", "lu", "kang", "yu", "privacy", "hao"])
def test_auditors_administrators_and_managers_see_nothing(cast: Cast, who: str) -> None:
    assert not sees(cast, who, filed(cast))


def test_a_sub_union_chair_sees_the_own_unit_only(cast: Cast) -> None:
    crane, press = filed(cast), filed(cast, by="alat")
    assert [row.pk for row in at_desk(cast, "tong")] == [crane.pk]
    assert [row.pk for row in at_desk(cast, "bao")] == [press.pk]


def test_a_workshop_chair_sees_the_own_workshop_only(cast: Cast) -> None:
    filed(cast)
    press = filed(cast, by="alat")
    assert [row.pk for row in at_desk(cast, "luo")] == [press.pk]


def test_a_department_head_sees_only_what_lies_on_the_desk(cast: Cast) -> None:
    filed(cast)
    here = at_department(cast)
    assert [row.pk for row in at_desk(cast, "du")] == [here.pk]
    assert not sees(cast, "cheng", here)
    handed(cast, here, to="cheng", desk="purchasing", by="du")
    assert not sees(cast, "du", fresh(here))
    assert sees(cast, "cheng", fresh(here))


@pytest.mark.parametrize("who", ["song", "jiang", "gu", "wen", "bai"])
def test_the_centre_and_the_group_see_the_whole_body_served(cast: Cast, who: str) -> None:
    rows = [filed(cast), filed(cast, by="alat"), at_department(cast, topic="cadre"), resolved(cast)]
    assert {row.pk for row in at_desk(cast, who)} == {row.pk for row in rows}


def test_a_clerk_of_a_sub_unions_own_desk_sees_that_sub_union(cast: Cast) -> None:
    Post.objects.create(
        person=cast.people["hao"], role="clerk", unit=cast.units["forging2"], from_on=cast.people["hao"].hired_on
    )
    filed(cast)
    press = filed(cast, by="alat")
    assert [row.pk for row in at_desk(cast, "hao")] == [press.pk]


@pytest.mark.parametrize("who", ["tong", "bao", "luo"])
def test_what_is_said_about_cadres_is_hidden_from_the_line(cast: Cast, who: str) -> None:
    assert not sees(cast, who, filed(cast, topic="cadre"))
    assert not sees(cast, who, filed(cast, by="alat", topic="cadre"))


def test_what_lies_on_a_desk_below_is_not_on_ones_own(cast: Cast) -> None:
    """Said about cadres and given to the workshop by name: the sub-union above is not let in by that."""
    row = handed(cast, taken(cast, by="song", topic="cadre"), to="luo", desk="forging2", by="song")
    assert sees(cast, "luo", row)
    assert not sees(cast, "bao", row)


@pytest.mark.parametrize("who", ["tong", "song", "jiang", "gu", "wen", "du"])
def test_x20_the_complained_sees_nothing_whatever_the_post(cast: Cast, who: str) -> None:
    row = filed(cast)
    if who == "du":
        handed(cast, row, to="cheng", desk="purchasing", by="song")
    assert who == "du" or sees(cast, who, row)
    against(cast, row, whom=who, by="bai")
    assert not sees(cast, who, fresh(row))
    viewer = cast.viewer(who)
    for rule in (rule for rule in RULES if rule.meets):
        assert not Appeal.objects.filter(rule.rows(viewer)).exists(), rule.name
    assert not lists.late_rows(viewer, on=NOON.date().replace(year=2027))


def test_x20_not_even_when_it_lies_on_their_desk(cast: Cast) -> None:
    row = filed(cast)
    handed(cast, row, to="cheng", desk="purchasing", by="song")
    against(cast, row, whom="du")
    Appeal.objects.get(pk=row.pk).case.__class__.objects.filter(pk=row.pk).update(
        desk=cast.units["logistics"], holder=cast.people["du"]
    )
    assert not sees(cast, "du", fresh(row))
    with pytest.raises(Appeal.DoesNotExist):
        handling.reply_appeal(row.pk, text="没有的事", by=cast.viewer("du"), at=NOON)


def test_x20_not_even_when_they_wrote_it_down(cast: Cast) -> None:
    row = filed(cast, by="ding", author=cast.people["alat"], door="group")
    assert matters.own_appeal(cast.viewer("ding")).filter(pk=row.pk).exists()
    assert matters.receipts(cast.viewer("ding")).filter(pk=row.pk).exists()
    against(cast, row, whom="ding")
    assert not matters.own_appeal(cast.viewer("ding")).filter(pk=row.pk).exists()
    assert not matters.receipts(cast.viewer("ding")).filter(pk=row.pk).exists()


def test_whoever_wrote_it_down_follows_it_and_answers_nothing_for_the_author(cast: Cast) -> None:
    row = filed(cast, by="ding", author=cast.people["alat"], door="group")
    assert matters.own_appeal(cast.viewer("ding")).get(pk=row.pk).may_answer is False
    assert not lists.own_appeals(cast.viewer("ding")).exists()


@pytest.mark.parametrize(
    ("who", "topic", "knows"),
    [("du", "daily_life", False), ("song", "daily_life", True), ("gu", "daily_life", True), ("tong", "pay", True)],
)
def test_a_hidden_name_is_known_to_the_trusted_desks_only(cast: Cast, who: str, topic: str, knows: bool) -> None:
    row = at_department(cast, privacy="hidden", topic=topic)
    assert at_desk(cast, who).get(pk=row.pk).may_see_author is knows
    assert matters.receipts(cast.viewer(who)).filter(pk=row.pk).exists() is knows


def test_a_name_that_is_given_is_known_to_the_department_too(cast: Cast) -> None:
    row = at_department(cast, privacy="named")
    assert at_desk(cast, "du").get(pk=row.pk).may_see_author is True


def test_a_hidden_name_is_hidden_in_every_line_of_the_timeline(cast: Cast) -> None:
    row = at_department(cast, privacy="hidden")
    filing.add_word(row.pk, text="一共七个人", by=cast.viewer("chen"), at=NOON)
    handling.reply_appeal(row.pk, text="改了", by=cast.viewer("du"), at=NOON)
    handling.resolve_appeal(row.pk, outcome="solved", text="", by=cast.viewer("du"), at=NOON)
    filing.rate_appeal(row.pk, rating="satisfied", text="", by=cast.viewer("chen"), at=NOON)
    told = cases.lines(fresh(row).case, public_only=False, author_name="提出人")
    assert not any("陈禾苗" in line.text for line in told)
    assert sum("提出人" in line.text for line in told) == 3


def test_a_stranger_meets_no_row_not_even_those_with_empty_hands(cast: Cast) -> None:
    """Q(person=None) would mean IS NULL: nobody complained of, nobody holding it, nobody who wrote it down."""
    row = filed(cast)
    for viewer in (STRANGER, Viewer()):
        for rule in RULES:
            if rule.name == "anyone":
                continue
            assert not Appeal.objects.filter(rule.rows(viewer)).exists(), rule.name
            assert Appeal.objects.annotate(flag=rule.flag(viewer)).get(pk=row.pk).flag is False  # type: ignore[attr-defined]


@pytest.mark.parametrize("who", ["chen", "lin", "song", "du", "gu", "wen", "tong", "luo", "yu", "ding"])
def test_rows_objects_and_flags_agree_and_multiply_nothing(cast: Cast, who: str) -> None:
    extra: list[dict[str, Any]] = [  # several posts of one person must not double a row
        {"role": "subunion_chair", "unit": cast.units["forging"]},
        {"role": "workshop_chair", "unit": cast.units["forging2"]},
    ]
    if cast.viewer(who).posts:
        for post in extra:
            Post.objects.get_or_create(person=cast.people[who], **post, defaults={"from_on": NOON.date()})
    rows = [filed(cast), filed(cast, by="alat", topic="cadre"), at_department(cast, privacy="hidden"), resolved(cast)]
    rows += [under_review(cast), filed(cast, by="ding", author=cast.people["wei"])]
    against(cast, rows[1], whom="bao")
    viewer = cast.viewer(who)
    for rule in RULES:
        met = list(Appeal.objects.filter(rule.rows(viewer)).values_list("pk", flat=True))
        assert len(met) == len(set(met)), rule.name
        flags = dict(Appeal.objects.annotate(flag=rule.flag(viewer)).values_list("pk", "flag"))
        assert len(flags) == len(rows)
        assert set(flags.values()) <= {True, False}  # never NULL, never a number
        assert {pk for pk, flag in flags.items() if flag} == set(met), rule.name
        for row in rows:
            assert Appeal.objects.filter(rule.rows(viewer), pk=row.pk).count() == (row.pk in met)
    assert all(value is True or value is False for row in at_desk(cast, who) for value in _flags(row))


def _flags(row: Appeal) -> list[object]:
    return [getattr(row, name) for name in ("may_see_author", "may_take", "may_handle", "may_pass", "may_name")]


def test_buttons_follow_the_hands(cast: Cast) -> None:
    row = filed(cast)
    assert _flags(at_desk(cast, "song").get(pk=row.pk)) == [True, True, False, True, True]
    handling.take_appeal(row.pk, by=cast.viewer("song"), at=NOON)
    assert _flags(at_desk(cast, "song").get(pk=row.pk)) == [True, False, True, True, True]
    assert _flags(at_desk(cast, "jiang").get(pk=row.pk)) == [True, False, False, False, True]
    handed(cast, row, to="du", desk="logistics", by="song")
    assert _flags(at_desk(cast, "du").get(pk=row.pk)) == [True, False, True, True, False]


def test_a_closed_appeal_has_no_buttons_for_hands(cast: Cast) -> None:
    done, back = resolved(cast), filed(cast)
    filing.withdraw_appeal(back.pk, why="", by=cast.viewer("chen"), at=NOON)
    for row in (done, back):
        assert _flags(at_desk(cast, "song").get(pk=row.pk)) == [True, False, False, False, True]


def test_rights_end_with_the_post(cast: Cast) -> None:
    row = taken(cast)
    leaves_post(cast.people["song"])
    assert not sees(cast, "song", row)
    with pytest.raises(Appeal.DoesNotExist):
        handling.reply_appeal(row.pk, text="改", by=cast.viewer("song"), at=NOON)


@pytest.mark.parametrize(
    ("who", "admitted"),
    [("wen", True), ("bai", True), ("gu", True), ("tong", True), ("song", False), ("du", False), ("chen", False)],
)
def test_who_reads_what_is_late(cast: Cast, who: str, admitted: bool) -> None:
    row = filed(cast)
    late = lists.late_rows(cast.viewer(who), on=NOON.date().replace(month=12))
    assert [one.pk for one in late] == ([row.pk] if admitted else [])
