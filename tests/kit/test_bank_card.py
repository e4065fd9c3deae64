"""Bank card numbers: the vectors of domain rules 6.4 and every refusal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinqiao.kit.bank_card import BadBankCard, NotLuhn, check, is_luhn, masked

told = settings(deadline=None, database=None, derandomize=True)
VALID, WRONG = "4539578763621486", "6222020200112233442"


@pytest.mark.parametrize(
    "text", [VALID, "4539 5787 6362 1486", "4539-5787-6362-1486", "４５３９5787\u300063621486", "'4539578763621486"]
)
def test_a_card_number_is_brought_to_digits(text: str) -> None:
    assert check(text) == VALID


def test_sixteen_to_nineteen_digits_are_taken() -> None:
    taken = []
    for length in range(14, 22):
        number = next(n for last in range(10) if is_luhn(n := "6" * (length - 1) + str(last)))
        try:
            taken.append(len(check(number)))
        except BadBankCard as refused:
            assert not isinstance(refused, NotLuhn)
    assert taken == [16, 17, 18, 19]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "16 至 19 位"),
        ("453957876362148", "16 至 19 位"),
        ("45395787636214860000", "16 至 19 位"),
        ("453957876362148O", "16 至 19 位"),
        ("4.53958E+15", "电子表格改坏"),
    ],
)
def test_what_is_no_card_number_is_refused_with_its_cure(text: str, reason: str) -> None:
    with pytest.raises(BadBankCard, match=reason) as refused:
        check(text)
    assert not isinstance(refused.value, NotLuhn)
    assert refused.value.cure.startswith("请")


def test_a_wrong_check_digit_has_a_refusal_of_its_own() -> None:
    with pytest.raises(NotLuhn, match="校验位") as refused:
        check(WRONG)
    assert isinstance(refused.value, BadBankCard)
    assert WRONG not in str(refused.value)


def test_accounts_can_be_asked_for_a_warning_only() -> None:
    assert is_luhn("4539 5787 6362 1486")
    assert not is_luhn(WRONG)
    assert not is_luhn("")
    assert not is_luhn("passbook")


@told
@given(st.integers(0, 15), st.integers(1, 9))
def test_any_single_wrong_digit_is_found(place: int, shift: int) -> None:
    wrong = VALID[:place] + str((int(VALID[place]) + shift) % 10) + VALID[place + 1 :]
    with pytest.raises(NotLuhn):
        check(wrong)


def test_only_four_digits_are_shown() -> None:
    assert masked(VALID) == "************1486"
    assert masked("12345678") == "****5678"
    assert masked("1234567") == "*******"
