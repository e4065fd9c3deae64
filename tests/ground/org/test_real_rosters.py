"""Rosters nobody on this project wrote: each is imported or refused in words, and what came in goes out again."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import NOON, Cast
from tests.ground.org.rosters import HEADS, SHARED, judged, prepared, table, verdicts, workbook
from xinqiao.ground.org.actions import columns, committing, undoing
from xinqiao.ground.org.models import Employment, Person, Unit, UnitChange
from xinqiao.ground.org.words import Verdict
from xinqiao.kit.refusal import Refused
from xinqiao.kit.tables import read_table

ROSTERS = SHARED / "rosters"
real = pytest.mark.skipif(not ROSTERS.exists(), reason="the shared inputs are not beside this checkout")


def register() -> list[object]:
    return [sorted(model.objects.values_list("pk", flat=True)) for model in (Person, Employment, Unit, UnitChange)]


@real
def test_every_column_name_of_a_real_hr_export_is_read_or_left_unread_on_purpose() -> None:
    names = json.loads((ROSTERS / "hr_export_column_names_only.json").read_text())["employee_roster_export"]
    assert len(names) == 84
    assert [name for name in names if not columns.known_name(name)] == []
    for private in ("月度薪酬", "工资卡银行账号1", "婚姻状况", "社保账号", "政治面貌", "绩效分值"):
        assert columns.known_name(private) == "unread"
    found = judged_heads(names)
    assert {kind: column.title for kind, column in found.columns.items()} == {
        "name": "姓名", "status": "员工状态", "trade": "职位", "number": "工号", "id_kind": "证件类型", "id_number": "证件号",
        "phone": "手机号码", "hired_on": "入职日期", "sex": "性别", "born_on": "出生日期", "left_on": "离职日期",
        "why_left": "离职类型",
    }  # fmt: skip
    assert [column.title for column in found.units] == ["部门"]


def judged_heads(names: list[str]) -> columns.Listing:
    listing = columns.find_listing(read_table(table(["x"] * len(names), heads=names), name="x").sheets[0])
    assert listing is not None
    return listing


@real
def test_other_tables_of_the_hr_department_are_no_rosters(cast: Cast) -> None:
    exports = json.loads((ROSTERS / "hr_export_column_names_only.json").read_text())
    for key in ("org_tree_export", "attendance_export", "education_subtable", "job_history_subtable"):
        with pytest.raises(Refused):
            judged(table(["x"] * len(exports[key]), heads=exports[key]))


@real
@pytest.mark.parametrize(
    "name", ["roster_import_with_description_header.xlsx", "roster_utf8_bom_scientific_damage.csv"]
)
def test_the_student_rosters_are_refused_row_by_row(cast: Cast, name: str) -> None:
    found = judged((ROSTERS / name).read_bytes(), unit=cast.units["press"])
    first = 3 if name.endswith("xlsx") else 2
    assert (found.rows, verdicts(found)) == (16, {"refused": list(range(first, first + 16))})
    reasons = {problem.reason for finding in found.findings for problem in finding.problems}
    assert "身份证号被遮住了几位。" in reasons and "号码里有字母 O、I 或 l，应该是数字。" in reasons
    assert ("这个号码被电子表格改坏了，后几位已经丢失。" in reasons) == name.endswith("csv")


@real
def test_merged_names_are_refused_and_the_rest_comes_in_and_goes_out(cast: Cast) -> None:
    before = register()
    draft = prepared(cast, (ROSTERS / "merged_rows.xlsx").read_bytes(), unit=cast.units["press"])
    done = committing.commit_import(draft.pk, by=None, at=NOON)
    assert (done.counts["rows"], done.counts["new"], done.counts["refused"]) == (13, 3, 10)
    assert Person.objects.get(number="1").name == "张三"
    undoing.undo_import(done.pk, by=None, at=NOON)
    assert register() == before


@real
def test_every_shared_file_imports_or_is_refused_in_words_and_un_imports(cast: Cast) -> None:
    before, seen = register(), 0
    for file in [*sorted(ROSTERS.iterdir()), *sorted((SHARED / "validation").rglob("*"))]:
        if not file.is_file():
            continue
        try:
            draft = prepared(cast, file.read_bytes(), unit=cast.units["press"], make_units=True)
            done = committing.commit_import(draft.pk, by=None, at=NOON)
        except Refused as said:
            assert "%(" not in str(said) and len(str(said)) > 10, file
        else:
            undoing.undo_import(done.pk, by=None, at=NOON)
        seen += 1
        assert register() == before, file
    assert seen > 20


TITLES = st.lists(
    st.sampled_from(
        [
            "砺原重工集团职工花名册",
            "填报单位：锻造公司",
            "说明：1、* 为必填；2、日期用 2025-01-01 的样子",
            "2026年10月",
            "内部资料",
        ]
    ),
    max_size=4,
)
OTHERS = st.lists(st.sampled_from(sorted(columns.UNREAD)), max_size=6, unique=True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(titles=TITLES, others=OTHERS, seed=st.integers(), stars=st.booleans(), gaps=st.integers(0, 2))
def test_the_names_of_the_columns_are_found_wherever_they_stand(
    titles: list[str], others: list[str], seed: int, stars: bool, gaps: int
) -> None:
    heads = [*HEADS, *others]
    random.Random(seed).shuffle(heads)
    cells = dict(zip(HEADS, ("30001", "方舟舟", "", "水压机班", "焊工", "2025-03-01", "13800138000"), strict=True))
    written = [f"*{head} （必填）" if stars else head for head in heads]
    rows = [
        *([title] for title in titles),
        *([] for _gap in range(gaps)),
        written,
        [cells.get(head, "丙") for head in heads],
    ]
    listing = columns.find_listing(read_table(workbook(("花名册", rows)), name="x").sheets[0])
    assert listing is not None
    assert listing.header == len(titles) + gaps + 1
    found = {kind: heads[column.place] for kind, column in listing.columns.items()}
    assert found == {
        "number": "工号",
        "name": "姓名",
        "id_number": "身份证号",
        "trade": "岗位",
        "hired_on": "入职日期",
        "phone": "手机号码",
    }
    assert [column.title for column in listing.units] and len(listing.rows) == 1


def test_titles_that_span_two_rows() -> None:
    rows = [
        ["工号", "姓名", "单位", "", "联系电话"],
        ["", "", "车间", "班组", ""],
        ["30001", "方舟舟", "锻造二车间", "水压机班", ""],
    ]
    listing = columns.find_listing(read_table(workbook(("花名册", rows)), name="x").sheets[0])
    assert listing is not None and listing.header == 2 and len(listing.rows) == 1
    assert {"number", "name", "phone"} <= listing.columns.keys()
    assert [column.title for column in listing.units][-2:] == ["车间", "班组"]


def test_sixteen_thousand_rows(cast: Cast) -> None:
    family, given_name = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "建国志强永福海涛振华德胜学军立新春雷文斌"
    rows = [
        [
            f"5{n:05d}",
            family[n % 16] + given_name[n * 7 % 20] + given_name[n * 11 % 19],
            "",
            "水压机班",
            "焊工",
            "2010-01-01",
            "",
        ]
        for n in range(16_000)
    ]
    before = Person.objects.count()
    draft = prepared(cast, table(*rows))
    done = committing.commit_import(draft.pk, by=None, at=NOON)
    assert (done.counts["written_new"], Person.objects.count()) == (16_000, before + 16_000)
    again = judged(table(*rows))
    assert (again.unchanged, again.of(Verdict.CHANGED)) == (16_000, [])
    undoing.undo_import(done.pk, by=None, at=NOON)
    assert Person.objects.filter(number__startswith="5").count() == 0


def test_a_name_of_the_organisation_chart_is_no_name_of_a_person() -> None:
    assert columns.known_name("部门负责人工号") == ""
