"""A year's working days come by file, and deadlines that were guessed move."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import NOON, Cast
from xinqiao.ground.parameters import actions, queries

YEAR = 2027
DOCUMENT = "国办发明电〔2026〕9号"


def days() -> list[tuple[str, str]]:
    """Twelve days off, and one Sunday that is worked."""
    off = [date(YEAR, 1, 1) + timedelta(days=n) for n in range(3)] + [
        date(YEAR, 10, 1) + timedelta(days=n) for n in range(9)
    ]
    return [(day.isoformat(), "休") for day in off] + [("2027-01-10", "班")]


def workbook(rows: list[tuple[str, str]]) -> SimpleUploadedFile:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([("日期", "安排"), *rows]):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile("2027.xlsx", out.getvalue())


def test_a_year_counts_once_another_has_confirmed_it(cast: Cast) -> None:
    row = actions.propose_year(file=workbook(days()), lines="", document=DOCUMENT, by=cast.viewer("hao"), at=NOON)
    assert row.key == "calendar.2027"
    assert not queries.calendar().loaded(YEAR)
    actions.confirm_parameter(row.pk, by=cast.viewer("wen"), at=NOON)
    known = queries.calendar()
    assert known.loaded(YEAR)
    assert known.is_working(date(2027, 1, 10))
    assert not known.is_working(date(2027, 10, 8))


def test_pasted_lines_are_read_too(cast: Cast) -> None:
    lines = "\n".join(" ".join(row) for row in days())
    row = actions.propose_year(file=None, lines=lines, document=DOCUMENT, by=cast.viewer("hao"), at=NOON)
    assert row.value["workdays"] == ["2027-01-10"]


def test_a_wrong_line_is_named_with_its_row_and_cure(cast: Cast) -> None:
    with pytest.raises(actions.YearUnreadable) as refusal:
        wrong = workbook([*days()[:3], ("2027-13-01", "休")])
        actions.propose_year(file=wrong, lines="", document=DOCUMENT, by=cast.viewer("hao"), at=NOON)
    assert "第 5 行“2027-13-01”" in refusal.value.rule_text
    assert "2027-01-01" in refusal.value.cure_text


def test_a_file_of_another_kind_is_refused_in_words(cast: Cast) -> None:
    with pytest.raises(actions.YearUnreadable):
        picture = SimpleUploadedFile("2027.xlsx", b"\x89PNG\r\n\x1a\n" + b"0" * 50)
        actions.propose_year(file=picture, lines="", document=DOCUMENT, by=cast.viewer("hao"), at=NOON)


def test_the_pages_of_a_number_and_of_a_year(cast: Cast) -> None:
    officer, chair = cast.client("gu"), cast.client("wen")
    assert "诉求首次答复期限" in officer.get("/desk/parameters/").content.decode()
    asked = {"value": "3", "document": "砺工发〔2026〕8号", "source": "", "in_force_from": "2026-12-01"}
    assert officer.post("/desk/parameters/appeals.reply_days/propose/", asked).status_code == 303
    page = chair.get("/desk/parameters/appeals.reply_days/").content.decode()
    assert "确认这一版" in page
    assert "确认这一版" not in officer.get("/desk/parameters/appeals.reply_days/").content.decode()
    row = queries.versions("appeals.reply_days").get()
    assert officer.post(f"/desk/proposed/{row.pk}/confirm/").status_code == 403
    assert chair.post(f"/desk/proposed/{row.pk}/confirm/").status_code == 303
    assert officer.get("/desk/calendar/?year=2027").status_code == 200
    lines = "\n".join(" ".join(row) for row in days())
    assert officer.post("/desk/calendar/bring/", {"lines": lines, "document": DOCUMENT}).status_code == 303
    assert "等您确认" in chair.get("/desk/calendar/").content.decode()
    wrong = officer.post("/desk/calendar/bring/", {"lines": "2027-01-01 歇", "document": DOCUMENT})
    assert wrong.status_code == 422
    assert "类型看不懂" in wrong.content.decode()


@pytest.mark.parametrize(("typed", "status"), [("3", 303), ("三", 422), ("-1", 422), ("2.5", 422)])
def test_a_typed_value_must_be_of_the_kind_in_force(cast: Cast, typed: str, status: int) -> None:
    asked = {"value": typed, "document": "文件", "source": "", "in_force_from": "2026-12-01"}
    assert cast.client("gu").post("/desk/parameters/appeals.reply_days/propose/", asked).status_code == status


def test_members_do_not_see_the_desk_of_rules(cast: Cast) -> None:
    assert cast.client("chen").get("/desk/parameters/").status_code == 403
    assert cast.client("gu").get("/desk/parameters/nonsense/").status_code == 404
