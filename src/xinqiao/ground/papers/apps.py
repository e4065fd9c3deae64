from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "xinqiao.ground.papers"
    label = "papers"
