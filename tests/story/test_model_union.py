"""The model union, filled in a small size by the program itself: what stands in it is checked from the outside."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from xinqiao.ground.org.story import papers
from xinqiao.ground.org.story.cast import CAST
from xinqiao.ground.org.words import Role
from xinqiao.kit import identity_number

MEMBERS = 300
XINQIAO = Path(sys.executable).parent / "xinqiao"


def run(var: Path, *words: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("XINQIAO_", "DJANGO_"))}
    env = clean | {"XINQIAO_VAR": str(var)}
    return subprocess.run([str(XINQIAO), *words], env=env, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the union of 300 members was filled."""
    folder = tmp_path_factory.mktemp("union")
    done = run(folder, "fill_demo", "--members", str(MEMBERS))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def rows(var: Path) -> Iterator[sqlite3.Connection]:
    held = sqlite3.connect(f"file:{var / 'demo.sqlite3'}?mode=ro", uri=True)
    yield held
    held.close()


def one(rows: sqlite3.Connection, question: str) -> int:
    return int(rows.execute(question).fetchone()[0])


def test_only_the_whole_union_lies_in_the_folder(var: Path) -> None:
    assert [file.name for file in var.glob("*.sqlite3")] == ["demo.sqlite3"]
    assert not list(var.glob("*.filling*"))


def test_members_are_exactly_as_many_as_asked_for(rows: sqlite3.Connection) -> None:
    assert one(rows, "SELECT count(*) FROM org_membership WHERE left_on IS NULL") == MEMBERS
    at_work = one(rows, "SELECT count(*) FROM org_person WHERE left_on IS NULL")
    assert at_work > MEMBERS  # some have not joined: membership is voluntary


def test_everybody_at_work_has_one_open_stretch_in_their_unit(rows: sqlite3.Connection) -> None:
    wrong = """SELECT count(*) FROM org_person p WHERE p.left_on IS NULL AND 1 <> (
        SELECT count(*) FROM org_employment e WHERE e.person_id = p.id AND e.to_on IS NULL AND e.unit_id = p.unit_id)"""
    assert one(rows, wrong) == 0
    assert one(rows, "SELECT count(*) FROM org_employment WHERE to_on < from_on") == 0


def test_every_unit_hangs_under_its_parent(rows: sqlite3.Connection) -> None:
    wrong = """SELECT count(*) FROM org_unit u JOIN org_unit p ON p.id = u.parent_id
        WHERE substr(u.path, 1, length(p.path)) <> p.path OR length(u.path) <> length(p.path) + 4"""
    assert one(rows, wrong) == 0
    assert one(rows, "SELECT count(*) FROM org_unit WHERE kind = 'subunion'") == 20
    forging = "SELECT path FROM org_unit WHERE short = '锻造公司'"
    teams = f"SELECT count(*) FROM org_unit WHERE kind = 'team' AND path LIKE ({forging}) || '%'"
    assert one(rows, teams) == 41


def test_the_cast_is_there_with_its_posts(rows: sqlite3.Connection) -> None:
    for member in CAST.values():
        found = rows.execute("SELECT name, id FROM org_person WHERE number = ?", (member.number,)).fetchone()
        assert found, member
        assert found[0] == member.name
        held = {row[0] for row in rows.execute("SELECT role FROM org_post WHERE person_id = ?", (found[1],))}
        assert {str(role) for role, _unit, _years in member.posts} <= held


def test_every_role_that_admits_to_something_is_held(rows: sqlite3.Connection) -> None:
    held = {row[0] for row in rows.execute("SELECT DISTINCT role FROM org_post WHERE to_on IS NULL")}
    assert {Role.CHAIR, Role.VICE_CHAIR, Role.CLERK, Role.HOTLINE_AGENT, Role.DEPARTMENT_HEAD, Role.AUDITOR} <= held
    assert {Role.ORGANISATION_OFFICER, Role.GROUP_LEADER, Role.SUBUNION_CHAIR, Role.ADMINISTRATOR} <= held


def test_every_team_has_its_group_leader(rows: sqlite3.Connection) -> None:
    without = """SELECT count(*) FROM org_unit u WHERE u.kind = 'team' AND u.closes_on IS NULL AND NOT EXISTS (
        SELECT 1 FROM org_post p WHERE p.unit_id = u.id AND p.role = 'group_leader' AND p.to_on IS NULL)"""
    assert one(rows, without) == 0


def test_long_and_dotted_names_stay_whole(rows: sqlite3.Connection) -> None:
    names = {row[0] for row in rows.execute("SELECT name FROM org_person")}
    assert {"阿拉腾乌力吉", "古丽努尔·艾山江"} <= names
    assert all("•" not in name and "." not in name for name in names)


def test_nobody_stands_with_a_bare_identity_number(rows: sqlite3.Connection) -> None:
    stored = [row[0] for row in rows.execute("SELECT id_number FROM org_person LIMIT 50")]
    assert all(text.startswith("k1:") for text in stored)
    assert one(rows, "SELECT count(DISTINCT id_index) FROM org_person") == one(rows, "SELECT count(*) FROM org_person")


