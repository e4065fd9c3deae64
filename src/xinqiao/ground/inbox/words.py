"""Kinds of message, ways to be told outside, and the one sentence that ever leaves the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinqiao.kit.clock import SHANGHAI, moment, today

Text = str | Promise

# All that is ever said outside, to anybody, about anything. Not translated: there is no reader's language there.
SENTENCE = "您有一条新消息"
PLACE = "{to}"  # where a person's own address stands in the address of a channel
DELIVER, DIGEST = "inbox.deliver", "inbox.digest"
PAPER = "paper"  # the channel that needs no machine: somebody brings it
NIGHT_BEGINS, NIGHT_ENDS = 22, 7  # hours in Shanghai between which nothing rings


class How(TextChoices):
    """How a message was read."""

    UNREAD = "", _("未读")
    SCREEN = "screen", _("在手机或电脑上看的")
    PAPER = "paper", _("捎到的")


class Way(TextChoices):
    """The ways in which somebody may be told outside."""

    EMAIL = "email", _("邮件")
    SMS = "sms", _("短信")
    WECOM = "wecom", _("企业微信")
    DINGTALK = "dingtalk", _("钉钉")
    FEISHU = "feishu", _("飞书")
    WEBHOOK = "webhook", _("自建接口")


class Wanted(TextChoices):
    """When somebody wants to be told outside."""

    EACH = "each", _("有消息就告诉我")
    DIGEST = "digest", _("攒着，每天早上告诉一次")
    NONE = "none", _("先不要告诉我")


# What the address of a channel begins with: apprise knows a hundred more, none of which has a place in a plant.
SCHEMES: dict[str, tuple[str, ...]] = {
    Way.EMAIL: ("mailto", "mailtos"),
    Way.SMS: ("json", "jsons", "form", "forms"),
    Way.WECOM: ("wecombot",),
    Way.DINGTALK: ("dingtalk",),
    Way.FEISHU: ("feishu",),
    Way.WEBHOOK: ("json", "jsons", "form", "forms"),
}
EXAMPLES: dict[str, str] = {
    Way.EMAIL: "mailtos://xinqiao:密码@mail.example.cn?from=xinqiao@example.cn&to={to}",
    Way.SMS: "jsons://sms.example.cn/send?:phone={to}&:sign=签名",
    Way.WECOM: "wecombot://{to}",
    Way.DINGTALK: "dingtalk://ACCESSTOKEN/{to}",
    Way.FEISHU: "feishu://{to}",
    Way.WEBHOOK: "jsons://hook.example.cn/xinqiao?:to={to}",
}
BY_PHONE = (Way.SMS, Way.DINGTALK)  # these reach a mobile telephone: only one's own


@dataclass(frozen=True)
class Kind:
    """A kind of message. The titles of a plain one may stand on a slip of paper that passes through other hands."""

    title: Text
    plain: bool


kinds: dict[str, Kind] = {}


def name_kinds(more: dict[str, tuple[Text, bool]]) -> None:
    """A room names the kinds of message it sends, when the program starts: `{kind: (title, plain)}`."""
    kinds.update({kind: Kind(*told) for kind, told in more.items()})


def daytime(at: datetime) -> datetime:
    """This moment, or the end of the night it falls into."""
    hour, day = at.astimezone(SHANGHAI).hour, today(at)
    if NIGHT_ENDS <= hour < NIGHT_BEGINS:
        return at
    return moment(day + timedelta(days=int(hour >= NIGHT_BEGINS)), hour=NIGHT_ENDS)


def scheme(url: str) -> str:
    """What an address begins with: the only part of it a page shows."""
    head, found, _rest = url.partition("://")
    return head.lower() if found else ""
