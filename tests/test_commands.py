"""`xinqiao COMMAND`: what it prints, how it ends, and what it says when it goes wrong."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core import management
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError

from tests.cast import NOON, Cast
from tests.domains.service.appeal import filed, resolved
from xinqiao.config import cli
from xinqiao.ground.identity.models import Account
from xinqiao.ground.org.models import Membership, Post
from xinqiao.kit.mechanisms import Figure, Mechanism, Page, built, figures
from xinqiao.kit.refusal import Refused, refuse_if


def printed(*words: str) -> Any:
    """What a command prints as JSON."""
    out = StringIO()
    call_command(*words, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A register with one mechanism and one figure of this test."""
    monkeypatch.setitem(built, "M00", None)
    built.clear()
    pages = (Page("trail_head", "public", None), Page("me", "member", "member"), Page("appeal_queue", "desk", "clerk"))
    built["M00"] = Mechanism("M00", "ground/org", "花名册", "Register of people", lambda: 7, pages)


@pytest.fixture(autouse=True)
def _as_registered() -> Any:
    """The registers are the program's own: put back what a test took out."""
    kept, kept_figures = dict(built), dict(figures)
    yield
    for register, rows in ((built, kept), (figures, kept_figures)):
        register.clear()
        register.update(rows)  # type: ignore[arg-type]


def test_every_mechanism_is_told_with_its_pages(cast: Cast) -> None:
    filed(cast)
    (appeals,) = [entry for entry in printed("mechanisms") if entry["id"] == "M33"]
    assert set(appeals) == {"id", "room", "zh", "en", "records", "pages"}
    assert (appeals["room"], appeals["zh"], appeals["records"]) == ("service/appeals", "职工诉求", 1)
    assert all(set(page) == {"name", "path", "face", "enter_as"} for page in appeals["pages"])
    assert {"name": "appeal_file", "path": "/appeals/new/", "face": "member"}.items() <= appeals["pages"][0].items()


def test_every_page_opens_for_the_person_it_names(cast: Cast) -> None:
    names = {person.number: key for key, person in cast.people.items()}
    for entry in printed("mechanisms"):
        assert entry["pages"], entry["id"]
        for page in entry["pages"]:
            opened = cast.client(names.get(page["enter_as"], "")).get(page["path"])
            text = opened.content.decode()
            assert (opened.status_code, text.count("<h1")) == (200, 1), page
            assert opened["Content-Type"].startswith("text/html")


def test_whoever_enters_has_an_account_if_anybody_has(cast: Cast, alone: None) -> None:
    Account.objects.create(person=cast.people["gulnur"], activated_at=NOON)
    Account.objects.create(person=cast.people["alat"])  # a slip was issued, nothing more
    public, member, desk = printed("mechanisms")[0]["pages"]
    assert public == {"name": "trail_head", "path": "/trail/", "face": "public", "enter_as": None}
    assert member["enter_as"] == cast.people["gulnur"].number
    assert desk["enter_as"] == cast.people["jiang"].number  # no account at all: any holder


def test_a_plain_member_holds_no_post_and_has_not_left(cast: Cast, alone: None) -> None:
    Membership.objects.filter(person=cast.people["chen"]).update(left_on="2026-01-01")
    Post.objects.create(person=cast.people["lin"], role="delegate", unit=cast.units["crane"], from_on="2026-01-01")
    assert printed("mechanisms")[0]["pages"][1]["enter_as"] == cast.people["wei"].number


def test_a_post_that_has_ended_opens_nothing(cast: Cast, alone: None) -> None:
    Post.objects.filter(person=cast.people["jiang"]).update(to_on="2026-01-01")
    with pytest.raises(CommandError, match="现在没有“窗口受理员”"):
        printed("mechanisms")


def test_an_empty_union_says_that_there_are_no_members(db: None, alone: None) -> None:
    with pytest.raises(CommandError, match="现在没有“会员”"):
        printed("mechanisms")


def test_a_mechanism_is_readable_without_json(cast: Cast, alone: None) -> None:
    out = StringIO()
    call_command("mechanisms", stdout=out)
    first, public, *_rest = out.getvalue().splitlines()
    assert first == "M00  花名册  Register of people  (ground/org)  7"
    assert public.split() == ["/trail/", "public", "-"]


