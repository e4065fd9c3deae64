"""Facts that stand on every page are asked at most once a minute, and never stop a page."""

import pytest
from django.db import OperationalError

from xinqiao.ui import context


@pytest.fixture(autouse=True)
def _cold() -> None:
    context.forget()


def test_a_fact_is_asked_once_and_kept() -> None:
    asked = []
    context.provide("hotline", fact=lambda: asked.append(1) or "85123")  # type: ignore[func-returns-value]
    assert context.fact("hotline", otherwise="12351") == "85123"
    assert context.fact("hotline", otherwise="12351") == "85123"
    assert len(asked) == 1
    context.forget()
    assert context.fact("hotline", otherwise="12351") == "85123"
    assert len(asked) == 2


def test_a_fact_nobody_gives_has_its_fallback() -> None:
    assert context.fact("hotline", otherwise="12351") == "12351"


def test_a_database_that_is_down_does_not_stop_the_page() -> None:
    def down() -> str:
        raise OperationalError

    context.provide("hotline", fact=down)
    assert context.fact("hotline", otherwise="12351") == "12351"
