"""Money: whole fen everywhere, printed and read without floating point."""

import re
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from xinqiao.kit.texts import BadText, plain

# What a database column of eight bytes holds.
LARGEST_FEN = 2**63 - 1
_LARGEST_SPOKEN = 10**18 - 1
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_NARROW = str.maketrans({"，": ",", "．": ".", "－": "-", "−": "-", "￥": "¥", "　": " "})
_WRITTEN = re.compile(r"(-?)(?:人民币)? ?¥? ?(-?)([0-9,]+)(?:\.([0-9]+))? ?(?:元[整正]?)?")
_GROUPED = re.compile(r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")


class BadMoney(BadText):
    """Not an amount of money."""


def yuan(fen: int) -> str:
    """The amount as the product prints it, for example "1,060,000.00 元"; a minus sign stands in front. Unit: fen."""
    whole, cents = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{cents:02d} 元"


def in_words(fen: int) -> str:
    """The amount in capital numerals as on vouchers, for example 人民币壹佰零陆万元整. Unit: fen.

    整 follows 元 and not 角 or 分; one 零 stands for any run of zeros inside. Raises BadMoney from 10^16 yuan upwards,
    where the numerals have no agreed reading. Source: 银发〔1997〕393号 支付结算办法 附一 第二、三条.
    """
    if abs(fen) > _LARGEST_SPOKEN:
        raise BadMoney(_("金额太大，没有通行的大写读法。"), cure=_("请核对金额。"))
    whole, cents = divmod(abs(fen), 100)
    jiao, last = divmod(cents, 10)
    words = "人民币负" if fen < 0 else "人民币"
    if whole or not cents:
        words += (_spoken(whole) or "零") + "元"
    if not cents:
        return words + "整"
    if jiao:
        words += _DIGITS[jiao] + "角"
    elif whole:
        words += "零"
    return words + (_DIGITS[last] + "分" if last else "")


def parse_yuan(text: str, *, signed: bool = False) -> int:
    """The amount a person or a spreadsheet wrote in yuan, in fen. Raises BadMoney.

    Takes wide digits, thousands separators, ¥, 人民币, 元, 元整. Refuses more than two decimals, 万元, scientific
    notation and, unless `signed`, negative amounts. Source: domain rules 6.5 (money is never negative).
    """
    written = plain(text).translate(_NARROW)
    found = _WRITTEN.fullmatch(written)
    if not found:
        raise _unreadable(written)
    before, after, digits, decimals = found.groups()
    if before and after:
        raise _unreadable(written)
    if not _GROUPED.fullmatch(digits):
        raise BadMoney(_("金额里千位逗号的位置不对。"), cure=_("请每三位写一个逗号，或者不写逗号，例如“12000.00”。"))
    if len(decimals or "") > 2:
        raise BadMoney(_("金额的小数多于两位。"), cure=_("金额以元为单位，精确到分，请写两位小数。"))
    fen = int(digits.replace(",", "")) * 100 + int((decimals or "").ljust(2, "0"))
    if fen > LARGEST_FEN:
        raise BadMoney(_("金额太大。"), cure=_("请核对是否多写了数字。"))
    if (before or after) and fen and not signed:
        raise BadMoney(_("金额不能为负数。"), cure=_("请填写大于或等于零的金额；冲减请用红字冲销办理。"))
    return -fen if before or after else fen


class FenField(models.BigIntegerField):  # type: ignore[type-arg]  # the stubs' parameters are filled by the mypy plugin
    """An amount of money in whole fen, never negative (checked by full_clean, so no constraint of its own).

    A fraction of a fen raises ValidationError in cleaning and TypeError on the way to the database, where Django would
    silently cut it off.
    """

    default_validators = [MinValueValidator(0, message=_("金额不能为负数。"))]

    def to_python(self, value: Any) -> Any:
        if _is_fraction(value):
            raise ValidationError(_("金额以分为单位，必须是整数。"), code="invalid")
        return super().to_python(value)

    def get_prep_value(self, value: Any) -> Any:
        if _is_fraction(value):
            raise TypeError(f"{self.name}: money is whole fen, not {type(value).__name__}")
        return super().get_prep_value(value)


def _is_fraction(value: object) -> bool:
    # PostgreSQL sums whole numbers into Decimal, so a whole Decimal is fen; a float never is.
    return isinstance(value, float) or (isinstance(value, Decimal) and value != value.to_integral_value())


def _spoken(number: int) -> str:
    """A whole number below 10^16 in capital numerals; nothing for zero."""
    high, low = divmod(number, 10**8)
    if not high:
        return _below_yi(low)
    return _below_yi(high) + "亿" + ("零" if 0 < low < 10**7 else "") + _below_yi(low)


def _below_yi(number: int) -> str:
    high, low = divmod(number, 10**4)
    if not high:
        return _below_wan(low)
    return _below_wan(high) + "万" + ("零" if 0 < low < 10**3 else "") + _below_wan(low)


def _below_wan(number: int) -> str:
    words, gap = "", False
    for size, unit in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + unit
        gap = not digit
    return words


def _unreadable(written: str) -> BadMoney:
    if not written:
        return BadMoney(_("没有填写金额。"), cure=_("请填写以元为单位的金额，例如“500.00”。"))
    if re.search(r"[0-9][eE][+-]?[0-9]", written):
        return BadMoney(
            _("金额是科学记数法，原来的数字可能已经丢失。"), cure=_("请在表格里把这一列设为数值后重新填写。")
        )
    if re.search("[0-9][十百千万亿]", written):
        return BadMoney(_("金额的单位不是元。"), cure=_("请换算成元再填写，例如“1.5 万元”写成“15000.00”。"))
    return BadMoney(_("金额的写法看不懂。"), cure=_("请只写数字，最多两位小数，例如“1,060.00”。"))
