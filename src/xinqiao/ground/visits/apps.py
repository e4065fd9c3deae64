from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.trail import words as trail
from xinqiao.kit import waiting
from xinqiao.kit.clock import now, today
from xinqiao.kit.mechanisms import Figure, Mechanism, Page, register, register_figure
from xinqiao.ui import navigation


class VisitsConfig(AppConfig):
    name = "xinqiao.ground.visits"
    label = "visits"

    def ready(self) -> None:
        from xinqiao.ground.parameters import actions as parameters
        from xinqiao.ground.visits import rules, words
        from xinqiao.ground.visits.actions.tasks import recount_tasks
        from xinqiao.ground.visits.queries import tasks

        trail.name_kinds({words.VISIT: _("走访记录"), words.SHEET: _("走访登记表")})
        trail.name_verbs(words.VERBS)
        parameters.when_calendar_changes(recount_tasks)
        for order, title, name, rule, icon in (
            (10, _("走访"), "visits", rules.record_visit, "walk"),
            (11, _("走访交办"), "visit_tasks", rules.work_tasks, "list-check"),
        ):
            navigation.register(head="conduct", title=title, url_name=name, rule=rule, icon=icon, order=order)
        navigation.register(
            head="conduct",
            title=_("走访记录"),
            url_name="visits_own",
            rule=rules.see_own_visit,
            icon="walk",
            face="member",
        )
        waiting.register(words.VISIT, face="desk", ask=tasks.on_desks_home)
        _tell_what_is_built()


def _tell_what_is_built() -> None:
    from xinqiao.ground.visits.models import Visit
    from xinqiao.ground.visits.queries.visits import counted

    pages = (
        Page("visits", "desk", "group_leader"),
        Page("visit_new", "desk", "group_leader"),
        Page("visit_blank", "desk", "group_leader"),
        Page("visit_tasks", "desk", "department_head"),
        Page("visits_own", "member", "member"),
    )
    named = {"zh": "走访记录", "en": "One visit, one record"}
    register(Mechanism(id="M78", room="ground/visits", records=Visit.objects.count, pages=pages, **named))

    def year(kind: str) -> int:
        on = today(now())
        return int(getattr(counted(since=on.replace(month=1, day=1), until=on + timedelta(days=1)), kind))

    made = "今年以来的走访次数；一次走访不管勾几样目的、去几个人、看几个人，只算一次，撤销的不计"
    persons = "今年以来走访到的人数，一个人看几次都算一个；整个班组的走访不折算人数，撤销的不计"
    times = "今年以来走访的人次，一个人看几次算几次；整个班组的走访不折算人次，撤销的不计"
    register_figure(Figure("visits", "次", made, lambda: year("visits")))
    register_figure(Figure("visited_persons", "人", persons, lambda: year("persons")))
    register_figure(Figure("visited_person_times", "人次", times, lambda: year("times")))
