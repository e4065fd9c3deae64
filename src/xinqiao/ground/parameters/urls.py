from xinqiao.ground.parameters import rules, views
from xinqiao.kit.gate import page

BOTH = ("GET", "POST")
see, propose, decide = rules.see_parameters, rules.propose_parameter, rules.decide_parameter

urlpatterns = [
    page("desk/parameters/", views.parameters, rule=see, name="parameters"),
    page("desk/parameters/<str:key>/", views.parameter, rule=see, name="parameter"),
    page(
        "desk/parameters/<str:key>/propose/",
        views.parameter_propose,
        rule=propose,
        name="parameter_propose",
        methods=BOTH,
    ),
    page(
        "desk/proposed/<int:parameter>/confirm/",
        views.parameter_confirm,
        rule=decide,
        name="parameter_confirm",
        methods=("POST",),
    ),
    page(
        "desk/proposed/<int:parameter>/reject/",
        views.parameter_reject,
        rule=decide,
        name="parameter_reject",
        methods=BOTH,
    ),
    page("desk/calendar/", views.calendar, rule=see, name="calendar"),
    page("desk/calendar/bring/", views.calendar_bring, rule=propose, name="calendar_bring", methods=BOTH),
]
