"""Text as people and spreadsheets really give it: cleaned, checked and, where a name is shown to strangers, masked."""

import re
import unicodedata

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum import isbn
from stdnum.exceptions import ValidationError as BadNumber

# Controls, zero-width and bidirectional marks: invisible on screen, and enough to make two equal names differ.
# The Mongolian vowel separator (U+180E) and variation selectors stay: they are letters' shapes.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_PERHAPS_WIDE = re.compile("[^\x00-\x7f\u3000-\u9fff]")

Sentence = str | Promise

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
DOT = "\u00b7"
# What keyboards and old systems write in place of the separator of minority names.
_DOTS = f"{DOT}.\uff0e\u2022\u2027\u2219\u22c5\u30fb\uff65\u0387"
_SEPARATOR = re.compile(rf"(?<=[{_HAN}])\s*[{_DOTS}]\s*(?=[{_HAN}])")
_PADDING = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")
_APART = re.compile(rf"(?<=[{_HAN}])[\s.{_DOTS}]+(?=[{_HAN}])")
_HAN_NAME = re.compile(rf"[{_HAN}]+(?:{DOT}[{_HAN}]+)*")
_HAN_LETTER = re.compile(f"[{_HAN}]")
_NAME_MARKS = f" '\u2019-.{DOT}\u180e"
SHORTEST_NAME, LONGEST_NAME = 2, 30

_OPENING = re.compile(r"[\[(\uff08\uff3b\u3010\u3014\u3016]")
_CLOSING = re.compile(r"[\])\uff09\uff3d\u3011\u3015\u3017]")
_DOCUMENT = re.compile(r"[\u4e00-\u9fa5]+〔[0-9]{4}〕[0-9]+号")
_POST_CODE = re.compile(r"[0-9]{6}")


class BadText(ValueError):
    """A text that cannot be taken. `reason` says what is wrong, `cure` what to do; both are sentences for the user."""

    def __init__(self, reason: Sentence, *, cure: Sentence) -> None:
        self.reason, self.cure = str(reason), str(cure)
        super().__init__(f"{self.reason}{self.cure}")


class BadName(BadText):
    """Not a person's name."""


class BadDocumentNumber(BadText):
    """Not the number of an official document."""


class BadPostCode(BadText):
    """Not a post code."""


class BadIsbn(BadText):
    """Not a 13-digit book number."""


def plain(text: str) -> str:
    """The text without invisible characters and outer spaces (U+3000 too), wide digits and Latin letters made narrow.

    Chinese punctuation, the separator U+00B7 and rare characters stay as they are: NFKC is asked for digits and Latin
    letters only, since it would also rewrite compatibility ideographs that stand in people's names. Raises nothing.
    """
    return _PERHAPS_WIDE.sub(_narrow, _INVISIBLE.sub("", text)).strip()


def compact(text: str) -> str:
    """`plain`, and without any space inside: for numbers people write in groups. Raises nothing."""
    return "".join(plain(text).split())


def findable(text: str) -> str:
    """The text as it is searched: one form of width and case, no separator or space between Chinese characters.

    Outer spaces and dots go, other spaces become one. Characters are folded one by one (NFKC and case), so that every
    part of a text is, folded, a part of the folded text; "古丽努尔·艾山江" is found with its dot, another or none.
    Raises nothing.
    """
    folded = _APART.sub("", _INVISIBLE.sub("", text.translate(_FOLDED)))
    return " ".join(folded.split()).strip(f" .{DOT}")


def person_name(text: str) -> str:
    """A person's name, 2 to 30 characters, never split into surname and given name. Raises BadName.

    Between two Chinese parts every look-alike of the separator becomes U+00B7 and padding spaces go ("魏　冬"). A name
    is written in Chinese characters or wholly in other letters; digits are always refused. Source: domain rules 6.5.
    """
    name = _PADDING.sub("", _SEPARATOR.sub(DOT, plain(text)))
    name = " ".join(name.split())
    _refuse_odd_characters(name)
    if _HAN_LETTER.search(name) and not _HAN_NAME.fullmatch(name):
        raise BadName(
            _("姓名里间隔号的位置不对。"),
            cure=_("间隔号“·”只写在两段汉字中间，每处写一个，例如“阿拉坦·乌云”。"),
        )
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME:
        raise BadName(
            _("姓名有 %(count)d 个字，应为 2 至 30 个字。") % {"count": len(name)},
            cure=_("请按身份证上的姓名填写全名。"),
        )
    return name


