"""What a visit may be for, where it happens, and who of the union goes and who answers for what was found."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.org.words import Role

VISIT = "visits.visit"
SHEET = "visits.sheet"
REGISTER = "ZF"


class Place(TextChoices):
    """Where one met."""

    POST = "post", _("岗位上")
    HOME = "home", _("家里")
    HOSPITAL = "hospital", _("医院")
    WINDOW = "window", _("窗口")
    PHONE = "phone", _("电话")


class Purpose(TextChoices):
    """What one came for. Several may be ticked: the visit is still one."""

    CONDOLENCE = "condolence", _("慰问")
    HELP = "help", _("帮扶")
    PAIRING = "pairing", _("结对")
    CONTACT = "contact", _("联系")
    CONTACT_POINT = "contact_point", _("联系点")
    RESEARCH = "research", _("调研")
    INTERVIEW = "interview", _("访谈")
    WARMTH = "warmth", _("送温暖")


# Whoever is found in need is spared the eyes of the line: such a visit is read by few.
CLOSED_PURPOSES = (Purpose.HELP, Purpose.PAIRING)
CLOSED_PLACES = (Place.HOSPITAL,)


class VisitState(TextChoices):
    RECORDED = "recorded", _("已记下")
    WITHDRAWN = "withdrawn", _("记错了，已撤销")


class TaskState(TextChoices):
    OPEN = "open", _("在办")
    BACK = "back", _("退回了")
    DONE = "done", _("办完了")


class Side(TextChoices):
    """On which side of a visit somebody stood."""

    VISITED = "visited", _("走访的人")
    COMPANION = "companion", _("一同去的")


class Answer(TextChoices):
    """The one word of whoever was visited."""

    TRUE = "true", _("情况属实")
    MORE = "more", _("我要补充")


class Move(TextChoices):
    """What happened to a task."""

    GIVEN = "given", _("交办")
    BACK = "back", _("退回")
    PASSED = "passed", _("改由别人办")
    INHERITED = "inherited", _("交接")
    DONE = "done", _("办完")


# Who goes and writes it down: the officers of the union, and the leaders who keep contact with workers.
OFFICERS = (
    Role.GROUP_LEADER, Role.WORKSHOP_CHAIR, Role.SUBUNION_CHAIR, Role.RIGHTS_OFFICER, Role.ORGANISATION_OFFICER,
    Role.PRODUCTION_OFFICER, Role.PUBLICITY_OFFICER, Role.WOMEN_OFFICER, Role.FINANCE_OFFICER, Role.CLERK,
    Role.HOTLINE_AGENT, Role.CHAIR, Role.VICE_CHAIR, Role.PARTY_SECRETARY, Role.GENERAL_MANAGER,
)  # fmt: skip
# Who answers for what was found: they, and the departments of the enterprise.
OWNERS = (*OFFICERS, Role.DEPARTMENT_HEAD, Role.HR_OFFICER, Role.SAFETY_TECHNICIAN)
LINE = (Role.WORKSHOP_CHAIR, Role.SUBUNION_CHAIR)
HEADS = (Role.RIGHTS_OFFICER, Role.CHAIR, Role.VICE_CHAIR)

# What the trail calls the deeds of this room.
VERBS: dict[str, str | Promise] = {
    "record_visit": _("记走访"),
    "amend_visit": _("改走访记录"),
    "withdraw_visit": _("撤销走访记录"),
    "answer_visit": _("对走访说一句"),
    "give_task": _("交办走访的事"),
    "give_task_back": _("退回走访的事"),
    "pass_task": _("改由别人办走访的事"),
    "inherit_task": _("交接走访的事"),
    "finish_task": _("办完走访的事"),
}
