from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from xinqiao.ui import navigation, tiles


class TrailConfig(AppConfig):
    name = "xinqiao.ground.trail"
    label = "trail"

    def ready(self) -> None:
        from xinqiao.ground.trail import rules, words

        words.name_verbs({"watch": _("查记录")})
        words.name_kinds({"trail.event": _("操作记录")})
        tiles.register("readers", url_name="readers", rule=rules.see_own_readers)
        navigation.register(
            head="whole",
            title=_("操作记录"),
            url_name="trail_watch",
            rule=rules.watch_trail,
            icon="shield-check",
            order=90,
        )
