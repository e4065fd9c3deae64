"""Bank card numbers: 16 to 19 digits with a Luhn check."""

import re

from django.utils.translation import gettext_lazy as _
from stdnum import luhn

from xinqiao.kit.texts import BadText, compact

_SHAPE = re.compile("[0-9]{16,19}")


class BadBankCard(BadText):
    """Not a bank card number. Its sentences never repeat the number."""


class NotLuhn(BadBankCard):
    """The length fits, the check digit does not. Passbooks and settlement accounts do not follow Luhn: there, warn."""


def check(text: str) -> str:
    """The card number as digits, without spaces and hyphens.

    Raises BadBankCard when it is not 16 to 19 digits, NotLuhn when the check digit is wrong. Source: ISO/IEC 7812-1;
    domain rules 6.4.
    """
    number = _digits(text)
    if re.fullmatch(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+", number):
        raise BadBankCard(
            _("卡号被电子表格改坏了，后几位已经丢失。"), cure=_("请先把这一列设为“文本”格式，再照银行卡重新填写。")
        )
    if not _SHAPE.fullmatch(number):
        raise BadBankCard(_("银行卡号应为 16 至 19 位数字。"), cure=_("请照银行卡正面的号码填写。"))
    if not luhn.is_valid(number):
        raise NotLuhn(_("银行卡号的校验位不对，至少有一位写错了。"), cure=_("请照银行卡逐位核对。"))
    return number


def is_luhn(text: str) -> bool:
    """Whether the digits follow Luhn, whatever their number: for accounts where a wrong check is a warning only."""
    return bool(luhn.is_valid(_digits(text)))


def masked(value: str) -> str:
    """The number as it is shown: its last four digits. Short texts are hidden whole."""
    return "*" * len(value) if len(value) < 8 else "*" * (len(value) - 4) + value[-4:]


def _digits(text: str) -> str:
    return compact(text).lstrip("'").replace("-", "")
