"""Codes of a case. The block knows no domain noun: kinds and their names are handed over by the domains."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Open states come first; a closed case is never changed, only reopened."""

    RECEIVED = "received", _("待受理")
    HANDLING = "handling", _("办理中")
    PAUSED = "paused", _("暂停计时")
    REPLIED = "replied", _("已答复")
    RESOLVED = "resolved", _("已办结")
    REFUSED = "refused", _("不予办理")
    WITHDRAWN = "withdrawn", _("已撤回")


OPEN = (State.RECEIVED, State.HANDLING, State.PAUSED, State.REPLIED)
CLOSED = (State.RESOLVED, State.REFUSED, State.WITHDRAWN)


class Round(TextChoices):
    """Why the case is being handled this time."""

    FIRST = "first", _("初次办理")
    REOPENED = "reopened", _("重新办理")
    REVIEW = "review", _("复核")


class ClockKind(TextChoices):
    REPLY = "reply", _("首次答复")
    FINISH = "finish", _("办结")
    REVIEW = "review", _("复核结论")
    PROMISE = "promise", _("兑现答应的事")


class ClockNature(TextChoices):
    """A service target may stand still while one waits for a paper; a statutory limit runs on."""

    SERVICE = "service", _("服务时限")
    STATUTORY = "statutory", _("法定时限")


class Outcome(TextChoices):
    """How it ended. Answered is not solved: both are counted, side by side."""

    SOLVED = "solved", _("解决了")
    PARTLY = "partly", _("部分解决")
    EXPLAINED = "explained", _("作了解释说明")
    NOT_POSSIBLE = "not_possible", _("条件不具备，暂时办不到")
    UPHELD = "upheld", _("复核维持原结论")
    CHANGED = "changed", _("复核改变原结论")


class Rating(TextChoices):
    SATISFIED = "satisfied", _("满意")
    FAIR = "fair", _("基本满意")
    DISSATISFIED = "dissatisfied", _("不满意")


class CallBack(TextChoices):
    """What came of ringing back somebody who was not satisfied."""

    SETTLED = "settled", _("说清楚了，不用再办")
    AGAIN = "again", _("要求重新办理")
    UNREACHED = "unreached", _("没联系上，改天再打")


# The ladder of reminders: so many per cent of a limit have gone by; the last rung is the first day past it.
LADDER = (50, 80)
LAST_RUNG = len(LADDER) + 1


class Verb(TextChoices):
    """What an entry of the timeline says was done."""

    OPEN = "open", _("提出")
    TAKE = "take", _("受理")
    REPLY = "reply", _("答复")
    NOTE = "note", _("补充")
    HAND_OVER = "hand_over", _("转办")
    PAUSE = "pause", _("暂停计时")
    RESUME = "resume", _("恢复计时")
    EXTEND = "extend", _("延期")
    RESOLVE = "resolve", _("办结")
    REFUSE = "refuse", _("不予办理")
    WITHDRAW = "withdraw", _("撤回")
    RATE = "rate", _("评价")
    REOPEN = "reopen", _("重新办理")
    REVIEW = "review", _("申请复核")
    CORRECT = "correct", _("更正答复")
    NUDGE = "nudge", _("催办")
    MERGE = "merge", _("合并办理")
    UNMERGE = "unmerge", _("分开办理")
    ESCALATE = "escalate", _("期限提醒")
    CALL_BACK = "call_back", _("回访")
    AMEND = "amend", _("改题目")


# What the timeline says of each deed. %(by)s did it, %(to)s is where it went or how it was judged, %(text)s their words.
SAYS: dict[str, str | Promise] = {
    Verb.OPEN: _("%(by)s提出"),
    Verb.TAKE: _("%(by)s受理"),
    Verb.REPLY: _("%(by)s答复"),
    Verb.NOTE: _("%(by)s补充：%(text)s"),
    Verb.HAND_OVER: _("%(by)s转%(to)s：%(text)s"),
    Verb.PAUSE: _("%(by)s暂停计时：%(text)s"),
    Verb.RESUME: _("%(by)s恢复计时"),
    Verb.EXTEND: _("%(by)s同意延期到%(to)s：%(text)s"),
    Verb.RESOLVE: _("%(by)s办结"),
    Verb.REFUSE: _("%(by)s答复：不予办理"),
    Verb.WITHDRAW: _("%(by)s撤回"),
    Verb.RATE: _("%(by)s评价：%(to)s"),
    Verb.REOPEN: _("%(by)s请求重新办理"),
    Verb.REVIEW: _("%(by)s申请复核"),
    Verb.CORRECT: _("%(by)s更正答复"),
    Verb.NUDGE: _("%(by)s催了一次"),
    Verb.MERGE: _("%(by)s把几件同样的事合在一起办，合到 %(to)s"),
    Verb.UNMERGE: _("%(by)s把这件事从 %(to)s 分出来单独办"),
    Verb.ESCALATE: _("期限提醒：%(text)s"),
    Verb.CALL_BACK: _("%(by)s回访：%(to)s"),
    Verb.AMEND: _("%(by)s改题目和分类：%(text)s"),
}
# The first line when somebody else wrote it down for the one whose matter it is.
SAID_FOR = _("%(by)s替提出人登记")
VERBS: dict[str, str | Promise] = {f"case_{verb.value}": verb.label for verb in Verb}
kinds: dict[str, str | Promise] = {}


def name_kinds(more: dict[str, str | Promise]) -> None:
    """A domain hands over its kinds when the program starts."""
    kinds.update(more)
