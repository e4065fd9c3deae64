from django.apps import AppConfig
from django.core import checks

from xinqiao.kit.gate import every_url_has_a_rule


class KitConfig(AppConfig):
    name = "xinqiao.kit"
    label = "kit"

    def ready(self) -> None:
        checks.register(every_url_has_a_rule)
