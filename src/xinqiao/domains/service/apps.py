from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.cases import words as cases
from xinqiao.domains.service import words
from xinqiao.domains.service.extensions import words as extensions
from xinqiao.ground.inbox import words as inbox
from xinqiao.ground.lookup import words as lookup
from xinqiao.ground.trail import words as trail
from xinqiao.kit import finding, parts, scopes, waiting
from xinqiao.kit.mechanisms import Figure, Mechanism, Page, register, register_figure
from xinqiao.ui import navigation, tiles


class ServiceConfig(AppConfig):
    name = "xinqiao.domains.service"
    label = "service"

    def ready(self) -> None:
        cases.name_kinds({words.APPEAL: _("诉求")})
        trail.name_kinds(
            {
                words.APPEAL: _("诉求"),
                "service.reply_template": _("答复模板"),
                extensions.EXTENSION: _("诉求延期"),
            }
        )
        trail.name_verbs(words.DEEDS)
        inbox.name_kinds(words.MESSAGES)
        _open_doors()
        _let_be_found()
        _wait_at_home()
        _work_by_itself()
        _offer_scopes()
        _tell_what_is_built()
        _tell_what_is_held()


def _tell_what_is_held() -> None:
    from xinqiao.domains.service.appeals.queries import lists
    from xinqiao.ground.consents.words import register_part

    kept = _("办件的经过只增不改，按规定的期限保存（档案管理的规定）。")
    register_part("service.appeals", title=_("我提过的诉求"), provider=lists.appeal_lines, must_keep=kept)


def _work_by_itself() -> None:
    from xinqiao.domains.service.appeals.tasks import register_work

    register_work()


def _open_doors() -> None:
    from xinqiao.domains.service.appeals import rules
    from xinqiao.domains.service.extensions import rules as signing
    from xinqiao.domains.service.reply_templates import rules as templates

    tiles.register("appeal", url_name="appeal_file", rule=rules.file_appeal)
    tiles.register("matters", url_name="appeals_own", rule=rules.see_own_appeal)
    navigation.take_place("matters", url_name="appeals_own", rule=rules.see_own_appeal)
    for order, title, name, rule, icon in (
        (10, _("诉求待办"), "appeal_queue", rules.work_appeals, "message-2"),
        (11, _("登记一件"), "appeal_register", rules.register_appeal, "list-check"),
        (12, _("过期提醒"), "appeals_late", rules.see_late, "clock"),
        (13, _("回访"), "appeals_ring", rules.ring_back, "phone"),
        (14, _("多人反映的事"), "appeals_collective", rules.see_collective, "users"),
        (15, _("办结的诉求"), "appeals_closed", rules.work_appeals, "folders"),
        (16, _("答复模板"), "reply_templates", templates.keep_templates, "file-text"),
        (17, _("交班"), "appeals_leave", rules.pass_appeal, "refresh"),
        (18, _("导出台账"), "appeals_export", rules.export_appeals, "download"),
        (19, _("公开的答复"), "public_answers", rules.read_public_answers, "speakerphone"),
        (20, _("等我签批"), "extensions", signing.hold_office, "clipboard-check"),
    ):
        navigation.register(head="service", title=title, url_name=name, rule=rule, icon=icon, order=order)
    public = rules.read_public_answers
    navigation.register(
        head="service",
        title=_("公开的答复"),
        url_name="public_answers",
        rule=public,
        icon="speakerphone",
        face="member",
    )


def _let_be_found() -> None:
    from xinqiao.domains.service.appeals.actions import indexing
    from xinqiao.domains.service.appeals.queries import reach

    lookup.name_source(words.APPEAL, source=indexing.appeals_anew)
    parts.register(words.APPEAL, title=_("诉求"), part=reach.appeals_of, order=10)
    finding.register(words.APPEAL, title=_("诉求"), find=reach.find_appeals, order=10)
    finding.register(f"{words.APPEAL}.own", title=_("我提的、代写的诉求"), find=reach.find_own_appeals, order=20)


def _offer_scopes() -> None:
    from xinqiao.domains.service.appeals import rules

    scopes.offer("appeals.file", title=_("替职工登记诉求"), rule=rules.register_appeal)
    scopes.offer("appeals.read", title=_("看诉求"), rule=rules.see_appeal)
    scopes.offer("appeals.reply", title=_("答复手里的诉求"), rule=rules.handle_appeal)
    scopes.offer("appeals.rate", title=_("评价自己的诉求"), rule=rules.answer_own_appeal)


def _wait_at_home() -> None:
    from xinqiao.domains.service.appeals.queries import waiting as appeals
    from xinqiao.domains.service.extensions import queries as signing

    waiting.register(extensions.EXTENSION, face="desk", ask=signing.on_desks_home)
    waiting.register(words.APPEAL, face="member", ask=appeals.on_members_home)
    waiting.register(words.APPEAL, face="desk", ask=appeals.on_desks_home)
    waiting.register_counts(words.APPEAL, title=_("诉求"), ask=appeals.sums, order=10)


def _tell_what_is_built() -> None:
    from xinqiao.domains.service.appeals.queries import figures

    pages = (
        Page("appeal_file", "member", "member"),
        Page("appeals_own", "member", "member"),
        Page("appeal_queue", "desk", "clerk"),
        Page("appeal_register", "desk", "clerk"),
        Page("appeals_late", "desk", "chair"),
        Page("appeals_closed", "desk", "clerk"),
    )
    named = {"zh": "职工诉求", "en": "Employee appeals and prompt help"}
    register(Mechanism(id="M33", room="service/appeals", records=figures.appeals_filed, pages=pages, **named))
    filed = "启用以来收到的诉求件数，撤回的不计；一件诉求无论重新办理或复核几次只计一件"
    share = "启用以来已答复（含说明理由不予办理）的诉求件数 ÷ 收到的诉求件数，撤回的和仍在首次答复期限内的不计"
    register_figure(Figure("appeals", "件", filed, figures.appeals_filed))
    register_figure(Figure("appeals_answered_share", "比例", share, figures.answered_share))
