"""A telephone exchange and a desk's own tools work with appeals, as the one whose token they show."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.cast import NOON, Cast
from tests.domains.service.appeal import at_department, filed, fresh, handed, resolved, taken
from xinqiao.domains.service.appeals import api
from xinqiao.domains.service.appeals.actions import handling
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.ground.org.models import Person
from xinqiao.ground.trail.models import Event
from xinqiao.kit.clock import today

HERE = "/api/v1/appeals"
KEYS = count(1)
SAID = {"door": "hotline", "words": "浴室水不热，洗到一半就凉。"}


@pytest.fixture(autouse=True)
def _noon() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


def post(system: Client, url: str, **body: Any) -> Any:
    headers = {"Idempotency-Key": f"appeal-{next(KEYS):05d}"}
    return system.post(url, body, content_type="application/json", headers=headers)


def test_the_exchange_files_an_appeal_under_the_employees_number(cast: Cast) -> None:
    answered = post(cast.system("song"), HERE, number=cast.people["wei"].number, topic="daily_life", **SAID)
    assert answered.status_code == 201
    row = Appeal.objects.select_related("case").get()
    assert answered.json() == {
        "number": row.case.number, "state": "received", "due_on": "2026-10-22", "desk": "职工服务中心", "holder": ""
    }  # fmt: skip
    assert (row.author, row.written_by, row.door) == (cast.people["wei"], cast.people["song"], "hotline")
    assert (row.words, row.topic, row.privacy) == (SAID["words"], "daily_life", "named")
    assert cast.client("wei").get(f"/appeals/{row.pk}/").status_code == 200  # it stands under their name


def test_what_is_said_about_a_cadre_is_kept_apart(cast: Cast) -> None:
    post(cast.system("song"), HERE, number=cast.people["wei"].number, topic="cadre", privacy="named", **SAID)
    assert Appeal.objects.get().privacy == "hidden"


@pytest.mark.parametrize("number", ["700001", "0", "'; --"])
def test_nobody_of_that_number(cast: Cast, number: str) -> None:
    answered = post(cast.system("song"), HERE, number=number, **SAID)
    assert (answered.status_code, answered.json()["code"]) == (422, "NotAMember")
    assert answered.json()["cure"] == "再核对一遍工号。"
    assert not Appeal.objects.exists()


def test_who_has_left_files_no_more(cast: Cast) -> None:
    Person.objects.filter(pk=cast.people["wei"].pk).update(left_on=today(NOON))
    assert post(cast.system("song"), HERE, number=cast.people["wei"].number, **SAID).json()["code"] == "NotAMember"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"door": "phone"}, "door"),  # the employee's own telephone is a page, no exchange
        ({"words": "  "}, "words"),
        ({"words": "字" * 2001}, "words"),
        ({"words": "凉\x00"}, "words"),
        ({"topic": "money"}, "topic"),
        ({"photo": "a.png"}, "photo"),
        ({"number": 100002}, "number"),
    ],
)
def test_what_cannot_be_taken_is_named(cast: Cast, changes: dict[str, Any], field: str) -> None:
    answered = post(cast.system("song"), HERE, **({"number": cast.people["wei"].number} | SAID | changes))
    assert answered.status_code == 422
    assert [mend["field"] for mend in answered.json()["fields"]] == [field]
    assert not Appeal.objects.exists()


def test_line_breaks_stay_in_peoples_words(cast: Cast) -> None:
    words = "浴室水不热。\n食堂也凉。"
    post(cast.system("song"), HERE, **SAID | {"number": cast.people["wei"].number, "words": words})
    assert Appeal.objects.get().words == words


def test_the_list_goes_on_from_a_key(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "PAGE", 2)
    rows = [filed(cast) for _n in range(3)]
    system = cast.system("song")
    first = system.get(HERE).json()
    assert [one["number"] for one in first["rows"]] == [row.case.number for row in rows[:2]]
    assert first["next"] == rows[1].pk
    rest = system.get(f"{HERE}?after={first['next']}").json()
    assert ([one["number"] for one in rest["rows"]], rest["next"]) == ([rows[2].case.number], None)
    assert system.get(f"{HERE}?after={rows[2].pk}").json() == {"rows": [], "next": None}


def test_that_a_list_was_handed_out_is_on_the_trail(cast: Cast) -> None:
    system = cast.system("song")
    system.get(HERE)
    assert not Event.objects.filter(verb="export").exists()  # an empty one is no reading
    row = filed(cast)
    system.get(HERE)
    event = Event.objects.get(verb="export")
    assert (event.kind, event.actor_name) == ("service.appeal", "宋巧云") and row.case.number in event.note


@pytest.mark.parametrize("after", ["0", "-1", "9223372036854775808", "x", "1.5", "٣x"])
def test_a_key_is_a_bounded_number(cast: Cast, after: str) -> None:
    answered = cast.system("song").get(HERE, {"after": after})
    assert (answered.status_code, answered.json()["fields"][0]["field"]) == (422, "after")


def test_only_what_the_holder_sees_is_listed(cast: Cast) -> None:
    near, far = filed(cast, by="wei"), filed(cast, by="chen")
    listed = cast.system("bao").get(HERE).json()["rows"]  # chairs the forging sub-union
    assert [one["number"] for one in listed] == [near.case.number]
    assert cast.system("bao").get(f"{HERE}/{far.case.number}").status_code == 404


def test_one_appeal_with_its_words_and_letters(cast: Cast) -> None:
    row = resolved(cast)
    told = cast.system("song").get(f"{HERE}/{row.case.number}").json()
    assert (told["words"], told["state"], told["outcome"], told["rating"]) == (row.words, "resolved", "solved", "")
    assert told["author"] == {"number": cast.people["chen"].number, "name": "陈禾苗", "unit": "天车班工会小组"}
    assert [(letter["by"], letter["text"]) for letter in told["letters"]] == [("宋巧云", "十一月起改到零点二十。")]


def test_opening_one_is_on_the_trail_for_its_author(cast: Cast) -> None:
    row = filed(cast)
    cast.system("song").get(f"{HERE}/{row.case.number}")
    event = Event.objects.get(verb="read", row=row.pk)
    assert (event.actor, event.person) == (cast.people["song"].pk, cast.people["chen"].pk)


def test_a_hidden_name_stays_hidden_from_the_department(cast: Cast) -> None:
    row = at_department(cast, privacy="hidden")
    listed, told = cast.system("du").get(HERE), cast.system("du").get(f"{HERE}/{row.case.number}")
    assert listed.json()["rows"][0]["author"] is None and told.json()["author"] is None
    for answered in (listed, told):
        text = answered.content.decode()
        assert "陈禾苗" not in text and cast.people["chen"].number not in text and "天车班" not in text
    assert cast.system("song").get(f"{HERE}/{row.case.number}").json()["author"]["name"] == "陈禾苗"


def test_the_holder_replies(cast: Cast) -> None:
    row = taken(cast)
    answered = post(cast.system("song"), f"{HERE}/{row.case.number}/reply", text="十一月起改到零点二十。")
    assert (answered.status_code, answered.json()["state"]) == (200, "replied")
    assert fresh(row).case.replied_at == NOON


def test_what_lies_in_other_hands_is_not_replied_to(cast: Cast) -> None:
    row = handed(cast, taken(cast), to="du", desk="logistics", by="song")
    assert post(cast.system("song"), f"{HERE}/{row.case.number}/reply", text="好").status_code == 404
    assert fresh(row).case.replied_at is None


def test_a_refusal_carries_its_rule_source_and_cure(cast: Cast) -> None:
    row = resolved(cast)
    answered = post(cast.system("song"), f"{HERE}/{row.case.number}/reply", text="再说一句")
    told = answered.json()
    assert (answered.status_code, told["code"]) == (422, "CaseClosed")
    assert all(told[part] for part in ("rule", "source", "cure")) and told["fields"] == []


def own_resolved(cast: Cast) -> Appeal:
    """An officer's own appeal, resolved by another."""
    row, clerk = filed(cast, by="gu"), cast.viewer("jiang")
    handling.take_appeal(row.pk, by=clerk, at=NOON)
    handling.reply_appeal(row.pk, text="改好了。", by=clerk, at=NOON)
    return handling.resolve_appeal(row.pk, outcome="solved", text="", by=clerk, at=NOON)


