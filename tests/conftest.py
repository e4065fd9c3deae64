"""What every test stands on: a switch to take one refusal out, and the engine the run uses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import translation
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import launch
from tests.cast import Cast, gather
from tests.committed import _guards_stand_again, committed  # noqa: F401 - fixtures
from xinqiao.ground.parameters.queries import known
from xinqiao.kit.refusal import _off
from xinqiao.ui import context


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--guard-off", default="", help="take this refusal out, to see a test fail without it")


def pytest_configure(config: pytest.Config) -> None:
    name = config.getoption("--guard-off")
    if name:
        _off.add(name)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Races need PostgreSQL: SQLite hides them. Elsewhere they are left out, and the Makefile runs them there."""
    if connection.vendor != "postgresql":
        for item in items:
            if item.get_closest_marker("race"):
                item.add_marker(pytest.mark.skip(reason="a race shows only on PostgreSQL"))


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(context, "_facts", {})  # facts of the whole house keep their fallbacks: no test waits for them
    known.cache_clear()  # what was confirmed in another test is unknown here, whatever its stamp
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """The small union of tests/cast.py."""
    return gather()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One real browser for the whole run: Playwright allows one at a time."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()
