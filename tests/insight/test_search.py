"""One box for all rooms: whoever may know finds it, and nobody else learns even that it exists."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOON, Cast, make_person
from tests.domains.service.appeal import against, at_department, filed, handed, taken
from xinqiao.domains.service.appeals.actions import handling
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.ground.lookup.actions import reindex
from xinqiao.ground.org.actions import units
from xinqiao.ground.trail.models import Event

pytestmark = pytest.mark.engine
WORDS = "杜家和在食堂招标里吃回扣，四号窗口的人都知道。"
NO_SUCH = "鼍龙没有来过"


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def search(cast: Cast, who: str, *, text: str, more: str = "") -> str:
    """The page one gets, or the address one is sent to."""
    answered = cast.client(who).get("/search/", {"q": text})
    if answered.status_code == 303:
        return str(answered["Location"])
    assert answered.status_code == 200
    return str(answered.content.decode())


def reached(cast: Cast, who: str, *, text: str) -> str:
    """The page one comes to by searching, wherever that leads."""
    return str(cast.client(who).get("/search/", {"q": text}, follow=True).content.decode())


def as_if_nothing(page: str, *, text: str) -> str:
    """The page without the echo of what was asked and of the tokens of its forms."""
    page = page.replace(text, "").replace(re.sub(r"\s", "%20", text), "")
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    return re.sub(r'name="next" value="[^"]*"', "", page)


def sees_nothing(cast: Cast, who: str, *, text: str) -> bool:
    """Whether the page is the very page of something that does not exist."""
    there, nowhere = search(cast, who, text=text), search(cast, who, text=NO_SUCH)
    return as_if_nothing(there, text=text) == as_if_nothing(nowhere, text=NO_SUCH)


# The member.


def test_a_member_finds_their_own_by_word_title_and_part_of_the_number(cast: Cast) -> None:
    row = filed(cast)
    for text in ("家属院", "班车", "车", row.case.number[-4:]):
        page = search(cast, "chen", text=text)
        assert f'href="/appeals/{row.pk}/"' in page, text
    assert "我提的、代写的诉求" in search(cast, "chen", text="家属院")


def test_a_number_in_full_leads_straight_there(cast: Cast) -> None:
    row = filed(cast)
    for text in (row.case.number, row.case.number.lower(), "ＳＱ－2026－0001", f"  {row.case.number} "):
        assert search(cast, "chen", text=text) == f"/appeals/{row.pk}/"
        assert search(cast, "song", text=text) == f"/desk/appeals/{row.pk}/"


@pytest.mark.parametrize("who", ["lin", "guest", "ding", "ni", "lu", "yu", "hao"])
def test_nobody_else_finds_it_by_anything(cast: Cast, who: str) -> None:
    row = filed(cast)
    for text in ("家属院", row.case.title, row.case.number, row.case.number[3:]):
        assert sees_nothing(cast, who, text=text), text


def test_a_stranger_is_asked_to_sign_in(cast: Cast) -> None:
    assert cast.client("").get("/search/?q=x").status_code == 302


def test_everybody_finds_a_units_plate(cast: Cast) -> None:
    page = search(cast, "chen", text="锻造二车间")
    assert f'href="/plates/{cast.units["forging2"].pk}/"' in page
    assert f'href="/desk/units/{cast.units["forging2"].pk}/"' in search(cast, "hao", text="锻造二车间")


def test_a_unit_is_found_by_the_name_it_had(cast: Cast) -> None:
    crane = cast.units["crane"]
    units.rename_unit(
        crane.pk, name="桥机班工会小组", short="桥机班", on=NOON.date(), document="工〔2026〕1号", by=cast.viewer("hao"), at=NOON
    )  # fmt: skip
    for text in ("天车班", "桥机"):
        assert f'href="/plates/{crane.pk}/"' in search(cast, "chen", text=text)


# The desk.


def test_who_wrote_it_down_finds_it_once_and_by_its_number(cast: Cast) -> None:
    row = filed(cast, by="song", author=cast.people["wei"], door="hotline")
    assert search(cast, "song", text="家属院").count(row.case.title) == 1
    assert search(cast, "song", text=row.case.number) == f"/desk/appeals/{row.pk}/"
    by_leader = filed(cast, by="ding", author=cast.people["wei"], door="group")
    assert search(cast, "ding", text=by_leader.case.number) == f"/appeals/{by_leader.pk}/"
    assert sees_nothing(cast, "ding", text=row.case.number)


def test_the_desk_finds_by_the_authors_name_number_and_sound(cast: Cast) -> None:
    row = taken(cast, privacy="hidden")
    for text in ("陈禾苗", "禾苗", cast.people["chen"].number, "chenhemiao", "he miao"):
        assert f'href="/desk/appeals/{row.pk}/"' in reached(cast, "song", text=text), text


def test_the_department_finds_the_matter_but_never_by_a_hidden_name(cast: Cast) -> None:
    row = at_department(cast, privacy="hidden")
    assert f'href="/desk/appeals/{row.pk}/"' in search(cast, "du", text="家属院")
    for text in ("陈禾苗", "禾苗", cast.people["chen"].number, "chenhemiao"):
        assert sees_nothing(cast, "du", text=text), text
        assert f'href="/desk/appeals/{row.pk}/"' in reached(cast, "song", text=text)


def test_the_department_finds_a_named_matter_by_its_author(cast: Cast) -> None:
    row = at_department(cast, privacy="named")
    assert f'href="/desk/appeals/{row.pk}/"' in search(cast, "du", text="陈禾苗")


def test_a_hidden_name_stays_hidden_beside_a_named_matter_of_the_same_person(cast: Cast) -> None:
    named = at_department(cast, privacy="named")
    hidden = at_department(cast, privacy="hidden")
    page = search(cast, "du", text="陈禾苗")
    assert (f"/desk/appeals/{named.pk}/" in page, f"/desk/appeals/{hidden.pk}/" in page) == (True, False)


@pytest.mark.parametrize("whom", ["du", "song"])
def test_x20_the_complained_finds_nothing_of_what_is_said_about_them(cast: Cast, whom: str) -> None:
    row = against(cast, filed(cast, by="wei", words=WORDS, topic="cadre", privacy="hidden"), whom=whom)
    for text in ("回扣", "四号窗口", row.case.title, row.case.number, "魏立冬", cast.people["wei"].number):
        page = reached(cast, whom, text=text)
        assert f"/desk/appeals/{row.pk}/" not in page and row.case.title not in page.replace(text, ""), text
        assert f"/desk/appeals/{row.pk}/" in (search(cast, "gu", text=text) + reached(cast, "gu", text=text)), text
    for text in ("回扣", "四号窗口", row.case.title, row.case.number):
        assert sees_nothing(cast, whom, text=text), text


def test_a_number_out_of_reach_leads_nowhere_and_a_shared_word_only_to_ones_own(cast: Cast) -> None:
    mine, other = filed(cast, by="chen"), filed(cast, by="lin")
    page = search(cast, "chen", text="末班班车")
    assert f"/appeals/{mine.pk}/" in page
    assert f"/appeals/{other.pk}/" not in page
    assert other.case.number not in page


def test_a_matter_that_mentions_a_number_does_not_hide_the_matter_itself(cast: Cast) -> None:
    row = filed(cast)
    filed(cast, words=f"上次那件{row.case.number}还是没有答复。")
    assert search(cast, "song", text=row.case.number) == f"/desk/appeals/{row.pk}/"
    assert search(cast, "song", text=row.case.number[:-1]).count('href="/desk/appeals/') >= 2


def test_what_one_cannot_see_costs_the_same_statements(cast: Cast) -> None:
    row = at_department(cast, privacy="hidden")
    browser, costs = cast.client("cheng"), set()
    for text in (row.case.number, "陈禾苗", NO_SUCH):
        with CaptureQueriesContext(connection) as asked:
            browser.get("/search/", {"q": text})
        costs.add(len(asked))
    assert len(costs) == 1


def test_a_title_that_was_mended_is_found_and_the_old_one_no_more(cast: Cast) -> None:
    row = taken(cast, words="饭菜凉了很久没人管")
    handling.restate_appeal(row.pk, title="食堂保温台", topic="daily_life", by=cast.viewer("song"), at=NOON)
    assert f"/desk/appeals/{row.pk}/" in search(cast, "song", text="保温台")
    assert f"/desk/appeals/{row.pk}/" in search(cast, "song", text="饭菜凉了"), "the member's own words stay"


def test_reach_follows_the_matter(cast: Cast) -> None:
    row = taken(cast)
    assert sees_nothing(cast, "cheng", text="家属院")
    handed(cast, row, to="cheng", desk="purchasing", by="song")
    assert f"/desk/appeals/{row.pk}/" in search(cast, "cheng", text="家属院")


# The roster.


def test_people_are_found_by_those_who_may_open_their_file(cast: Cast) -> None:
    number = cast.people["gulnur"].number
    for text in ("古丽努尔·艾山江", "古丽努尔艾山江", "艾山江", "gulinuer"):
        for who in ("hao", "song", "tong", "wen"):
            assert f'href="/desk/people/{number}/file/"' in search(cast, who, text=text), (who, text)
        for who in ("chen", "du", "ni", "lu", "bao"):
            assert sees_nothing(cast, who, text=text), (who, text)
    assert search(cast, "hao", text=number) == f"/desk/people/{number}/file/"


# The page.


def test_ten_of_a_kind_then_more_by_key(cast: Cast) -> None:
    for n in range(23):
        make_person(f"6{n:05d}", name="程多人", unit=cast.units["crane"])
    browser, address, seen = cast.client("hao"), "/search/?q=程多人", list[str]()
    while address:
        page = browser.get(address).content.decode()
        found = re.findall(r"href=\"(/desk/people/\d+/file/)\"", page)
        assert len(found) <= 10
        seen += found
        after = re.search(r'href="([^"]+)">看后面的|href="([^"]+)" rel="next"', page)
        address = (after[1] or after[2]).replace("&amp;", "&") if after else ""
    assert len(seen) == len(set(seen)) == 23


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20·", "?q=%00", "?q=x&in=nothing", "?q=x&in=org.person&after=%FF",
                                   "?q=x&in=service.appeal&after=x", "?q=" + "长" * 500])  # fmt: skip
def test_no_address_breaks_it(cast: Cast, query: str) -> None:
    assert cast.client("hao").get("/search/" + query).status_code == 200


def test_a_search_leaves_no_trace_and_opening_does(cast: Cast) -> None:
    row = taken(cast)
    before = Event.objects.count()
    search(cast, "song", text="家属院")
    search(cast, "song", text=row.case.number)
    assert Event.objects.count() == before
    cast.client("song").get(search(cast, "song", text=row.case.number))
    assert Event.objects.filter(verb="read", row=row.pk).count() == 1


def test_what_was_found_is_found_after_all_is_made_anew(cast: Cast) -> None:
    row = at_department(cast, privacy="hidden")
    counts = reindex()
    assert counts["service.appeal"] == Appeal.objects.count()
    assert f"/desk/appeals/{row.pk}/" in search(cast, "song", text="陈禾苗")
    assert sees_nothing(cast, "du", text="陈禾苗")


def test_the_box_stands_on_every_page_of_the_desk_and_the_door_on_the_members(cast: Cast) -> None:
    assert 'action="/search/"' in cast.client("song").get("/desk/appeals/").content.decode()
    assert 'href="/search/"' in cast.client("chen").get("/").content.decode()
