from django.apps import AppConfig

from xinqiao.ground.trail import words as trail


class CasesConfig(AppConfig):
    name = "xinqiao.blocks.cases"
    label = "cases"

    def ready(self) -> None:
        from xinqiao.blocks.cases.actions.clocks import recount_clocks
        from xinqiao.blocks.cases.words import VERBS
        from xinqiao.ground.parameters import actions as parameters

        trail.name_verbs(VERBS)
        parameters.when_calendar_changes(recount_clocks)
