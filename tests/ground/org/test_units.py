"""The tree changes by dated deeds: nothing is erased, and rights follow the matters."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import NOON, Cast
from xinqiao.domains.service.appeals.actions import filing
from xinqiao.domains.service.appeals.queries import matters
from xinqiao.ground.org.actions import posts, units
from xinqiao.ground.org.models import Employment, Person, Post, Unit
from xinqiao.ground.org.words import Role

DAY = date(2026, 11, 1)
PAPER = "砺原工〔2026〕30号"


def again(unit: Unit) -> Unit:
    return Unit.objects.get(pk=unit.pk)


def test_a_unit_is_renamed_and_its_old_name_kept(cast: Cast) -> None:
    units.rename_unit(
        cast.units["crane"].pk,
        name="天车一班工会小组",
        short="天车一班",
        on=DAY,
        document=PAPER,
        by=cast.viewer("hao"),
        at=NOON,
    )
    changed = again(cast.units["crane"])
    assert changed.name == "天车一班工会小组"
    line = changed.changes.get()
    assert (line.before, line.after, line.on, line.document) == ("天车班工会小组", "天车一班工会小组", DAY, PAPER)


def test_a_merged_unit_is_closed_under_its_successor_with_all_that_hung_on_it(cast: Cast) -> None:
    filed = filing.file_appeal(
        words="行车要检修。", topic="protection", privacy="named", by=cast.viewer("chen"), at=NOON
    )
    assert filed.pk not in [row.pk for row in matters.desk_appeals(cast.viewer("bao"))]
    units.merge_unit(
        cast.units["machining1"].pk,
        into=cast.units["forging"].pk,
        on=DAY,
        document=PAPER,
        by=cast.viewer("hao"),
        at=NOON,
    )
    gone, team = again(cast.units["machining1"]), again(cast.units["crane"])
    assert gone.closes_on == DAY
    assert gone.path.startswith(cast.units["forging"].path)
    assert team.closes_on is None
    assert team.path.startswith(cast.units["forging"].path)
    assert filed.pk in [row.pk for row in matters.desk_appeals(cast.viewer("bao"))]


def test_people_of_a_merged_unit_work_on_in_its_successor(cast: Cast) -> None:
    chen = cast.people["chen"]
    units.merge_unit(
        cast.units["crane"].pk, into=cast.units["press"].pk, on=DAY, document=PAPER, by=cast.viewer("hao"), at=NOON
    )
    assert Person.objects.get(pk=chen.pk).unit == cast.units["press"]
    old, new = Employment.objects.filter(person=chen).order_by("id")
    assert (old.to_on, old.why_ended, new.from_on, new.unit) == (DAY, "merged", DAY, cast.units["press"])
    assert new.trade == "天车工"


def test_posts_of_a_merged_unit_end(cast: Cast) -> None:
    units.merge_unit(
        cast.units["press"].pk, into=cast.units["crane"].pk, on=DAY, document=PAPER, by=cast.viewer("hao"), at=NOON
    )
    assert Post.objects.get(person=cast.people["ding"]).to_on == DAY


def test_part_of_a_unit_becomes_one_of_its_own(cast: Cast) -> None:
    wei = cast.people["wei"]
    fresh = units.split_unit(
        cast.units["press"].pk, name="水压机二班工会小组", short="水压机二班", units=[], numbers=[wei.number], on=DAY,
        document=PAPER, by=cast.viewer("hao"), at=NOON,
    )  # fmt: skip
    assert fresh.parent == cast.units["forging2"]
    assert Person.objects.get(pk=wei.pk).unit == fresh
    assert Person.objects.get(pk=cast.people["ding"].pk).unit == cast.units["press"]
    workshop = units.split_unit(
        cast.units["forging"].pk, name="锻造新公司分会", short="锻造新公司", units=[cast.units["forging2"].pk], numbers=[],
        on=DAY, document=PAPER, by=cast.viewer("hao"), at=NOON,
    )  # fmt: skip
    assert again(cast.units["press"]).path.startswith(workshop.path)


def test_an_empty_unit_is_opened_and_closed(cast: Cast) -> None:
    by = cast.viewer("hao")
    fresh = units.open_unit(
        cast.units["machining"].pk,
        kind="workshop",
        name="大件二车间工会",
        short="",
        on=DAY,
        document=PAPER,
        by=by,
        at=NOON,
    )
    assert fresh.path == cast.units["machining"].path + "0002"
    units.close_unit(fresh.pk, on=DAY, document=PAPER, by=by, at=NOON)
    assert again(fresh).closes_on == DAY


@pytest.mark.parametrize("deed", ["rename", "open", "merge", "split", "close"])
def test_every_change_needs_its_document(cast: Cast, deed: str) -> None:
    by, pk, rest = cast.viewer("hao"), cast.units["crane"].pk, {"on": DAY, "document": " ", "at": NOON}
    acts = {
        "rename": lambda: units.rename_unit(pk, name="甲", short="", by=by, **rest),
        "open": lambda: units.open_unit(pk, kind="team", name="甲", short="", by=by, **rest),
        "merge": lambda: units.merge_unit(pk, into=cast.units["press"].pk, by=by, **rest),
        "split": lambda: units.split_unit(pk, name="甲", short="", units=[], numbers=[], by=by, **rest),
        "close": lambda: units.close_unit(pk, by=by, **rest),
    }
    with pytest.raises(units.NoUnitDocument):
        acts[deed]()


def test_a_name_that_stands_beside_it_is_refused(cast: Cast) -> None:
    with pytest.raises(units.NameTaken):
        units.rename_unit(
            cast.units["forging"].pk,
            name="大件加工公司分会",
            short="",
            on=DAY,
            document=PAPER,
            by=cast.viewer("hao"),
            at=NOON,
        )


def test_nothing_is_merged_into_itself_or_below_itself(cast: Cast) -> None:
    for into in ("forging", "press"):
        with pytest.raises(units.IntoItself):
            units.merge_unit(
                cast.units["forging"].pk,
                into=cast.units[into].pk,
                on=DAY,
                document=PAPER,
                by=cast.viewer("hao"),
                at=NOON,
            )


def test_a_unit_with_people_is_not_closed(cast: Cast) -> None:
    with pytest.raises(units.NotEmpty) as refusal:
        units.close_unit(cast.units["crane"].pk, on=DAY, document=PAPER, by=cast.viewer("hao"), at=NOON)
    assert "名职工" in refusal.value.rule_text


def test_a_closed_unit_is_not_changed_again(cast: Cast) -> None:
    by = cast.viewer("hao")
    units.merge_unit(cast.units["crane"].pk, into=cast.units["press"].pk, on=DAY, document=PAPER, by=by, at=NOON)
    with pytest.raises(units.UnitClosed):
        units.rename_unit(cast.units["crane"].pk, name="乙", short="", on=DAY, document=PAPER, by=by, at=NOON)


def test_a_split_without_anything_is_refused(cast: Cast) -> None:
    with pytest.raises(units.NothingToSplit):
        units.split_unit(
            cast.units["crane"].pk, name="乙", short="", units=[], numbers=["999999"], on=DAY, document=PAPER,
            by=cast.viewer("hao"), at=NOON,
        )  # fmt: skip


def test_another_officer_does_not_reach_the_tree(cast: Cast) -> None:
    with pytest.raises(Unit.DoesNotExist):
        units.close_unit(cast.units["crane"].pk, on=DAY, document=PAPER, by=cast.viewer("tong"), at=NOON)


def appoint(cast: Cast, *, number: str, by: str = "hao", role: str = Role.CLERK) -> Post:
    return posts.appoint(unit=cast.units["centre"].pk, number=number, role=role, on=DAY, by=cast.viewer(by), at=NOON)


def test_a_post_is_given_once(cast: Cast) -> None:
    lin = cast.people["lin"].number
    appoint(cast, number=lin)
    with pytest.raises(posts.HeldAlready):
        appoint(cast, number=lin)


def test_an_unknown_number_gets_no_post(cast: Cast) -> None:
    with pytest.raises(posts.NobodyWithNumber):
        appoint(cast, number="999999")


def test_a_leaver_gets_no_post(cast: Cast) -> None:
    Person.objects.filter(pk=cast.people["lin"].pk).update(left_on=DAY)
    with pytest.raises(posts.HasLeft):
        appoint(cast, number=cast.people["lin"].number)


def test_x26_nobody_appoints_or_dismisses_themselves(cast: Cast) -> None:
    with pytest.raises(posts.OwnPost):
        appoint(cast, number=cast.people["hao"].number)
    with pytest.raises(posts.OwnPost):
        posts.end_post(Post.objects.get(person=cast.people["hao"]).pk, on=DAY, by=cast.viewer("hao"), at=NOON)


def test_a_post_does_not_end_before_it_began(cast: Cast) -> None:
    held = Post.objects.get(person=cast.people["song"])
    with pytest.raises(posts.EndsBeforeItBegan):
        posts.end_post(held.pk, on=date(2019, 1, 1), by=cast.viewer("hao"), at=NOON)


def test_the_pages_of_a_unit(cast: Cast) -> None:
    officer, crane = cast.client("hao"), cast.units["crane"]
    assert "锻造公司分会" in officer.get("/desk/units/").content.decode()
    assert "谁在任" in officer.get(f"/desk/units/{crane.pk}/").content.decode()
    for deed in ("rename", "open", "merge", "split", "close", "appoint"):
        assert officer.get(f"/desk/units/{crane.pk}/{deed}/").status_code == 200
    asked = {"name": "天车一班工会小组", "short": "天车一班", "on": "2026-11-01", "document": PAPER}
    assert officer.post(f"/desk/units/{crane.pk}/rename/", asked).status_code == 303
    taken = officer.post(f"/desk/units/{crane.pk}/close/", {"on": "2026-11-01", "document": PAPER})
    assert taken.status_code == 422
    assert "不能撤销" in taken.content.decode()
    merged = {"into": cast.units["press"].pk, "on": "2026-11-01", "document": PAPER}
    assert officer.post(f"/desk/units/{crane.pk}/merge/", merged).status_code == 303
    assert "并入" in officer.get(f"/desk/units/{crane.pk}/").content.decode()
    assert officer.get(f"/plates/{crane.pk}/").status_code == 404
