"""The interface for other systems: the rooms' operations behind the guard, its description, and what it says is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

from xinqiao.domains.service.appeals.api import router as appeals
from xinqiao.ground.identity.api import ByToken, guarded
from xinqiao.ground.identity.api import router as token
from xinqiao.ground.identity.rules import hold_token
from xinqiao.ground.org.api import router as roster
from xinqiao.kit.gate import anyone, borrowed, page
from xinqiao.ui import systems
from xinqiao.ui.systems import Mend

PREFIX = "/api/v1/"
# What is wrong with a field, by pydantic's name for it.
SENTENCES = {
    "missing": _("这一项必须写。"),
    "extra_forbidden": _("没有这一项，请删去或者改对名字。"),
    "string_type": _("这一项要写成文字，放在引号里。"),
    "string_too_short": _("这一项还空着。"),
    "string_too_long": _("这一项太长，最多 %(max_length)s 个字。"),
    "string_pattern_mismatch": _("这一项里有不能用的字符，或者写法不对。"),
    "string_unicode": _("这一项里有不成字的编码。"),
    "enum": _("这一项只能写：%(expected)s。"),
    "literal_error": _("这一项只能写：%(expected)s。"),
    "date_from_datetime_parsing": _("日期写成 2026-04-03 这样。"),
    "date_parsing": _("日期写成 2026-04-03 这样。"),
    "bool_type": _("这一项只写 true 或 false。"),
    "too_long": _("一次最多 %(max_length)s 行，请分几次送。"),
    "too_short": _("一行也没有。"),
    "list_type": _("这一项要写成一列，放在方括号里。"),
}
OTHERWISE = _("这一项的写法不对。")


class Written(JSONRenderer):
    """JSON in which Chinese can be read."""

    json_dumps_params = {"ensure_ascii": False}


def _unreadable(request: HttpRequest, exception: Any) -> HttpResponse:
    """The library found no JSON in the body, or no token."""
    return systems.trouble(exception.status_code)


def _not_found(request: HttpRequest, exception: Any) -> HttpResponse:
    """Out of the holder's reach, or gone out of it while the request was on its way."""
    return systems.trouble(404)


def _not_valid(request: HttpRequest, exception: Any) -> HttpResponse:
    """Every field that has to be mended."""
    return systems.trouble(422, fields=[_mend(one) for one in exception.errors])


def _mend(error: dict[str, Any]) -> Mend:
    """rows.17.born_on: where it stands, without the library's own names in front of it."""
    place: Sequence[Any] = error["loc"][2 if error["loc"][0] == "body" else 1 :]
    sentence = str(SENTENCES.get(error["type"], OTHERWISE))
    return Mend(".".join(map(str, place)) or "body", sentence % error.get("ctx", {}))


def _mounted() -> NinjaAPI:
    mounted = NinjaAPI(
        title="心桥 Xinqiao", version="1", auth=ByToken(), renderer=Written(), docs_url=None, openapi_url=None
    )
    mounted.add_exception_handler(HttpError, _unreadable)
    mounted.add_exception_handler(Http404, _not_found)
    mounted.add_exception_handler(ObjectDoesNotExist, _not_found)
    mounted.add_exception_handler(ValidationError, _not_valid)
    mounted.add_decorator(guarded, mode="view")
    for router in (token, roster, appeals):
        mounted.add_router("", router)
    return mounted


api = _mounted()


def description(request: HttpRequest) -> HttpResponse:
    """What can be asked and what is answered, as OpenAPI: for everybody, since it speaks of nobody."""
    return JsonResponse(api.get_openapi_schema(path_prefix=PREFIX), json_dumps_params={"ensure_ascii": False})


def _methods() -> dict[str, set[str]]:
    """Django's route of every operation, and the methods it answers."""
    paths = api.get_openapi_schema(path_prefix="/")["paths"]
    return {
        path.strip("/").replace("{", "<").replace("}", ">"): {method.upper() for method in operations}
        for path, operations in paths.items()
    }


urlpatterns = [
    page("openapi.json", description, rule=anyone, name="api_description"),
    *borrowed(api.urls[0], rule=hold_token, methods=_methods()),
]
