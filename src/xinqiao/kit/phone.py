"""Phone numbers at which a person can be reached."""

import re

from django.utils.translation import gettext_lazy as _

from xinqiao.kit.texts import BadText, compact

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－", "-") | {"＋": "+", "（": "(", "）": ")"})
_ABROAD = re.compile(r"^(?:\+|00)86-?")
_MOBILE = re.compile("1[3-9][0-9]{9}")
_FICTIONAL = re.compile("12[0-9]{9}")  # no carrier has 12: demo people can be rung by nobody
# Area codes have three digits in 010 and 02x and four elsewhere.
_LANDLINE = re.compile(r"\(?(010|02[0-9]|0[3-9][0-9]{2})\)?-?([2-9][0-9]{6,7})(?:(?:-|转)([0-9]{1,5}))?")
_SERVICE = frozenset({"12351", "12345"})


class BadPhone(BadText):
    """Not a number at which a person can be reached."""


def mobile(text: str, *, fictional: bool = False) -> str:
    """A mobile number as 11 digits, without +86, spaces and hyphens. Raises BadPhone.

    `fictional` lets prefix 12 in, for demo people. Service numbers (12351, 12345) and internal short numbers are
    refused with their own sentences. Source: domain rules 6.3.
    """
    number = _national(text).replace("-", "")
    if re.fullmatch("86[0-9]{11}", number):
        number = number[2:]
    _refuse_short(number)
    if _MOBILE.fullmatch(number) or (fictional and _FICTIONAL.fullmatch(number)):
        return number
    if _LANDLINE.fullmatch(number):
        raise BadPhone(_("这是固定电话。"), cure=_("请填写手机号码，固定电话填在另一栏。"))
    if re.fullmatch("[0-9]+", number) and len(number) != 11:
        raise BadPhone(
            _("手机号码有 %(count)d 位，应为 11 位。") % {"count": len(number)}, cure=_("请核对是否多写或漏写。")
        )
    raise BadPhone(_("手机号码的写法不对。"), cure=_("请填写 11 位数字，以 13 至 19 开头。"))


def landline(text: str) -> str:
    """A landline number as area-number or area-number-extension, for example 0472-5123456-801. Raises BadPhone.

    Takes brackets round the area code, 转 before the extension, and numbers with +86. Source: domain rules 6.3.
    """
    given = compact(text).translate(_DASHES)
    number = _national(text)
    if number != given and not number.startswith(("0", "(0")):
        number = f"0{number}"  # behind +86 the area code is written without its 0
    _refuse_short(number)
    found = _LANDLINE.fullmatch(number)
    if not found:
        raise BadPhone(_("固定电话的写法不对。"), cure=_("请带区号填写，例如“0472-5123456”，分机写在最后。"))
    return "-".join(part for part in found.groups() if part)


def masked(value: str) -> str:
    """The number as it is shown: three digits in front, four at the end (128****0226). Short texts are hidden whole."""
    if len(value) < 8:
        return "*" * len(value)
    return value[:3] + "*" * (len(value) - 7) + value[-4:]


def _national(text: str) -> str:
    return _ABROAD.sub("", compact(text).translate(_DASHES))


def _refuse_short(number: str) -> None:
    if not number:
        raise BadPhone(_("没有填写电话号码。"), cure=_("请填写能联系到本人的号码。"))
    if number in _SERVICE:
        raise BadPhone(_("这是服务热线，不是个人的联系电话。"), cure=_("请填写能联系到本人的号码。"))
    if re.fullmatch("[0-9]{3,6}", number):
        raise BadPhone(
            _("这是内部短号或公共服务号码。"),
            cure=_("内部短号填在“短号”一栏，这里请填手机号码或带区号的固定电话。"),
        )
