from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from xinqiao.kit import finding
from xinqiao.kit.gate import anyone
from xinqiao.ui import navigation


class InsightConfig(AppConfig):
    name = "xinqiao.insight"
    label = "insight"

    def ready(self) -> None:
        from xinqiao.ground.org.words import PERSON, UNIT
        from xinqiao.insight.home import rules
        from xinqiao.insight.search.queries import register
        from xinqiao.insight.search.rules import search

        navigation.take_place("home", url_name="home", rule=anyone)
        navigation.take_place("search", url_name="search", rule=search)
        navigation.take_place("desk", url_name="desk", rule=rules.work_at_desk)
        finding.register(PERSON, title=_("职工"), find=register.find_people, order=30)
        finding.register(UNIT, title=_("单位"), find=register.find_units, order=40)
        navigation.register(
            head="service", title=_("首页"), url_name="desk", rule=rules.work_at_desk, icon="home", order=1
        )
