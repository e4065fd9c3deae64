"""The HR department's table comes in: what it would change is seen first, then one deed writes it."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta

import pytest
from django.core.management import call_command

from tests.cast import NOON, Cast
from tests.ground.org.rosters import identity, judged, prepared, row_of, table, verdicts
from xinqiao.ground.org.actions import committing, importing, undoing
from xinqiao.ground.org.models import Person, RosterImport
from xinqiao.ground.org.words import Decision, ImportState, LeaveReason, Question, Verdict
from xinqiao.ground.trail.models import Event
from xinqiao.kit.refusal import Refused

BORN = date(1990, 3, 7)
LATER = NOON + timedelta(hours=2)


def test_a_known_row_changes_nothing_and_a_new_one_is_new(cast: Cast) -> None:
    found = judged(
        table(row_of(cast, "chen"), ["30001", "方舟舟", identity(BORN), "水压机班", "热处理工", date(2026, 9, 1), ""])
    )
    assert verdicts(found) == {"new": [3]}
    assert (found.rows, found.unchanged) == (2, 1)


def test_the_whole_story(cast: Cast) -> None:
    data = table(
        row_of(cast, "chen", 岗位="装配钳工"),
        ["30001", "方舟舟", identity(BORN), "锻造公司/水压机班", "热处理工", date(2026, 9, 1), "12800000001"],
    )
    draft = prepared(cast, data)
    assert draft.state == ImportState.DRAFT and Person.objects.filter(number="30001").count() == 0
    done = committing.commit_import(draft.pk, by=cast.viewer("hao"), at=LATER)
    assert done.number == "HMC-2026-0001"
    new = Person.objects.get(number="30001")
    assert (new.unit.short, new.sex, new.born_on, new.phone) == ("水压机班", "m", BORN, "12800000001")
    assert new.id_number == identity(BORN) and new.name_key == "fang zhou zhou"
    assert new.employments.get().from_on == date(2026, 9, 1)
    chen = Person.objects.get(pk=cast.people["chen"].pk)
    assert chen.trade == "装配钳工"
    assert [(e.trade, e.why_ended) for e in chen.employments.order_by("id")] == [("天车工", "moved"), ("装配钳工", "")]
    verbs = list(Event.objects.order_by("id").values_list("verb", "number"))
    assert verbs == [("prepare_import", ""), ("enrol", "30001"), ("amend", chen.number), ("commit_import", done.number)]
    assert not any(identity(BORN) in event.note for event in Event.objects.all())

    undoing.undo_import(done.pk, by=cast.viewer("hao"), at=LATER)
    assert not Person.objects.filter(number="30001").exists()
    chen.refresh_from_db()
    assert chen.trade == "天车工" and chen.touched_at == cast.people["chen"].touched_at
    assert [(e.trade, e.to_on, e.why_ended) for e in chen.employments.all()] == [("天车工", None, "")]
    assert list(Event.objects.filter(verb="take_back").values_list("number", flat=True)) == [chen.number, "30001"]
    assert Event.objects.filter(verb="undo_import", number=done.number).exists()


def test_a_draft_is_committed_once_and_only_when_it_writes_something(cast: Cast) -> None:
    empty = prepared(cast, table(row_of(cast, "chen")))
    with pytest.raises(committing.NothingToWrite):
        committing.commit_import(empty.pk, by=None, at=NOON)
    draft = prepared(cast, table(row_of(cast, "chen", 岗位="磨工")))
    committing.commit_import(draft.pk, by=None, at=NOON)
    with pytest.raises(importing.ImportSettled):
        committing.commit_import(draft.pk, by=None, at=NOON)
    assert committing.commit_import(
        prepared(cast, table(row_of(cast, "lin", 岗位="磨工"))).pk, by=None, at=NOON
    ).number.endswith("-0002")


def test_two_imports_at_once_the_second_does_not_overwrite_the_first(cast: Cast) -> None:
    first = prepared(cast, table(row_of(cast, "chen", 岗位="磨工"), ["30001", "方舟舟", "", "水压机班", "", "", ""]))
    second = prepared(
        cast,
        table(
            row_of(cast, "chen", 岗位="铣工"),
            ["30001", "方舟舟", "", "水压机班", "", "", ""],
            row_of(cast, "lin", 岗位="铣工"),
        ),
    )
    committing.commit_import(first.pk, by=None, at=LATER)
    committing.commit_import(second.pk, by=None, at=LATER + timedelta(minutes=1))
    assert Person.objects.get(pk=cast.people["chen"].pk).trade == "磨工"
    assert Person.objects.get(pk=cast.people["lin"].pk).trade == "铣工"
    overtaken = second.rows.filter(question=Question.TOUCHED)
    assert sorted(overtaken.values_list("number", flat=True)) == sorted([cast.people["chen"].number, "30001"])
    assert set(overtaken.values_list("verdict", "state")) == {(Verdict.DOUBTFUL, "")}


def test_a_second_import_with_few_changes_writes_only_those(cast: Cast) -> None:
    rows = [
        [f"4{n:04d}", f"王{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{'子丑寅卯'[n % 4]}", "", "水压机班", "焊工", "", ""]
        for n in range(40)
    ]
    committing.commit_import(prepared(cast, table(*rows)).pk, by=None, at=NOON)
    before = dict(Person.objects.values_list("pk", "touched_at"))
    rows[7][4] = "电焊工"
    done = committing.commit_import(prepared(cast, table(*rows)).pk, by=None, at=LATER)
    assert done.rows.filter(verdict=Verdict.CHANGED).count() == 1 and done.counts["unchanged"] == 39
    after = dict(Person.objects.values_list("pk", "touched_at"))
    assert sum(1 for pk in before if before[pk] != after[pk]) == 1


def test_who_is_missing_leaves_only_with_a_reason(cast: Cast) -> None:
    draft = prepared(cast, table(*(row_of(cast, key) for key in ("chen", "lin", "gulnur", "tong"))))
    gone = draft.rows.get(verdict=Verdict.LEFT)
    assert (gone.number, gone.row) == ("190001", None)
    by = cast.viewer("hao")
    importing.decide_row(gone.pk, roster_import=draft.pk, decision=Decision.RETIRED, by=by, at=NOON)
    done = committing.commit_import(draft.pk, by=by, at=LATER)
    guest = Person.objects.get(number="190001")
    assert guest.left_on == date(2026, 10, 20)
    assert guest.employments.get().why_ended == LeaveReason.RETIRED
    undoing.undo_import(done.pk, by=by, at=LATER)
    guest.refresh_from_db()
    assert guest.left_on is None and guest.employments.get().to_on is None


def test_a_sheet_of_a_few_people_makes_nobody_leave(cast: Cast) -> None:
    found = judged(table(row_of(cast, "chen"), row_of(cast, "lin")))
    assert found.of(Verdict.LEFT) == []


def test_an_answer_must_fit_the_question_and_the_draft(cast: Cast) -> None:
    by = cast.viewer("hao")
    draft = prepared(cast, table(row_of(cast, "gulnur", 姓名="古丽努尔.艾山江"), row_of(cast, "chen", 岗位="磨工")))
    row = draft.rows.get(verdict=Verdict.DOUBTFUL)
    with pytest.raises(importing.Decided):
        importing.decide_row(row.pk, roster_import=draft.pk, decision=Decision.RETIRED, by=by, at=NOON)
    importing.decide_row(row.pk, roster_import=draft.pk, decision=Decision.SAME, by=by, at=NOON)
    committing.commit_import(draft.pk, by=by, at=NOON)
    assert Person.objects.get(pk=cast.people["gulnur"].pk).name == "古丽努尔·艾山江"
    with pytest.raises(importing.ImportSettled):
        importing.decide_row(row.pk, roster_import=draft.pk, decision=Decision.SKIP, by=by, at=NOON)


def test_one_tap_says_which_unit_is_meant(cast: Cast) -> None:
    by = cast.viewer("hao")
    draft = prepared(
        cast, table(["30001", "方舟舟", "", "锻造分公司", "", "", ""], row_of(cast, "chen", 单位="锻造二车间工"))
    )
    rows = list(draft.rows.filter(verdict=Verdict.REFUSED, question=Question.UNIT).order_by("row"))
    assert "最像“锻造公司”" in rows[0].problems[0]["reason"]
    for row in rows:
        importing.decide_row(row.pk, roster_import=draft.pk, decision=Decision.NEAREST, by=by, at=NOON)
    done = committing.commit_import(draft.pk, by=by, at=LATER)
    assert Person.objects.get(number="30001").unit == cast.units["forging"]
    assert Person.objects.get(pk=cast.people["chen"].pk).unit == cast.units["forging2"]
    undoing.undo_import(done.pk, by=by, at=LATER)
    assert Person.objects.get(pk=cast.people["chen"].pk).unit == cast.units["crane"]


def test_two_digits_swapped(cast: Cast) -> None:
    by = cast.viewer("hao")
    number, turned = "20471", "20417"
    Person.objects.filter(pk=cast.people["lin"].pk).update(number=number)
    rows = [row_of(cast, "lin", 工号=turned, 岗位="磨工")]
    draft = prepared(cast, table(*rows))
    row = draft.rows.get()
    assert (row.verdict, row.question, row.person_id) == (Verdict.DOUBTFUL, Question.SWAPPED, cast.people["lin"].pk)
    importing.decide_row(row.pk, roster_import=draft.pk, decision=Decision.SAME, by=by, at=NOON)
    committing.commit_import(draft.pk, by=by, at=NOON)
    assert Person.objects.get(number=number).trade == "磨工"
    again = prepared(cast, table(*rows))
    importing.decide_row(again.rows.get().pk, roster_import=again.pk, decision=Decision.OTHER, by=by, at=NOON)
    done = committing.commit_import(again.pk, by=by, at=LATER)
    assert Person.objects.get(number=turned).name == "林一诺"
    undoing.undo_import(done.pk, by=by, at=LATER)
    assert not Person.objects.filter(number=turned).exists() and Person.objects.filter(number=number).exists()


def test_an_officer_touches_only_their_own_units(cast: Cast) -> None:
    cast.people["bao"].posts.create(role="organisation_officer", unit=cast.units["forging"], from_on=date(2020, 1, 1))
    rows = [
        row_of(cast, "ding", 岗位="焊工"),
        row_of(cast, "chen", 岗位="磨工"),
        ["30001", "方舟舟", "", "天车班", "", "", ""],
    ]
    found = judged(table(*rows), by=cast.viewer("bao"))
    assert verdicts(found) == {"refused": [3, 4], "changed": [2]}
    assert "不归您管" in found.of(Verdict.REFUSED)[0].problems[0].reason
    draft = prepared(cast, table(*rows), who="hao")
    with pytest.raises(RosterImport.DoesNotExist):
        committing.commit_import(draft.pk, by=cast.viewer("bao"), at=NOON)


def test_the_command_line_says_and_does_the_same(cast: Cast, tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "花名册.xlsx"
    file.write_bytes(
        table(
            row_of(cast, "chen", 岗位="磨工"),
            ["30001", "方舟舟", identity(BORN), "水压机班", "", "", ""],
            ["30002", "路平", "990101199003070018", "水压机班", "", "", ""],
            row_of(cast, "gulnur", 姓名="古丽努尔.艾山江"),
        )
    )
    out = io.StringIO()
    call_command("import_roster", file, "--dry-run", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert list(said) == ["rows", "new", "changed", "left", "doubtful", "refused"]
    assert said["rows"] == 4
    assert said["new"] == [{"row": 3, "number": "30001", "name": "方舟舟", "unit": "水压机班"}]
    assert said["changed"][0]["changes"] == [{"field": "trade", "label": "岗位", "before": "天车工", "after": "磨工"}]
    assert {"row", "column", "value", "reason", "cure"} <= said["refused"][0].keys() & said["doubtful"][0].keys()
    assert identity(BORN) not in out.getvalue() and "990101199003070018" not in out.getvalue()
    assert not Person.objects.filter(number="30001").exists()
    out = io.StringIO()
    call_command("import_roster", file, stdout=out)
    assert "HMC-" in out.getvalue() and "退回 1" in out.getvalue()
    assert Person.objects.get(number="30001")
    out = io.StringIO()
    call_command("undo_import", "1", stdout=out)
    assert "撤回 2 行，没有撤回 0 行" in out.getvalue()
    with pytest.raises(Refused):
        call_command("undo_import", "1", stdout=out)
