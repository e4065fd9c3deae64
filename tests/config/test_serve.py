"""The server does not start on a port that is taken, nor a real installation on a demo database."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from tests.cast import Cast
from xinqiao.config.management.commands import serve
from xinqiao.config.management.commands.serve import (
    DemoDatabase,
    OlderThanTheProgram,
    PortTaken,
    RealDatabase,
    open_database,
    refuse_the_wrong_database,
)
from xinqiao.ground.org.models import Installation


class Started(Exception):
    """The server would run now."""


@pytest.fixture(autouse=True)
def _no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def started(*_words: object) -> None:
        raise Started

    monkeypatch.setattr(serve.os, "execv", started)
    monkeypatch.setattr(serve, "_static_is_stale", lambda: False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_it_says_where_it_is_and_what_to_try(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    port = free_port()
    with pytest.raises(Started):
        call_command("serve", port=port)
    said = capsys.readouterr().out
    assert f"http://127.0.0.1:{port}/" in said
    assert "陈禾苗" in said


def test_a_demo_is_filled_before_it_is_served_and_not_for_a_taken_port(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[str] = []
    monkeypatch.setattr(serve, "call_command", called.append)
    with pytest.raises(Started):
        call_command("serve", port=free_port(), fill=True)
    assert called == ["fill_demo"]
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(PortTaken):
            call_command("serve", port=other.getsockname()[1], fill=True)
    assert called == ["fill_demo"]


def test_a_taken_port_is_said(cast: Cast) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(PortTaken) as refusal:
            call_command("serve", port=other.getsockname()[1])
    assert "make demo PORT=8001" in str(refusal.value)


def test_a_real_installation_refuses_a_demo_database(cast: Cast, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(DemoDatabase):
        refuse_the_wrong_database()
    Installation.objects.update(demo=False)
    refuse_the_wrong_database()


def test_a_demo_opens_its_own_database_and_no_real_one(cast: Cast) -> None:
    open_database()
    Installation.objects.update(demo=False)
    with pytest.raises(RealDatabase):
        open_database()


def one_step_back() -> None:
    call_command("migrate", "org", "0002", verbosity=0)


def columns() -> set[str]:
    with connection.cursor() as cursor:
        return {one.name for one in connection.introspection.get_table_description(cursor, "org_membership")}


def test_an_older_demo_is_brought_up_to_date(committed: None) -> None:
    one_step_back()
    assert "document" not in columns()
    open_database()
    assert "document" in columns()


def test_an_older_union_is_not_opened_before_somebody_has_migrated_it(committed: None, settings: Any) -> None:
    settings.DEMO = False
    one_step_back()
    try:
        with pytest.raises(OlderThanTheProgram, match=r"还差 \d+ 步"):
            open_database()
        assert "document" not in columns()
    finally:
        call_command("migrate", verbosity=0)
