from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.cases import words as cases
from xinqiao.domains.service import words
from xinqiao.domains.service.extensions import words as extensions
from xinqiao.ground.trail import words as trail
from xinqiao.kit.mechanisms import Figure, Mechanism, Page, register, register_figure
from xinqiao.ui import navigation, tiles


class ServiceConfig(AppConfig):
    name = "xinqiao.domains.service"
    label = "service"

    def ready(self) -> None:
        cases.name_kinds({words.APPEAL: _("诉求")})
        trail.name_kinds({words.APPEAL: _("诉求"), extensions.EXTENSION: _("诉求延期")})
        trail.name_verbs({"restate": _("改题目"), "name_complained": _("记被反映人")})
        _open_doors()
        _tell_what_is_built()


def _open_doors() -> None:
    from xinqiao.domains.service.appeals import rules
    from xinqiao.domains.service.extensions import rules as signing

    tiles.register("appeal", url_name="appeal_file", rule=rules.file_appeal)
    tiles.register("matters", url_name="appeals_own", rule=rules.see_own_appeal)
    navigation.take_place("matters", url_name="appeals_own", rule=rules.see_own_appeal)
    for order, title, name, rule, icon in (
        (10, _("诉求待办"), "appeal_queue", rules.work_appeals, "message-2"),
        (11, _("登记一件"), "appeal_register", rules.register_appeal, "list-check"),
        (12, _("过期提醒"), "appeals_late", rules.see_late, "clock"),
        (13, _("办结的诉求"), "appeals_closed", rules.work_appeals, "folders"),
        (14, _("等我签批"), "extensions", signing.hold_office, "clipboard-check"),
    ):
        navigation.register(head="service", title=title, url_name=name, rule=rule, icon=icon, order=order)


def _tell_what_is_built() -> None:
    from xinqiao.domains.service.appeals import queries

    pages = (
        Page("appeal_file", "member", "member"),
        Page("appeals_own", "member", "member"),
        Page("appeal_queue", "desk", "clerk"),
        Page("appeal_register", "desk", "clerk"),
        Page("appeals_late", "desk", "chair"),
        Page("appeals_closed", "desk", "clerk"),
    )
    named = {"zh": "职工诉求", "en": "Employee appeals and prompt help"}
    register(Mechanism(id="M33", room="service/appeals", records=queries.appeals_filed, pages=pages, **named))
    filed = "启用以来收到的诉求件数，撤回的不计；一件诉求无论重新办理或复核几次只计一件"
    share = "启用以来已答复（含说明理由不予办理）的诉求件数 ÷ 收到的诉求件数，撤回的和仍在首次答复期限内的不计"
    register_figure(Figure("appeals", "件", filed, queries.appeals_filed))
    register_figure(Figure("appeals_answered_share", "比例", share, queries.answered_share))
