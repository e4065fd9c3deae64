"""The personnel system pushes its roster: the same reading as a sheet, the same import that can be taken back."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

import pytest
import time_machine
from django.conf import settings

from tests.cast import NOON, Cast
from tests.ground.org.rosters import identity
from xinqiao.ground.org import api
from xinqiao.ground.org.actions import importing, undoing
from xinqiao.ground.org.actions.pushing import FILE, push_roster
from xinqiao.ground.org.models import Membership, Person, RosterImport
from xinqiao.ground.trail.models import Event

BORN = date(1990, 3, 7)
KEYS = count(1)
NEW = {"number": "30001", "name": "方舟舟", "unit": "锻造公司/水压机班"}


@pytest.fixture(autouse=True)
def _noon() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


def row(cast: Cast, key: str, **changes: str) -> dict[str, str]:
    """Somebody of the cast as the personnel system has them."""
    person = cast.people[key]
    return {"number": person.number, "name": person.name, "unit": person.unit.name, "trade": person.trade} | changes


def push(cast: Cast, *rows: dict[str, Any], who: str = "kang", **more: Any) -> Any:
    """What the interface answers to this roster."""
    headers = {"Idempotency-Key": f"roster-{next(KEYS):05d}"}
    body = {"rows": list(rows)} | more
    return cast.system(who).post("/api/v1/roster", body, content_type="application/json", headers=headers)


def pushed(cast: Cast, *rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    answered = push(cast, *rows, **more)
    assert answered.status_code == 200, answered.content.decode()
    told: dict[str, Any] = answered.json()
    return told


def test_a_dry_run_tells_the_differences_and_changes_nothing(cast: Cast) -> None:
    told = pushed(cast, row(cast, "chen", trade="装配钳工"), row(cast, "lin"), NEW, dry_run=True)
    assert (told["rows"], told["unchanged"], told["dry_run"]) == (3, 1, True)
    assert told["register_number"] is None and told["waiting"] is None
    assert told["new"] == [{"row": 3, "number": "30001", "name": "方舟舟", "unit": "水压机班"}]
    (changed,) = told["changed"]
    assert (changed["row"], changed["number"]) == (1, cast.people["chen"].number)
    assert changed["changes"] == [{"field": "trade", "before": "天车工", "after": "装配钳工"}]
    assert not RosterImport.objects.exists() and not Person.objects.filter(number="30001").exists()


def test_what_is_clear_comes_in_as_one_import_that_can_be_taken_back(cast: Cast) -> None:
    more = {"id_number": identity(BORN), "phone": "12800000001", "hired_on": "2026-09-01", "joined_on": "2026-09-02"}
    told = pushed(cast, row(cast, "chen", trade="装配钳工"), NEW | more)
    assert told["register_number"] == "HMC-2026-0001" and told["waiting"] is None
    new = Person.objects.get(number="30001")
    assert (new.id_number, new.phone, new.hired_on) == (identity(BORN), "12800000001", date(2026, 9, 1))
    assert Membership.objects.get(person=new).joined_on == date(2026, 9, 2)
    done = RosterImport.objects.get()
    assert (done.file_name, done.committed_by_name) == (FILE, "康敏之")
    undoing.undo_import(done.pk, by=cast.viewer("kang"), at=NOON)
    assert not Person.objects.filter(number="30001").exists()


def test_a_refused_row_says_which_field_why_and_what_to_do(cast: Cast) -> None:
    told = pushed(
        cast, NEW, {"number": "30002", "name": "钱小满", "unit": "水压机班", "id_number": "99010119900307001X"}
    )
    assert told["register_number"] == "HMC-2026-0001"  # a wrong row holds up no other
    (refused,) = told["refused"]
    assert (refused["row"], refused["number"], refused["name"]) == (2, "30002", "钱小满")
    (problem,) = refused["problems"]
    assert problem["field"] == "id_number" and problem["reason"] and problem["cure"]
    assert "99010119900307001X" not in str(told)  # masked


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"unit": "没有的班组名"}, "unit"),
        ({"name": "方3"}, "name"),
        ({"number": "3" * 21}, "number"),
        ({"sex": "?"}, "sex"),
    ],
)
def test_every_field_is_named_as_it_was_sent(cast: Cast, changes: dict[str, str], field: str) -> None:
    told = pushed(cast, row(cast, "chen"), NEW | changes, dry_run=True)
    assert [problem["field"] for one in told["refused"] for problem in one["problems"]] == [field]
    assert told["refused"][0]["row"] == 2


def test_people_of_another_body_are_not_reached(cast: Cast) -> None:
    """The holder's own reach counts, as at the desk."""
    cast.people["kang"].posts.update(unit=cast.units["forging"])
    told = pushed(cast, row(cast, "chen", trade="装配钳工"))
    assert "不归您管" in told["refused"][0]["problems"][0]["reason"]
    assert Person.objects.get(pk=cast.people["chen"].pk).trade == "天车工"


