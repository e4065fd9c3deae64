"""Several appeals of one matter: one owner, one answer to all, the strictest confidence for all, and apart again."""

from __future__ import annotations

import pytest

from tests.cast import NOON, Cast
from tests.domains.service.appeal import against, filed, fresh, handed, kin, taken
from xinqiao.blocks.cases.queries import letters
from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.actions import filing, grouping, handling
from xinqiao.domains.service.appeals.actions.grouping import DifferentComplained, HolderNearToOne, NotAllYours
from xinqiao.domains.service.appeals.actions.handling import NearToIt, ToTheComplained
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.appeals.queries import lists, matters

SIX = ("chen", "lin", "gulnur", "wei", "alat", "ding")


def merge(cast: Cast, *rows: Appeal, by: str = "song") -> Appeal:
    return grouping.merge_appeals([row.pk for row in rows], by=cast.viewer(by), at=NOON)


def sees(cast: Cast, key: str, row: Appeal, *, rule: object = rules.see_appeal) -> bool:
    return Appeal.objects.filter(rule.rows(cast.viewer(key)), pk=row.pk).exists()  # type: ignore[attr-defined]


def test_one_answer_goes_to_six_and_one_is_taken_out_again(cast: Cast) -> None:
    rows = [taken(cast, by="song")] + [filed(cast, by=key) for key in SIX[1:]]
    lead = merge(cast, *rows)
    assert (lead.pk, fresh(lead).people) == (rows[0].pk, 6)
    grouping.part_appeal(rows[5].pk, by=cast.viewer("song"), at=NOON)
    handling.reply_appeal(lead.pk, text="十一月起改到零点二十。", by=cast.viewer("song"), at=NOON)
    for row in rows[:5]:
        assert [letter.text for letter in letters(fresh(row).case)] == ["十一月起改到零点二十。"]
    assert letters(fresh(rows[5]).case) == []
    assert (fresh(lead).people, fresh(rows[5]).case.holder) == (5, cast.people["song"])


def test_each_member_reads_the_answer_under_their_own_number(cast: Cast) -> None:
    rows = [taken(cast, by="song"), filed(cast, by="lin")]
    merge(cast, *rows)
    handling.reply_appeal(rows[0].pk, text="改到零点二十。", by=cast.viewer("song"), at=NOON)
    page = cast.client("lin").get(f"/appeals/{rows[1].pk}/")
    assert "改到零点二十。" in page.content.decode()
    assert "0002" in page.content.decode()
    assert "陈禾苗" not in page.content.decode()


def test_what_is_merged_stands_in_the_queue_once(cast: Cast) -> None:
    rows = [taken(cast, by="song"), filed(cast, by="lin")]
    merge(cast, *rows)
    viewer, on = cast.viewer("song"), NOON.date()
    assert [row.pk for row in lists.queue(viewer, tab="all", topic="", after=None, on=on)] == [rows[0].pk]
    assert lists.tally(viewer, on=on)["all"] == 1
    assert [row.pk for row in matters.merged_with(fresh(rows[0]), viewer=viewer)] == [rows[1].pk]


def test_the_strictest_confidence_holds_for_all_and_ends_with_the_merger(cast: Cast) -> None:
    named, kept = taken(cast, by="song", privacy="named"), filed(cast, by="lin", privacy="hidden")
    merge(cast, named, kept)
    assert (fresh(named).hidden, fresh(named).privacy) == (True, "named")
    handed(cast, fresh(named), to="du", desk="logistics", by="song")
    assert sees(cast, "du", named)
    assert not sees(cast, "du", named, rule=rules.see_author)
    grouping.part_appeal(kept.pk, by=cast.viewer("du"), at=NOON)
    assert sees(cast, "du", named, rule=rules.see_author)
    assert not sees(cast, "du", kept, rule=rules.see_author)


def test_what_is_said_of_cadres_keeps_all_of_it_from_the_line(cast: Cast) -> None:
    named, kept = taken(cast, by="song"), filed(cast, by="lin", topic="cadre")
    assert sees(cast, "tong", named)
    merge(cast, named, kept)
    assert not sees(cast, "tong", named)
    grouping.part_appeal(kept.pk, by=cast.viewer("song"), at=NOON)
    assert sees(cast, "tong", named)


def test_only_what_is_ones_own_or_nobodys_is_merged(cast: Cast) -> None:
    mine, theirs = taken(cast, by="song"), taken(cast, by="jiang")
    with pytest.raises(NotAllYours):
        merge(cast, mine, theirs)


def test_x20_complaints_about_different_people_are_not_merged(cast: Cast) -> None:
    one, other = taken(cast, by="song"), filed(cast, by="lin")
    against(cast, one, whom="tong")
    with pytest.raises(DifferentComplained):
        merge(cast, one, other)
    against(cast, other, whom="tong")
    merge(cast, one, other)


def test_x20_the_complained_is_named_for_all_at_once(cast: Cast) -> None:
    one, other = taken(cast, by="song"), filed(cast, by="lin")
    merge(cast, one, other)
    with pytest.raises(ToTheComplained):
        against(cast, one, whom="song")
    against(cast, one, whom="tong")
    assert fresh(other).complained == cast.people["tong"]


def test_x26_whoever_is_near_to_one_of_them_does_not_hold_them_all(cast: Cast) -> None:
    kin(cast, "song", other="lin")
    with pytest.raises(HolderNearToOne):
        merge(cast, taken(cast, by="song"), filed(cast, by="lin"), by="song")
    free = filed(cast, by="chen")
    other = filed(cast, by="lin")
    merge(cast, free, other, by="jiang")
    with pytest.raises(NearToIt):
        handling.take_appeal(free.pk, by=cast.viewer("song"), at=NOON)
    handling.take_appeal(free.pk, by=cast.viewer("jiang"), at=NOON)


def test_when_the_first_author_takes_it_back_the_others_go_on(cast: Cast) -> None:
    rows = [taken(cast, by="song"), filed(cast, by="lin"), filed(cast, by="wei")]
    merge(cast, *rows)
    filing.withdraw_appeal(rows[0].pk, why="", by=cast.viewer("chen"), at=NOON)
    assert fresh(rows[1]).people == 2
    handling.reply_appeal(rows[1].pk, text="改。", by=cast.viewer("song"), at=NOON)
    assert fresh(rows[2]).case.state == "replied"


def test_the_same_person_twice_is_one_person(cast: Cast) -> None:
    lead = merge(cast, taken(cast, by="song"), filed(cast, by="chen"), filed(cast, by="lin"))
    assert fresh(lead).people == 2


def test_merged_from_the_queue_with_ticks(cast: Cast) -> None:
    rows = [taken(cast, by="song"), filed(cast, by="lin")]
    done = cast.client("song").post("/desk/appeals/merge/", {"appeal": [row.pk for row in rows]})
    assert (done.status_code, done.url) == (303, f"/desk/appeals/{rows[0].pk}/")
    apart = cast.client("song").post(f"/desk/appeals/{rows[1].pk}/part/")
    assert (apart.status_code, fresh(rows[1]).case.merged_into) == (303, None)
    assert cast.client("song").post("/desk/appeals/merge/", {"appeal": ["x", rows[0].pk]}).status_code == 422


def test_many_who_say_the_same_are_listed_for_the_chair(cast: Cast) -> None:
    merge(cast, *[filed(cast, by=key) for key in SIX])
    page = cast.client("wen").get("/desk/appeals/many/").content.decode()
    assert "夜班十二点下班" in page
    assert not any(cast.people[key].name in page for key in SIX)
    assert cast.client("jiang").get("/desk/appeals/many/").status_code == 403
