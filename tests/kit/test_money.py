"""Money: printed, spoken, read back, stored."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from xinqiao.kit import money

told = settings(deadline=None, database=None, derandomize=True)


@pytest.mark.parametrize(
    ("fen", "printed"),
    [
        (106_000_000, "1,060,000.00 元"),
        (0, "0.00 元"),
        (7, "0.07 元"),
        (-7, "-0.07 元"),
        (-123_456, "-1,234.56 元"),
        (2**63 - 1, "92,233,720,368,547,758.07 元"),
    ],
)
def test_amounts_are_printed_with_separators_and_two_decimals(fen: int, printed: str) -> None:
    assert money.yuan(fen) == printed


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        # The examples of 银发〔1997〕393号 附一 第三条 come first.
        (140_950, "人民币壹仟肆佰零玖元伍角"),
        (600_714, "人民币陆仟零柒元壹角肆分"),
        (168_032, "人民币壹仟陆佰捌拾元叁角贰分"),
        (10_700_053, "人民币壹拾万柒仟元伍角叁分"),
        (1_640_902, "人民币壹万陆仟肆佰零玖元零贰分"),
        (32_504, "人民币叁佰贰拾伍元零肆分"),
        (106_000_000, "人民币壹佰零陆万元整"),
        (0, "人民币零元整"),
        (50, "人民币伍角"),
        (5, "人民币伍分"),
        (1_000, "人民币壹拾元整"),
        (100_100, "人民币壹仟零壹元整"),
        (1_000_100, "人民币壹万零壹元整"),
        (1_100_000, "人民币壹万壹仟元整"),
        (110_000_000_000, "人民币壹拾壹亿元整"),
        (10_010_000, "人民币壹拾万零壹佰元整"),
        (100_000_000_00, "人民币壹亿元整"),
        (100_000_001_00, "人民币壹亿零壹元整"),
        (105_000_000_00, "人民币壹亿零伍佰万元整"),
        (110_000_000_00, "人民币壹亿壹仟万元整"),
        (10_001 * 10**10, "人民币壹万零壹亿元整"),
        (-106_000_000, "人民币负壹佰零陆万元整"),
        (-5, "人民币负伍分"),
    ],
)
def test_amounts_are_spoken_as_on_vouchers(fen: int, words: str) -> None:
    assert money.in_words(fen) == words


def test_the_largest_spoken_amount_is_just_below_ten_to_the_sixteenth_yuan() -> None:
    assert money.in_words(10**18 - 1).startswith("人民币玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟")
    for beyond in (10**18, -(10**18)):
        with pytest.raises(money.BadMoney, match="金额太大"):
            money.in_words(beyond)


@told
@given(st.integers(min_value=0, max_value=10**18 - 1))
def test_spoken_zeros_never_double_and_never_end_a_part(fen: int) -> None:
    words = money.in_words(fen)
    assert "零零" not in words
    assert not any(f"零{unit}" in words for unit in "仟佰拾万亿角分")
    assert ("零元" in words) == (fen == 0)
    assert words.endswith("整") == (fen % 100 == 0)


@told
@given(st.integers(min_value=-money.LARGEST_FEN, max_value=money.LARGEST_FEN))
def test_what_is_printed_can_be_read_back(fen: int) -> None:
    assert money.parse_yuan(money.yuan(fen), signed=True) == fen


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("500", 50_000),
        ("500.5", 50_050),
        ("0.1", 10),
        ("0.29", 29),  # as floats: 28.999999999999996
        ("1060000.00", 106_000_000),
        (" １，０６０，０００．００ ", 106_000_000),
        ("￥1,060.05", 106_005),
        ("¥ 12", 1_200),
        ("人民币500元整", 50_000),
        ("12 元", 1_200),
        ("\ufeff12元", 1_200),
        ("-0.00", 0),
        ("0012", 1_200),
        ("92233720368547758.07", money.LARGEST_FEN),
    ],
)
def test_written_amounts_are_read_exactly(text: str, fen: int) -> None:
    assert money.parse_yuan(text) == fen


@pytest.mark.parametrize("text", ["-1,060.50", "－1060.5", "¥-1060.50", "−1060.50元"])
def test_negative_amounts_are_read_only_where_they_may_be(text: str) -> None:
    assert money.parse_yuan(text, signed=True) == -106_050
    with pytest.raises(money.BadMoney, match="不能为负数"):
        money.parse_yuan(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "没有填写"),
        ("　", "没有填写"),
        ("12.345", "多于两位"),
        ("12,34", "逗号的位置"),
        ("1,0600.00", "逗号的位置"),
        (",100", "逗号的位置"),
        ("1.06E+06", "科学记数法"),
        ("1e5", "科学记数法"),
        ("1.5万元", "单位不是元"),
        ("3百", "单位不是元"),
        ("92233720368547758.08", "太大"),
        ("--5", "看不懂"),
        ("-¥-5", "看不懂"),
        ("12.", "看不懂"),
        (".5", "看不懂"),
        ("1.2.3", "看不懂"),
        ("１２ 34", "看不懂"),
        ("٣", "看不懂"),  # a digit to Python's \d and isdigit
        ("约500", "看不懂"),
        ("NaN", "看不懂"),
    ],
)
def test_unclear_amounts_are_refused_with_a_cure(text: str, reason: str) -> None:
    with pytest.raises(money.BadMoney, match=reason) as refused:
        money.parse_yuan(text, signed=True)
    assert isinstance(refused.value, ValueError)
    assert "请" in refused.value.cure


class TestFenField:
    field = money.FenField()

    def test_takes_whole_fen(self) -> None:
        assert self.field.clean(0, None) == 0
        assert self.field.clean("106000000", None) == 106_000_000
        assert self.field.get_prep_value(Decimal("5")) == 5  # how PostgreSQL sums

    def test_refuses_negative_amounts(self) -> None:
        with pytest.raises(ValidationError, match="不能为负数"):
            self.field.clean(-1, None)

    def test_refuses_to_clean_a_fraction(self) -> None:
        for fraction in (1.5, 2.0, Decimal("1.5")):
            with pytest.raises(ValidationError, match="必须是整数"):
                self.field.clean(fraction, None)

    def test_never_stores_a_float(self) -> None:
        for fraction in (1.5, 2.0, Decimal("1.5")):
            with pytest.raises(TypeError, match="whole fen"):
                self.field.get_prep_value(fraction)

    def test_migrations_carry_no_validator_and_no_constraint(self) -> None:
        _name, path, args, kwargs = self.field.deconstruct()
        assert (path, list(args), kwargs) == ("xinqiao.kit.money.FenField", [], {})
