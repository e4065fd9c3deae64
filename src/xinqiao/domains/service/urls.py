"""The rooms' pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("xinqiao.domains.service.appeals.urls")),
    path("", include("xinqiao.domains.service.reply_templates.urls")),
    path("", include("xinqiao.domains.service.extensions.urls")),
]
