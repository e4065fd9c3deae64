"""What is too large is answered in words before it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from xinqiao.ui.troubles import too_large


class UploadCeiling:
    """413 in words for a body beyond the ceiling; a body without a length is refused in the same way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > settings.UPLOAD_CEILING:
            return too_large(request)
        return self.get_response(request)
