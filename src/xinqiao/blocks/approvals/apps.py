from django.apps import AppConfig

from xinqiao.ground.trail import words as trail


class ApprovalsConfig(AppConfig):
    name = "xinqiao.blocks.approvals"
    label = "approvals"

    def ready(self) -> None:
        from xinqiao.blocks.approvals import words

        trail.name_verbs(words.VERBS)
        trail.name_kinds(words.KINDS)
