"""`make guards` tells a refusal that a test proves from one that only looks proven."""

from pathlib import Path

import pytest

from tools import guards

REFUSAL = """
OFF = set()

class Refused(Exception):
    pass

def refuse_if(condition, refusal, **facts):
    if condition and refusal.__name__ not in OFF:
        raise refusal(facts)
"""
ACTIONS = """
from xinqiao.kit import refusal
from xinqiao.kit.refusal import Refused, refuse_if

class Family(refusal.Refused):
    "Only inherited: no guard."

class Proven(Refused): pass
class Child(Family): pass
class Helped(Refused): pass
class StaysGreen(Refused): pass
class Untested(Refused): pass

def act(n):
    refuse_if(n == 1, Proven)
    refuse_if(n == 2, refusal=Child)
    refuse_if(n == 3, Helped)
    refuse_if(n == 4, StaysGreen)
    refuse_if(n == 5, Untested)
"""
CONFTEST = """
def pytest_addoption(parser):
    parser.addoption("--guard-off")

def pytest_configure(config):
    from xinqiao.kit import refusal
    config.addinivalue_line("markers", "browser: none here")
    refusal.OFF.add(config.getoption("guard_off"))
"""
TESTS = """
import pytest
from xinqiao.room.actions import Child, Helped, Proven, StaysGreen, Untested, act

def test_proven():
    with pytest.raises(Proven):
        act(1)

class TestChild:
    @pytest.mark.parametrize("refusal", [Child])
    def test_child(self, refusal):
        with pytest.raises(refusal):
            act(2)

def test_stays_green():
    assert StaysGreen
"""
HELPER = """
import pytest
from xinqiao.room.actions import Helped, act

def refuses(n):
    with pytest.raises(Helped):
        act(n)

def test_helped():
    refuses(3)
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A project with five refusals, three of them proven by tests."""
    texts = {
        "pyproject.toml": '[tool.pytest.ini_options]\npythonpath = ["src"]\naddopts = "-p no:django"\n',
        "src/xinqiao/__init__.py": "",  # a package proper, or Python would prefer the real one
        "src/xinqiao/kit/refusal.py": REFUSAL,
        "src/xinqiao/room/actions.py": ACTIONS,
        "tests/conftest.py": CONFTEST,
        "tests/room/test_actions.py": TESTS,
        "tests/room/test_helped.py": HELPER,
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_refusals_are_found_at_any_remove(checkout):
    found = guards.find_guards(checkout / "src/xinqiao")
    assert [guard.name for guard in found] == ["Child", "Helped", "Proven", "StaysGreen", "Untested"]


def test_a_test_names_a_refusal_in_its_body_its_decorators_or_through_a_helper(checkout):
    found = guards.find_guards(checkout / "src/xinqiao")
    guards.assign_tests(found, checkout=checkout)
    assert {guard.name: guard.tests for guard in found} == {
        "Child": ["tests/room/test_actions.py::TestChild::test_child"],
        "Helped": ["tests/room/test_helped.py"],
        "Proven": ["tests/room/test_actions.py::test_proven"],
        "StaysGreen": ["tests/room/test_actions.py::test_stays_green"],
        "Untested": [],
    }


def test_the_unproven_are_listed_and_fail(checkout, capsys):
    assert guards.main([], checkout=checkout) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("StaysGreen: its tests stay green without it: tests/room/test_actions.py::test_stays_gr")
    assert lines[1] == "Untested: no test names it (room/actions.py)"
    assert lines[2].startswith("3 of 5 refusals are proven")


def test_the_proven_pass(checkout):
    assert guards.main(["Proven", "Child"], checkout=checkout) == 0


def test_a_red_start_proves_nothing(checkout, capsys):
    (checkout / "tests/room/test_red.py").write_text("def test_red():\n    assert not 'Proven'\n")
    assert guards.main(["Proven"], checkout=checkout) == 1
    assert "must be green before" in capsys.readouterr().err


def test_one_name_for_two_refusals_is_a_fault(checkout, capsys):
    twin = "from xinqiao.kit.refusal import Refused\n\nclass Proven(Refused): pass\n"
    (checkout / "src/xinqiao/room/twin.py").write_text(twin)
    assert guards.main(["Proven"], checkout=checkout) == 1
    assert "defined 2 times" in capsys.readouterr().out


def test_an_unknown_name_is_a_wrong_call(checkout):
    assert guards.main(["Nobody"], checkout=checkout) == 2
