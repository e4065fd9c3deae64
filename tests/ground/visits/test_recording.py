"""Writing a visit down: counted once, to whom it belongs, and everything that stops it."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from PIL import Image

from tests.cast import NOON, Cast
from tests.ground.visits.visit import HEARD, TODAY, ends_posts, fresh, problem, token, told, visited
from xinqiao.ground.org.models import Person, Unit
from xinqiao.ground.papers.actions import PhotoUnreadable
from xinqiao.ground.parameters.models import Parameter
from xinqiao.ground.trail.models import Event
from xinqiao.ground.visits.actions import limits, recording
from xinqiao.ground.visits.models import Visit, VisitPerson, VisitVersion
from xinqiao.ground.visits.queries import visits as queries

pytestmark = pytest.mark.engine


def sides(row: Visit) -> dict[str, str]:
    return {one.person.name: one.side for one in row.people.filter(dropped_at__isnull=True)}


def test_a_visit_is_written_down_with_number_version_and_trail(cast: Cast) -> None:
    row = visited(cast, companions=cast.people["luo"].number, internal="下次带热水袋")
    assert row.number == "ZF-2026-0001"
    assert (row.visitor, row.written_by, row.for_another) == (cast.people["ding"], cast.people["ding"], False)
    assert sides(row) == {"魏立冬": "visited", "罗桂芳": "companion"}
    assert (row.unit, row.whole_unit, row.closed) == (cast.units["press"], False, False)
    version = row.versions.get()
    assert (version.version, version.heard, version.internal) == (1, HEARD, "下次带热水袋")
    assert version.visited == [[cast.people["wei"].number, "魏立冬"]]
    event = Event.objects.get(verb="record_visit")
    assert (event.number, event.person) == (row.number, cast.people["wei"].pk)
    assert HEARD not in event.note


def test_numbers_follow_each_other_and_texts_tell_the_row(cast: Cast) -> None:
    rows = [visited(cast), visited(cast)]
    assert [str(row) for row in rows] == ["ZF-2026-0001", "ZF-2026-0002"]
    assert str(rows[0].people.get()).startswith(str(rows[0].pk))
    assert str(rows[0].versions.get()) == f"{rows[0].pk} v1"


def test_several_people_meet_at_the_lowest_unit_of_all(cast: Cast) -> None:
    assert visited(cast, by="wen", whom="wei alat").unit == cast.units["press"]
    assert visited(cast, by="wen", whom="wei chen").unit == cast.units["group"]


def test_a_whole_unit_may_be_visited_without_naming_anybody(cast: Cast) -> None:
    row = visited(cast, by="wen", whom="", unit="天车班工会小组")
    assert (row.unit, row.whole_unit, row.people.count()) == (cast.units["crane"], True, 0)
    assert Event.objects.get(verb="record_visit").person is None


def test_names_behind_numbers_and_any_comma_are_read(cast: Cast) -> None:
    wei, alat = cast.people["wei"], cast.people["alat"]
    row = visited(cast, people=f"{wei.number} 魏立冬，{alat.number}、")
    assert sides(row) == {"魏立冬": "visited", "阿拉腾乌力吉": "visited"}


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"on": TODAY + timedelta(days=1)}, limits.DayAhead),
        ({"on": TODAY - timedelta(days=32)}, limits.TooLongAgo),
        ({"whom": ""}, limits.NobodyVisited),
        ({"people": "999999"}, limits.NotOnRoster),
        ({"companions": "888888"}, limits.NotOnRoster),
        ({"whom": "", "unit": "没有的班"}, limits.NoSuchUnit),
        ({"purposes": []}, limits.NoPurpose),
        ({"heard": "  "}, limits.NothingHeard),
        ({"whom": "ding"}, limits.OwnVisit),
        ({"whom": "wei alat", "purposes": ["help"]}, limits.OneEach),
        ({"whom": "wei alat", "place": "hospital"}, limits.OneEach),
        ({"whom": "", "unit": "天车班工会小组", "purposes": ["pairing"]}, limits.OneEach),
    ],
)  # fmt: skip
def test_what_stops_a_visit(cast: Cast, changes: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        visited(cast, **changes)
    assert not Visit.objects.exists()
    assert not Event.objects.filter(verb="record_visit").exists()


def test_the_last_day_of_writing_down_is_a_parameter(cast: Cast) -> None:
    visited(cast, on=TODAY - timedelta(days=31))
    Parameter.objects.create(
        key="visits.back_days", value=7, document="工会规定", source="",
        in_force_from=TODAY, proposed_at=NOON, confirmed_at=NOON, proposed_by=cast.people["bai"].pk,
    )  # fmt: skip
    with pytest.raises(limits.TooLongAgo) as told_why:
        visited(cast, on=TODAY - timedelta(days=8))
    assert "7 天" in told_why.value.rule_text


def test_a_name_that_is_not_the_numbers_is_refused(cast: Cast) -> None:
    with pytest.raises(limits.AnotherName, match="陈禾苗"):
        visited(cast, people=f"{cast.people['wei'].number} 陈禾苗")


def test_who_had_left_that_day_is_not_visited_and_who_left_later_is(cast: Cast) -> None:
    Person.objects.filter(pk=cast.people["wei"].pk).update(left_on=TODAY - timedelta(days=3))
    with pytest.raises(limits.NotOnRoster):
        visited(cast)
    assert visited(cast, on=TODAY - timedelta(days=4)).people.count() == 1


def test_a_companion_is_not_visited_too(cast: Cast) -> None:
    with pytest.raises(limits.OnBothSides, match="魏立冬"):
        visited(cast, companions=cast.people["wei"].number)


def test_the_visitor_is_no_companion_of_their_own(cast: Cast) -> None:
    row = visited(cast, companions=f"{cast.people['ding'].number} {cast.people['luo'].number}")
    assert sides(row) == {"魏立冬": "visited", "罗桂芳": "companion"}


@pytest.mark.parametrize("how", [{"purposes": ["help"]}, {"purposes": ["contact", "pairing"]}, {"place": "hospital"}])
def test_help_pairing_and_hospital_are_closed(cast: Cast, how: dict[str, Any]) -> None:
    assert visited(cast, **how).closed


def test_warmth_and_condolence_are_not(cast: Cast) -> None:
    assert not visited(cast, purposes=["condolence", "warmth"], place="home").closed


# Written down for another.


def test_a_clerk_writes_it_down_for_a_chair_without_a_phone(cast: Cast) -> None:
    row = visited(cast, by="jiang", visitor=cast.people["luo"].number)
    assert (row.visitor.name, row.written_by.name, row.for_another) == ("罗桂芳", "蒋小雅", True)
    assert [one.pk for one in queries.page_of(cast.viewer("luo"), tab="mine", purpose="", after=None)] == [row.pk]


def test_who_held_no_post_that_day_went_on_no_visit(cast: Cast) -> None:
    with pytest.raises(limits.NoOfficerThatDay):
        visited(cast, by="jiang", visitor=cast.people["lin"].number)
    ends_posts(cast.people["luo"], on=TODAY - timedelta(days=5))
    with pytest.raises(limits.NoOfficerThatDay):
        visited(cast, by="jiang", visitor=cast.people["luo"].number)
    assert visited(cast, by="jiang", visitor=cast.people["luo"].number, on=TODAY - timedelta(days=6))


def test_nobody_writes_down_a_visit_to_themselves_for_another(cast: Cast) -> None:
    """They would read at the desk what was noted about them."""
    with pytest.raises(limits.OwnVisit):
        visited(cast, by="jiang", whom="jiang", visitor=cast.people["luo"].number)


# Sent twice.


def test_a_form_sent_twice_is_one_visit_with_one_task(cast: Cast) -> None:
    key = token()
    first = visited(cast, token=key, problems=[problem(cast, owner="du")])
    again = visited(cast, token=key, problems=[problem(cast, owner="du")])
    assert again.pk == first.pk
    assert (Visit.objects.count(), first.tasks.count(), VisitPerson.objects.count()) == (1, 1, 1)
    assert visited(cast).number == "ZF-2026-0002"


def test_another_officers_form_with_the_same_key_is_another_visit(cast: Cast) -> None:
    key = token()
    assert visited(cast, token=key).pk != visited(cast, by="luo", token=key).pk


def test_a_refused_visit_takes_no_number(cast: Cast) -> None:
    with pytest.raises(limits.NobodyThere):
        visited(cast, problems=[problem(cast, desk="没有的部门")])
    assert visited(cast).number == "ZF-2026-0001"


# A photo is never asked for, and what is kept is drawn anew.


def test_a_photo_is_kept_and_a_broken_one_stops_the_visit(cast: Cast) -> None:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    out.seek(0)
    assert visited(cast, photo=(out, "班前.png", len(out.getvalue()))).photo is not None
    with pytest.raises(PhotoUnreadable):
        visited(cast, photo=(io.BytesIO(b"x"), "a.png", 1))
    assert Visit.objects.count() == 1


# Counting.


def test_a_visit_with_three_purposes_counts_once_and_persons_apart_from_times(cast: Cast) -> None:
    visited(cast, purposes=["contact", "research", "warmth"])
    visited(cast, whom="wei alat")
    visited(cast, by="wen", whom="", unit="水压机班工会小组")
    span = {"since": date(2026, 10, 1), "until": date(2026, 11, 1)}
    assert queries.counted(**span) == queries.Counted(visits=3, persons=2, times=3, units=1)
    press, crane = cast.units["press"].path, cast.units["crane"].path
    assert queries.counted(**span, path=press) == queries.Counted(visits=3, persons=2, times=3, units=1)
    assert queries.counted(**span, path=crane) == queries.Counted(0, 0, 0, 0)
    assert queries.counted(since=date(2026, 9, 1), until=date(2026, 10, 1)).visits == 0


def test_withdrawn_visits_do_not_count_and_closed_ones_do(cast: Cast) -> None:
    recording.withdraw_visit(visited(cast).pk, why="记重了", by=cast.viewer("ding"), at=NOON)
    visited(cast, purposes=["help"])
    found = queries.counted(since=TODAY, until=TODAY + timedelta(days=1), path=cast.units["forging2"].path)
    assert (found.visits, found.persons, found.times) == (1, 1, 1)


# Mending.


def amended(
    cast: Cast, row: Visit, *, by: str = "ding", why: str = "写错了人", at: Any = NOON, **changes: Any
) -> Visit:
    return recording.amend_visit(row.pk, account=told(cast, **changes), why=why, by=cast.viewer(by, at=at), at=at)


def test_a_correction_keeps_both_versions_and_drops_who_was_wrong(cast: Cast) -> None:
    row = amended(cast, visited(cast, internal="先"), whom="alat", heard="焊帽太沉。", internal="后")
    assert (row.version, row.heard) == (2, "焊帽太沉。")
    assert sides(row) == {"阿拉腾乌力吉": "visited"}
    old, new = row.versions.order_by("version")
    assert (old.heard, old.internal, new.heard, new.why) == (HEARD, "先", "焊帽太沉。", "写错了人")
    assert VisitPerson.objects.filter(visit=row).count() == 2
    assert not queries.own_visits(cast.viewer("wei")).exists()
    assert queries.own_visits(cast.viewer("alat")).get().pk == row.pk


def test_a_correction_of_words_keeps_the_rows_of_people_and_their_units(cast: Cast) -> None:
    row = visited(cast)
    Person.objects.filter(pk=cast.people["wei"].pk).update(unit=cast.units["crane"])
    before = row.people.get().pk
    changed = amended(cast, row, heard="改一个字。")
    assert (changed.people.get().pk, changed.people.get().unit) == (before, cast.units["press"])
    assert fresh(changed).unit == cast.units["press"]


def test_a_companion_who_turns_out_to_be_visited_changes_sides(cast: Cast) -> None:
    row = visited(cast, companions=cast.people["gong"].number)
    changed = amended(cast, row, whom="wei gong", companions="")
    assert sides(changed) == {"魏立冬": "visited", "巩长顺": "visited"}


def test_a_closed_unit_stays_in_a_corrected_visit(cast: Cast) -> None:
    row = visited(cast, by="wen", whom="", unit="天车班工会小组")
    Unit.objects.filter(pk=row.unit_id).update(closes_on=TODAY)
    assert amended(cast, row, by="wen", whom="", unit="天车班工会小组", heard="改。").unit == row.unit


def test_what_was_closed_stays_closed(cast: Cast) -> None:
    row = amended(cast, visited(cast, purposes=["help"]), purposes=["contact"])
    assert row.closed
    assert fresh(row).purpose_names == ["联系"]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"why": " "}, limits.VisitReasonMissing),
        ({"whom": "ding"}, limits.OwnVisit),
        ({"on": TODAY + timedelta(days=1)}, limits.DayAhead),
        ({"heard": ""}, limits.NothingHeard),
    ],
)
def test_what_stops_a_correction(cast: Cast, changes: dict[str, Any], refusal: type[Exception]) -> None:
    row = visited(cast)
    with pytest.raises(refusal):
        amended(cast, row, **changes)
    assert VisitVersion.objects.filter(visit=row).count() == 1


def test_the_day_of_an_old_visit_is_judged_by_when_it_was_written_down(cast: Cast) -> None:
    row = visited(cast)
    assert amended(cast, row, at=NOON + timedelta(days=90), heard="三个月后才看出写错。").version == 2


def test_only_who_went_or_wrote_it_mends_it(cast: Cast) -> None:
    row = visited(cast, by="jiang", visitor=cast.people["luo"].number)
    assert amended(cast, row, by="luo").version == 2
    assert amended(cast, row, by="jiang").version == 3
    for who in ("wen", "gu", "ding", "wei"):
        with pytest.raises(Visit.DoesNotExist):
            amended(cast, row, by=who)


# Taking back.


def test_a_visit_taken_back_keeps_its_number_and_says_why(cast: Cast) -> None:
    row = recording.withdraw_visit(visited(cast).pk, why="和昨天的记重了", by=cast.viewer("ding"), at=NOON)
    assert (row.number, row.state, row.withdrawn_why) == ("ZF-2026-0001", "withdrawn", "和昨天的记重了")
    assert Event.objects.filter(verb="withdraw_visit", person=cast.people["wei"].pk).exists()


def test_what_stops_taking_back(cast: Cast) -> None:
    row, me = visited(cast), cast.viewer("ding")
    with pytest.raises(limits.VisitReasonMissing):
        recording.withdraw_visit(row.pk, why=" ", by=me, at=NOON)
    busy = visited(cast, problems=[problem(cast, owner="du")])
    with pytest.raises(recording.TasksUnfinished):
        recording.withdraw_visit(busy.pk, why="记错了", by=me, at=NOON)
    with pytest.raises(Visit.DoesNotExist):
        recording.withdraw_visit(row.pk, why="记错了", by=cast.viewer("luo"), at=NOON)


def test_a_withdrawn_visit_is_neither_mended_nor_taken_back_nor_answered(cast: Cast) -> None:
    row, me = visited(cast), cast.viewer("ding")
    recording.withdraw_visit(row.pk, why="记重了", by=me, at=NOON)
    with pytest.raises(recording.VisitWithdrawn):
        amended(cast, row)
    with pytest.raises(recording.VisitWithdrawn):
        recording.withdraw_visit(row.pk, why="再来", by=me, at=NOON)
    with pytest.raises(recording.VisitWithdrawn):
        recording.answer_visit(row.pk, answer="true", words="", by=cast.viewer("wei"), at=NOON)


# The word of who was visited.


def test_the_visited_one_says_a_word_once_for_each_version(cast: Cast) -> None:
    row, wei = visited(cast), cast.viewer("wei")
    word = recording.answer_visit(row.pk, answer="more", words=" 还有热水 ", by=wei, at=NOON)
    assert (word.words, word.version) == ("还有热水", 1)
    assert str(word).endswith("more")
    with pytest.raises(recording.SpokenAlready):
        recording.answer_visit(row.pk, answer="true", words="", by=wei, at=NOON)
    amended(cast, row, heard="还有热水。")
    assert recording.answer_visit(row.pk, answer="true", words="", by=wei, at=NOON).version == 2


def test_nobody_else_says_it_for_them(cast: Cast) -> None:
    row = visited(cast)
    for who in ("alat", "ding", "wen"):
        with pytest.raises(Visit.DoesNotExist):
            recording.answer_visit(row.pk, answer="true", words="", by=cast.viewer(who), at=NOON)


def test_one_who_was_dropped_says_nothing_more(cast: Cast) -> None:
    row = visited(cast)
    amended(cast, row, whom="alat")
    with pytest.raises(Visit.DoesNotExist):
        recording.answer_visit(row.pk, answer="true", words="", by=cast.viewer("wei"), at=NOON)
