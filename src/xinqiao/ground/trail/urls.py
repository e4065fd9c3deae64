from xinqiao.ground.trail import rules, views
from xinqiao.kit.gate import page

urlpatterns = [
    page("trail/", views.trail_head, rule=rules.see_head, name="trail_head"),
    page("my/readers/", views.readers, rule=rules.see_own_readers, name="readers"),
    page("desk/trail/", views.trail_watch, rule=rules.watch_trail, name="trail_watch"),
]
