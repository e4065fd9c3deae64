"""What an auditor types to look something up."""

from django import forms
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.trail.words import verbs
from xinqiao.ui.inputs import DayInput


def _verbs() -> list[tuple[str, object]]:
    return [("", _("什么事都看")), *sorted(verbs.items())]


class Search(forms.Form):
    on = forms.DateField(label=_("哪一天"), required=False, widget=DayInput())
    name = forms.CharField(label=_("谁做的"), required=False, max_length=60)
    verb = forms.ChoiceField(label=_("做了什么"), required=False, choices=_verbs)
    number = forms.CharField(label=_("编号"), required=False, max_length=40)
