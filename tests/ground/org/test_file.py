"""A person's file: who may open it, what stands there for whom, and that the person can see who did."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOON, Cast, make_person
from tests.domains.service.appeal import against, at_department, filed, handed, resolved, taken
from xinqiao.ground.org.models import Membership, Person, Post
from xinqiao.ground.trail.models import Event

pytestmark = pytest.mark.engine


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def opened(cast: Cast, who: str, *, whose: str) -> str:
    """The file as this officer sees it."""
    answered = cast.client(who).get(f"/desk/people/{cast.people[whose].number}/file/")
    assert answered.status_code == 200
    page = str(answered.content.decode())
    return re.sub(r'value="\w{64}"', "", page[page.index("<main") :])


@pytest.mark.parametrize(
    ("who", "whose", "status"),
    [
        ("hao", "wei", 200), ("kang", "wei", 200), ("yu", "wei", 200), ("wen", "wei", 200), ("bai", "wei", 200),
        ("gu", "wei", 200), ("song", "wei", 200), ("jiang", "wei", 200), ("bao", "wei", 200), ("luo", "wei", 200),
        ("bao", "chen", 404), ("luo", "chen", 404), ("tong", "wei", 404), ("tong", "chen", 200),
        ("du", "wei", 403), ("ding", "wei", 403), ("wei", "wei", 403), ("guest", "wei", 403), ("ni", "wei", 403),
        ("lu", "wei", 403), ("qin", "wei", 403), ("an", "wei", 403), ("privacy", "wei", 403), ("", "wei", 302),
    ],
)  # fmt: skip
def test_who_may_open_it(cast: Cast, who: str, whose: str, status: int) -> None:
    answered = cast.client(who).get(f"/desk/people/{cast.people[whose].number}/file/")
    assert answered.status_code == status


@pytest.mark.parametrize("number", ["999999", "x", "100002%00", "100002 "])
def test_a_number_nobody_has_is_not_there(cast: Cast, number: str) -> None:
    assert cast.client("hao").get(f"/desk/people/{number}/file/").status_code == 404


def test_a_number_with_a_stroke_has_its_page(cast: Cast) -> None:
    make_person("A/12", name="程多人", unit=cast.units["crane"])
    assert cast.client("hao").get("/search/", {"q": "a/12"}, follow=True).redirect_chain[-1] == (
        "/desk/people/A/12/file/",
        303,
    )


def test_it_says_who_and_where_and_nothing_sealed(cast: Cast) -> None:
    wei = cast.people["ding"]
    wei.id_number, wei.phone = "990101199003070017", "13900000001"
    wei.save(update_fields=["id_number", "phone"])
    page = opened(cast, "song", whose="ding")
    for words in ("丁小满", wei.number, "水压机班工会小组", "水压机操作工", "工会小组长", "2020年1月1日 入会"):
        assert words in page, words
    for secret in ("990101", "0307", "139", "0001<"):
        assert secret not in page.replace(wei.number, ""), secret


def test_a_post_that_ended_and_a_membership_that_ended_are_not_said_to_stand(cast: Cast) -> None:
    Post.objects.filter(person=cast.people["ding"]).update(to_on=NOON.date())
    Membership.objects.filter(person=cast.people["ding"]).update(left_on=NOON.date())
    page = opened(cast, "song", whose="ding")
    assert "没有职务" in page
    assert "不是会员" in page


def test_who_left_is_still_on_file(cast: Cast) -> None:
    Person.objects.filter(pk=cast.people["wei"].pk).update(left_on=NOON.date() - timedelta(days=3))
    assert "2026年10月17日" in opened(cast, "song", whose="wei")


def test_the_register_is_offered_to_its_keepers_alone(cast: Cast) -> None:
    assert "花名册上的这一页" in opened(cast, "hao", whose="wei")
    assert "花名册上的这一页" not in opened(cast, "song", whose="wei")


def test_opening_it_is_on_the_trail_and_the_person_sees_it(cast: Cast) -> None:
    opened(cast, "song", whose="wei")
    event = Event.objects.get(verb="read")
    assert (event.kind, event.person, event.actor) == ("org.file", cast.people["wei"].pk, cast.people["song"].pk)
    readers = cast.client("wei").get("/my/readers/").content.decode()
    assert "宋巧云" in readers
    assert "办事档案" in readers


def test_what_is_out_of_reach_leaves_no_trace(cast: Cast) -> None:
    cast.client("bao").get(f"/desk/people/{cast.people['chen'].number}/file/")
    assert not Event.objects.filter(verb="read").exists()


# The part of the appeals.


def test_the_desk_sees_a_persons_matters_the_newest_first(cast: Cast) -> None:
    first, second = resolved(cast, by="song"), filed(cast)
    page = opened(cast, "song", whose="chen")
    assert page.index(f"/desk/appeals/{second.pk}/") < page.index(f"/desk/appeals/{first.pk}/")
    assert second.case.number in page
    assert f"/desk/appeals/{first.pk}/" not in opened(cast, "song", whose="lin")


def test_a_keeper_who_handles_nothing_is_not_even_told_of_the_room(cast: Cast) -> None:
    filed(cast)
    page = opened(cast, "hao", whose="chen")
    assert "诉求" not in page
    assert "不经办" in page


def test_x20_what_is_said_about_a_cadre_never_reaches_the_line_through_the_file(cast: Cast) -> None:
    nothing = opened(cast, "tong", whose="chen")
    filed(cast, topic="cadre")
    assert opened(cast, "tong", whose="chen") == nothing
    assert "没有您能看的" in nothing


def test_x20_the_complained_sees_the_file_of_one_who_has_nothing(cast: Cast) -> None:
    nothing = opened(cast, "song", whose="chen")
    row = against(cast, filed(cast), whom="song")
    assert opened(cast, "song", whose="chen") == nothing
    assert f"/desk/appeals/{row.pk}/" in opened(cast, "gu", whose="chen")


def test_a_matter_handed_on_under_a_hidden_name_stays_out_of_the_file(cast: Cast) -> None:
    """Rows on one's own desk are met without the name: the file lists what see_author admits, not what see_appeal does."""
    keeper = cast.people["du"]
    keeper.posts.create(role="administrator", unit=cast.units["logistics"], from_on=NOON.date())
    nothing = opened(cast, "du", whose="chen")
    row = at_department(cast, privacy="hidden")
    assert cast.client("du").get(f"/desk/appeals/{row.pk}/").status_code == 200
    assert opened(cast, "du", whose="chen") == nothing
    named = handed(cast, taken(cast), to="du", desk="logistics", by="song")
    assert f"/desk/appeals/{named.pk}/" in opened(cast, "du", whose="chen")


def test_ten_and_then_the_rest_by_searching(cast: Cast) -> None:
    for _n in range(11):
        filed(cast)
    page = opened(cast, "song", whose="chen")
    assert page.count('href="/desk/appeals/') == 10
    rest = re.search(r'href="(/search/[^"]+)"', page)
    assert rest
    found = cast.client("song").get(rest[1].replace("&amp;", "&")).content.decode()
    assert found.count('href="/desk/appeals/') >= 10


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_one_and_three(cast: Cast, rows: int) -> None:
    for _n in range(rows):
        filed(cast)
    browser = cast.client("song")
    with CaptureQueriesContext(connection) as asked:
        browser.get(f"/desk/people/{cast.people['chen'].number}/file/")
    assert len(asked) == 6  # the viewer; the person; the event; posts; membership; appeals
