"""Phone numbers: the rules of domain 6.3 and every refusal."""

import pytest

from xinqiao.kit.phone import BadPhone, landline, masked, mobile


@pytest.mark.parametrize(
    "text",
    [
        "13847200226",
        "+86 138-4720-0226",
        "+86-138 4720 0226",
        "0086 13847200226",
        "8613847200226",
        "１３８４７２００２２６",
        "＋８６ 138－4720—0226",
        "\u200b138\u30004720 0226",
    ],
)
def test_a_mobile_number_is_brought_to_eleven_digits(text: str) -> None:
    assert mobile(text) == "13847200226"


@pytest.mark.parametrize("second", "3456789")
def test_every_carrier_is_taken(second: str) -> None:
    assert mobile(f"1{second}847200226") == f"1{second}847200226"


def test_demo_people_have_numbers_no_carrier_gives_out() -> None:
    assert mobile("128 0000 0226", fictional=True) == "12800000226"
    assert mobile("13847200226", fictional=True) == "13847200226"
    with pytest.raises(BadPhone, match="写法不对"):
        mobile("12800000226")
    with pytest.raises(BadPhone, match="写法不对"):
        mobile("11800000226", fictional=True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "没有填写"),
        ("12351", "服务热线"),
        ("１２３４５", "服务热线"),
        ("85123", "内部短号"),
        ("110", "内部短号"),
        ("0472-5123456", "固定电话"),
        ("010-62345678", "固定电话"),
        ("1384720022", "有 10 位"),
        ("138472002266", "有 12 位"),
        ("23847200226", "写法不对"),
        ("1384720022a", "写法不对"),
        ("1384720022٣", "写法不对"),
        ("1.38E+10", "写法不对"),
    ],
)
def test_what_is_no_mobile_number_is_refused_with_its_cure(text: str, reason: str) -> None:
    with pytest.raises(BadPhone, match=reason) as refused:
        mobile(text, fictional=True)
    assert "请" in refused.value.cure


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0472-5123456", "0472-5123456"),
        ("04725123456", "0472-5123456"),
        ("010-62345678", "010-62345678"),
        ("01062345678", "010-62345678"),
        ("02162345678", "021-62345678"),
        ("（０４７２）５１２３４５６", "0472-5123456"),
        ("0472-5123456-801", "0472-5123456-801"),
        ("0472 5123456转80123", "0472-5123456-80123"),
        ("+86 472 5123456", "0472-5123456"),
        ("+86 0472 5123456", "0472-5123456"),
        ("+86-10-62345678", "010-62345678"),
    ],
)
def test_a_landline_number_is_brought_to_one_form(text: str, number: str) -> None:
    assert landline(text) == number


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "没有填写"),
        ("12351", "服务热线"),
        ("12345", "服务热线"),
        ("85123", "内部短号"),
        ("5123456", "写法不对"),
        ("0472-1123456", "写法不对"),
        ("0472-512345", "写法不对"),
        ("0472-512345678", "写法不对"),
        ("0472-5123456-801234", "写法不对"),
        ("0100-5123456", "写法不对"),
        ("13847200226", "写法不对"),
    ],
)
def test_what_is_no_landline_number_is_refused_with_its_cure(text: str, reason: str) -> None:
    with pytest.raises(BadPhone, match=reason) as refused:
        landline(text)
    assert "请" in refused.value.cure


def test_three_in_front_and_four_behind_are_shown() -> None:
    assert masked("12800000226") == "128****0226"
    assert masked("62345678") == "623*5678"
    assert masked("85123") == "*****"
    assert masked("6234567") == "*******"
