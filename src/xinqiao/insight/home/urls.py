from xinqiao.insight.home import rules, views
from xinqiao.kit.gate import anyone, page

urlpatterns = [
    page("", views.home, rule=anyone, name="home"),
    page("desk/", views.desk, rule=rules.work_at_desk, name="desk"),
    page("healthz", views.healthz, rule=anyone, name="healthz"),
]
