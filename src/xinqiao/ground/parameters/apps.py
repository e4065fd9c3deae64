from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.trail import words as trail
from xinqiao.ui import context, navigation


class ParametersConfig(AppConfig):
    name = "xinqiao.ground.parameters"
    label = "parameters"

    def ready(self) -> None:
        from xinqiao.ground.parameters import queries, rules

        trail.name_verbs({"propose": _("提出规定"), "confirm": _("确认规定"), "reject": _("退回规定")})
        trail.name_kinds({"parameters.parameter": _("规定")})
        context.provide("hotline", fact=queries.hotline)
        for order, title, name, icon in (
            (30, _("规定"), "parameters", "scale"),
            (40, _("工作日历"), "calendar", "calendar"),
        ):
            navigation.register(
                head="whole", title=title, url_name=name, rule=rules.see_parameters, icon=icon, order=order
            )
