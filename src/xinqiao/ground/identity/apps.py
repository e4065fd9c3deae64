from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.tasks import words as tasks
from xinqiao.ground.trail import words as trail
from xinqiao.kit.gate import anyone
from xinqiao.ui import navigation


class IdentityConfig(AppConfig):
    name = "xinqiao.ground.identity"
    label = "identity"

    def ready(self) -> None:
        from xinqiao.ground.consents.words import register_part
        from xinqiao.ground.identity import queries, rules, words
        from xinqiao.ground.identity.tasks import sweep

        register_part("identity.account", title=_("账号和登录"), provider=queries.account_lines)
        trail.name_verbs(
            {"make_token": _("做接口令牌"), "revoke_token": _("收回接口令牌"), "use_token": _("经接口办理")}
        )
        trail.name_kinds({"identity.token": _("接口令牌")})
        tasks.register(words.SWEEP, title=_("清理过了保存期的接口回执"), work=sweep, cron="40 3 * * *")
        navigation.take_place("me", url_name="me", rule=rules.see_own_account)
        navigation.take_place("sign_in", url_name="sign_in", rule=anyone)
        navigation.take_place("sign_out", url_name="sign_out", rule=rules.see_own_account)
        navigation.register(
            head="whole", title=_("启用单"), url_name="slip_issue", rule=rules.issue_slips, icon="qrcode", order=70
        )
        navigation.register(
            head="whole", title=_("接口令牌"), url_name="tokens", rule=rules.oversee_tokens, icon="key", order=80
        )
