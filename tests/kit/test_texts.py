"""Text as people and spreadsheets give it."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinqiao.kit import texts

told = settings(deadline=None, database=None, derandomize=True)
NAUGHTY = Path(__file__).parents[3] / "shared" / "data" / "validation" / "blns" / "blns.json"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("　包头 ", "包头"),
        ("\ufeff工会\u200b\u2060", "工会"),
        ("\u202e工会\u202c", "工会"),
        ("a\x00b", "ab"),
        ("ＡＢｃ１２", "ABc12"),
        ("𝟏𝟐", "12"),
        ("阿拉坦·乌云", "阿拉坦·乌云"),
        ("（一），。：", "（一），。："),  # NFKC would make these narrow
        ("①²", "①²"),  # and these digits
        ("\uf979", "\uf979"),  # and this another ideograph
        ("两 段\n文字", "两 段\n文字"),
        ("ᠮᠣᠩᠭᠣᠯ\u180eᠠ", "ᠮᠣᠩᠭᠣᠯ\u180eᠠ"),
    ],
)
def test_text_is_cleaned_and_otherwise_kept(text: str, cleaned: str) -> None:
    assert texts.plain(text) == cleaned


@told
@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert texts.plain(texts.plain(text)) == texts.plain(text)
    assert texts.compact(texts.compact(text)) == texts.compact(text)


def test_compact_text_has_no_space_inside() -> None:
    assert texts.compact(" 6222　02 \u00a011\t3\n") == "622202113"


@pytest.mark.parametrize("mark", "·．•‧∙・.⋅･·")
def test_every_look_alike_becomes_the_separator(mark: str) -> None:
    assert texts.person_name(f"阿拉坦{mark}乌云") == "阿拉坦\u00b7乌云"
    assert texts.person_name(f"阿拉坦 {mark}\u3000乌云{mark}其木格") == "阿拉坦\u00b7乌云\u00b7其木格"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("魏立冬", "魏立冬"),
        ("魏　冬", "魏冬"),
        (" 欧阳 娜 娜 ", "欧阳娜娜"),
        ("\u4dae\U0002cc56", "\u4dae\U0002cc56"),  # rare characters
        ("二〇", "二〇"),
        ("长" * 30, "长" * 30),
        ("John  Smith", "John Smith"),
        ("J. O'Neil-Smith", "J. O'Neil-Smith"),
        ("ᠪᠠᠲᠤ", "ᠪᠠᠲᠤ"),
    ],
)
def test_names_are_taken_whole(text: str, name: str) -> None:
    assert texts.person_name(text) == name


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "有 0 个字"),
        ("魏", "有 1 个字"),
        ("长" * 31, "有 31 个字"),
        ("A" * 31, "有 31 个字"),
        ("魏立冬2", "有数字"),
        ("魏立冬２", "有数字"),
        ("A1", "有数字"),
        ("Li明", "汉字和字母"),
        ("张三（男）", "不能用的符号"),
        ("张三,李四", "不能用的符号"),
        ("张三😀", "不能用的符号"),
        ("·", "没有文字"),
        ("- -", "没有文字"),
        ("·乌云", "间隔号的位置"),
        ("乌云·", "间隔号的位置"),
        ("阿拉坦··乌云", "间隔号的位置"),
        ("阿拉坦-乌云", "间隔号的位置"),
    ],
)
def test_what_is_no_name_is_refused_with_its_cure(text: str, reason: str) -> None:
    with pytest.raises(texts.BadName, match=reason) as refused:
        texts.person_name(text)
    assert refused.value.cure
    assert str(refused.value) == refused.value.reason + refused.value.cure


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("魏立冬", "魏**"),
        ("魏冬", "魏*"),
        ("欧阳娜娜", "欧***"),
        ("John Smith", "J***"),
        ("阿拉坦·乌云", "阿***"),
        ("阿·云", "阿***"),
        ("魏", "*"),
        ("", ""),
        ("\U0002cc56立", "\U0002cc56*"),
    ],
)
def test_a_masked_name_shows_its_first_character_only(name: str, shown: str) -> None:
    assert texts.masked_name(name) == shown


@pytest.mark.parametrize(
    "text",
    [
        "总工办发〔2016〕36号",
        "总工办发[2016]36号",
        "总工办发（２０１６）３６号",
        " 总工办发【2016】 36 号",
        "总工办发［2016］36号",
    ],
)
def test_document_numbers_are_brought_to_one_form(text: str) -> None:
    assert texts.document_number(text) == "总工办发〔2016〕36号"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "〔2016〕36号",
        "总工办发2016-36号",
        "总工办发〔16〕36号",
        "总工办发〔2016〕36",
        "总工办发〔2016〕第36号",
        "总工办发〔2016〕٣号",
    ],
)
def test_other_document_numbers_are_refused(text: str) -> None:
    with pytest.raises(texts.BadDocumentNumber, match="文号的写法不对") as refused:
        texts.document_number(text)
    assert "〔2016〕36号" in refused.value.cure


def test_post_codes_have_six_digits() -> None:
    assert texts.post_code(" ０１４ 010") == "014010"
    for wrong in ("", "01401", "0140100", "01401O", "01401٣"):
        with pytest.raises(texts.BadPostCode, match="6 位数字"):
            texts.post_code(wrong)


def test_book_numbers_have_thirteen_digits_and_a_check() -> None:
    assert texts.isbn13("978-7-02-000220-7") == "9787020002207"
    for wrong in ("", "978-7-02-000220-8", "9787020002", "4006381333931"):
        with pytest.raises(texts.BadIsbn, match="校验"):
            texts.isbn13(wrong)
    with pytest.raises(texts.BadIsbn, match="10 位"):
        texts.isbn13("7-02-000220-X")


@pytest.mark.skipif(not NAUGHTY.exists(), reason="shared data is not here")
def test_naughty_strings_meet_a_refusal_and_nothing_worse() -> None:
    for text in json.loads(NAUGHTY.read_text(encoding="utf-8")):
        for reader in (texts.person_name, texts.document_number, texts.post_code, texts.isbn13):
            try:
                assert reader(text)
            except texts.BadText as refused:
                assert refused.reason
