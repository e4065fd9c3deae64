"""All pages. Each belongs to a room; a page without a rule stops the start."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("xinqiao.insight.urls")),
    path("", include("xinqiao.ui.urls")),
    path("", include("xinqiao.ground.identity.urls")),
    path("", include("xinqiao.ground.inbox.urls")),
    path("", include("xinqiao.ground.org.urls")),
    path("", include("xinqiao.ground.consents.urls")),
    path("", include("xinqiao.ground.visits.urls")),
    path("", include("xinqiao.ground.parameters.urls")),
    path("", include("xinqiao.ground.trail.urls")),
    path("", include("xinqiao.ground.tasks.urls")),
    path("", include("xinqiao.domains.service.urls")),
    path("api/v1/", include("xinqiao.config.api")),
]

if settings.DEMO:  # outside demo mode these addresses do not exist
    urlpatterns.append(path("", include("xinqiao.insight.demo.urls")))

handler400 = "xinqiao.ui.troubles.bad_request"
handler403 = "xinqiao.ui.troubles.forbidden"
handler404 = "xinqiao.ui.troubles.not_found"
handler500 = "xinqiao.ui.troubles.broken"
