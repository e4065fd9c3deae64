"""Kinds of data that need a consent of their own, what is asked of whom, and the texts the union begins with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.org.models import Person

Text = str | Promise


class Scope(TextChoices):
    """Sensitive data, and giving data away: each needs a separate consent (Personal Information Protection Law 23, 29)."""

    HEALTH = "health", _("健康")
    DIAGNOSIS = "diagnosis", _("诊断")
    DISABILITY = "disability", _("残疾")
    BANK_CARD = "bank_card", _("银行卡")
    INCOME = "income", _("收入")
    ASSETS = "assets", _("资产")
    MINOR = "minor", _("未成年人信息")
    SHARING = "sharing", _("提供给别的单位")


class Deed(TextChoices):
    GIVE = "give", _("同意了")
    REFUSE = "refuse", _("没有同意")
    WITHDRAW = "withdraw", _("收回了")


class Giver(TextChoices):
    SELF = "self", _("本人")
    GUARDIAN = "guardian", _("监护人")


class Way(TextChoices):
    PHONE = "phone", _("手机")
    WINDOW = "window", _("窗口")


class Relation(TextChoices):
    CHILD = "child", _("子女")
    SPOUSE = "spouse", _("爱人")
    PARENT = "parent", _("父母")
    OTHER = "other", _("其他家人")


class RequestKind(TextChoices):
    """Personal Information Protection Law 44-48."""

    ACCESS = "access", _("查阅")
    COPY = "copy", _("复制")
    CORRECT = "correct", _("更正")
    DELETE = "delete", _("删除")
    EXPLAIN = "explain", _("说明")


class RequestState(TextChoices):
    OPEN = "open", _("等答复")
    ANSWERED = "answered", _("答复了")
    REVIEW = "review", _("请主席复核")
    REVIEWED = "reviewed", _("复核完了")


class RequestOutcome(TextChoices):
    DONE = "done", _("办好了")
    PARTLY = "partly", _("办了一部分")
    REFUSED = "refused", _("不能办")


class Conclusion(TextChoices):
    UPHELD = "upheld", _("维持原来的答复")
    CHANGED = "changed", _("改正原来的答复")


@dataclass(frozen=True)
class Reason:
    """Why a request cannot be met, or not wholly: in one sentence, with its source and the way on."""

    label: Text
    source: Text
    cure: Text


REASONS: dict[str, Reason] = {
    "must_keep": Reason(
        _("法律法规要求保存，期限没到，先停止保存以外的使用。"),
        _("《个人信息保护法》第四十七条"),
        _("期限到了会删除；记错的内容可以请求更正。"),
    ),
    "needed": Reason(
        _("您在职期间，依法管理和服务要用到这一项。"),
        _("《个人信息保护法》第十三条"),
        _("记错的内容可以请求更正；离开以后可以再提。"),
    ),
    "others": Reason(
        _("里面有别人的信息，给了会损害别人。"),
        _("《中华人民共和国民法典》第一千零三十七条"),
        _("可以请求只看自己的那部分。"),
    ),
    "secret": Reason(
        _("法律规定应当保密。"),
        _("《个人信息保护法》第十八条、第四十五条"),
        _("可以请主席复核。"),
    ),
    "not_here": Reason(
        _("这一项不在工会，工会没有处理。"),
        _("《个人信息保护法》第四十四条"),
        _("请向处理它的单位提出，工会可以帮您联系。"),
    ),
}


@dataclass(frozen=True)
class Use:
    """What data are asked for: the purpose in words, the scopes it needs, and what stops when a consent is withdrawn."""

    title: Text
    scopes: tuple[str, ...]
    stops: Text


# What the union asks consents for. A room names its own when the program starts; the key is the purpose in the ledger.
uses: dict[str, Use] = {
    "hardship": Use(
        _("困难帮扶"),
        (Scope.HEALTH, Scope.DIAGNOSIS, Scope.DISABILITY, Scope.INCOME, Scope.ASSETS, Scope.BANK_CARD),
        _("困难帮扶不再用这一项，正在办的申请先停下来；已经发的不退。"),
    ),
    "school": Use(
        _("金秋助学"),
        (Scope.MINOR, Scope.INCOME, Scope.BANK_CARD),
        _("金秋助学不再用这一项，正在办的申请先停下来；已经发的不退。"),
    ),
    "mutual": Use(
        _("互助保障"),
        (Scope.DIAGNOSIS, Scope.BANK_CARD),
        _("互助金的申领先停下来；保障本身不受影响。"),
    ),
    "recuperation": Use(
        _("疗休养与体检"), (Scope.HEALTH,), _("不再按健康情况给您安排疗休养和体检。")
    ),
    "insurer": Use(_("报给承保机构"), (Scope.SHARING,), _("不再向承保机构提供；请对方停止使用并删除。")),
    "higher_union": Use(_("报上级工会"), (Scope.SHARING,), _("不再向上级工会提供；上级的帮扶和救助可能办不了。")),
}  # fmt: skip


def name_uses(more: dict[str, Use]) -> None:
    """A room names what it asks consents for when the program starts; what it says of a purpose counts."""
    uses.update(more)


def is_asked(*, scope: str, purpose: str) -> bool:
    """Whether a consent of this scope is asked for this purpose at all."""
    return purpose in uses and scope in uses[purpose].scopes


Lines = Sequence[tuple[Text, str]]


@dataclass(frozen=True)
class Part:
    """What one room holds about a person: `must_keep` says which law forbids to delete it, empty where none does."""

    title: Text
    provider: Callable[[Person], Lines]
    must_keep: Text = ""


parts: dict[str, Part] = {}


def register_part(name: str, *, title: Text, provider: Callable[[Person], Lines], must_keep: Text = "") -> None:
    """A room says when the program starts what it holds about somebody: for "my information" and for copies of it.

    `provider(person)` gives (label, value) pairs as the person reads them; `must_keep` names the law that forbids to
    delete them. Raises ValueError for a name that is taken.
    """
    if name in parts:
        raise ValueError(f"{name} is registered twice")
    parts[name] = Part(title, provider, must_keep)


@dataclass(frozen=True)
class FirstText:
    """The text of a scope as the union begins with it; it is data of the union from then on."""

    purpose: str
    taken: str
    readers: str
    kept: str
    refusing: str


# fmt: off
FIRST_TEXTS: dict[str, FirstText] = {
    Scope.HEALTH: FirstText(
        "为了按您的身体情况安排疗休养、体检和帮扶。",
        "您自己说的健康情况、体检结论里和这件事有关的部分。不要整本病历。",
        "经办这件事的工会干部。别的干部、您的领导和同事看不到。",
        "这件事办完后保存到规定的期限，到期删除。收回同意以后，除了依法保存，不再使用。",
        "不同意不影响您的工作、会籍和别的服务，只是这件事没法按健康情况安排。",
    ),
    Scope.DIAGNOSIS: FirstText(
        "为了核实医疗救助和互助金该不该发、发多少。",
        "诊断证明、出院小结、医疗费用单据里和这次申请有关的几页。",
        "经办和复核这次申请的工会干部。公示里没有病名，单位和班组不知道。",
        "随这次申请保存到规定的期限；财务凭证按会计档案的规定保存。",
        "不同意就没法核实，这次救助或互助金办不了；别的帮扶和服务照常。",
    ),
    Scope.DISABILITY: FirstText(
        "为了落实对残疾职工和残疾家人的照顾、减免和帮扶。",
        "残疾证的类别、等级和有效期。不留证件的整张照片。",
        "经办帮扶的工会干部。",
        "照顾还在就留着，停了以后到规定的期限删除。",
        "不同意就不按残疾情况照顾；您的其他待遇一样不少。",
    ),
    Scope.BANK_CARD: FirstText(
        "为了把帮扶金、助学金、互助金直接打到您的卡上。",
        "开户行和卡号，户名要是本人或者监护人。不要密码，也不要验证码。",
        "工会财务的经办人和复核人；别的地方只显示后四位。",
        "钱到账以后，除了会计凭证上依法要留的，不再使用。",
        "不同意也可以到窗口当面签收，一分不少。",
    ),
    Scope.INCOME: FirstText(
        "为了核实家庭是不是符合困难帮扶和助学的条件。",
        "您和一起生活的家人近一年的收入，能说明问题的一张证明就够。",
        "经办和审批这次申请的工会干部。",
        "随档案保存；解困以后到规定的期限删除。",
        "不同意就没法认定困难，这次帮扶办不了；临时遇到难处仍可以找工会。",
    ),
    Scope.ASSETS: FirstText(
        "为了核实家庭是不是符合困难帮扶的条件。",
        "住房、车辆和存款的大致情况，照规定的条件填，不问别的。",
        "经办和审批这次申请的工会干部。",
        "随档案保存；解困以后到规定的期限删除。",
        "不同意就没法认定困难，这次帮扶办不了；别的服务照常。",
    ),
    Scope.MINOR: FirstText(
        "为了给孩子办助学、照看和关爱活动。",
        "孩子的姓名、出生日期、在读阶段。不要照片，不要学校和班级以外的细节。",
        "经办人看之前要先经批准，每看一次都记下来，您查得到。",
        "这件事办完后到规定的期限删除。不满十四岁的，由父母或者其他监护人同意；您随时可以查、改、删。",
        "不同意只是这件事办不了，不影响您和孩子享受的别的服务。",
    ),
    Scope.SHARING: FirstText(
        "为了由承保机构赔付互助金，或者由上级工会给予帮扶救助。",
        "只提供这一次申请要用的：姓名、身份证号、申请事项和金额，必要时有诊断证明。",
        "收到的是承保机构或者上级工会，名称和联系方式写在申请单上；对方只能用在这件事上。",
        "对方按约定的期限保存，到期删除或者交回；提供的记录至少留三年。",
        "不同意就不提供，由对方办的那一部分办不了；工会自己能办的照办。",
    ),
}
# fmt: on

# What the trail calls the deeds of this room.
VERBS: dict[str, str | Promise] = {
    "give_consent": _("同意使用"),
    "refuse_consent": _("不同意使用"),
    "withdraw_consent": _("收回同意"),
    "name_dependant": _("记下家人"),
    "drop_dependant": _("删去家人"),
    "print_consent_form": _("打印同意书"),
    "first_texts": _("放入告知书"),
    "propose_text": _("提出告知书"),
    "confirm_text": _("确认告知书"),
    "return_text": _("退回告知书"),
    "ask_read": _("申请查看"),
    "approve_read": _("同意查看"),
    "decline_read": _("不同意查看"),
    "file_information_request": _("提出个人信息请求"),
    "answer_information_request": _("答复个人信息请求"),
    "review_information_request": _("请求复核个人信息答复"),
    "conclude_information_review": _("复核个人信息答复"),
}

KINDS: dict[str, str | Promise] = {
    "consents.consent": _("单独同意"),
    "consents.text": _("告知书"),
    "consents.form": _("同意书"),
    "consents.dependant": _("家人信息"),
    "consents.approval": _("查看审批"),
    "consents.request": _("个人信息请求"),
    "consents.copy": _("个人信息副本"),
}
