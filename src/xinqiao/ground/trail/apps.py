from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from xinqiao.kit.mechanisms import Mechanism, Page, register
from xinqiao.ui import navigation, tiles


class TrailConfig(AppConfig):
    name = "xinqiao.ground.trail"
    label = "trail"

    def ready(self) -> None:
        from xinqiao.ground.trail import rules, words

        words.name_verbs({"watch": _("查记录")})
        words.name_kinds({"trail.event": _("操作记录")})
        _tell_what_is_built()
        tiles.register("readers", url_name="readers", rule=rules.see_own_readers)
        navigation.register(
            head="whole",
            title=_("操作记录"),
            url_name="trail_watch",
            rule=rules.watch_trail,
            icon="shield-check",
            order=90,
        )


def _tell_what_is_built() -> None:
    from xinqiao.ground.trail.models import Event, Seal

    register(
        Mechanism(
            id="B10",
            room="ground/trail",
            zh="谁看过我的档案",
            en="Who read my file",
            records=Event.objects.filter(verb="read").count,
            pages=(Page("readers", "member", "member"),),
        )
    )
    register(
        Mechanism(
            id="B14",
            room="ground/trail",
            zh="记录封存",
            en="The sealed trail",
            records=Seal.objects.count,
            pages=(Page("trail_head", "public", None), Page("trail_watch", "desk", "auditor")),
        )
    )