def test_figures_come_with_unit_and_definition(cast: Cast) -> None:
    resolved(cast)
    found = {entry["key"]: entry for entry in printed("figures")}
    assert found["appeals"]["value"] == 1
    for entry in found.values():
        assert set(entry) == {"key", "value", "unit", "definition"}
        assert entry["unit"]
        assert len(entry["definition"]) > 10


def test_a_figure_is_readable_without_json(monkeypatch: pytest.MonkeyPatch) -> None:
    figures.clear()
    figures["share"] = Figure("share", "比例", "甲 ÷ 乙", lambda: 0.5)
    out = StringIO()
    call_command("figures", stdout=out)
    assert out.getvalue().split() == ["share", "0.5", "比例", "甲", "÷", "乙"]


# The program itself: exit 0 done; 1 refused or found wrong, with one sentence; 2 wrong call; never a traceback.


class RosterClosed(Refused):
    rule = "花名册这会儿不能改。"
    cure = "明天再来。"


class Fails(BaseCommand):
    """Goes wrong in the way its option says."""

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--how", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        how = options["how"]
        refuse_if(how == "refused", RosterClosed)
        if how in FAILURES:
            raise FAILURES[how]
        self.stdout.write("好了")


FAILURES: dict[str, BaseException] = {
    "found wrong": CommandError("第 3 号事件被改过。"),
    "wrong call": CommandError("没有这个单位。", returncode=2),
    "broken": ZeroDivisionError("division by zero"),
    "no database": OperationalError("no such table: org_unit"),
    "stopped": KeyboardInterrupt(),
    "reader gone": BrokenPipeError(),
}


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command of this test among the product's own."""
    listed, load = management.get_commands(), management.load_command_class
    monkeypatch.setattr(management, "get_commands", lambda: listed | {"fails": "xinqiao.kit"})
    monkeypatch.setattr(
        management, "load_command_class", lambda app, name: Fails() if name == "fails" else load(app, name)
    )


@pytest.mark.parametrize(
    ("how", "code", "sentence"),
    [
        ("", 0, ""),
        ("refused", 1, "花名册这会儿不能改。明天再来。"),
        ("found wrong", 1, "第 3 号事件被改过。"),
        ("wrong call", 2, "没有这个单位。"),
        ("broken", 1, "没有办成：division by zero。"),
        ("no database", 1, "数据库打不开或还没有建好"),
        ("stopped", 1, "已停止。"),
        ("reader gone", 0, ""),
    ],
)
def test_a_command_ends_with_a_code_and_one_sentence(
    fails: None, db: None, capsys: pytest.CaptureFixture[str], how: str, code: int, sentence: str
) -> None:
    assert cli.run(["fails", "--how", how]) == code
    told = capsys.readouterr().err
    assert told.startswith(sentence)
    assert told.count("\n") == (1 if sentence else 0)
    assert "Traceback" not in told


def test_an_unknown_command_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["mechanism"]) == 2
    assert capsys.readouterr().err == "没有“mechanism”这个命令；运行 xinqiao help 看全部命令。\n"


def test_djangos_own_commands_are_not_the_products(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["flush"]) == 2
    assert "flush" in capsys.readouterr().err


def test_a_bad_option_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["figures", "--jason"]) == 2
    told = capsys.readouterr().err
    assert "--jason" in told
    assert told.count("\n") == 1


def test_help_for_a_command_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.run(["figures", "--help"])
    assert left.value.code == 0
    assert "--json" in capsys.readouterr().out


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["help"]) == 0
    listed = capsys.readouterr().out
    wanted = (
        "mechanisms",
        "figures",
        "import_roster",
        "undo_import",
        "verify_trail",
        "seal_trail",
        "fill_demo",
        "serve",
        "work",
    )
    assert all(f"  {name}\n" in listed for name in wanted)
    assert cli.run([]) == 2


def test_a_bad_setting_is_a_wrong_call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from xinqiao.config import env

    def broken(words: list[str]) -> int:
        raise env.BadSetting("XINQIAO_DEMO must be yes or no, not 'perhaps'")

    monkeypatch.setattr(cli, "_run", broken)
    assert cli.run(["figures"]) == 2
    assert capsys.readouterr().err == "XINQIAO_DEMO must be yes or no, not 'perhaps'\n"
