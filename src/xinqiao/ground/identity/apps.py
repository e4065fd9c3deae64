from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from xinqiao.kit.gate import anyone
from xinqiao.ui import navigation


class IdentityConfig(AppConfig):
    name = "xinqiao.ground.identity"
    label = "identity"

    def ready(self) -> None:
        from xinqiao.ground.consents.words import register_part
        from xinqiao.ground.identity import queries, rules

        register_part("identity.account", title=_("账号和登录"), provider=queries.account_lines)
        navigation.take_place("me", url_name="me", rule=rules.see_own_account)
        navigation.take_place("sign_in", url_name="sign_in", rule=anyone)
        navigation.take_place("sign_out", url_name="sign_out", rule=rules.see_own_account)
        navigation.register(
            head="whole", title=_("启用单"), url_name="slip_issue", rule=rules.issue_slips, icon="qrcode", order=70
        )
