"""Folding for searching: one form for what people take to be the same, and every part stays a part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.kit.grams import BREAK, asked, grams
from xinqiao.kit.texts import findable

# What union people type, and what breaks naive folding: dots, widths, cases, marks, characters that become several.
ODD = "诉求班车夜心桥古丽 　.·•．・\t\nABab１２12Ａ-ßİﬁ…①㈱\u200b\u3007ـ"
LETTERS = st.sampled_from(list(ODD)) | st.characters(codec="utf-8")
TEXTS = st.text(LETTERS, max_size=40)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ＳＱ－２０２６－０４１７", "sq-2026-0417"),
        ("sq-2026-0417", "sq-2026-0417"),
        ("古丽努尔·艾山江", "古丽努尔艾山江"),
        ("古丽努尔•艾山江", "古丽努尔艾山江"),
        ("古丽努尔．艾山江", "古丽努尔艾山江"),
        ("古丽努尔・ 艾山江", "古丽努尔艾山江"),
        ("古丽努尔·", "古丽努尔"),
        ("魏　冬", "魏冬"),
        ("  夜班   Bus  ", "夜班 bus"),
        ("3.5 ３．５", "3.5 3.5"),
        ("Jean·Pierre", "jean·pierre"),
        ("Jean•Pierre", "jean·pierre"),
        ("第①条", "第1条"),
        ("豈", "豈"),
        ("夜\u200b班\ufeff车", "夜班车"),
        (" .· ", ""),
        ("", ""),
    ],
)
def test_what_people_take_to_be_the_same_is_the_same(typed: str, found: str) -> None:
    assert findable(typed) == found


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_every_part_of_a_text_is_a_part_when_folded(text: str, begin: int, end: int) -> None:
    assert findable(text[begin:end]) in findable(text)


@given(TEXTS)
def test_a_folded_text_has_no_line_and_no_outer_space(text: str) -> None:
    folded = findable(text)
    assert BREAK not in folded
    assert "\x00" not in folded
    assert folded == folded.strip()


@given(TEXTS, TEXTS)
def test_what_holds_a_text_holds_its_grams(text: str, part: str) -> None:
    held, sought = grams(findable(text)), findable(part)
    if not sought:
        return
    every, begin = asked(sought)
    if sought in findable(text):
        assert set(every) <= held
        assert any(gram.startswith(begin) for gram in held)


@given(TEXTS)
def test_no_tokenizer_can_take_a_gram_apart(text: str) -> None:
    assert all(gram.isascii() and gram.isalnum() for gram in grams(findable(text)))


def test_nothing_stands_across_two_texts() -> None:
    assert grams(f"夜班{BREAK}车") == grams("夜班") | grams("车")


def test_one_character_is_asked_as_a_beginning_and_more_as_neighbours() -> None:
    assert asked("心") == ([], "05fc3")
    assert asked("心桥心桥") == (["05fc306865", "0686505fc3"], "")