def test_the_author_rates_with_a_token_of_their_own(cast: Cast) -> None:
    row = own_resolved(cast)
    answered = post(cast.system("gu"), f"{HERE}/{row.case.number}/rating", rating="satisfied", text="快")
    assert (answered.status_code, fresh(row).case.rating) == (200, "satisfied")


def test_nobody_rates_for_another(cast: Cast) -> None:
    row = own_resolved(cast)
    for key in ("song", "jiang", "wen"):
        assert post(cast.system(key), f"{HERE}/{row.case.number}/rating", rating="satisfied").status_code == 404
    assert fresh(row).case.rating == ""


@pytest.mark.parametrize("number", ["SQ-2026-9999", "SQ-1999-0001"])
def test_an_unknown_number_is_not_found(cast: Cast, number: str) -> None:
    answered = cast.system("song").get(f"{HERE}/{number}")
    assert (answered.status_code, answered.json()["code"]) == (404, "NotFound")


@pytest.mark.parametrize("number", ["1", "SQ-2026", "sq-2026-0001", "SQ-2026-0001x", "SQ-２０２６-0001", "%00"])
def test_what_is_no_number_is_said_to_be_none(cast: Cast, number: str) -> None:
    answered = cast.system("song").get(f"{HERE}/{number}")
    assert (answered.status_code, answered.json()["fields"][0]["field"]) == (422, "appeal_number")