def test_what_is_doubtful_waits_on_a_page_for_a_person(cast: Cast) -> None:
    told = pushed(cast, NEW, row(cast, "chen", name="王大力"))
    assert told["register_number"] == "HMC-2026-0001"
    (doubt,) = told["doubtful"]
    assert (doubt["row"], doubt["question"], doubt["problems"][0]["field"]) == (2, "name", "name")
    draft = RosterImport.objects.get(state="draft")
    assert told["waiting"] == {"rows": 1, "page": f"/desk/roster/imports/{draft.pk}/"}
    assert list(draft.rows.values_list("verdict", "number")) == [("doubtful", cast.people["chen"].number)]
    page = cast.client("kang").get(told["waiting"]["page"])
    assert page.status_code == 200 and "王大力" in page.content.decode()


def test_doubts_alone_are_laid_by_without_an_import(cast: Cast) -> None:
    told = pushed(cast, row(cast, "chen", name="王大力"))
    assert told["register_number"] is None and told["waiting"]["rows"] == 1
    assert RosterImport.objects.get().state == "draft"


def test_a_later_push_takes_the_place_of_a_draft_nobody_has_begun(cast: Cast) -> None:
    first = pushed(cast, row(cast, "chen", name="王大力"))
    again = pushed(cast, row(cast, "chen", name="王大力"), row(cast, "lin", name="赵铁柱"))
    assert first["waiting"]["page"] != again["waiting"]["page"]
    draft = RosterImport.objects.get()
    assert draft.rows.count() == 2
    assert Event.objects.filter(verb="drop_draft", kind="org.import").exclude(row=draft.pk).count() == 1
    settled = pushed(cast, row(cast, "chen"))
    assert settled["waiting"] is None and not RosterImport.objects.exists()


def test_a_draft_in_which_somebody_has_decided_stays(cast: Cast) -> None:
    pushed(cast, row(cast, "chen", name="王大力"))
    draft = RosterImport.objects.get()
    importing.decide_row(draft.rows.get().pk, roster_import=draft.pk, decision="skip", by=cast.viewer("kang"), at=NOON)
    pushed(cast, row(cast, "lin", name="赵铁柱"))
    assert RosterImport.objects.count() == 2


def test_drafts_of_others_and_of_the_desk_stay(cast: Cast) -> None:
    pushed(cast, row(cast, "chen", name="王大力"), who="hao")
    data = f"工号,姓名\n{cast.people['lin'].number},赵铁柱\n".encode()
    importing.prepare_import(data, name="a.csv", by=cast.viewer("kang"), at=NOON)
    pushed(cast, row(cast, "chen"))
    assert RosterImport.objects.filter(state="draft").count() == 2


def test_whom_a_whole_roster_leaves_out_is_asked_about_and_stays(cast: Cast) -> None:
    told = pushed(cast, *(row(cast, key) for key in ("chen", "lin", "gulnur")), dry_run=True)
    assert {one["name"] for one in told["left"]} == {"佟一鸣", "牛春生"}
    assert {one["row"] for one in told["left"]} == {None}


