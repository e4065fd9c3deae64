from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate, pre_migrate

from xinqiao.kit import insert_guard
from xinqiao.kit.gate import every_url_has_a_rule


class KitConfig(AppConfig):
    name = "xinqiao.kit"
    label = "kit"

    def ready(self) -> None:
        checks.register(every_url_has_a_rule)
        # Without a sender: an app without tables of its own, as this one, is not told.
        pre_migrate.connect(insert_guard.before_migrations)
        post_migrate.connect(insert_guard.after_migrations)
