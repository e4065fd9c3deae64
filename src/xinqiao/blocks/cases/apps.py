from django.apps import AppConfig

from xinqiao.ground.trail import words as trail
from xinqiao.kit.mechanisms import Mechanism, Page, register


class CasesConfig(AppConfig):
    name = "xinqiao.blocks.cases"
    label = "cases"

    def ready(self) -> None:
        from xinqiao.blocks.cases.actions.clocks import recount_clocks
        from xinqiao.blocks.cases.models import Clock
        from xinqiao.blocks.cases.words import VERBS
        from xinqiao.ground.parameters import actions as parameters

        trail.name_verbs(VERBS)
        parameters.when_calendar_changes(recount_clocks)
        named = {
            "zh": "按工作日算的期限，服务时限与法定时限分开",
            "en": "Clocks in working days, service and statutory apart",
        }
        pages = (Page("calendar", "desk", "chair"),)
        register(Mechanism(id="B04", room="blocks/cases", records=Clock.objects.count, pages=pages, **named))
