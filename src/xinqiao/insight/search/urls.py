from xinqiao.insight.search import rules, views
from xinqiao.kit.gate import page

urlpatterns = [page("search/", views.search, rule=rules.search, name="search")]
