from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from xinqiao.kit.gate import anyone
from xinqiao.ui import navigation


class InsightConfig(AppConfig):
    name = "xinqiao.insight"
    label = "insight"

    def ready(self) -> None:
        from xinqiao.insight.home import rules

        navigation.take_place("home", url_name="home", rule=anyone)
        navigation.take_place("desk", url_name="desk", rule=rules.work_at_desk)
        navigation.register(
            head="service", title=_("首页"), url_name="desk", rule=rules.work_at_desk, icon="home", order=1
        )
