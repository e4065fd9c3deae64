from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.views import deeds, desk, member
from xinqiao.kit.gate import page

BOTH, DEED = ("GET", "POST"), ("POST",)
MY, AT = "appeals/<int:appeal>/", "desk/appeals/<int:appeal>/"
own, see, handle, give = rules.see_own_appeal, rules.see_appeal, rules.handle_appeal, rules.pass_appeal

urlpatterns = [
    page("appeals/new/", member.appeal_file, rule=rules.file_appeal, name="appeal_file", methods=BOTH),
    page("my/appeals/", member.appeals_own, rule=own, name="appeals_own"),
    page(MY, member.appeal_own, rule=own, name="appeal_own"),
    page(MY + "photo/", member.appeal_photo, rule=own, name="appeal_photo"),
    page(MY + "add/", member.appeal_add, rule=rules.answer_own_appeal, name="appeal_add", methods=BOTH),
    page(MY + "withdraw/", member.appeal_withdraw, rule=rules.answer_own_appeal, name="appeal_withdraw", methods=BOTH),
    page(MY + "rate/", member.appeal_rate, rule=rules.answer_own_appeal, name="appeal_rate", methods=DEED),
    page(MY + "reopen/", member.appeal_reopen, rule=rules.answer_own_appeal, name="appeal_reopen", methods=DEED),
    page(MY + "review/", member.appeal_review, rule=rules.answer_own_appeal, name="appeal_review", methods=DEED),
    page("desk/appeals/", desk.appeal_queue, rule=rules.work_appeals, name="appeal_queue"),
    page("desk/appeals/new/", desk.appeal_register, rule=rules.register_appeal, name="appeal_register", methods=BOTH),
    page("desk/appeals/take/", deeds.appeals_take, rule=rules.work_appeals, name="appeals_take", methods=DEED),
    page("desk/appeals/late/", desk.appeals_late, rule=rules.see_late, name="appeals_late"),
    page("desk/appeals/closed/", desk.appeals_closed, rule=rules.work_appeals, name="appeals_closed"),
    page(AT, desk.appeal_handle, rule=see, name="appeal_handle"),
    page(AT + "photo/", desk.appeal_desk_photo, rule=see, name="appeal_desk_photo"),
    page(AT + "receipt/", desk.appeal_receipt, rule=rules.print_receipt, name="appeal_receipt"),
    page(AT + "take/", deeds.appeal_take, rule=see, name="appeal_take", methods=DEED),
    page(AT + "reply/", deeds.appeal_reply, rule=handle, name="appeal_reply", methods=DEED),
    page(AT + "note/", deeds.appeal_note, rule=see, name="appeal_note", methods=BOTH),
    page(AT + "hand-over/", deeds.appeal_hand_over, rule=give, name="appeal_hand_over", methods=BOTH),
    page(AT + "pause/", deeds.appeal_pause, rule=handle, name="appeal_pause", methods=BOTH),
    page(AT + "resume/", deeds.appeal_resume, rule=handle, name="appeal_resume", methods=DEED),
    page(AT + "resolve/", deeds.appeal_resolve, rule=handle, name="appeal_resolve", methods=BOTH),
    page(AT + "refuse/", deeds.appeal_refuse, rule=handle, name="appeal_refuse", methods=BOTH),
    page(AT + "restate/", deeds.appeal_restate, rule=handle, name="appeal_restate", methods=BOTH),
    page(
        AT + "complained/", deeds.appeal_complained, rule=rules.name_complained, name="appeal_complained", methods=BOTH
    ),
]
