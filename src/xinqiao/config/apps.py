from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "xinqiao.config"
    label = "config"
