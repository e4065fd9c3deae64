"""Names of the verbs the trail shows to people; a verb without a name is shown as it stands."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

verbs: dict[str, str | Promise] = {
    "read": _("查看"),
    "export": _("导出"),
    "sign_in": _("登录"),
    "sign_out": _("退出"),
    "activate": _("启用账号"),
    "lock": _("锁定登录"),
    "end_session": _("下线一台设备"),
    "change_password": _("换密码"),
    "issue_slip": _("发启用单"),
}

kinds: dict[str, str | Promise] = {}


def name_verbs(more: dict[str, str | Promise]) -> None:
    """A room names its own verbs when the program starts."""
    verbs.update(more)


def name_kinds(more: dict[str, str | Promise]) -> None:
    """A room names the kinds of record it writes of when the program starts."""
    kinds.update(more)
