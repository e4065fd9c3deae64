"""The answer helper, the switches, refusals, trouble and headers."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.template.loader import engines
from django.test import override_settings

from tests.ui.pages import Someone, request_of
from xinqiao.kit.refusal import Refused, refuse_if
from xinqiao.ui import context, middleware, troubles, views
from xinqiao.ui.answer import answer

OFFICER = Someone(posts=("window_clerk",))


class StillInTerm(Refused):
    rule = "师徒津贴在结业评优之后发放。"
    source = "《导师带徒办法》第%(article)s条"
    cure = "每月记一次月记。\n协议满十二个月，申请结业评优。"


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of a room with a part of its own."""
    import jinja2

    text = (
        '{% extends "ui/face.html" %}{% block title %}{{ noun }}{% endblock %}'
        "{% block main %}{% block part %}<p>{{ noun }}{{ ui.tag(text=_('办理中')) }}{{ csrf_input }}</p>"
        "{% endblock %}{% endblock %}"
    )
    env = engines["jinja2"].env
    loader = jinja2.ChoiceLoader([jinja2.DictLoader({"room/page.html": text}), env.loader])
    monkeypatch.setattr(env, "loader", loader)


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def test_a_page_stands_in_its_face(room: None) -> None:
    page = text_of(answer(request_of(), "room/page.html", noun="夜班末班车"))
    assert "<title>夜班末班车 · 心桥</title>" in page
    assert '<html lang="zh-CN">' in page
    assert 'href="#main"' in page
    assert 'name="csrfmiddlewaretoken"' in page
    assert "12351" in page


def test_htmx_gets_the_part_alone_with_macros_and_csrf(room: None) -> None:
    request = request_of(None, **{"HX-Request": "true"})
    part = text_of(answer(request, "room/page.html", part="part", noun="甲", status=422))
    assert part.startswith("<p>甲<span")
    assert "csrfmiddlewaretoken" in part
    assert "<html" not in part
    whole = answer(request_of(), "room/page.html", part="part", noun="甲")
    assert "<html" in text_of(whole)
    assert whole["Vary"] == "HX-Request"


def test_the_pages_own_words_win_over_the_processors(room: None) -> None:
    assert "tel:12351" in text_of(answer(request_of(), "room/page.html", noun="x", hotline="12351"))


def test_the_face_follows_the_viewer() -> None:
    assert context.face_of(context.Nobody()) == "public"
    assert context.face_of(Someone()) == "member"
    assert context.face_of(OFFICER) == "desk"


def test_large_text_is_a_class_of_the_page(room: None) -> None:
    request = request_of()
    request.COOKIES["large"] = "1"
    page = text_of(answer(request, "room/page.html", noun="x"))
    assert 'class="large-text"' in page
    assert "标准字" in page


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("/appeals/?page=2", "/appeals/?page=2"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_the_switches_lead_back_into_this_house_only(given: str, kept: str) -> None:
    response = views.large_text(request_of(method="post", data={"next": given, "large": "1"}))
    assert (response.status_code, response["Location"]) == (303, kept)


def test_the_large_text_switch_sets_and_clears_its_cookie() -> None:
    on = views.large_text(request_of(method="post", data={"next": "/", "large": "1"}))
    assert on.cookies["large"].value == "1"
    off = views.large_text(request_of(method="post", data={"next": "/", "large": "0"}))
    assert off.cookies["large"]["max-age"] == 0


def test_the_language_switch_takes_only_languages_we_have() -> None:
    english = views.language(request_of(method="post", data={"next": "/", "language": "en"}))
    assert english.cookies["django_language"].value == "en"
    for wrong in ("de", "../etc", ""):
        assert not views.language(request_of(method="post", data={"language": wrong})).cookies


def test_a_page_that_was_sent_leads_back_to_where_one_came_from() -> None:
    came = request_of(method="post", path="/deed/", Referer="http://testserver/appeals/?q=1", Host="testserver")
    assert context.return_path(came) == "/appeals/?q=1"
    foreign = request_of(method="post", path="/deed/", Referer="http://elsewhere.example/x", Host="testserver")
    assert context.return_path(foreign) == "/"
    assert context.return_path(request_of(path="/appeals/")) == "/appeals/"


@pytest.mark.parametrize("viewer", [context.Nobody(), Someone(), OFFICER])
def test_a_refusal_becomes_a_page_with_rule_source_and_steps(viewer: object) -> None:
    page = middleware.RefusalPage(lambda request: HttpResponse())
    with pytest.raises(StillInTerm) as caught:
        refuse_if(True, StillInTerm, article="九")
    response = page.process_exception(request_of(viewer, method="post"), caught.value)
    assert response is not None
    assert response.status_code == 422
    html = text_of(response)
    for words in (
        "师徒津贴在结业评优之后发放。",
        "《导师带徒办法》第九条",
        "每月记一次月记。",
        "申请结业评优。",
        "返回上一页",
    ):
        assert words in html
    assert html.count("<li><span>") >= 2


def test_other_exceptions_pass() -> None:
    page = middleware.RefusalPage(lambda request: HttpResponse())
    assert page.process_exception(request_of(), ValueError("x")) is None


def test_an_empty_405_gets_words_and_keeps_its_methods() -> None:
    page = middleware.RefusalPage(lambda request: HttpResponseNotAllowed(["POST"]))
    response = page(request_of())
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "这个地址不能这样打开" in text_of(response)


def test_every_answer_carries_the_strict_policy_and_a_view_may_tighten_it() -> None:
    response = middleware.SecurityHeaders(lambda request: HttpResponse())(request_of())
    policy = response["Content-Security-Policy"]
    for part in (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ):
        assert part in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    tight = HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})
    assert (
        middleware.SecurityHeaders(lambda request: tight)(request_of())["Content-Security-Policy"]
        == "default-src 'none'"
    )


