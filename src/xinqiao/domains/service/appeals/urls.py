from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.views import (
    deeds,
    desk,
    leaving,
    member,
    papers,
    publishing,
    ringing,
    sheets,
    together,
)
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
    page(MY + "nudge/", member.appeal_nudge, rule=rules.answer_own_appeal, name="appeal_nudge", methods=DEED),
    page(MY + "papers/new/", papers.appeal_attach, rule=rules.answer_own_appeal, name="appeal_attach", methods=BOTH),
    page(MY + "papers/<int:paper>/", papers.appeal_paper, rule=own, name="appeal_paper"),
    page(
        MY + "papers/<int:paper>/drop/",
        papers.appeal_paper_drop,
        rule=rules.answer_own_appeal,
        name="appeal_paper_drop",
        methods=DEED,
    ),
    page("answers/", publishing.public_answers, rule=rules.read_public_answers, name="public_answers"),
    page(MY + "withdraw/", member.appeal_withdraw, rule=rules.answer_own_appeal, name="appeal_withdraw", methods=BOTH),
    page(MY + "rate/", member.appeal_rate, rule=rules.answer_own_appeal, name="appeal_rate", methods=DEED),
    page(MY + "reopen/", member.appeal_reopen, rule=rules.answer_own_appeal, name="appeal_reopen", methods=DEED),
    page(MY + "review/", member.appeal_review, rule=rules.answer_own_appeal, name="appeal_review", methods=DEED),
    page("desk/appeals/", desk.appeal_queue, rule=rules.work_appeals, name="appeal_queue"),
    page("desk/appeals/new/", desk.appeal_register, rule=rules.register_appeal, name="appeal_register", methods=BOTH),
    page("desk/appeals/take/", deeds.appeals_take, rule=rules.work_appeals, name="appeals_take", methods=DEED),
    page("desk/appeals/late/", desk.appeals_late, rule=rules.see_late, name="appeals_late"),
    page("desk/appeals/closed/", desk.appeals_closed, rule=rules.work_appeals, name="appeals_closed"),
    page("desk/appeals/merge/", together.appeals_merge, rule=rules.merge_appeals, name="appeals_merge", methods=DEED),
    page("desk/appeals/many/", together.appeals_collective, rule=rules.see_collective, name="appeals_collective"),
    page("desk/appeals/ring/", ringing.appeals_ring, rule=rules.ring_back, name="appeals_ring"),
    page("desk/appeals/leave/", leaving.appeals_leave, rule=give, name="appeals_leave"),
    page(
        "desk/appeals/leave/<int:holder>/", leaving.appeals_leave_one, rule=give, name="appeals_leave_one", methods=BOTH
    ),
    page("desk/appeals/export/", sheets.appeals_export, rule=rules.export_appeals, name="appeals_export", methods=BOTH),
    page(AT, desk.appeal_handle, rule=see, name="appeal_handle"),
    page(AT + "photo/", desk.appeal_desk_photo, rule=see, name="appeal_desk_photo"),
    page(AT + "receipt/", sheets.appeal_receipt, rule=rules.print_receipt, name="appeal_receipt"),
    page(AT + "take/", deeds.appeal_take, rule=see, name="appeal_take", methods=DEED),
    page(AT + "reply/", deeds.appeal_reply, rule=handle, name="appeal_reply", methods=DEED),
    page(AT + "correct/", deeds.appeal_correct, rule=handle, name="appeal_correct", methods=BOTH),
    page(AT + "sheet/", sheets.appeal_sheet, rule=see, name="appeal_sheet"),
    page(AT + "part/", together.appeal_part, rule=rules.part_appeal, name="appeal_part", methods=DEED),
    page(AT + "ring/", ringing.appeal_ring, rule=rules.ring_back, name="appeal_ring", methods=BOTH),
    page(AT + "publish/", publishing.appeal_publish, rule=rules.publish_answer, name="appeal_publish", methods=BOTH),
    page(
        AT + "take-down/", publishing.appeal_take_down, rule=rules.publish_answer, name="appeal_take_down", methods=DEED
    ),
    page(AT + "papers/new/", papers.appeal_desk_attach, rule=handle, name="appeal_desk_attach", methods=BOTH),
    page(AT + "papers/<int:paper>/", papers.appeal_desk_paper, rule=see, name="appeal_desk_paper"),
    page(
        AT + "papers/<int:paper>/drop/",
        papers.appeal_desk_paper_drop,
        rule=handle,
        name="appeal_desk_paper_drop",
        methods=DEED,
    ),
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
