"""How the house answers other systems when it cannot do what they asked: the four parts of a refusal, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.http import JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinqiao.kit.refusal import Refused

Text = str | Promise
SOURCE = _("接口使用规则")
LONGEST = 200  # characters of what the other system wrote that are said back to it


@dataclass(frozen=True)
class Trouble:
    """One kind of trouble: its reason code, and in words what is the matter and what to do."""

    code: str
    rule: Text
    cure: Text


TROUBLES: dict[int | str, Trouble] = {
    400: Trouble("Unreadable", _("送来的内容读不懂，什么都没有改动。"), _("请照接口说明送完整的 JSON。")),
    "key": Trouble(
        "KeyMissing",
        _("每次提交都要带一个自己定的编号，免得网络断了重送时办两遍。"),
        _("请在请求头里写 Idempotency-Key：8 至 64 位字母、数字、短横线；一件事一个，重送时不变。"),
    ),
    401: Trouble(
        "NoToken",
        _("没有带接口令牌，或者令牌不对、到期、已收回。"),
        _("请在请求头里写 Authorization: Bearer 和令牌；令牌由持有人在“接口令牌”页面做。"),
    ),
    403: Trouble(
        "NotAdmitted",
        _("这个令牌不能办这件事。"),
        _("请持有人看令牌的范围和自己的岗位；需要的话，另做一个令牌。"),
    ),
    404: Trouble("NotFound", _("没有找到，或者不在持有人能看的范围里。"), _("请核对地址和编号。")),
    405: Trouble("WrongMethod", _("这个地址不这样用。"), _("请照接口说明用 GET 或 POST。")),
    413: Trouble("TooLarge", _("送来的内容太大，没有收下。"), _("请分成几份再送；花名册一次最多两万行。")),
    422: Trouble(
        "NotValid", _("内容里有不合要求的地方，什么都没有改动。"), _("请照 fields 里的话逐项改好，再送一次。")
    ),
    500: Trouble(
        "Broken",
        _("系统出了差错，这件事可能没有办成。"),
        _("请用同一个 Idempotency-Key 再送一次，不会办两遍；还是不行，找系统管理员。"),
    ),
    503: Trouble("Maintenance", _("系统正在维护，资料都在。"), _("请过半小时再送。")),
}


@dataclass(frozen=True)
class Mend:
    """One field that has to be mended, and what is wrong with it."""

    field: str
    sentence: str


def trouble(status: int, *, kind: str = "", fields: Sequence[Mend] = ()) -> JsonResponse:
    """What is the matter, by status (or by a kind of its own), with the fields to mend. Asks the database nothing."""
    told = TROUBLES[kind or status]
    return _said(status, code=told.code, rule=told.rule, source=SOURCE, cure=told.cure, fields=fields)


def refused(refusal: Refused) -> JsonResponse:
    """A refusal with its rule, source and cure."""
    parts = {"rule": refusal.rule_text, "source": refusal.source_text, "cure": refusal.cure_text}
    return _said(refusal.status, code=refusal.code, fields=(), **parts)


def _said(status: int, *, code: str, rule: Text, source: Text, cure: Text, fields: Sequence[Mend]) -> JsonResponse:
    mends = [{name: _writable(text) for name, text in asdict(mend).items()} for mend in fields]
    answer = {"code": code, "rule": str(rule), "source": str(source), "cure": str(cure), "fields": mends}
    return JsonResponse(answer, status=status, json_dumps_params={"ensure_ascii": False})


def _writable(text: str) -> str:
    """What came from outside, cut short; half a character (a lone surrogate) cannot be written and becomes a mark."""
    return text[:LONGEST].encode("utf-8", "replace").decode()
