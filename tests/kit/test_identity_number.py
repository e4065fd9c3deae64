"""Identity numbers: the vectors of domain rules 6.1, real ones from outside, and every way to be wrong."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinqiao.kit.identity_number import BadIdentityNumber, OldIdentityNumber, Sex, check, masked

told = settings(deadline=None, database=None, derandomize=True)
VECTORS = Path(__file__).parents[3] / "shared" / "data" / "validation" / "ric_id_vectors.csv"
TODAY = date(2026, 3, 2)


def numbered(body: str) -> str:
    """The 17 characters with their check character, by the formula: the sum of a(i) * 2^(18-i) is 1 mod 11."""
    rest = (12 - sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(body))) % 11
    return body + ("X" if rest == 10 else str(rest))


@pytest.mark.parametrize(
    ("text", "value", "birth_on", "sex"),
    [
        ("11010519491231002X", "11010519491231002X", date(1949, 12, 31), Sex.FEMALE),
        ("150203198506300019", "150203198506300019", date(1985, 6, 30), Sex.MALE),
        ("150204201201150022", "150204201201150022", date(2012, 1, 15), Sex.FEMALE),
        ("11010519491231002x", "11010519491231002X", date(1949, 12, 31), Sex.FEMALE),
        ("１５０２０３１９８５０６３００019", "150203198506300019", date(1985, 6, 30), Sex.MALE),
        (" 150203 1985 0630\u30000019\ufeff", "150203198506300019", date(1985, 6, 30), Sex.MALE),
        ("'150203198506300019", "150203198506300019", date(1985, 6, 30), Sex.MALE),
    ],
)
def test_valid_numbers_say_birth_and_sex(text: str, value: str, birth_on: date, sex: Sex) -> None:
    number = check(text, today=TODAY)
    assert (number.value, number.birth_on, number.sex) == (value, birth_on, sex)
    assert value not in repr(number)


@pytest.mark.parametrize("prefix", ["81", "82", "83", "71", "15", "65"])
def test_every_kind_of_prefix_that_exists_is_taken(prefix: str) -> None:
    assert check(numbered(f"{prefix}000019900101101"), today=TODAY).sex is Sex.MALE


@pytest.mark.parametrize("prefix", ["00", "10", "16", "24", "38", "47", "55", "66", "80", "84", "99"])
def test_a_prefix_that_is_no_province_is_refused(prefix: str) -> None:
    with pytest.raises(BadIdentityNumber, match="省级代码"):
        check(numbered(f"{prefix}000019900101101"), today=TODAY)


def test_demo_people_have_a_prefix_that_is_nobodys() -> None:
    demo = numbered("99020319850630001")
    assert check(demo, today=TODAY, fictional=True).value == demo
    with pytest.raises(BadIdentityNumber, match="省级代码"):
        check(numbered("98020319850630001"), today=TODAY, fictional=True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "没有填写"),
        ("15O203198506300019", "字母 O、I 或 L"),
        ("l50203198506300019", "字母 O、I 或 L"),
        ("I50203198506300019", "字母 O、I 或 L"),
        ("15020319850630001", "有 17 位"),
        ("1502031985063000199", "有 19 位"),
        ("3.60723E+18", "电子表格改坏"),
        ("1.50203198506E17", "电子表格改坏"),
        ("150203198506300000", "电子表格改坏"),  # its check digit happens to fit
        ("150203198506301000", "电子表格改坏"),
        ("15020319850630000", "电子表格改坏"),
        ("X50203198506300019", "不该有的字符"),
        ("15020319850630001A", "不该有的字符"),
        ("٣50203198506300019", "不该有的字符"),  # a digit to isdigit
        ("150203199002290018", "日期不存在"),
        (numbered("15020319901301001"), "日期不存在"),
        (numbered("15020320260303001"), "在今天之后"),
        (numbered("15020318950302001"), "超过 130 岁"),
        ("110105194912310021", "校验位"),
        ("150203198506300018", "校验位"),
    ],
)
def test_every_other_text_is_refused_with_its_cure(text: str, reason: str) -> None:
    with pytest.raises(BadIdentityNumber, match=reason) as refused:
        check(text, today=TODAY)
    assert not isinstance(refused.value, OldIdentityNumber)
    assert refused.value.cure
    assert not text or text not in str(refused.value)


def test_old_numbers_are_told_apart() -> None:
    with pytest.raises(OldIdentityNumber, match="15 位") as refused:
        check("150203 850630 001", today=TODAY)
    assert refused.value.value == "150203850630001"
    assert "150203850630001" not in str(refused.value)


def test_a_true_number_that_ends_in_zeros_is_not_taken_for_damage() -> None:
    true = next(n for day in range(1, 29) if (n := numbered(f"150203198506{day:02d}100")).endswith("0"))
    assert true.endswith("000")
    assert check(true, today=TODAY).value == true


def test_the_limits_of_age_are_inside() -> None:
    assert check(numbered("15020320260302001"), today=TODAY).birth_on == TODAY
    assert check(numbered("15020318950303001"), today=TODAY).birth_on == date(1895, 3, 3)  # 130 years old


@told
@given(st.integers(0, 16), st.integers(1, 9))
def test_any_single_wrong_digit_is_found(place: int, shift: int) -> None:
    true = "150203198506300019"
    wrong = true[:place] + str((int(true[place]) + shift) % 10) + true[place + 1 :]
    with pytest.raises(BadIdentityNumber):
        check(wrong, today=TODAY)


@pytest.mark.skipif(not VECTORS.exists(), reason="shared data is not here")
def test_numbers_from_outside() -> None:
    rows = list(csv.DictReader(VECTORS.open(encoding="utf-8")))
    assert len(rows) == 12
    for row in rows:
        # The history of counties is not checked: refusing a real person is worse.
        if row["expected"].startswith("valid") or "(strict)" in row["expected"]:
            number = check(row["value"], today=TODAY)
            assert not row["birth_date"] or number.birth_on.isoformat() == row["birth_date"]
        else:
            with pytest.raises(BadIdentityNumber):
                check(row["value"], today=TODAY)


def test_three_in_front_and_four_behind_are_shown() -> None:
    assert masked("150203198506300019") == "150***********0019"
    assert masked("15020319") == "150*0319"
    assert masked("1502031") == "*******"