def test_the_same_roster_again_changes_nothing(cast: Cast) -> None:
    pushed(cast, NEW)
    told = pushed(cast, NEW)
    assert (told["unchanged"], told["register_number"], told["waiting"]) == (1, None, None)
    assert RosterImport.objects.count() == 1


def test_commas_quotes_and_other_separators_stay_in_their_field(cast: Cast) -> None:
    told = pushed(cast, *(NEW | {"number": f"3000{n}", "trade": '焊,"工"|甲;乙'} for n in range(3)))
    assert len(told["new"]) == 3
    assert set(Person.objects.filter(number__startswith="3000").values_list("trade", flat=True)) == {'焊,"工"|甲;乙'}


@pytest.mark.parametrize(
    ("rows", "field", "sentence"),
    [
        ([], "rows", "一行也没有"),
        ([{"number": "1"}], "rows.0.name", "必须写"),
        ([NEW, NEW | {"salary": "9000"}], "rows.1.salary", "没有这一项"),
        ([NEW | {"hired_on": "2026/9/1"}], "rows.0.hired_on", "2026-04-03"),
        ([NEW | {"hired_on": 1788220800}], "rows.0.hired_on", "2026-04-03"),  # no seconds since 1970
        ([NEW | {"hired_on": "1788220800"}], "rows.0.hired_on", "2026-04-03"),
        ([NEW | {"hired_on": "2026-02-30"}], "rows.0.hired_on", "2026-04-03"),
        ([NEW | {"name": "方\x00舟"}], "rows.0.name", "不能用的字符"),
        ([NEW | {"name": "方\n舟"}], "rows.0.name", "不能用的字符"),
        ([NEW | {"name": 7}], "rows.0.name", "写成文字"),
        ([NEW | {"name": "方" * 61}], "rows.0.name", "最多 60 个字"),
        (["方舟舟"], "rows.0", "写法不对"),
    ],
)
def test_a_field_that_cannot_be_read_is_named(cast: Cast, rows: list[Any], field: str, sentence: str) -> None:
    answered = push(cast, *rows)
    assert (answered.status_code, answered.json()["code"]) == (422, "NotValid")
    (mend,) = answered.json()["fields"]
    assert mend["field"] == field and sentence in mend["sentence"]
    assert not RosterImport.objects.exists()


def test_a_dry_run_is_asked_for_in_plain_terms(cast: Cast) -> None:
    answered = push(cast, NEW, dry_run="no")
    assert answered.json()["fields"] == [{"field": "dry_run", "sentence": "这一项只写 true 或 false。"}]
    assert not Person.objects.filter(number="30001").exists()


def test_more_rows_than_a_push_may_hold(cast: Cast) -> None:
    answered = push(cast, *([{"name": "方舟"}] * (api.ROWS + 1)))
    assert answered.status_code == 422
    assert answered.json()["fields"] == [{"field": "rows", "sentence": "一次最多 20000 行，请分几次送。"}]


def test_a_whole_plant_fits_into_one_push(cast: Cast) -> None:
    rows = [
        NEW | {"number": f"{n:06d}", "name": "方舟舟", "trade": "热处理工", "hired_on": "2026-09-01"}
        for n in range(2000)
    ]
    told = push_roster(rows, dry_run=True, by=cast.viewer("kang"), at=NOON)
    assert (told.judged.rows, len(told.judged.findings)) == (2000, 2000)
    full = (
        '{"number":"000001","name":"古丽努尔·艾山江","unit":"大件加工公司分会/大件加工一车间工会/天车班工会小组",'
        '"id_number":"990101199003070011","sex":"女","born_on":"1990-03-07","phone":"12800000001","trade":"理化检验员",'
        '"hired_on":"2026-09-01","joined_on":"2026-09-02"},'
    )
    assert len(full.encode()) * api.ROWS < settings.DATA_UPLOAD_MAX_MEMORY_SIZE


@pytest.mark.parametrize(("who", "status"), [("hao", 200), ("yu", 200), ("song", 403), ("wen", 403)])
def test_only_who_keeps_the_register_pushes(cast: Cast, who: str, status: int) -> None:
    assert push(cast, row(cast, "chen"), who=who, dry_run=True).status_code == status
