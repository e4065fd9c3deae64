"""Codes of an approval. The block knows no domain noun: kinds and their names are handed over by the domains."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """How the document stands. Only what is open is signed; only what was returned is filed anew."""

    OPEN = "open", _("签批中")
    RETURNED = "returned", _("退回修改")
    APPROVED = "approved", _("同意")
    REFUSED = "refused", _("不同意")
    WITHDRAWN = "withdrawn", _("已撤回")


UNDECIDED = (State.OPEN, State.RETURNED)
DECIDED = (State.APPROVED, State.REFUSED)


class Verdict(TextChoices):
    """What a signature says."""

    AGREE = "agree", _("同意")
    REFUSE = "refuse", _("不同意")
    RETURN = "return", _("退回修改")


class Reach(TextChoices):
    """Where the post of a step is looked for."""

    LINE = "line", _("申请单位往上，最近的一级")
    GROUP = "group", _("整个集团")


class Need(TextChoices):
    """How many of those who hold the post must agree."""

    ANY = "any", _("一位同意就行")
    ALL = "all", _("每一位都要同意")
    SOME = "some", _("要几位同意")


@dataclass(frozen=True)
class Step:
    """One step of a route as it is handed over: the title of its column of opinions, the posts, where, how many."""

    title: str | Promise
    roles: Sequence[str]
    reach: str = Reach.LINE
    need: str = Need.ANY
    n: int = 1


VERBS: dict[str, str | Promise] = {
    "approval_file": _("送签"),
    "approval_agree": _("签批同意"),
    "approval_refuse": _("签批不同意"),
    "approval_return": _("退回修改"),
    "approval_resubmit": _("改好再送签"),
    "approval_withdraw": _("撤回送签"),
    "approval_scan": _("留存纸质件"),
    "keep_route": _("定审批流程"),
    "declare_freeze": _("定冻结期"),
    "lift_freeze": _("提前结束冻结期"),
    "give_delegation": _("委托签批"),
    "end_delegation": _("结束委托"),
}
KINDS: dict[str, str | Promise] = {
    "approvals.route": _("审批流程"),
    "approvals.freeze": _("冻结期"),
    "approvals.delegation": _("委托签批"),
}
