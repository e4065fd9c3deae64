from xinqiao.insight.demo import views
from xinqiao.kit.gate import anyone, page

urlpatterns = [page("demo/enter/", views.enter, rule=anyone, name="demo_enter", methods=("POST",))]
