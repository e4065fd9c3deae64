from xinqiao.ground.tasks import rules, views
from xinqiao.kit.gate import page

urlpatterns = [
    page("desk/tasks/", views.tasks, rule=rules.see_tasks, name="tasks"),
    page("desk/tasks/<int:task>/retry/", views.task_retry, rule=rules.retry_task, name="task_retry", methods=("POST",)),
]
