"""Every row that cannot come in says which cell is wrong, why, and what to do; every doubt is asked, never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import NOON, Cast, make_unit
from tests.ground.org.rosters import HEADS, identity, judged, row_of, table, text, verdicts, workbook
from xinqiao.ground.org.actions import importing
from xinqiao.ground.org.models import Person
from xinqiao.ground.org.queries import id_index
from xinqiao.ground.org.words import Question, Verdict

BORN = date(1990, 3, 7)
GOOD = {
    "工号": "30001",
    "姓名": "方舟舟",
    "身份证号": "",
    "单位": "水压机班",
    "岗位": "",
    "入职日期": "",
    "手机号码": "",
}


def new(**changes: object) -> list[object]:
    return list((GOOD | changes).values())


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"工号": ""}, "工号", "没有工号"),
        ({"工号": 3.60723e18}, "工号", "改坏了"),
        ({"工号": "3.60723E+18"}, "工号", "改坏了"),
        ({"工号": "20O4171"}, "工号", "字母 O"),
        ({"工号": "12345678901234567890123"}, "工号", "超过 20 位"),
        ({"工号": "三零零零一1"}, "工号", "不该有的字符"),
        ({"姓名": ""}, "姓名", "姓名是空的"),
        ({"姓名": "方3"}, "姓名", "数字"),
        ({"身份证号": identity(BORN)[:-1] + ("1" if identity(BORN)[-1] != "1" else "2")}, "身份证号", "校验位"),
        ({"身份证号": identity(BORN).replace("0", "O", 1)}, "身份证号", "字母 O"),
        ({"身份证号": "11010120019844XXXX"}, "身份证号", "遮住"),
        ({"身份证号": "1101011990****0018"}, "身份证号", "遮住"),
        ({"身份证号": 150203198506300019.0}, "身份证号", "改坏了"),
        ({"身份证号": "150203850630001"}, "身份证号", "15 位的旧身份证号"),
        ({"单位": "铸钢分公司"}, "单位", "没有这个单位"),
        ({"单位": ""}, "单位", "单位是空的"),
        ({"入职日期": "2026-13-01"}, "入职日期", "没有 13 月"),
        ({"入职日期": "31/2/2025"}, "入职日期", "2 月没有 31 日"),
        ({"入职日期": "2025-02-31"}, "入职日期", "2 月没有 31 日"),
        ({"入职日期": "03/04/2025"}, "入职日期", "哪个是月"),
        ({"入职日期": "去年"}, "入职日期", "不是一个完整的日期"),
        ({"入职日期": 1985.1}, "入职日期", "看不出是几月"),
        ({"入职日期": "1890-01-01"}, "入职日期", "不合情理"),
        ({"入职日期": "1989-01-01", "身份证号": identity(BORN)}, "入职日期", "入职早于出生"),
    ],
)
def test_one_wrong_cell(cast: Cast, cells: dict[str, object], column: str, reason: str) -> None:
    found = judged(table(new(**cells)))
    problem = found.of(Verdict.REFUSED)[0].problems[0]
    assert (found.rows, problem.column) == (1, column)
    assert reason in problem.reason and problem.cure
    assert len("".join(filter(str.isdigit, problem.value))) < 15  # never a whole identity number


@pytest.mark.parametrize(
    ("heads", "cells", "reason"),
    [
        (("性别",), {"性别": "女"}, "与身份证号上的性别不同"),
        (("出生日期",), {"出生日期": "1990-03-08"}, "与身份证号上的出生日期不同"),
        (("出生年月",), {"出生年月": "1990.04"}, "与身份证号上的出生日期不同"),
        (("性别",), {"性别": "先生"}, "只认"),
        (("离职日期",), {"离职日期": "2001-01-01", "入职日期": "2010-01-01"}, "离职早于入职"),
        (("员工状态",), {"员工状态": "已离职"}, "没有日期"),
        (("离职日期",), {"离职日期": "2025-01-01"}, "册上也没有这个人"),
    ],
)
def test_a_cell_against_the_others(cast: Cast, heads: tuple[str, ...], cells: dict[str, object], reason: str) -> None:
    found = judged(table(new(身份证号=identity(BORN), **cells), heads=[*HEADS, *heads]))
    assert reason in found.of(Verdict.REFUSED)[0].problems[0].reason


@pytest.mark.parametrize(
    "written", ["1990.03", "1990年3月", "1990-03-07", "1990/3/7", "19900307", 32939, date(1990, 3, 7)]
)
def test_ways_to_write_a_birthday_that_agree_with_the_number(cast: Cast, written: object) -> None:
    found = judged(table(new(身份证号=identity(BORN), 出生日期=written), heads=[*HEADS, "出生日期"]))
    assert found.of(Verdict.NEW)[0].after["born_on"] == "1990-03-07"


def test_the_second_of_two_equal_numbers_is_the_duplicate(cast: Cast) -> None:
    one = identity(BORN)
    found = judged(table(new(身份证号=one), new(姓名="路小平"), new(工号="30003", 姓名="贺小升", 身份证号=one)))
    assert verdicts(found) == {"new": [2], "refused": [3, 4]}
    assert [finding.problems[0].reason for finding in found.of(Verdict.REFUSED)] == [
        "与第 2 行的工号相同。",
        "与第 2 行的身份证号相同。",
    ]


def test_all_that_is_wrong_with_a_row_is_said_at_once(cast: Cast) -> None:
    found = judged(table(new(工号="", 姓名="", 入职日期="2026-13-01")))
    assert [problem.column for problem in found.of(Verdict.REFUSED)[0].problems] == ["工号", "姓名", "入职日期"]


@pytest.mark.parametrize(
    "row",
    [
        ["制表人：康敏之", "", "", "审核人：郝明远"],
        ["", "", "", "", "填表日期：2026年10月20日"],
        ["合计", "", "17人"],
        ["共计 17 人"],
        ["说明：单位以人力资源部为准"],
        ["工号", "姓名", "身份证号", "单位"],
    ],
)
def test_signatures_sums_and_remarks_are_named_as_what_they_are(cast: Cast, row: list[str]) -> None:
    found = judged(table(new(), row))
    assert verdicts(found) == {"new": [2], "refused": [3]}
    assert (
        "不是职工" in found.of(Verdict.REFUSED)[0].problems[0].reason
        or "列名" in found.of(Verdict.REFUSED)[0].problems[0].reason
    )


def test_an_inspector_without_a_number_is_no_signature(cast: Cast) -> None:
    found = judged(table(new(工号="", 岗位="质量审核员")))
    assert found.of(Verdict.REFUSED)[0].problems[0].reason == "没有工号。"


def test_wide_digits_and_stray_spaces_are_simply_read(cast: Cast) -> None:
    found = judged(
        table(
            new(
                工号=" ３０００１ ",
                姓名="魏　冬",
                入职日期="２０２５年３月１日 ",
                手机号码="138 0013 8000",
                单位=" 水压机班 ",
            )
        )
    )
    new_one = found.of(Verdict.NEW)[0]
    assert (new_one.number, new_one.name, new_one.after["hired_on"], new_one.secret["phone"]) == (
        "30001", "魏冬", "2025-03-01", "13800138000",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "question"),
    [
        ({"姓名": "张飞"}, Question.NAME),
        ({"手机号码": "12345"}, Question.PHONE),
        ({"身份证号": identity(date(1991, 1, 1))}, Question.IDENTITY),
    ],
)
def test_doubts_about_somebody_known(cast: Cast, cells: dict[str, object], question: str) -> None:
    Person.objects.filter(pk=cast.people["chen"].pk).update(id_index=id_index(identity(BORN)))
    finding = judged(table(row_of(cast, "chen", **cells))).of(Verdict.DOUBTFUL)[0]
    assert (finding.question, finding.person.number) == (question, cast.people["chen"].number)  # type: ignore[union-attr]
    assert finding.problems[0].reason and finding.problems[0].cure


def test_a_corrected_character_or_a_sure_number_is_a_change_of_name(cast: Cast) -> None:
    Person.objects.filter(pk=cast.people["chen"].pk).update(id_index=id_index(identity(BORN)))
    found = judged(
        table(row_of(cast, "lin", 姓名="林一若"), row_of(cast, "chen", 姓名="张飞", 身份证号=identity(BORN)))
    )
    assert [finding.after.get("name") for finding in found.of(Verdict.CHANGED)] == ["林一若", "张飞"]


def test_the_same_identity_number_under_another_number(cast: Cast) -> None:
    Person.objects.filter(pk=cast.people["chen"].pk).update(id_index=id_index(identity(BORN)))
    finding = judged(table(new(姓名="陈禾苗", 身份证号=identity(BORN)))).of(Verdict.DOUBTFUL)[0]
    assert (finding.question, finding.person.number) == (Question.ELSEWHERE, cast.people["chen"].number)  # type: ignore[union-attr]


def test_numbers_alike_are_no_doubt_when_both_stand_in_the_sheet(cast: Cast) -> None:
    Person.objects.filter(pk=cast.people["lin"].pk).update(number="20471")
    cast.people["lin"].refresh_from_db()
    found = judged(table(row_of(cast, "lin"), row_of(cast, "lin", 工号="20417")))
    assert verdicts(found) == {"new": [3]}


def test_a_lost_zero_in_front_is_seen(cast: Cast) -> None:
    Person.objects.filter(pk=cast.people["lin"].pk).update(number="0020471")
    assert judged(table(row_of(cast, "lin", 工号=20471))).of(Verdict.DOUBTFUL)[0].question == Question.SWAPPED


def test_a_table_without_numbers_is_keyed_by_identity_numbers(cast: Cast) -> None:
    Person.objects.filter(pk=cast.people["chen"].pk).update(id_index=id_index(identity(BORN)))
    rows = [["陈禾苗", identity(BORN), "磨工"], ["方舟舟", identity(date(1991, 1, 1)), "磨工"], ["路小平", "", "磨工"]]
    found = judged(table(*rows, heads=["姓名", "身份证号", "工种"]))
    assert verdicts(found) == {"changed": [2], "refused": [3, 4]}
    assert found.of(Verdict.CHANGED)[0].number == cast.people["chen"].number


def test_a_leaver_in_the_sheet_leaves_on_that_day_for_that_reason(cast: Cast) -> None:
    found = judged(table([*row_of(cast, "chen"), "2026-10-01", "退休"], heads=[*HEADS, "离职日期", "员工状态"]))
    assert found.of(Verdict.CHANGED)[0].after == {"left_on": "2026-10-01", "why_left": "retired"}


def test_a_sheet_that_names_only_the_body_above_moves_nobody(cast: Cast) -> None:
    assert judged(table(row_of(cast, "chen", 单位="大件加工公司"))).findings == []


def test_people_without_a_unit_column_stay_and_new_ones_need_one(cast: Cast) -> None:
    rows = [[cast.people["chen"].number, "陈禾苗", "磨工"], ["30001", "方舟舟", "磨工"]]
    data = table(*rows, heads=["工号", "姓名", "工种"])
    found = judged(data)
    assert verdicts(found) == {"changed": [2], "refused": [3]}
    assert "没有单位这一列" in found.of(Verdict.REFUSED)[0].problems[0].reason
    given = judged(data, unit=cast.units["press"])
    assert given.of(Verdict.NEW)[0].after["unit"] == cast.units["press"].pk


def test_units_by_path_by_several_columns_and_by_firm_name(cast: Cast) -> None:
    heads = ["工号", "姓名", "所属公司", "部门", "班组"]
    rows = [
        ["30001", "方舟舟", "砺原重工集团有限公司", "锻造公司", "水压机班"],
        ["30002", "路小平", "", "锻造有限公司/锻造二车间", ""],
        ["30003", "贺小升", "", "锻造公司", "天车班"],
    ]
    found = judged(table(*rows, heads=heads))
    assert [one.after["unit"] for one in found.of(Verdict.NEW)] == [cast.units["press"].pk, cast.units["forging2"].pk]
    assert found.of(Verdict.REFUSED)[0].problems[0].value == "天车班"


def test_units_of_one_name_ask_for_the_one_above(cast: Cast) -> None:
    from tests.cast import make_unit

    make_unit("水压机班工会小组", parent=cast.units["machining1"], short="水压机班")
    assert "同名" in judged(table(new())).of(Verdict.REFUSED)[0].problems[0].reason
    assert judged(table(new(单位="锻造公司/水压机班"))).of(Verdict.NEW)[0].after["unit"] == cast.units["press"].pk


def test_cells_merged_downwards_hold_for_units_and_not_for_names(cast: Cast) -> None:
    rows = [["单位", "工号", "姓名"], ["", "30001", "方舟舟"], ["", "30002", ""], ["", "30003", "路小平"]]
    data = workbook(("花名册", rows), merged=[(1, 0, 3, 0, "水压机班")])
    found = judged(data)
    assert verdicts(found) == {"new": [2, 4], "refused": [3]}
    assert {one.after["unit"] for one in found.of(Verdict.NEW)} == {cast.units["press"].pk}


def test_other_sheets_are_named_once(cast: Cast) -> None:
    data = workbook(
        ("说明", [["填表说明"], ["照人事档案填"]]), ("名单", [HEADS, new()]), ("空白", []), ("字典", [["男"], ["女"]])
    )
    found = judged(data)
    assert found.listing.sheet.name == "名单"
    assert [one.problems[0].value for one in found.of(Verdict.REFUSED)] == ["说明", "字典"]


def test_day_numbers_of_1904_workbooks_count_from_1904(cast: Cast) -> None:
    from xinqiao.ground.org.actions.cells import day_of

    assert day_of(44197.0).on == date(2021, 1, 1)  # type: ignore[union-attr]
    assert day_of(42735.0, epoch_1904=True).on == date(2021, 1, 1)  # type: ignore[union-attr]
    assert day_of("") is None


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", importing.TableUnreadable),
        (table(heads=["题干", "选项A", "答案"]), importing.NoColumnNames),
        (table(["方舟舟", "男"], heads=["姓名", "性别"]), importing.NoKeyColumn),
        (table(["30001", "焊工"], heads=["工号", "工种"]), importing.NoKeyColumn),
        (table(["方舟舟", "30001", "08:00"], heads=["姓名", "工号", "打卡时间"]), importing.AnotherTable),
        (table(heads=HEADS), importing.EmptyRoster),
        (text(["30001", "方舟舟"], heads=["工號", "姓名"], charset="big5"), importing.NoColumnNames),
    ],
)
def test_a_file_that_is_no_roster(cast: Cast, data: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal) as said:
        judged(data)
    assert "%(" not in str(said.value) and str(said.value).endswith("。")
    assert Person.objects.filter(touched_at=NOON).count() == 0


def test_a_name_several_units_bear_means_the_one_somebody_is_in(cast: Cast) -> None:
    twin = make_unit("天车班工会小组", parent=cast.units["forging2"], short="天车班")
    rows = [row_of(cast, "chen"), row_of(cast, "chen", 工号="200001", 姓名="新来的")]
    found = judged(table(*rows))
    assert twin.pk
    assert found.unchanged == 1
    [refused] = found.of(Verdict.REFUSED)
    assert "同名的单位" in refused.problems[0].reason
