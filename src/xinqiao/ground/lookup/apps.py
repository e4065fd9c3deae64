from django.apps import AppConfig


class LookupConfig(AppConfig):
    name = "xinqiao.ground.lookup"
    label = "lookup"
