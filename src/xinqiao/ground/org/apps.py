from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.lookup import words as lookup
from xinqiao.ground.trail import words as trail
from xinqiao.kit import scopes
from xinqiao.kit.mechanisms import Mechanism, Page, register
from xinqiao.ui import context, navigation


class OrgConfig(AppConfig):
    name = "xinqiao.ground.org"
    label = "org"

    def ready(self) -> None:
        from xinqiao.ground.org import queries, rules, words

        _tell_what_is_built()
        _let_be_found()
        trail.name_verbs(words.VERBS)
        trail.name_kinds(
            {"org.person": _("花名册"), "org.file": _("办事档案"), "org.unit": _("单位"), "org.import": _("花名册导入")}
        )
        scopes.offer("roster.push", title=_("推送花名册"), rule=rules.import_roster)
        context.provide("union_name", fact=queries.union_name)
        for order, title, name, rule, icon in (
            (10, _("花名册"), "roster", rules.see_roster, "users"),
            (11, _("花名册导入"), "roster_imports", rules.import_roster, "upload"),
            (20, _("单位"), "units", rules.see_units, "building-community"),
        ):
            navigation.register(head="whole", title=title, url_name=name, rule=rule, icon=icon, order=order)


def _let_be_found() -> None:
    from xinqiao.ground.org.actions import indexing
    from xinqiao.ground.org.words import PERSON, UNIT

    lookup.name_source(PERSON, source=indexing.people_anew)
    lookup.name_source(UNIT, source=indexing.units_anew)


def _tell_what_is_built() -> None:
    from xinqiao.ground.org.models import RosterImport

    pages = (
        Page("roster_imports", "desk", "organisation_officer"),
        Page("roster_import_new", "desk", "organisation_officer"),
        Page("roster", "desk", "organisation_officer"),
        Page("units", "desk", "organisation_officer"),
    )
    named = {"zh": "花名册导入：先看差别，可以撤回", "en": "Import with dry run, difference and undo"}
    register(Mechanism(id="B09", room="ground/org", records=RosterImport.objects.count, pages=pages, **named))
