"""The rooms' pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("xinqiao.insight.home.urls")),
    path("", include("xinqiao.insight.search.urls")),
]
