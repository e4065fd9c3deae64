from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.trail import words as trail
from xinqiao.ui import navigation


class ConsentsConfig(AppConfig):
    name = "xinqiao.ground.consents"
    label = "consents"

    def ready(self) -> None:
        from xinqiao.ground.consents import rules, words
        from xinqiao.ground.consents.actions.requests import recount_requests
        from xinqiao.ground.parameters.actions import when_calendar_changes

        trail.name_verbs(words.VERBS)
        trail.name_kinds(words.KINDS)
        when_calendar_changes(recount_requests)
        _tell_what_is_held()
        for order, title, name, rule, icon in (
            (50, _("个人信息请求"), "information_queue", rules.see_queue, "inbox"),
            (51, _("同意书"), "consent_forms", rules.keep_forms, "clipboard-check"),
            (52, _("未成年人信息"), "minors", rules.see_minors, "users"),
            (53, _("告知书"), "consent_texts", rules.see_texts, "file-text"),
        ):
            navigation.register(head="whole", title=title, url_name=name, rule=rule, icon=icon, order=order)


def _tell_what_is_held() -> None:
    """What this room holds, and what org holds, which stands below and cannot say so itself."""
    from xinqiao.ground.consents import papers
    from xinqiao.ground.consents.words import register_part
    from xinqiao.ground.org import papers as org

    proof = _("同意和收回的记录是凭据，只增不改（《个人信息保护法》第六十九条）。")
    work = _("在职期间依法实施人力资源管理和会籍管理所必需（《个人信息保护法》第十三条）。")
    register_part("org.identity", title=_("身份"), provider=org.identity_lines, must_keep=work)
    register_part("org.work", title=_("工作、会籍和职务"), provider=org.work_lines, must_keep=work)
    register_part("consents.family", title=_("家人"), provider=papers.family_lines)
    register_part("consents.ledger", title=_("同意和收回"), provider=papers.consent_lines, must_keep=proof)
    register_part("consents.requests", title=_("个人信息请求"), provider=papers.request_lines, must_keep=proof)
