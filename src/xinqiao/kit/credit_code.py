"""The unified social credit code (统一社会信用代码) of an organisation: 18 characters, the last one a check."""

import re

from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc

from xinqiao.kit.texts import BadText, compact

_LETTERS = "0-9A-HJ-NP-RTUWXY"
# The library's own validate() wants a digit first and so refuses rural collectives (N) and others of GB 32100 table 1;
# its arithmetic is right, so only that is taken.
_SHAPE = re.compile(f"[{_LETTERS}]{{2}}[0-9]{{6}}[{_LETTERS}]{{10}}")


class BadCreditCode(BadText):
    """Not a unified social credit code."""


def check(text: str) -> str:
    """The code in capital letters, without spaces or hyphens. Raises BadCreditCode.

    Checks length, alphabet (no I, O, Z, S, V), the six digits of the division and the check character modulo 31; where
    the remainder is 0 that is 0. Source: GB 32100-2015; domain rules 6.2.
    """
    code = compact(text).replace("-", "").upper()
    if len(code) != 18:
        raise BadCreditCode(
            _("统一社会信用代码有 %(count)d 位，应为 18 位。") % {"count": len(code)},
            cure=_("请照营业执照或法人证书填写。"),
        )
    if re.search("[IOZSV]", code):
        raise BadCreditCode(
            _("统一社会信用代码里不会有字母 I、O、Z、S、V。"), cure=_("请核对是否应为数字 1、0、2、5 或字母 U。")
        )
    if not _SHAPE.fullmatch(code):
        raise BadCreditCode(
            _("统一社会信用代码里有不该有的字符。"), cure=_("代码只用数字和大写字母，第 3 至 8 位是数字。")
        )
    if code[17] != uscc.calc_check_digit(code[:17]):
        raise BadCreditCode(
            _("统一社会信用代码的校验位不对，至少有一位写错了。"), cure=_("请照营业执照或法人证书逐位核对。")
        )
    return code
