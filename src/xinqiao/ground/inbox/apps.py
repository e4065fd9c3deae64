from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.tasks import words as tasks
from xinqiao.ground.trail import words as trail
from xinqiao.kit import waiting
from xinqiao.ui import navigation


class InboxConfig(AppConfig):
    name = "xinqiao.ground.inbox"
    label = "inbox"

    def ready(self) -> None:
        from xinqiao.ground.identity import queries as identity
        from xinqiao.ground.inbox import queries, rules
        from xinqiao.ground.inbox import tasks as work
        from xinqiao.ground.inbox.words import DELIVER, DIGEST

        identity.count_unread_by(queries.UNREAD)
        tasks.register(DELIVER, title=_("送一条通知"), work=work.deliver, outside=True)
        tasks.register(DIGEST, title=_("每天一次的通知"), work=work.digest, cron="0 8 * * *")
        waiting.register("inbox.message", face="member", ask=queries.on_members_home)
        navigation.register(
            head="whole",
            title=_("我的通知方式"),
            url_name="address_list",
            rule=rules.keep_own_addresses,
            icon="bell",
            face="member",
        )
        navigation.take_place("messages", url_name="message_list", rule=rules.see_own_messages)
        for head, title, name, rule, icon, order in (
            ("service", _("捎话名单"), "errands", rules.carry_word, "walk", 60),
            ("whole", _("通知渠道"), "channels", rules.keep_channels, "bell", 85),
        ):
            navigation.register(head=head, title=title, url_name=name, rule=rule, icon=icon, order=order)
        trail.name_kinds({"inbox.message": _("消息"), "inbox.address": _("通知方式"), "inbox.channel": _("通知渠道")})
        trail.name_verbs(
            {
                "hand_on": _("捎到消息"),
                "set_address": _("开通知方式"),
                "confirm_address": _("确认通知方式"),
                "withdraw_address": _("停通知方式"),
                "set_channel": _("填渠道地址"),
                "open_channel": _("开通渠道"),
                "close_channel": _("关掉渠道"),
            }
        )
