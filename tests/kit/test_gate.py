"""The gate: who is admitted, which rows they meet, and that no page stands without a right."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import include, path

from tests.cast import Cast
from xinqiao.ground.org.models import Person
from xinqiao.kit import gate
from xinqiao.kit.gate import Rule, anyone, known, page


@dataclass(frozen=True)
class Guest:
    known: bool = False
    person: int | None = None


STRANGER, MEMBER = Guest(), Guest(known=True, person=1)
own = Rule("own", known.admits, lambda viewer: Q(pk=viewer.person))
barred = Rule("barred", lambda viewer: False)


def hello(request: HttpRequest, *, noun: int = 0) -> HttpResponse:
    return HttpResponse(f"{request.method} {noun}")


def knock(rule: Rule, *, viewer: Guest, method: str = "GET", methods: tuple[str, ...] = ("GET",)) -> HttpResponse:
    request = RequestFactory().generic(method, "/rooms/7/?tab=late&x=<>")
    request.viewer, request.user = viewer, AnonymousUser()  # type: ignore[attr-defined]
    view = page("rooms/<int:noun>/", hello, rule=rule, name="room", methods=methods).callback
    answered: HttpResponse = view(request, noun=7)
    return answered


def test_anyone_enters_an_open_page() -> None:
    assert knock(anyone, viewer=STRANGER).content == b"GET 7"


def test_a_stranger_is_asked_to_sign_in_and_led_back() -> None:
    answer = knock(known, viewer=STRANGER)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=%2Frooms%2F7%2F%3Ftab%3Dlate%26x%3D")
    assert knock(known, viewer=MEMBER).status_code == 200


def test_whoever_is_known_and_not_admitted_is_refused_by_the_rules_name() -> None:
    with pytest.raises(PermissionDenied, match="barred"):
        knock(barred, viewer=MEMBER)


@pytest.mark.parametrize(
    ("method", "methods", "status"),
    [
        ("GET", ("GET",), 200),
        ("HEAD", ("GET",), 200),
        ("POST", ("GET",), 405),
        ("OPTIONS", ("GET",), 405),
        ("DELETE", ("GET", "POST"), 405),
        ("POST", ("POST",), 200),
        ("GET", ("POST",), 405),
        ("HEAD", ("POST",), 405),
    ],
)
def test_a_page_answers_its_methods_only(method: str, methods: tuple[str, ...], status: int) -> None:
    assert knock(anyone, viewer=STRANGER, method=method, methods=methods).status_code == status


def test_a_wrong_method_tells_a_stranger_nothing() -> None:
    assert knock(known, viewer=STRANGER, method="POST").status_code == 302


def test_admission_is_asked_before_the_rows() -> None:
    def never(viewer: object) -> Q:
        raise AssertionError(viewer)

    assert Rule("guarded", known.admits, never).rows(STRANGER) == gate.NOTHING
    assert known.rows(MEMBER) == gate.EVERYTHING


@pytest.mark.engine
def test_rows_and_flag_are_the_same_right(cast: Cast) -> None:
    me = Guest(known=True, person=cast.people["chen"].pk)
    for rule, count in ((own, 1), (known, len(cast.people)), (barred, 0)):
        assert Person.objects.filter(rule.rows(me)).count() == count
        flags = list(Person.objects.annotate(may=rule.flag(me)).values_list("may", flat=True))
        assert (len(flags), flags.count(True), {type(flag) for flag in flags}) == (len(cast.people), count, {bool})
    assert not Person.objects.filter(own.rows(STRANGER)).exists()


@pytest.mark.engine
def test_a_flag_on_an_empty_column_is_false_and_never_null(cast: Cast) -> None:
    left = Rule("left", known.admits, lambda viewer: Q(left_on__gt="2026-01-01"))
    assert set(Person.objects.annotate(may=left.flag(MEMBER)).values_list("may", flat=True)) == {False}


inside = [page("open/", hello, rule=anyone, name="open"), path("bare/", hello, name="bare")]
urlpatterns = [path("rooms/<int:noun>/", include((inside, "rooms")))]


def lent(method: str, *, viewer: Guest, rule: Rule = known) -> HttpResponse:
    """What a library's address answers once it is borrowed."""
    (entry,) = gate.borrowed([path("loans", hello, name="loans")], rule=rule, methods={"loans": {"GET", "POST"}})
    request = RequestFactory().generic(method, "/loans")
    request.viewer = viewer  # type: ignore[attr-defined]
    answered: HttpResponse = entry.callback(request)
    return answered


def test_a_borrowed_address_answers_its_methods_to_whom_its_rule_admits() -> None:
    assert lent("GET", viewer=MEMBER).content == b"GET 0"
    assert lent("POST", viewer=MEMBER).content == b"POST 0"
    assert (lent("HEAD", viewer=MEMBER).status_code, lent("PUT", viewer=MEMBER).status_code) == (405, 405)
    with pytest.raises(PermissionDenied, match="barred"):
        lent("GET", viewer=MEMBER, rule=barred)


def test_no_stranger_is_led_from_a_borrowed_address_to_sign_in() -> None:
    answer = lent("GET", viewer=STRANGER)
    assert (answer.status_code, answer.content, answer["WWW-Authenticate"]) == (401, b"", "Bearer")


def test_only_named_addresses_are_borrowed_and_each_once() -> None:
    entries = [path("loans", hello, name="one"), path("loans", hello, name="two"), path("root", hello, name="root")]
    found = gate.borrowed([*entries, path("more/", include(([], "more")))], rule=known, methods={"loans": {"GET"}})
    assert [entry.name for entry in found] == ["one"]
    assert (found[0].callback.rule, found[0].callback.methods) == (known, {"GET"})  # type: ignore[attr-defined]


@override_settings(ROOT_URLCONF=__name__)
def test_a_url_without_a_rule_stops_the_start() -> None:
    (found,) = gate.every_url_has_a_rule(None)
    assert (found.id, found.msg) == ("xinqiao.E001", "rooms/<int:noun>/bare/ has no rule")


@override_settings(ROOT_URLCONF=__name__)
def test_every_page_is_walked_with_its_whole_route() -> None:
    routes = [route for route, _page in gate.patterns(urlpatterns)]
    assert routes == ["rooms/<int:noun>/open/", "rooms/<int:noun>/bare/"]


def test_the_product_has_no_url_without_a_rule() -> None:
    assert gate.every_url_has_a_rule(None) == []