def masked_name(text: str) -> str:
    """The name as strangers see it: its first character only ("魏**"). Raises nothing.

    At most three stars stand for the rest, always three for names with a separator, so that a long name is not
    recognised by its length; a single character is hidden altogether.
    """
    name = plain(text)
    if len(name) < SHORTEST_NAME:
        return "*" * len(name)
    return name[0] + "*" * (3 if DOT in name else min(len(name) - 1, 3))


def document_number(text: str) -> str:
    """The number of an official document, such as 总工办发〔2016〕36号; brackets become 〔〕. Raises BadDocumentNumber.

    Source: GB/T 9704-2012 7.2.5; domain rules 6.5.
    """
    number = _CLOSING.sub("〕", _OPENING.sub("〔", compact(text)))
    if not _DOCUMENT.fullmatch(number):
        raise BadDocumentNumber(
            _("文号的写法不对。"),
            cure=_("请按“发文机关代字〔年份〕顺序号”填写，例如“总工办发〔2016〕36号”。"),
        )
    return number


def post_code(text: str) -> str:
    """A post code of six digits. Raises BadPostCode. Source: domain rules 6.5."""
    code = compact(text)
    if not _POST_CODE.fullmatch(code):
        raise BadPostCode(_("邮政编码应为 6 位数字。"), cure=_("请核对后重新填写，例如“014010”。"))
    return code


def isbn13(text: str) -> str:
    """A 13-digit book number, hyphens removed, its check digit right. Raises BadIsbn. Source: GB/T 5795-2006."""
    try:
        number: str = isbn.validate(compact(text))
    except BadNumber as wrong:
        raise BadIsbn(_("书号不对，校验没有通过。"), cure=_("请照封底条码上的数字重新填写。")) from wrong
    if len(number) != 13:
        raise BadIsbn(_("这是 10 位的旧书号。"), cure=_("请填写以 978 或 979 开头的 13 位书号。"))
    return number


class _Folded(dict[int, str]):
    """One character's form for searching, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        dot = character in _DOTS and character not in ".\uff0e"  # a full stop is one in numbers, too
        self[code] = DOT if dot else unicodedata.normalize("NFKC", character).casefold()
        return self[code]


_FOLDED = _Folded()


def _narrow(wide: re.Match[str]) -> str:
    character = wide.group()
    narrow = unicodedata.normalize("NFKC", character)
    # Circled and superscript figures are other categories (No, Nl): they are ornaments and stay.
    if narrow.isascii() and narrow.isalnum() and unicodedata.category(character) in ("Nd", "Lu", "Ll"):
        return narrow
    return character


def _refuse_odd_characters(name: str) -> None:
    if any(character.isdigit() for character in name):
        raise BadName(_("姓名里有数字。"), cure=_("请删去数字，按身份证上的姓名填写。"))
    kinds = {_kind(character) for character in name}
    if "other" in kinds:
        raise BadName(_("姓名里有不能用的符号。"), cure=_("请删去括号、称呼和其他符号，只填姓名。"))
    if {"han", "letter"} <= kinds:
        raise BadName(
            _("姓名里汉字和字母混在一起。"),
            cure=_("请全部写汉字，或者按护照全部写字母；间隔号请用“·”。"),
        )
    if name and not kinds & {"han", "letter"}:
        raise BadName(_("姓名里没有文字。"), cure=_("请按身份证上的姓名填写。"))


def _kind(character: str) -> str:
    if _HAN_LETTER.match(character):
        return "han"
    if character in _NAME_MARKS:
        return "mark"
    return "letter" if unicodedata.category(character)[0] in "LM" else "other"
