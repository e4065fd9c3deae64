"""A desk is handed over; a register goes out in Excel; callers without a name; matters for somebody else; the same again."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
import python_calamine

from tests.cast import NOON, Cast
from tests.domains.service.appeal import WORDS, against, filed, fresh, kin, leaves_post, taken
from xinqiao.blocks.cases.actions.opening import NotYours
from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.actions import exporting, filing, handling, leaving
from xinqiao.domains.service.appeals.actions.exporting import NoUseSaid, TooMuchAtOnce
from xinqiao.domains.service.appeals.actions.filing import NameTheWorkmate, NobodyAsks
from xinqiao.domains.service.appeals.actions.handling import NearToIt, NobodyThereNow
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.appeals.papers import register
from xinqiao.domains.service.appeals.queries import lists
from xinqiao.domains.service.appeals.queries.alike import alike_to, all_alike_to, pairs, share_of
from xinqiao.ground.org.actions import committing, importing
from xinqiao.ground.org.models import Person, Standing
from xinqiao.ground.trail.models import Event

SONG_LEFT = date(2026, 10, 1)


# --- handing a desk over


def test_a_leavers_desk_is_handed_over_at_once(cast: Cast) -> None:
    rows = [taken(cast, by="song") for _n in range(3)]
    leaves_post(cast.people["song"], on=SONG_LEFT)
    viewer = cast.viewer("jiang")
    assert lists.desks_to_hand_over(viewer) == [(cast.people["song"].pk, "宋巧云", cast.people["song"].number, 3)]
    done = leaving.hand_over_desk(
        cast.people["song"].pk,
        desk=cast.units["centre"],
        holder=cast.people["jiang"],
        why="宋巧云调岗",
        by=viewer,
        at=NOON,
    )
    assert (done.moved, done.kept) == (3, [])
    assert {fresh(row).case.holder for row in rows} == {cast.people["jiang"]}
    assert {fresh(row).case.due_on for row in rows} == {rows[0].case.due_on}


def test_what_must_not_go_to_them_stays_and_is_told(cast: Cast) -> None:
    kin(cast, "jiang", other="lin")
    theirs, other = taken(cast, by="song"), filed(cast, by="lin")
    handling.take_appeal(other.pk, by=cast.viewer("song"), at=NOON)
    leaves_post(cast.people["song"], on=SONG_LEFT)
    done = leaving.hand_over_desk(
        cast.people["song"].pk,
        desk=cast.units["centre"],
        holder=cast.people["jiang"],
        why="调岗",
        by=cast.viewer("jiang"),
        at=NOON,
    )
    assert done.moved == 1
    assert [number for number, _why in done.kept] == [other.case.number]
    assert fresh(theirs).case.holder == cast.people["jiang"]


def test_nobody_hands_over_what_a_colleague_at_work_holds(cast: Cast) -> None:
    taken(cast, by="song")
    assert lists.desks_to_hand_over(cast.viewer("jiang")) == []
    assert cast.client("jiang").get(f"/desk/appeals/leave/{cast.people['song'].pk}/").status_code == 404


def test_whoever_is_away_for_long_is_stood_in_for_and_given_nothing(cast: Cast) -> None:
    row, other = taken(cast, by="song"), taken(cast, by="jiang")
    Standing.objects.create(person=cast.people["song"], kind="on_leave", from_on=date(2026, 10, 1), source="请假单")
    assert [each[0] for each in lists.desks_to_hand_over(cast.viewer("jiang"))] == [
        cast.people["jiang"].pk,
        cast.people["song"].pk,
    ]
    with pytest.raises(NobodyThereNow):
        handling.hand_over_appeal(
            other.pk,
            desk=cast.units["centre"],
            holder=cast.people["song"],
            why="换",
            by=cast.viewer("jiang"),
            at=NOON,
        )
    page = cast.client("jiang").post(
        f"/desk/appeals/leave/{cast.people['song'].pk}/",
        {"desk": f"{cast.units['centre'].pk}.{cast.people['jiang'].pk}", "text": "休产假"},
    )
    assert page.status_code == 303
    assert fresh(row).case.holder == cast.people["jiang"]


def test_the_page_of_handing_over_lists_and_asks_why(cast: Cast) -> None:
    taken(cast, by="song")
    song = cast.client("song")
    assert "您自己" in song.get("/desk/appeals/leave/").content.decode()
    address = f"/desk/appeals/leave/{cast.people['song'].pk}/"
    assert "宋巧云手里的 1 件" in song.get(address).content.decode()
    assert song.post(address, {"desk": "", "text": ""}).status_code == 422


# --- a member moves while their matter is open


def test_a_member_who_moves_keeps_their_matter_and_its_owner(cast: Cast) -> None:
    row = taken(cast, by="song")
    sheet = f"工号,姓名,单位\n{cast.people['chen'].number},陈禾苗,水压机班工会小组\n"
    draft = importing.prepare_import(sheet.encode(), name="a.csv", by=cast.viewer("hao"), at=NOON)
    committing.commit_import(draft.pk, by=cast.viewer("hao"), at=NOON)
    assert Person.objects.get(pk=cast.people["chen"].pk).unit == cast.units["press"]
    assert fresh(row).case.unit == cast.units["crane"]
    assert fresh(row).case.holder == cast.people["song"]
    assert cast.client("chen").get(f"/appeals/{row.pk}/").status_code == 200
    assert cast.client("tong").get(f"/desk/appeals/{row.pk}/").status_code == 200
    assert cast.client("bao").get(f"/desk/appeals/{row.pk}/").status_code == 404


# --- taking out


def taken_out(cast: Cast, *, by: str = "song", why: str = "季度分析") -> exporting.Taken:
    on = NOON.date()
    return exporting.export_appeals(since=on, until=on, why=why, by=cast.viewer(by), at=NOON)


def cells(taken: exporting.Taken, *, names: bool) -> list[list[str]]:
    book = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(register(taken.rows, number=taken.number, names=names))
    )
    return book.get_sheet_by_index(0).to_python()


def test_the_register_masks_names_and_keeps_formulas_out(cast: Cast) -> None:
    row = filed(cast, by="chen", words="=1+1 是公式吗")
    filed(cast, by="lin", privacy="hidden")
    sheet = cells(taken_out(cast), names=False)
    assert sheet[0][0].endswith("DC-2026-0001")
    assert [line[3] for line in sheet[2:]] == ["姓名保密", "陈**"]
    assert sheet[3][6] == fresh(row).case.title == "=1+1 是公式吗"
    assert [line[3] for line in cells(taken_out(cast), names=True)[2:]] == ["姓名保密", "陈禾苗"]


def test_it_holds_only_what_one_may_see_and_each_row_is_on_the_trail(cast: Cast) -> None:
    mine, theirs = filed(cast, by="chen"), filed(cast, by="wei")
    assert [row.pk for row in taken_out(cast, by="tong").rows] == [mine.pk]
    read = Event.objects.filter(verb="read", actor=cast.people["tong"].pk)
    assert list(read.values_list("row", "person")) == [(mine.pk, cast.people["chen"].pk)]
    assert Event.objects.get(verb="export").note.count("季度分析") == 1
    assert "佟一鸣" in cast.client("chen").get("/my/readers/").content.decode()
    assert theirs.pk


def test_one_says_what_for_and_not_too_much_at_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    filed(cast)
    filed(cast)
    with pytest.raises(NoUseSaid):
        taken_out(cast, why=" ")
    monkeypatch.setattr(exporting, "MOST", 1)
    with pytest.raises(TooMuchAtOnce):
        taken_out(cast)


def test_the_page_gives_a_workbook(cast: Cast) -> None:
    filed(cast)
    asked = {"since": "2026-10-01", "until": "2026-10-31", "text": "季度分析"}
    song = cast.client("song")
    answer = song.post("/desk/appeals/export/", asked)
    assert answer["Content-Disposition"] == 'attachment; filename="DC-2026-0001.xlsx"'
    assert answer.content[:2] == b"PK"
    assert song.post("/desk/appeals/export/", asked | {"until": "2026-09-01"}).status_code == 422
    assert cast.client("du").get("/desk/appeals/export/").status_code == 403


# --- without a name, and for somebody else


def test_a_caller_need_not_say_who_they_are(cast: Cast) -> None:
    song = cast.client("song")
    sent = {"nameless": "on", "door": "hotline", "words": WORDS, "topic": "daily_life", "privacy": "named"}
    assert song.post("/desk/appeals/new/", sent).status_code == 303
    row = Appeal.objects.select_related("case").get()
    assert (row.author, row.case.opened_by, row.written_by) == (None, None, cast.people["song"])
    for page in (
        "/desk/appeals/",
        f"/desk/appeals/{row.pk}/",
        f"/desk/appeals/{row.pk}/receipt/",
        f"/desk/appeals/{row.pk}/sheet/",
    ):
        assert "没有留姓名" in song.get(page).content.decode(), page
    with pytest.raises(NotYours):
        filing.opening.withdraw_case(row.case, why="", by=cast.viewer("song"), at=NOON)


def test_nobody_owns_what_nobody_put_their_name_to(cast: Cast) -> None:
    row = filed(cast, by="song", nameless=True, door="hotline")
    for key in ("chen", "wei"):
        assert cast.client(key).get(f"/appeals/{row.pk}/").status_code == 404
    assert cast.client("").get(f"/appeals/{row.pk}/").status_code == 302
    handling.take_appeal(row.pk, by=cast.viewer("song"), at=NOON)
    handling.reply_appeal(row.pk, text="改。", by=cast.viewer("song"), at=NOON)
    assert fresh(row).case.state == "replied"


def test_only_the_desk_writes_down_what_nobody_put_their_name_to(cast: Cast) -> None:
    with pytest.raises(NobodyAsks):
        filed(cast, by="chen", nameless=True)
    words = {"words": WORDS, "topic": "pay", "privacy": "named", "door": "hotline"}
    both = words | {"nameless": "on", "number": cast.people["chen"].number}
    assert cast.client("song").post("/desk/appeals/new/", both).status_code == 422


def test_for_a_workmate_says_for_whom(cast: Cast) -> None:
    row = filed(cast, by="chen", whose="workmate", beneficiary=cast.people["lin"])
    assert (row.beneficiary, row.author) == (cast.people["lin"], cast.people["chen"])
    with pytest.raises(NameTheWorkmate):
        filed(cast, by="chen", whose="workmate")
    with pytest.raises(NameTheWorkmate):
        filed(cast, by="chen", whose="workmate", beneficiary=cast.people["chen"])
    assert filed(cast, by="chen", whose="team", beneficiary=cast.people["lin"]).beneficiary is None


def test_x26_whoever_gains_and_their_kin_do_not_decide(cast: Cast) -> None:
    row = filed(cast, by="chen", whose="workmate", beneficiary=cast.people["jiang"])
    assert not Appeal.objects.filter(rules.see_appeal.rows(cast.viewer("jiang")), pk=row.pk).exists()
    kin(cast, "song", other="jiang")
    with pytest.raises(NearToIt):
        handling.take_appeal(row.pk, by=cast.viewer("song"), at=NOON)


def test_the_officers_form_finds_the_workmate_by_number(cast: Cast) -> None:
    song = cast.client("song")
    sent = {
        "number": cast.people["chen"].number, "door": "hotline", "words": WORDS, "topic": "daily_life",
        "privacy": "named", "whose": "workmate", "workmate": cast.people["lin"].number,
    }  # fmt: skip
    assert song.post("/desk/appeals/new/", sent | {"workmate": "999"}).status_code == 422
    assert song.post("/desk/appeals/new/", sent).status_code == 303
    assert Appeal.objects.get().beneficiary == cast.people["lin"]


# --- the same again


def test_the_same_matter_in_other_words_is_found(cast: Cast) -> None:
    row = filed(cast, by="chen", words="末班班车十一点五十就走了，夜班十二点下班赶不上。")
    same = filed(cast, by="lin", words="我们夜班十二点下班，末班班车十一点五十就开走了，只能走回去。")
    filed(cast, by="gulnur", words="食堂二窗口的菜太咸，希望换一换。")
    found = alike_to(fresh(row), viewer=cast.viewer("song"), at=NOON)
    assert [each.row.pk for each in found] == [same.pk]
    assert found[0].share > 0.3


def test_what_one_may_not_see_is_never_offered(cast: Cast) -> None:
    row = filed(cast, by="chen")
    against(cast, filed(cast, by="lin"), whom="song")
    assert alike_to(fresh(row), viewer=cast.viewer("song"), at=NOON) == []
    assert len(all_alike_to(fresh(row), at=NOON)) == 1


def test_what_is_long_ago_elsewhere_or_of_another_kind_is_not_the_same(cast: Cast) -> None:
    row = filed(cast, by="chen")
    filed(cast, by="lin", at=NOON - timedelta(days=40))
    filed(cast, by="wei")
    filed(cast, by="gulnur", topic="pay")
    assert alike_to(fresh(row), viewer=cast.viewer("song"), at=NOON) == []


@pytest.mark.parametrize(
    ("one", "other", "share"), [("班车", "班车晚点", 1.0), ("", "班车", 0.0), ("班 车！", "班车", 1.0)]
)
def test_likeness_counts_pairs_of_characters(one: str, other: str, share: float) -> None:
    assert share_of(pairs(one), other=pairs(other)) == share
