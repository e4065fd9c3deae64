"""The citizen's identity number (公民身份号码): 18 characters whose last one checks the others."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from xinqiao.kit.texts import BadText, compact

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
# Provinces, with Taiwan (71), and the residence permits of Hong Kong, Macao and Taiwan people (81-83).
_PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(first, last + 1)
)
_FICTIONAL = "99"  # no such province: demo people can be nobody's
_OLDEST = 130
_LOOKALIKES = re.compile("[OLI]")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+")
_SHAPE = re.compile("[0-9]{17}[0-9X]")


class Sex(StrEnum):
    """Sex as the number's 17th digit says it: odd is male."""

    MALE = "male"
    FEMALE = "female"


class BadIdentityNumber(BadText):
    """Not an identity number. Its sentences never repeat the number, so they may be logged."""


class OldIdentityNumber(BadIdentityNumber):
    """A number of 15 digits, no longer valid; a legacy import may keep `value` with a flag."""

    def __init__(self, value: str) -> None:
        self.value = value
        super().__init__(_("这是 15 位的旧身份证号，已经停用。"), cure=_("请按现行身份证填写 18 位号码。"))


@dataclass(frozen=True)
class IdentityNumber:
    """A checked number with what it says about its holder; its repr does not show the number."""

    value: str = field(repr=False)
    birth_on: date
    sex: Sex


def check(text: str, *, today: date, fictional: bool = False) -> IdentityNumber:
    """The number, normalised (narrow digits, no spaces, capital X), with birth date and sex.

    Raises OldIdentityNumber for 15 digits and BadIdentityNumber for everything else that cannot be one: letters in
    place of digits, damage by a spreadsheet, length, province, a date that does not exist, lies after `today` or more
    than 130 years before it, check digit. `fictional` lets prefix 99 in, for demo people. County codes are not
    checked: they change, and refusing a real person is worse. Source: GB 11643-1999; domain rules 6.1.
    """
    value = compact(text).lstrip("'").upper()
    _refuse_shape(value)
    if value[:2] not in _PROVINCES and not (fictional and value[:2] == _FICTIONAL):
        raise BadIdentityNumber(_("身份证号前两位不是省级代码。"), cure=_("请照身份证重新填写前六位。"))
    birth_on = _birth_on(value[6:14], today=today)
    if value[14:17] == "000":  # no such place in a day's register: what a spreadsheet leaves of the last digits
        raise _damaged()
    if value[17] != _check_digit(value):
        if value.endswith("000"):
            raise _damaged()
        raise BadIdentityNumber(_("身份证号的校验位不对，至少有一位写错了。"), cure=_("请照身份证逐位核对。"))
    return IdentityNumber(value=value, birth_on=birth_on, sex=Sex.MALE if int(value[16]) % 2 else Sex.FEMALE)


def masked(value: str) -> str:
    """The number as it is shown: three characters in front, four at the end. Short texts are hidden whole."""
    if len(value) < 8:
        return "*" * len(value)
    return value[:3] + "*" * (len(value) - 7) + value[-4:]


def _refuse_shape(value: str) -> None:
    if not value:
        raise BadIdentityNumber(_("没有填写身份证号。"), cure=_("请照身份证填写 18 位号码。"))
    if _SCIENTIFIC.fullmatch(value):
        raise _damaged()
    if _LOOKALIKES.search(value):
        raise BadIdentityNumber(
            _("身份证号里有字母 O、I 或 L。"), cure=_("请改成数字：字母 O 改成 0，字母 I、L 改成 1。")
        )
    if re.fullmatch("[0-9]{15}", value):
        raise OldIdentityNumber(value)
    if re.fullmatch("[0-9]{14}000", value):
        raise _damaged()
    if len(value) != 18:
        raise BadIdentityNumber(
            _("身份证号有 %(count)d 位，应为 18 位。") % {"count": len(value)}, cure=_("请核对是否多写或漏写。")
        )
    if not _SHAPE.fullmatch(value):
        raise BadIdentityNumber(_("身份证号里有不该有的字符。"), cure=_("前 17 位只能是数字，最后一位是数字或 X。"))


def _birth_on(digits: str, *, today: date) -> date:
    try:
        birth_on = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as wrong:
        raise BadIdentityNumber(
            _("身份证号里的出生日期不存在。"), cure=_("请核对第 7 至 14 位（年、月、日）。")
        ) from wrong
    if birth_on > today:
        raise BadIdentityNumber(_("身份证号里的出生日期在今天之后。"), cure=_("请核对第 7 至 14 位（年、月、日）。"))
    if today.year - birth_on.year - ((today.month, today.day) < (birth_on.month, birth_on.day)) > _OLDEST:
        raise BadIdentityNumber(_("按身份证号计算，年龄超过 130 岁。"), cure=_("请核对第 7 至 10 位（出生年份）。"))
    return birth_on


def _check_digit(value: str) -> str:
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(value, _WEIGHTS, strict=False)) % 11]


def _damaged() -> BadIdentityNumber:
    return BadIdentityNumber(
        _("身份证号被电子表格改坏了，后几位已经丢失。"),
        cure=_("请先把这一列设为“文本”格式，再照身份证重新填写。"),
    )
