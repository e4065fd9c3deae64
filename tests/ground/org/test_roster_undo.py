"""One deed takes an import back: all that nothing has touched since."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import NOON, Cast
from tests.ground.org.rosters import judged, prepared, row_of, table, verdicts
from xinqiao.ground.identity.models import Account
from xinqiao.ground.org.actions import committing, importing, undoing
from xinqiao.ground.org.models import Employment, Membership, Person, Unit
from xinqiao.ground.org.words import Decision, Question, RowState

BORN = date(1990, 3, 7)
LATER = NOON + timedelta(hours=2)


def test_what_was_touched_since_stays_and_says_why(cast: Cast) -> None:
    data = table(
        row_of(cast, "chen", 岗位="装配钳工"),
        row_of(cast, "lin", 岗位="磨工"),
        ["30001", "方舟舟", "", "水压机班", "", "", ""],
        ["30002", "路小平", "", "水压机班", "", "", ""],
    )
    done = committing.commit_import(prepared(cast, data).pk, by=None, at=LATER)
    Person.objects.filter(pk=cast.people["lin"].pk).update(trade="镗工", touched_at=LATER + timedelta(minutes=1))
    Account.objects.create(person=Person.objects.get(number="30001"))
    undoing.undo_import(done.pk, by=None, at=LATER + timedelta(days=1))
    assert Person.objects.filter(number="30001").exists() and not Person.objects.filter(number="30002").exists()
    kept = dict(done.rows.filter(state=RowState.KEPT).values_list("number", "kept_why"))
    assert kept == {cast.people["lin"].number: "入册以后有人改过林一诺。", "30001": "名下已经有账号。"}
    assert done.rows.get(number="30002").state == RowState.UNDONE


@pytest.mark.parametrize("hangs", ["membership", "post", "case"])
def test_a_new_person_on_whom_something_hangs_stays(cast: Cast, hangs: str) -> None:
    done = committing.commit_import(
        prepared(cast, table(["30001", "方舟舟", "", "水压机班", "", "", ""])).pk, by=None, at=NOON
    )
    person = Person.objects.get(number="30001")
    if hangs == "membership":
        Membership.objects.create(person=person, joined_on=date(2026, 10, 1))
    elif hangs == "post":
        person.posts.create(role="group_leader", unit=person.unit, from_on=date(2026, 10, 1))
    else:
        from xinqiao.blocks.cases.models import Case
        from xinqiao.blocks.cases.words import OPEN

        Case.objects.create(kind="x", number="X-1", title="t", state=next(iter(OPEN)), opened_at=NOON, opened_by=person,
                            unit=person.unit, desk=person.unit, touched_at=NOON, due_on=date(2026, 10, 30))  # fmt: skip
    undoing.undo_import(done.pk, by=None, at=LATER)
    assert done.rows.get().state == RowState.KEPT


def test_undone_twice_never_or_too_late(cast: Cast) -> None:
    draft = prepared(cast, table(["30001", "方舟舟", "", "水压机班", "", "", ""]))
    with pytest.raises(undoing.NotCommitted):
        undoing.undo_import(draft.pk, by=None, at=NOON)
    committing.commit_import(draft.pk, by=None, at=NOON)
    with pytest.raises(undoing.UndoTooLate):
        undoing.undo_import(draft.pk, by=None, at=NOON + timedelta(days=31))
    undoing.undo_import(draft.pk, by=None, at=NOON + timedelta(days=30))
    with pytest.raises(undoing.UndoneAlready):
        undoing.undo_import(draft.pk, by=None, at=LATER)


def test_imports_are_undone_one_after_the_other(cast: Cast) -> None:
    one = committing.commit_import(prepared(cast, table(row_of(cast, "chen", 单位="水压机班"))).pk, by=None, at=NOON)
    two = committing.commit_import(prepared(cast, table(row_of(cast, "chen", 单位="信息中心"))).pk, by=None, at=LATER)
    for done in (two, one):
        undoing.undo_import(done.pk, by=None, at=LATER)
        assert done.rows.get().state == RowState.UNDONE
    chen = Person.objects.get(pk=cast.people["chen"].pk)
    assert chen.unit_id == cast.units["crane"].pk
    assert [(e.unit_id, e.to_on) for e in chen.employments.all()] == [(chen.unit_id, None)]


def test_somebody_comes_back(cast: Cast) -> None:
    guest = cast.people["guest"]
    Person.objects.filter(pk=guest.pk).update(left_on=date(2024, 1, 1))
    Employment.objects.filter(person=guest).update(to_on=date(2024, 1, 1), why_ended="resigned")
    draft = prepared(cast, table(row_of(cast, "guest")))
    row = draft.rows.get(question=Question.RETURNED)
    importing.decide_row(row.pk, roster_import=draft.pk, decision=Decision.SAME, by=cast.viewer("hao"), at=NOON)
    done = committing.commit_import(draft.pk, by=None, at=LATER)
    guest.refresh_from_db()
    assert guest.left_on is None and guest.employments.filter(to_on__isnull=True).count() == 1
    undoing.undo_import(done.pk, by=None, at=LATER)
    guest.refresh_from_db()
    assert guest.left_on == date(2024, 1, 1) and guest.employments.count() == 1


def test_units_the_register_does_not_have_are_made_and_go_again(cast: Cast) -> None:
    data = table(
        ["30001", "方舟舟", "", "热处理公司/渗碳车间/渗碳甲班", "", "", ""],
        ["30002", "路小平", "", "热处理公司/渗碳车间/渗碳乙班", "", "", ""],
    )
    assert verdicts(judged(data)) == {"refused": [2, 3]}
    done = committing.commit_import(prepared(cast, data, make_units=True).pk, by=None, at=NOON)
    unit = Person.objects.get(number="30001").unit
    assert (unit.name, unit.kind, unit.parent.name, unit.parent.parent.name) == (
        "渗碳甲班工会小组",
        "team",
        "渗碳车间工会",
        "热处理公司分会",
    )  # type: ignore[union-attr]
    assert len(done.made_units) == 4 and unit.changes.get().document == done.number
    undoing.undo_import(done.pk, by=None, at=NOON)
    assert not Unit.objects.filter(pk__in=done.made_units).exists()


def test_the_first_roster_of_an_empty_register(db: None) -> None:
    data = table(["30001", "方舟舟", "", "热处理公司", "", "", ""])
    with pytest.raises(importing.NoUnitYet):
        judged(data)
    draft = importing.prepare_import(data, name="a.xlsx", by=None, at=NOON, make_units=True)
    done = committing.commit_import(draft.pk, by=None, at=NOON)
    assert [unit.kind for unit in Unit.objects.order_by("path")] == ["group", "subunion"]
    undoing.undo_import(done.pk, by=None, at=NOON)
    assert Unit.objects.count() == 0 and Person.objects.count() == 0