@pytest.mark.parametrize("viewer", [None, context.Nobody(), OFFICER])
@pytest.mark.parametrize(
    ("call", "status", "words"),
    [
        (lambda r: troubles.bad_request(r, ValueError()), 400, "这次送来的内容没读懂"),
        (lambda r: troubles.bad_request(r, RequestDataTooBig()), 413, "文件太大了"),
        (lambda r: troubles.too_large(r), 413, "文件太大了"),
        (lambda r: troubles.forbidden(r, PermissionError()), 403, "这一页不对您开放"),
        (lambda r: troubles.stale(r, reason="x"), 403, "这一页放得太久了"),
        (lambda r: troubles.not_found(r, Http404()), 404, "没有找到这一页"),
        (lambda r: troubles.unprocessable(r), 422, "没有提交"),
        (lambda r: troubles.broken(r), 500, "系统出了差错"),
        (lambda r: troubles.maintenance(r), 503, "正在维护"),
    ],
)
def test_trouble_says_what_happened_and_whom_to_call(call, status, words, viewer) -> None:  # type: ignore[no-untyped-def]
    response = call(request_of(viewer))
    assert response.status_code == status
    html = text_of(response)
    assert words in html
    assert "接下来这样办" in html
    assert 'href="tel:12351"' in html


def test_500_stands_without_viewer_session_and_messages() -> None:
    request = request_of()
    del request.viewer, request._messages
    assert "系统出了差错" in text_of(troubles.broken(request))


def test_500_still_speaks_when_the_frame_itself_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def collapse(*args: object, **kwargs: object) -> HttpResponse:
        raise OSError("no templates")

    monkeypatch.setattr(troubles, "answer", collapse)
    response = troubles.broken(request_of())
    assert response.status_code == 500
    assert response["Content-Type"].startswith("text/plain")
    assert "系统出了差错" in text_of(response)


def test_maintenance_closes_every_page_while_it_is_on() -> None:
    door = middleware.Maintenance(lambda request: HttpResponse("open"))
    assert text_of(door(request_of())) == "open"
    with override_settings(MAINTENANCE=True):
        closed = door(request_of())
    assert (closed.status_code, closed["Retry-After"]) == (503, "1800")


def test_the_sheet_of_components_stands_in_the_demo_only() -> None:
    with override_settings(DEMO=True):
        assert "部件与状态" in text_of(views.design(request_of()))
    with override_settings(DEMO=False), pytest.raises(Http404):
        views.design(request_of())


def test_the_frames_draw_the_doors_they_are_given(room: None) -> None:
    door = SimpleNamespace(title="消息", url="/messages/", icon="bell", here=True, count="3")
    group = SimpleNamespace(title="服务", links=[door])
    menu = SimpleNamespace(
        bottom=lambda: [door], column=lambda: [group], place=lambda name: door if name in ("search", "me") else None
    )
    face = text_of(answer(request_of(), "room/page.html", noun="x", menu=menu))
    assert '<nav class="doors"' in face
    assert 'aria-current="page"' in face
    desk = text_of(troubles.answer(request_of(OFFICER), "ui/desk.html", menu=menu))
    assert '<nav class="column"' in desk
    assert 'role="search"' in desk
    assert "3 条未读" in face
    assert 'href="/messages/"' in face, "the door to searching stands in the bar"
    closed = SimpleNamespace(bottom=list, column=list, place=lambda name: None)
    assert 'role="search"' not in text_of(answer(request_of(OFFICER), "ui/desk.html", menu=closed))
