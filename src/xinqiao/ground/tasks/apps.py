from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.trail import words as trail
from xinqiao.ui import navigation


class TasksConfig(AppConfig):
    name = "xinqiao.ground.tasks"
    label = "tasks"

    def ready(self) -> None:
        from xinqiao.ground.tasks import rules, tasks, words

        words.register(words.CLEAR, title=_("清理办完很久的后台任务"), work=tasks.clear, cron="20 3 * * *")
        trail.name_verbs({"task_failed": _("后台任务没办成"), "retry_task": _("重试后台任务")})
        trail.name_kinds({"tasks.task": _("后台任务")})
        navigation.register(
            head="whole", title=_("后台任务"), url_name="tasks", rule=rules.see_tasks, icon="refresh", order=80
        )
