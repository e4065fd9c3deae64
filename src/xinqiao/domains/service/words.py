"""What the service centre gives the world: its kinds of matter, choices and reasons."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.org.words import Role

APPEAL = "service.appeal"
# Who answers at the service centre and around it.
INTAKE = (Role.CLERK, Role.HOTLINE_AGENT)
LINE = (Role.WORKSHOP_CHAIR, Role.SUBUNION_CHAIR)
UNION = (*LINE, Role.RIGHTS_OFFICER)
HEADS = (Role.CHAIR, Role.VICE_CHAIR)
HANDLERS = (*INTAKE, *UNION, *HEADS, Role.DEPARTMENT_HEAD)
REGISTER = "SQ"


class Topic(TextChoices):
    """What an appeal is about, in the words people use."""

    DAILY_LIFE = "daily_life", _("班车、食堂、浴室")
    PAY = "pay", _("工资与工时")
    PROTECTION = "protection", _("劳动保护")
    LEAVE = "leave", _("休假与考勤")
    INSURANCE = "insurance", _("社保与公积金")
    HARDSHIP = "hardship", _("家里有困难")
    CADRE = "cadre", _("对干部或工会的意见")
    UNSURE = "unsure", _("不清楚")


class Privacy(TextChoices):
    """Who may see the name of the one who asks."""

    NAMED = "named", _("承办部门看得到我的姓名")
    HIDDEN = "hidden", _("对承办部门保密")


class Door(TextChoices):
    """Through which door it came."""

    PHONE = "phone", _("手机")
    HOTLINE = "hotline", _("热线")
    WINDOW = "window", _("窗口")
    GROUP = "group", _("工会小组")


class Whose(TextChoices):
    """For whom it is asked: the author asks, somebody may write it down, and a third may be who gains."""

    SELF = "self", _("我自己")
    TEAM = "team", _("班组大家")
    WORKMATE = "workmate", _("一位工友")
    FAMILY = "family", _("家里人")


class After(TextChoices):
    """What a reply template does beside answering."""

    NOTHING = "", _("只答复")
    PAUSE = "pause", _("答复后暂停计时")
    RESOLVE = "resolve", _("答复后办结")


# What members and officers are told of. None is plain: a slip of paper passes through other hands.
ANSWER, HANDS, REMINDER, MANY = "service.answer", "service.hands", "service.reminder", "service.many"
MESSAGES: dict[str, tuple[str | Promise, bool]] = {
    ANSWER: (_("诉求有了进展"), False),
    HANDS: (_("交到您手里的诉求"), False),
    REMINDER: (_("期限提醒"), False),
    MANY: (_("多人反映的事"), False),
}

# What the trail calls the deeds of these rooms.
DEEDS: dict[str, str | Promise] = {
    "name_complained": _("记被反映人"),
    "attach": _("附材料"),
    "drop_paper": _("撤下材料"),
    "publish_answer": _("公开答复"),
    "take_down": _("撤下公开的答复"),
    "make_template": _("写答复模板"),
    "retire_template": _("停用答复模板"),
    "bring_in": _("导入诉求"),
    "take_batch_back": _("撤回导入的诉求"),
}


@dataclass(frozen=True)
class Reason:
    """Why an appeal is not handled: the rule, its source, and what would cure it."""

    label: str | Promise
    source: str | Promise
    cure: str | Promise


REASONS: dict[str, Reason] = {
    "another_office": Reason(
        _("这件事归别的机关管"),
        _("《信访工作条例》：按职权范围受理"),
        _("按信里写的地址找那个机关；需要的话，工会可以陪您去。"),
    ),
    "in_court": Reason(
        _("这件事正在仲裁或诉讼"),
        _("《信访工作条例》：已进入仲裁、诉讼程序的，按法定程序办"),
        _("等裁决；需要法律帮助，找法律援助窗口。"),
    ),
    "decided_already": Reason(
        _("同一件事已经办结，没有新的情况"),
        _("诉求办理规则：同一事项不重复受理"),
        _("有新的事实或材料，写上再提；对原结果不服，请上级复核。"),
    ),
    "no_facts": Reason(
        _("说的情况查不到，也联系不上您"),
        _("诉求办理规则：要有能核实的时间、地点或经过"),
        _("补上时间、地点，再提一次就行。"),
    ),
    "against_rule": Reason(
        _("现行规定不允许这样办"),
        _("回信里写明的规定"),
        _("规定本身不合理，可以提合理化建议，或请职工代表提案。"),
    ),
}
