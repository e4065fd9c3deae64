"""The look is tried without a database: facts of the house keep their fallbacks."""

import pytest

from xinqiao.ui import context


@pytest.fixture(autouse=True)
def _no_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "_facts", {})
