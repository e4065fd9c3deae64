"""People and units are found from the moment they are on record, under the names they have by now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import NOON, Cast
from tests.ground.org.rosters import prepared, row_of, table
from xinqiao.ground.lookup.actions import reindex
from xinqiao.ground.lookup.models import LookupText
from xinqiao.ground.lookup.queries import keys
from xinqiao.ground.org.actions import committing, importing, undoing, units
from xinqiao.ground.org.actions.first_day import found_union
from xinqiao.ground.org.models import Person, RosterImport, Unit
from xinqiao.ground.org.words import PERSON, UNIT, Decision

pytestmark = pytest.mark.engine


def people(text: str) -> list[str]:
    return sorted(Person.objects.filter(pk__in=keys(PERSON, text=text)).values_list("number", flat=True))


def names(text: str) -> list[str]:
    return sorted(Unit.objects.filter(pk__in=keys(UNIT, text=text)).values_list("name", flat=True))


def brought_in(cast: Cast, *rows: list[object], **asked: object) -> RosterImport:
    draft = prepared(cast, table(*rows), **asked)
    for row in draft.rows.exclude(question=""):
        importing.decide_row(
            row.pk, roster_import=draft.pk, decision=Decision.SAME, by=cast.viewer("hao"), at=NOON
        )  # fmt: skip
    return committing.commit_import(draft.pk, by=cast.viewer("hao"), at=NOON)


def everything() -> set[tuple[str, int, str]]:
    return set(LookupText.objects.values_list("kind", "row", "text"))


def test_whom_a_roster_brings_is_found_until_it_is_taken_back(cast: Cast) -> None:
    done = brought_in(cast, ["30001", "方舟舟", "", "水压机班", "", "", ""])
    for text in ("方舟舟", "舟", "30001", "fang zhou", "fangzhouzhou"):
        assert "30001" in people(text), text
    undoing.undo_import(done.pk, by=None, at=NOON + timedelta(hours=1))
    assert people("方舟舟") == []
    assert not LookupText.objects.filter(kind=PERSON, text__contains="30001").exists()


def test_a_name_put_right_is_found_and_comes_back_with_the_undo(cast: Cast) -> None:
    number = cast.people["chen"].number
    done = brought_in(cast, row_of(cast, "chen", 姓名="陈禾妙"))
    assert (people("陈禾妙"), people("陈禾苗")) == ([number], [])
    undoing.undo_import(done.pk, by=None, at=NOON + timedelta(hours=1))
    assert (people("陈禾妙"), people("陈禾苗")) == ([], [number])


def test_units_a_roster_makes_are_found_and_go_again(cast: Cast) -> None:
    done = brought_in(cast, ["30001", "方舟舟", "", "锻造公司/锻造三车间/热处理班", "", "", ""], make_units=True)
    assert names("热处理班") == ["热处理班工会小组"]
    undoing.undo_import(done.pk, by=None, at=NOON + timedelta(hours=1))
    assert names("热处理班") == []
    assert everything() == _anew()


def test_a_renamed_unit_is_found_under_both_names(cast: Cast) -> None:
    units.rename_unit(
        cast.units["crane"].pk, name="桥机班工会小组", short="桥机班", on=NOON.date(), document="工〔2026〕1号",
        by=cast.viewer("hao"), at=NOON,
    )  # fmt: skip
    assert names("桥机班") == names("天车班") == ["桥机班工会小组"]


def test_the_first_officer_and_their_union_are_found(db: None) -> None:
    found_union(union="某厂工会", number="000001", name="古力·买买提", at=NOON)
    assert people("古力买买提") == people("000001") == ["000001"]
    assert names("某厂") == ["某厂工会"]
    assert everything() == _anew()


def test_made_anew_it_is_what_the_deeds_have_kept(cast: Cast) -> None:
    brought_in(cast, row_of(cast, "chen", 姓名="陈禾妙"), ["30001", "方舟舟", "", "水压机班", "", "", ""])
    units.rename_unit(
        cast.units["press"].pk, name="水压班工会小组", short="水压班", on=NOON.date(), document="工〔2026〕2号",
        by=cast.viewer("hao"), at=NOON,
    )  # fmt: skip
    assert everything() == _anew()


def _anew() -> set[tuple[str, int, str]]:
    LookupText.objects.all().delete()
    reindex()
    return everything()