def test_past_appeals_are_all_answered(rows: sqlite3.Connection) -> None:
    closed = "SELECT count(*) FROM cases_case WHERE closed_at IS NOT NULL AND state <> 'withdrawn'"
    assert one(rows, closed) >= 90
    assert one(rows, closed + " AND replied_at IS NULL") == 0


def test_open_appeals_stand_in_every_state_with_a_day(rows: sqlite3.Connection) -> None:
    states = {row[0] for row in rows.execute("SELECT DISTINCT state FROM cases_case WHERE closed_at IS NULL")}
    assert states == {"received", "handling", "paused", "replied"}
    assert one(rows, "SELECT count(*) FROM cases_case WHERE closed_at IS NULL") >= 40
    assert one(rows, "SELECT count(*) FROM cases_case WHERE closed_at IS NULL AND due_on IS NULL") == 0
    assert one(rows, "SELECT count(*) FROM cases_case WHERE round_kind = 'review'") > 0


def test_extensions_stand_in_every_state_and_moved_what_was_agreed(rows: sqlite3.Connection) -> None:
    states = {row[0] for row in rows.execute("SELECT DISTINCT state FROM approvals_request")}
    assert states == {"open", "approved", "refused", "returned", "withdrawn"}
    agreed = "SELECT count(*) FROM approvals_request WHERE state = 'approved'"
    assert one(rows, agreed) == one(rows, "SELECT count(*) FROM cases_entry WHERE verb = 'extend'") > 0
    assert one(rows, "SELECT count(*) FROM approvals_version WHERE revision = 2") > 0
    assert one(rows, "SELECT count(*) FROM approvals_signature WHERE person_id <> holder_id") > 0
    numbers = [row[0] for row in rows.execute("SELECT number FROM approvals_request ORDER BY filed_at")]
    assert numbers == sorted(numbers)


def test_nobody_signed_their_own_or_that_of_their_kin(rows: sqlite3.Connection) -> None:
    own = """SELECT count(*) FROM approvals_signature s JOIN approvals_involved i ON i.request_id = s.request_id
        WHERE i.person_id IN (s.person_id, s.holder_id)"""
    kin = """SELECT count(*) FROM approvals_signature s JOIN approvals_involved i ON i.request_id = s.request_id
        JOIN org_kinship k ON k.person_id IN (s.person_id, s.holder_id) AND k.relative_id = i.person_id
        OR k.relative_id IN (s.person_id, s.holder_id) AND k.person_id = i.person_id"""
    assert one(rows, own) == one(rows, kin) == 0


def test_nobody_handled_their_own_or_what_is_about_them(rows: sqlite3.Connection) -> None:
    assert one(rows, "SELECT count(*) FROM cases_case WHERE holder_id = opened_by_id") == 0
    assert (
        one(
            rows,
            "SELECT count(*) FROM service_appeal a JOIN cases_case c ON c.id = a.case_id WHERE c.holder_id = a.complained_id",
        )
        == 0
    )
    hands = """SELECT count(*) FROM cases_entry e JOIN cases_case c ON c.id = e.case_id
        WHERE e.by_id = c.opened_by_id AND e.verb IN ('take', 'reply', 'hand_over', 'resolve', 'refuse')"""
    assert one(rows, hands) == 0


def test_register_numbers_of_a_year_have_no_gap(rows: sqlite3.Connection) -> None:
    for register, table in (("SQ", "cases_case"), ("ZF", "visits_visit")):
        for year in range(2021, date.today().year + 1):  # noqa: DTZ011 - any day of the year will do
            found = rows.execute(f"SELECT number FROM {table} WHERE number LIKE '{register}-{year}-%'")
            numbers = sorted(int(row[0][-4:]) for row in found)
            assert numbers == list(range(1, len(numbers) + 1))


def test_no_two_appeals_say_the_same(rows: sqlite3.Connection) -> None:
    assert one(rows, "SELECT count(DISTINCT words) FROM service_appeal") == one(
        rows, "SELECT count(*) FROM service_appeal"
    )


def test_what_people_say_is_in_the_unions_words(rows: sqlite3.Connection) -> None:
    said = [row[0] for row in rows.execute("SELECT text FROM cases_entry UNION ALL SELECT words FROM service_appeal")]
    said += [
        row[0] for row in rows.execute("SELECT heard FROM visits_visit UNION ALL SELECT result FROM visits_visittask")
    ]
    for word in (r"(?<!施)工单", "客户", "打卡", "看板", "贫困户", "[{}]"):
        assert not [text for text in said if re.search(word, text)], word


def test_the_one_whose_home_is_shown_first_has_something_to_rate(rows: sqlite3.Connection) -> None:
    waiting = """SELECT count(*) FROM cases_case c JOIN org_person p ON p.id = c.opened_by_id
        WHERE p.name = '陈禾苗' AND c.state = 'resolved' AND c.rating = ''"""
    assert one(rows, waiting) >= 1


