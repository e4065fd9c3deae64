from xinqiao.kit.gate import anyone, page
from xinqiao.ui import views

urlpatterns = [
    page("design/", views.design, rule=anyone, name="design"),
    page("language/", views.language, rule=anyone, name="language_choose", methods=("POST",)),
    page("large-text/", views.large_text, rule=anyone, name="large_text_choose", methods=("POST",)),
]
