from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "xinqiao.ui"
    label = "ui"

    def ready(self) -> None:
        # One voice for every form: an empty field is something to complete, not a mistake.
        Field.default_error_messages["required"] = _("这里还空着。")
