from xinqiao.ground.org import rules
from xinqiao.ground.org.views import file, imports, people, roster, units
from xinqiao.kit.gate import anyone, page

BOTH, DEED = ("GET", "POST"), ("POST",)
ONE, AT = "desk/roster/imports/<int:roster_import>/", "desk/units/<int:unit>/"
WHO = "desk/roster/<int:person>/"
see, bring, look, keep = rules.see_roster, rules.import_roster, rules.see_units, rules.keep_units
hold = rules.keep_people

urlpatterns = [
    page("desk/roster/", roster.roster, rule=see, name="roster"),
    page(WHO, roster.person, rule=see, name="person"),
    page(WHO + "join/", people.person_join, rule=hold, name="person_join", methods=BOTH),
    page(WHO + "leave/", people.person_leave, rule=hold, name="person_leave", methods=BOTH),
    page(WHO + "kin/", people.person_kin, rule=hold, name="person_kin", methods=BOTH),
    page(WHO + "kin/end/", people.person_kin_end, rule=hold, name="person_kin_end", methods=BOTH),
    page("desk/people/<path:number>/file/", file.person_file, rule=rules.see_file, name="person_file"),
    page("desk/roster/imports/", imports.roster_imports, rule=bring, name="roster_imports"),
    page("desk/roster/imports/new/", imports.roster_import_new, rule=bring, name="roster_import_new", methods=BOTH),
    page(ONE, imports.roster_import, rule=bring, name="roster_import"),
    page(ONE + "decide/", imports.roster_import_decide, rule=bring, name="roster_import_decide", methods=DEED),
    page(ONE + "commit/", imports.roster_import_commit, rule=bring, name="roster_import_commit", methods=DEED),
    page(ONE + "undo/", imports.roster_import_undo, rule=bring, name="roster_import_undo", methods=DEED),
    page(ONE + "refused/", imports.roster_import_refused, rule=bring, name="roster_import_refused"),
    page("desk/units/", units.units, rule=look, name="units"),
    page(AT, units.unit, rule=look, name="unit"),
    page(AT + "rename/", units.unit_rename, rule=keep, name="unit_rename", methods=BOTH),
    page(AT + "open/", units.unit_open, rule=keep, name="unit_open", methods=BOTH),
    page(AT + "merge/", units.unit_merge, rule=keep, name="unit_merge", methods=BOTH),
    page(AT + "split/", units.unit_split, rule=keep, name="unit_split", methods=BOTH),
    page(AT + "close/", units.unit_close, rule=keep, name="unit_close", methods=BOTH),
    page(AT + "appoint/", units.unit_appoint, rule=keep, name="unit_appoint", methods=BOTH),
    page("desk/posts/<int:post>/end/", units.post_end, rule=keep, name="post_end", methods=BOTH),
    page("plates/<int:unit>/", units.unit_plate, rule=anyone, name="unit_plate"),
]
