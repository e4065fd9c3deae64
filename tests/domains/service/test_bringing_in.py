"""A hotline's older matters: judged row by row, brought in as one batch, taken back whole."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from tests.cast import NOON, Cast
from tests.domains.service.appeal import filed
from xinqiao.blocks.cases.models import Entry
from xinqiao.domains.service.appeals.actions import bringing_in, handling, reading_rows
from xinqiao.domains.service.appeals.actions.bringing_in import BatchGone, NothingToBringIn
from xinqiao.domains.service.appeals.actions.reading_rows import BroughtInAlready, ColumnsMissing, MappingUnreadable
from xinqiao.domains.service.appeals.models import Appeal, AppealBatch
from xinqiao.domains.service.appeals.queries import figures
from xinqiao.ground.org.queries import Viewer

HOTLINE = Path(__file__).resolve().parents[4] / "shared" / "data" / "hotline"
MAP = """
words = ["事由", "地点"]
opened = "来电时间"
closed = "办结时间"
reply = "答复"
number = "流水号"
topic = "类别"
dates = ["%Y-%m-%d %H:%M", "%Y/%m/%d"]
source = "旧热线"
[topics]
"食堂" = "daily_life"
"干部" = "cadre"
"""
HEAD = "流水号,来电时间,办结时间,类别,事由,地点,答复"
GOOD = "9001,2025-03-01 10:00,2025-03-04 09:30,食堂,二窗口菜凉,二食堂,换了保温台。"
OPEN = "9002,2025/03/02,,干部,排班不公,,"
SYSTEM = Viewer(name="系统")


def table(*lines: str) -> bytes:
    return "\n".join((HEAD, *lines)).encode()


def judge(*lines: str, data: bytes = b"") -> reading_rows.Judged:
    mapping = reading_rows.read_mapping(MAP.encode())
    return reading_rows.judge_appeals(data or table(*lines), name="旧热线.csv", mapping=mapping, at=NOON)


def bring(*lines: str) -> AppealBatch:
    return bringing_in.bring_in(judge(*lines), name="旧热线.csv", by=SYSTEM, at=NOON, step=lambda: None)


def test_a_closed_matter_comes_in_with_the_days_and_words_it_had(cast: Cast) -> None:
    batch = bring(GOOD)
    row = Appeal.objects.select_related("case").get()
    assert (batch.number, batch.rows, row.outside) == ("DR-2026-0001", 1, "9001")
    assert (row.case.number, row.case.matter) == ("SQ-2025-0001", "XQ-2025-000001")
    assert (row.words, row.topic, row.author) == ("二窗口菜凉，二食堂", "daily_life", None)
    assert (row.case.state, row.case.opened_at.isoformat()) == ("resolved", "2025-03-01T02:00:00+00:00")
    told = list(Entry.objects.order_by("id").values_list("verb", "by_name", "text"))
    assert told == [("open", "旧热线", ""), ("reply", "旧热线", "换了保温台。"), ("resolve", "旧热线", "")]


def test_an_open_one_gets_its_limits_from_today_and_is_worked_on(cast: Cast) -> None:
    bring(OPEN)
    row = Appeal.objects.select_related("case").get()
    assert (row.case.state, row.case.due_on.isoformat()) == ("received", "2026-10-22")
    assert (row.hidden, row.apart, row.privacy) == (True, True, "hidden")
    handling.take_appeal(row.pk, by=cast.viewer("song"), at=NOON)


@pytest.mark.parametrize(
    ("line", "column", "why"),
    [
        ("1,2025-03-01 10:00,,食堂,,,", "事由", "没有写事由"),
        ("1,,,食堂,菜凉,,", "来电时间", "没有写哪天提的"),
        ("1,昨天,,食堂,菜凉,,", "来电时间", "日期认不出来：昨天"),
        ("1,2025-03-01 10:00,2025/13/40,食堂,菜凉,,", "办结时间", "日期认不出来：2025/13/40"),
        ("1,2027-03-01 10:00,,食堂,菜凉,,", "来电时间", "日期在今天以后"),
        ("1,2025-03-02 10:00,2025-03-01 10:00,食堂,菜凉,,", "办结时间", "办结的日期在提出之前"),
    ],
)
def test_a_bad_row_says_where_and_why_and_the_others_come_in(cast: Cast, line: str, column: str, why: str) -> None:
    judged = judge(line, GOOD)
    assert [(fault.line, fault.column, fault.why) for fault in judged.faults] == [(2, column, why)]
    assert judged.faults[0].cure
    assert [row.outside for row in judged.rows] == ["9001"]


def test_a_number_comes_in_once(cast: Cast) -> None:
    assert [fault.why for fault in judge(GOOD, GOOD).faults] == ["编号 9001 已经有了"]
    bring(GOOD)
    assert [fault.why for fault in judge(GOOD, OPEN).faults] == ["编号 9001 已经有了"]


def test_the_same_file_is_not_brought_in_twice(cast: Cast) -> None:
    first = judge(GOOD)
    bring(GOOD)
    with pytest.raises(BroughtInAlready):
        judge(GOOD)
    with pytest.raises(BroughtInAlready):
        bringing_in.bring_in(first, name="旧热线.csv", by=SYSTEM, at=NOON, step=lambda: None)


def test_a_batch_is_taken_back_whole_and_can_come_again(cast: Cast) -> None:
    batch = bring(GOOD, OPEN)
    assert figures.appeals_filed() == 2
    assert bringing_in.take_batch_back(batch.number, by=SYSTEM, at=NOON) == (2, 0)
    assert figures.appeals_filed() == 0
    with pytest.raises(BatchGone):
        bringing_in.take_batch_back(batch.number, by=SYSTEM, at=NOON)
    assert bring(GOOD, OPEN).number == "DR-2026-0002"


def test_what_was_worked_on_since_stays(cast: Cast) -> None:
    batch = bring(GOOD, OPEN)
    row = Appeal.objects.get(outside="9002")
    later = NOON.replace(hour=NOON.hour + 1)
    handling.take_appeal(row.pk, by=cast.viewer("song"), at=later)
    assert bringing_in.take_batch_back(batch.number, by=SYSTEM, at=later) == (1, 1)


def test_a_file_without_a_row_to_bring_in_changes_nothing(cast: Cast) -> None:
    with pytest.raises(NothingToBringIn):
        bring("1,,,食堂,菜凉,,")
    assert not AppealBatch.objects.exists()


def test_a_file_of_another_shape_names_the_columns_it_lacks(cast: Cast) -> None:
    with pytest.raises(ColumnsMissing) as refused:
        judge(data="流水号,事由\n1,菜凉\n".encode())
    assert "来电时间、办结时间" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "words = [",
        "opened = '来电时间'",
        "words = '事由'\nopened = '来电时间'\nzone = 'Mars/Base'",
        "words = '事由'\nopened = '来电时间'\n[topics]\n食堂 = 'kitchen'",
        "words = '事由'\nopened = '来电时间'\nnobody = 'reads'",
        "words = []\nopened = '来电时间'",
    ],
)
def test_a_mapping_that_cannot_be_read_says_why(text: str) -> None:
    with pytest.raises(MappingUnreadable):
        reading_rows.read_mapping(text.encode())


def test_workbooks_with_real_dates_and_a_title_above_the_heading_come_in(cast: Cast) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "旧热线台账")
        sheet.write_row(1, 0, HEAD.split(","))
        day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write(2, 0, 9003)
        sheet.write_datetime(2, 1, datetime(2025, 3, 1, 10, 0), day)  # noqa: DTZ001 - as Excel has them
        sheet.write(2, 4, "菜凉")
    judged = judge(data=out.getvalue())
    assert [(row.outside, row.past.opened_at.hour) for row in judged.rows] == [("9003", 10)]


@pytest.fixture
def files(tmp_path: Path) -> Iterator[tuple[str, str]]:
    (tmp_path / "旧热线.csv").write_bytes(table(GOOD, "1,,,食堂,菜凉,,"))
    (tmp_path / "对照.toml").write_text(MAP, encoding="utf-8")
    yield str(tmp_path / "旧热线.csv"), str(tmp_path / "对照.toml")


def run(*asked: str, **options: Any) -> Any:
    out = io.StringIO()
    call_command("import_appeals", *asked, stdout=out, **options)
    return out.getvalue()


def test_the_command_looks_first_then_brings_in_then_takes_back(cast: Cast, files: tuple[str, str]) -> None:
    file, mapping = files
    dry = json.loads(run(file, map=Path(mapping), dry_run=True, json=True))
    assert (dry["rows"], dry["batch"], dry["refused"][0]["line"]) == (1, None, 3)
    assert not Appeal.objects.exists()
    said = run(file, map=Path(mapping), by=cast.people["song"].number)
    assert "能导入 1 行，退回 1 行" in said and "第 3 行，来电时间：没有写哪天提的" in said
    assert "DR-2026-0001" in said
    assert "撤回 1 件" in run(undo="dr-2026-0001")


@pytest.mark.parametrize(
    "asked", [{}, {"file": "没有.csv", "map": Path("没有.toml")}, {"undo": "DR-2026-0001", "by": "404"}]
)
def test_a_wrong_option_is_told_in_a_sentence(cast: Cast, asked: dict[str, Any]) -> None:
    with pytest.raises(CommandError):
        run(*filter(None, [asked.pop("file", "")]), **asked)


def test_a_picture_is_no_table(cast: Cast, files: tuple[str, str]) -> None:
    Path(files[0]).write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 20)
    with pytest.raises(CommandError, match="不是表格"):
        run(files[0], map=Path(files[1]))


NYC = """
words = ["Complaint Type", "Descriptor", "Incident Address"]
opened = "Created Date"
closed = "Closed Date"
number = "Unique Key"
dates = ["%m/%d/%Y %I:%M:%S %p"]
zone = "America/New_York"
source = "311"
"""


@pytest.mark.skipif(not HOTLINE.exists(), reason="the collected files are not here")
@pytest.mark.parametrize("name", ["311_nyc_sample_1000.csv", "311_2013_sample_no_trailing.csv"])
def test_real_files_of_a_city_come_in_and_go_out(cast: Cast, name: str) -> None:
    filed(cast)
    mapping = reading_rows.read_mapping(NYC.encode())
    judged = reading_rows.judge_appeals((HOTLINE / name).read_bytes(), name=name, mapping=mapping, at=NOON)
    assert len(judged.rows) > 150
    assert all(fault.why and fault.cure for fault in judged.faults)
    batch = bringing_in.bring_in(judged, name=name, by=SYSTEM, at=NOON, step=lambda: None)
    assert Appeal.objects.filter(batch=batch).count() == len(judged.rows)
    assert bringing_in.take_batch_back(batch.number, by=SYSTEM, at=NOON) == (len(judged.rows), 0)
    assert figures.appeals_filed() == 1
