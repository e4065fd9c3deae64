"""Codes the whole product shares: kinds of unit, roles, kinds of kin and of standing."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PERSON, UNIT, FILE = "org.person", "org.unit", "org.file"


class UnitKind(TextChoices):
    GROUP = "group", _("集团工会")
    SUBUNION = "subunion", _("分会")
    WORKSHOP = "workshop", _("车间工会")
    TEAM = "team", _("工会小组")
    DEPARTMENT = "department", _("部门")
    DESK = "desk", _("服务窗口")


class Role(TextChoices):
    """A post is a role in a unit for a term. Codes follow R02-R20."""

    GROUP_LEADER = "group_leader", _("工会小组长")
    TEAM_LEADER = "team_leader", _("班组长")
    WORKSHOP_CHAIR = "workshop_chair", _("车间工会主席")
    SUBUNION_CHAIR = "subunion_chair", _("分会主席")
    RIGHTS_OFFICER = "rights_officer", _("权益保障部干事")
    ORGANISATION_OFFICER = "organisation_officer", _("组织民管部干事")
    PRODUCTION_OFFICER = "production_officer", _("生产保护部干事")
    PUBLICITY_OFFICER = "publicity_officer", _("宣教文体部干事")
    WOMEN_OFFICER = "women_officer", _("女职工委员会主任")
    FINANCE_OFFICER = "finance_officer", _("工会财务")
    CHAIR = "chair", _("工会主席")
    VICE_CHAIR = "vice_chair", _("工会副主席")
    AUDITOR = "auditor", _("经审委委员")
    DELEGATE = "delegate", _("职工代表")
    DELEGATION_HEAD = "delegation_head", _("代表团团长")
    PARTY_SECRETARY = "party_secretary", _("党委书记")
    DISCIPLINE_SECRETARY = "discipline_secretary", _("纪委书记")
    DISCIPLINE_OFFICER = "discipline_officer", _("纪检员")
    GENERAL_MANAGER = "general_manager", _("总经理")
    DEPARTMENT_HEAD = "department_head", _("承办部门负责人")
    HR_OFFICER = "hr_officer", _("人力资源部")
    PARTY_OFFICER = "party_officer", _("党委组织部")
    SAFETY_TECHNICIAN = "safety_technician", _("技安员")
    SAFETY_MONITOR = "safety_monitor", _("群众安全监督员")
    PROTECTION_INSPECTOR = "protection_inspector", _("劳动保护监督员")
    SAFETY_EXPERT = "safety_expert", _("安全指导专家")
    MEDIATOR_WORKER = "mediator_worker", _("调解员（职工方）")
    MEDIATOR_EMPLOYER = "mediator_employer", _("调解员（企业方）")
    LEGAL_OFFICER = "legal_officer", _("法律干事")
    LAWYER = "lawyer", _("律师")
    COUNSELLOR = "counsellor", _("心理咨询师")
    SUPPORT_OFFICER = "support_officer", _("心理健康辅导专员")
    CLERK = "clerk", _("窗口受理员")
    HOTLINE_AGENT = "hotline_agent", _("值班员")
    VOLUNTEER = "volunteer", _("服务队队员")
    JUDGE = "judge", _("评委")
    LIBRARIAN = "librarian", _("图书管理员")
    ADMINISTRATOR = "administrator", _("系统管理员")
    SECURITY_OFFICER = "security_officer", _("安全管理员")
    PRIVACY_OFFICER = "privacy_officer", _("个人信息保护负责人")


class Sex(TextChoices):
    MALE = "m", _("男")
    FEMALE = "f", _("女")


class KinKind(TextChoices):
    SPOUSE = "spouse", _("配偶")
    PARENT_CHILD = "parent_child", _("父母子女")
    SIBLING = "sibling", _("兄弟姐妹")
    IN_LAW = "in_law", _("近姻亲")
    OTHER = "other", _("其他近亲属")


class StandingKind(TextChoices):
    SKILL_GRADE = "skill_grade", _("职业技能等级")
    TITLE = "title", _("专业技术职称")
    MODEL_WORKER = "model_worker", _("劳模")
    BARRED = "barred", _("离岗学习期间")
    ON_LEAVE = "on_leave", _("休长假")


class LeaveReason(TextChoices):
    TRANSFER = "transfer", _("调出")
    RETIRED = "retired", _("退休")
    RESIGNED = "resigned", _("离职")
    DIED = "died", _("去世")
    MERGED = "merged", _("单位合并")
    MOVED = "moved", _("调动岗位")


class ChangeKind(TextChoices):
    OPENED = "opened", _("成立")
    RENAMED = "renamed", _("更名")
    MERGED = "merged", _("并入")
    SPLIT = "split", _("分设")
    CLOSED = "closed", _("撤销")


class ImportState(TextChoices):
    DRAFT = "draft", _("等您点头")
    COMMITTED = "committed", _("已入册")
    UNDONE = "undone", _("已撤回")


class Verdict(TextChoices):
    """What a row of a roster would do. A row has one verdict."""

    REFUSED = "refused", _("退回")
    DOUBTFUL = "doubtful", _("存疑")
    LEFT = "left", _("离开")
    CHANGED = "changed", _("变更")
    NEW = "new", _("新增")


class Question(TextChoices):
    """Why a row waits for a person, and so which ways out it has."""

    UNIT = "unit", _("没有这个单位")
    DOT = "dot", _("间隔号不同")
    NAME = "name", _("姓名不同")
    IDENTITY = "identity", _("身份证号不同")
    ELSEWHERE = "elsewhere", _("身份证号在别的工号下")
    SWAPPED = "swapped", _("工号相近")
    PHONE = "phone", _("手机号码不对")
    RETURNED = "returned", _("离开过")
    TOUCHED = "touched", _("核对以后有人改过")
    MISSING = "missing", _("表里没有")


class Decision(TextChoices):
    """What an officer says to a waiting row. SAME: it is this person. OTHER: it is a new person."""

    SAME = "same", _("同一个人")
    OTHER = "other", _("是两个人")
    SKIP = "skip", _("这一行不动")
    NEAREST = "nearest", _("就是最像的单位")
    TRANSFER = "transfer", _("调出")
    RETIRED = "retired", _("退休")
    RESIGNED = "resigned", _("离职")
    DIED = "died", _("去世")


class RowState(TextChoices):
    WAITING = "", _("还没写入")
    WRITTEN = "written", _("已写入")
    UNDONE = "undone", _("已撤回")
    KEPT = "kept", _("没有撤回")


# What the trail calls the deeds of this room.
VERBS: dict[str, str | Promise] = {
    "found": _("建立工会"),
    "enrol": _("入册"),
    "amend": _("改花名册"),
    "take_back": _("撤回入册"),
    "prepare_import": _("核对花名册"),
    "decide_row": _("定一行花名册"),
    "drop_draft": _("换下旧的花名册草稿"),
    "commit_import": _("导入花名册"),
    "undo_import": _("撤回导入"),
    "join_union": _("记入会"),
    "leave_union": _("记退会"),
    "declare_kin": _("记近亲属申报"),
    "end_kin": _("记近亲属关系结束"),
    "give_standing": _("记身份"),
    "end_standing": _("身份结束"),
    "appoint": _("任命"),
    "end_post": _("免去职务"),
    "opened_unit": _("成立单位"),
    "renamed_unit": _("单位更名"),
    "merged_unit": _("单位并入"),
    "split_unit": _("单位分设"),
    "closed_unit": _("撤销单位"),
}