def test_visits_stand_in_every_state_and_no_task_ended_without_a_result(rows: sqlite3.Connection) -> None:
    assert one(rows, "SELECT count(*) FROM visits_visit") >= 75
    states = {row[0] for row in rows.execute("SELECT DISTINCT state FROM visits_visittask")}
    assert states == {"open", "back", "done"}
    assert (
        one(rows, "SELECT count(*) FROM visits_visittask WHERE state = 'done' AND (result = '' OR done_by_id IS NULL)")
        == 0
    )
    moves = {row[0] for row in rows.execute("SELECT DISTINCT move FROM visits_visittaskhand")}
    assert moves == {"given", "back", "passed", "inherited", "done"}
    assert one(rows, "SELECT count(*) FROM visits_visit WHERE state = 'withdrawn'") == 1
    assert one(rows, "SELECT count(*) FROM visits_visit WHERE version > 1") == 1


def test_every_visit_has_its_first_version_and_its_event(rows: sqlite3.Connection) -> None:
    bare = """SELECT count(*) FROM visits_visit v WHERE NOT EXISTS (
        SELECT 1 FROM visits_visitversion w WHERE w.visit_id = v.id AND w.version = 1)
        OR NOT EXISTS (SELECT 1 FROM trail_event e WHERE e.verb = 'record_visit' AND e.number = v.number)"""
    assert one(rows, bare) == 0
    ended = """SELECT count(*) FROM visits_visittask t WHERE t.state = 'done' AND NOT EXISTS (
        SELECT 1 FROM visits_visittaskhand h WHERE h.task_id = t.id AND h.move = 'done')"""
    assert one(rows, ended) == 0


def test_nobody_visited_themselves_nor_did_what_was_done_for_them(rows: sqlite3.Connection) -> None:
    own = """SELECT count(*) FROM visits_visit v JOIN visits_visitperson p ON p.visit_id = v.id AND p.side = 'visited'
        WHERE p.person_id IN (v.visitor_id, v.written_by_id)"""
    assert one(rows, own) == 0
    gained = """SELECT count(*) FROM visits_visittask t JOIN visits_visitperson p ON p.visit_id = t.visit_id
        AND p.side = 'visited' WHERE p.person_id IN (t.owner_id, t.done_by_id)"""
    assert one(rows, gained) == 0
    crowd = """SELECT count(*) FROM visits_visit v WHERE v.closed AND (v.whole_unit OR 1 <> (
        SELECT count(*) FROM visits_visitperson p WHERE p.visit_id = v.id AND p.side = 'visited'))"""
    assert one(rows, crowd) == 0


def test_somebody_has_left_a_task_that_waits_for_their_successor(rows: sqlite3.Connection) -> None:
    left = """SELECT count(*) FROM visits_visittask t WHERE t.state = 'open' AND t.owner_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM org_post p WHERE p.person_id = t.owner_id AND p.to_on IS NULL)"""
    assert one(rows, left) == 1


def test_the_trail_is_sealed_and_whole(var: Path) -> None:
    done = run(var, "verify_trail")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("完好")


def test_figures_are_computed_from_these_records(var: Path, rows: sqlite3.Connection) -> None:
    figures = {entry["key"]: entry["value"] for entry in json.loads(run(var, "figures", "--json").stdout)}
    assert figures["appeals"] == one(rows, "SELECT count(*) FROM cases_case WHERE state <> 'withdrawn'")
    assert figures["appeals_answered_share"] == 1.0


def test_a_second_call_leaves_it_as_it_is(var: Path) -> None:
    before = (var / "demo.sqlite3").stat().st_mtime_ns
    done = run(var, "fill_demo", "--members", str(MEMBERS))
    assert "已经填好" in done.stdout
    assert (var / "demo.sqlite3").stat().st_mtime_ns == before


def test_the_same_seed_tells_the_same_people(var: Path, rows: sqlite3.Connection, tmp_path: Path) -> None:
    assert run(tmp_path, "fill_demo", "--members", str(MEMBERS)).returncode == 0
    again = sqlite3.connect(tmp_path / "demo.sqlite3")
    try:
        for question in (
            "SELECT number, name, sex, born_on, trade, unit_id FROM org_person ORDER BY id",
            "SELECT path, kind, name FROM org_unit ORDER BY id",
            "SELECT person_id, role, unit_id FROM org_post ORDER BY id",
            "SELECT number, title FROM cases_case WHERE number LIKE 'SQ-2022-%' ORDER BY id",
        ):
            assert rows.execute(question).fetchall() == again.execute(question).fetchall(), question
    finally:
        again.close()


def test_identity_numbers_of_the_demo_belong_to_nobody() -> None:
    number = papers.identity_number("990102", born_on=date(1985, 10, 1), serial=12)
    assert re.fullmatch(r"99\d{15}[\dX]", number)
    assert identity_number.check(number, today=date(2026, 1, 1), fictional=True).birth_on == date(1985, 10, 1)
