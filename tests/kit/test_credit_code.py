"""Social credit codes: the vectors of domain rules 6.2, real ones from outside, and every refusal."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinqiao.kit.credit_code import BadCreditCode, check

told = settings(deadline=None, database=None, derandomize=True)
VECTORS = Path(__file__).parents[3] / "shared" / "data" / "validation" / "uscc_vectors_dev.csv"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def coded(body: str) -> str:
    """The 17 characters with their check character, by the standard's formula."""
    total = sum(ALPHABET.index(character) * 3**place for place, character in enumerate(body))
    return body + ALPHABET[-total % 31]


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y43",  # the standard's own example, put right
        "91150200MA00000160",  # the remainder is 0
        "91150200114390000W",
        coded("81150200MC0000001"),  # a trade union
        coded("N2150200MF0000001"),  # a rural collective
    ],
)
def test_valid_codes(code: str) -> None:
    assert check(code) == code
    assert check(f" {code[:2]} {code[2:8]}-{code[8:].lower()}\ufeff") == code


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "有 0 位"),
        ("91350100M000100Y4", "有 17 位"),
        ("91350100M000100Y433", "有 19 位"),
        ("91350100M000100Y4Z", "不会有字母"),
        ("91350100M0001OOY43", "不会有字母"),
        ("9135010AM000100Y43", "不该有的字符"),
        ("91350100M000100Y4号", "不该有的字符"),
        ("91350100M000100Y44", "校验位"),
        ("91150200MA00000161", "校验位"),
    ],
)
def test_every_other_text_is_refused_with_its_cure(text: str, reason: str) -> None:
    with pytest.raises(BadCreditCode, match=reason) as refused:
        check(text)
    assert refused.value.cure.startswith(("请", "代码"))


@told
@given(st.integers(0, 16), st.sampled_from(ALPHABET))
def test_any_single_wrong_character_is_found(place: int, character: str) -> None:
    true = "91150200114390000W"
    wrong = true[:place] + character + true[place + 1 :]
    if wrong != true:
        with pytest.raises(BadCreditCode):
            check(wrong)


@pytest.mark.skipif(not VECTORS.exists(), reason="shared data is not here")
def test_codes_from_outside() -> None:
    rows = list(csv.DictReader(VECTORS.open(encoding="utf-8")))
    assert len(rows) == 55
    for row in rows:
        if row["expected"].startswith("valid"):
            assert check(row["value"]) == row["value"].replace(" ", "")
        else:
            with pytest.raises(BadCreditCode):
                check(row["value"])
