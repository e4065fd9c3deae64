"""The bench measures what it says: its numbers, its load and its filled union. Seconds are never asserted here."""

from __future__ import annotations

import http.server
import json
import os
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from bench import cpu, filling, hot, roster_file, sizes
from bench.asking import BOUNDARY, appeal
from bench.client import WrongAnswer, load, request
from bench.entry import Entry, verdict
from bench.raw import INTAKE_SQLITE, QUEUE
from bench.rounds import Round, Share, Side, alternate
from bench.union import plan
from tests.ground.org.rosters import judged
from xinqiao.kit import identity_number


def test_an_entry_has_the_shape_of_perf() -> None:
    entry = Entry("C1 intake against the raw ceiling", 0.123456, 0.4, "higher", "why")
    told = json.loads(json.dumps([entry.told()]))
    assert told == [
        {"name": "C1 intake against the raw ceiling", "value": 0.1235, "goal": 0.4, "better": "higher", "note": "why"}
    ]


@pytest.mark.parametrize(
    ("value", "goal", "better", "met"),
    [(0.4, 0.4, "higher", True), (0.39, 0.4, "higher", False), (4, 4, "lower", True), (5, 4, "lower", False)],
)
def test_what_falls_short_is_called_short(value: float, goal: float, better: str, met: bool) -> None:
    entry = Entry("x", value, goal, better, "")  # type: ignore[arg-type]
    assert entry.met is met
    assert verdict(entry).startswith("met" if met else "SHORT")


def test_a_size_nobody_knows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCH", "quick")
    assert sizes.asked() is sizes.QUICK
    monkeypatch.setenv("BENCH", "huge")
    with pytest.raises(SystemExit, match="huge"):
        sizes.asked()


def side(*rounds: tuple[int, float, float]) -> Side:
    """Rounds of one second: operations, CPU of the server, CPU of others."""
    return Side([Round(count, 1.0, server, 0.0, others) for count, server, others in rounds])


def test_requests_decide_on_a_quiet_machine_and_cpu_on_a_noisy_one() -> None:
    quiet = Share(side((40, 0.5, 0), (50, 0.5, 0)), side((100, 0.5, 0), (100, 0.5, 0)))
    assert quiet.by_rate == pytest.approx(0.45)
    assert not quiet.noisy and quiet.value == quiet.by_rate
    noisy = Share(side((40, 0.5, 2.0)), side((100, 0.25, 2.0)))
    assert noisy.noisy
    assert noisy.value == noisy.by_cost == pytest.approx((0.25 / 100) / (0.5 / 40))
    assert "CPU decides" in noisy.told(ours="ours", theirs="ceiling")


def test_rounds_alternate_after_one_to_warm_up() -> None:
    called: list[str] = []

    def runner(name: str) -> Round:
        called.append(name)
        return Round(1, 1.0, 1.0, 0.0, 0.0)

    found = alternate({"a": lambda: runner("a"), "b": lambda: runner("b")}, rounds=3)
    assert called == ["a", "b", "a", "b", "b", "a", "a", "b"]
    assert len(found["a"].rounds) == len(found["b"].rounds) == 3


def test_cpu_of_a_process_is_read_with_its_children() -> None:
    before = cpu.used(os.getpid())
    spent = os.times()
    while sum(os.times()[:2]) - sum(spent[:2]) < 0.05:
        pass
    assert cpu.used(os.getpid()) > before
    assert cpu.parent(os.getpid()) == os.getppid()
    assert cpu.busy() > 0


class Echo(http.server.BaseHTTPRequestHandler):
    """Answers with what was asked; /long without a length."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = self.path.encode()
        self.send_response(200)
        if self.path != "/long":
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = self.path == "/long"

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def echo() -> Iterator[int]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_load_counts_whole_answers_and_never_repeats_a_number(echo: int) -> None:
    asked: list[int] = []

    def make(number: int) -> bytes:
        asked.append(number)
        return request(f"/{number}", cookies={"sessionid": "x"})

    count, seconds = load(echo, make=make, expect=200, seconds=0.05, first=7, lanes=3)
    assert count == len(asked) >= 3 and seconds > 0
    assert asked == list(range(7, 7 + count))


@pytest.mark.parametrize(("path", "expect"), [("/long", 200), ("/one", 303)])
def test_another_answer_than_expected_stops_the_bench(echo: int, path: str, expect: int) -> None:
    with pytest.raises(WrongAnswer):
        load(echo, make=lambda n: request(path), expect=expect, seconds=0.01, lanes=1)


def test_statements_are_named_by_verb_and_table() -> None:
    nested = 'SELECT "a"."id", (SELECT 1 FROM "inner" WHERE (1 = 1)) FROM "service_appeal" a'
    assert hot.short(nested) == "select service_appeal"
    assert hot.short("SELECT COUNT(*) AS x FROM t") == "select count t"
    assert hot.short('UPDATE "papers_register" SET "last" = 1') == "update papers_register"
    assert hot.short('INSERT INTO "cases_case" ("id") VALUES (1)') == "insert cases_case"
    assert hot.short("SELECT id FROM org_person WHERE id = 1 FOR UPDATE") == "select org_person for update"
    assert hot.short("(commit)") == "(commit)"
    assert hot.short('SAVEPOINT "s1_x1"') == "SAVEPOINT"


def test_no_two_appeals_are_alike_and_no_photo_is_sent() -> None:
    one, two = (appeal(number, token="t", mark="m").decode() for number in (1, 2))
    assert one != two
    assert one.count(BOUNDARY) == 6 and one.endswith(f"--{BOUNDARY}--\r\n")
    assert 'name="photo"; filename=""' in one


def test_the_tree_of_units_holds_everybody_at_every_size() -> None:
    for members in (400, 16_000, 160_000, 1_600_000):
        p = plan(members)
        assert p.all_teams * 10 == members
        assert max(p.subs, p.workshops, p.teams) < 9000  # four digits a level


@pytest.mark.django_db
@pytest.mark.engine
def test_the_filled_union_holds_together_and_its_pages_open() -> None:
    asks = filling.main({"members": 400, "cases": 600, "sessions": 5}, settle=False)
    connection.check_constraints()
    assert len(asks["members"]) == 5
    pages = {"clerk": "/desk/appeals/", "officer": "/desk/appeals/closed/?before=300", "chair": "/desk/appeals/late/",
             "subchair": "/desk/appeals/", "keeper": "/desk/roster/?after=10000200"}  # fmt: skip
    for role, path in pages.items():
        client = Client()
        client.cookies["sessionid"] = asks[role]
        answer = client.get(path)
        assert answer.status_code == 200, role
        assert answer.content.decode().count("<tr>") >= 10, role
    with connection.cursor() as cursor:
        cursor.execute(QUEUE)
        assert len(cursor.fetchall()) == 25
        if connection.vendor == "sqlite":
            cursor.execute(INTAKE_SQLITE[0].replace("?", "%s"), ["1", "t", 1, "w"])


@pytest.mark.django_db
def test_the_roster_is_read_and_only_its_wrong_rows_are_refused(tmp_path: Path) -> None:
    file = roster_file.write(tmp_path / "roster.xlsx", rows=1000)
    found = judged(file.read_bytes(), make_units=True)
    assert found.rows == 1000
    assert len(found.of("new")) == 999
    assert [one.row for one in found.of("refused")] == [1001]
    number = roster_file.identity(date(1980, 2, 29), order=7)
    assert identity_number.check(number, today=date(2026, 1, 1), fictional=True).value == number
