from xinqiao.ground.visits import rules
from xinqiao.ground.visits.views import desk, member, sheets, tasks, writing
from xinqiao.kit.gate import page

BOTH = ("GET", "POST")
MY, AT, TASK = "my/visits/<int:visit>/", "desk/visits/<int:visit>/", "desk/visits/tasks/<int:visit_task>/"
write, see, own, work = rules.record_visit, rules.see_visit, rules.see_own_visit, rules.work_tasks

urlpatterns = [
    page("my/visits/", member.visits_own, rule=own, name="visits_own"),
    page(MY, member.visit_own, rule=own, name="visit_own"),
    page(MY + "photo/", member.visit_own_photo, rule=rules.answer_visit, name="visit_own_photo"),
    page(MY + "answer/", member.visit_answer, rule=rules.answer_visit, name="visit_answer", methods=("POST",)),
    page("desk/visits/", desk.visits, rule=write, name="visits"),
    page("desk/visits/new/", writing.visit_new, rule=write, name="visit_new", methods=BOTH),
    page("desk/visits/blank/", sheets.visit_blank, rule=write, name="visit_blank"),
    page("desk/visits/register/", sheets.visit_register, rule=rules.print_register, name="visit_register"),
    page("desk/visits/tasks/", tasks.visit_tasks, rule=work, name="visit_tasks"),
    page(
        "desk/visits/tasks/hand-over/",
        tasks.visit_tasks_hand_over,
        rule=rules.take_over,
        name="visit_tasks_hand_over",
        methods=BOTH,
    ),
    page(TASK, tasks.visit_task, rule=rules.see_task, name="visit_task"),
    page(TASK + "finish/", tasks.visit_task_finish, rule=rules.hold_task, name="visit_task_finish", methods=BOTH),
    page(TASK + "back/", tasks.visit_task_back, rule=rules.hold_task, name="visit_task_back", methods=BOTH),
    page(TASK + "pass/", tasks.visit_task_pass, rule=rules.pass_task, name="visit_task_pass", methods=BOTH),
    page(AT, desk.visit, rule=see, name="visit"),
    page(AT + "photo/", desk.visit_photo, rule=see, name="visit_photo"),
    page(AT + "sheet/", sheets.visit_sheet, rule=see, name="visit_sheet"),
    page(AT + "amend/", writing.visit_amend, rule=rules.amend_visit, name="visit_amend", methods=BOTH),
    page(AT + "withdraw/", writing.visit_withdraw, rule=rules.amend_visit, name="visit_withdraw", methods=BOTH),
    page(AT + "tasks/new/", writing.visit_task_add, rule=rules.amend_visit, name="visit_task_add", methods=BOTH),
]
