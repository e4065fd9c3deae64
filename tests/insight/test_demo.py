"""Entering as somebody of the cast: full sign-in in the demo, and no such address anywhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests.cast import NOON, Cast
from xinqiao.ground.identity.models import Account
from xinqiao.insight.demo.queries import cast as cast_of
from xinqiao.insight.demo.queries import first_to_try
from xinqiao.kit.clock import today


@pytest.fixture
def actors(cast: Cast) -> Cast:
    for key in ("chen", "song", "wen", "lu"):
        Account.objects.create(person=cast.people[key], activated_at=NOON)
    return cast


def test_one_request_enters_and_counts_as_signed_in(actors: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    sent = browser.post("/demo/enter/", {"person": actors.people["chen"].number})
    assert (sent.status_code, sent["Location"]) == (303, "/")
    assert browser.get("/my/appeals/").status_code == 200
    assert "陈禾苗" in browser.get("/").content.decode()


def test_an_officer_lands_at_the_desk(actors: Cast) -> None:
    browser = Client()
    assert browser.post("/demo/enter/", {"person": actors.people["song"].number})["Location"] == "/desk/"
    assert browser.get("/desk/appeals/").status_code == 200


def test_entering_again_is_being_somebody_else(actors: Cast) -> None:
    browser = Client()
    browser.post("/demo/enter/", {"person": actors.people["song"].number})
    browser.post("/demo/enter/", {"person": actors.people["chen"].number})
    assert browser.get("/desk/appeals/").status_code == 403


@pytest.mark.parametrize("number", ["", "999999", "' OR 1=1 --"])
def test_nobody_of_that_number_is_nobody(actors: Cast, number: str) -> None:
    assert Client().post("/demo/enter/", {"person": number}).status_code == 404


def test_the_front_door_shows_the_cast_and_says_it_is_invented(actors: Cast) -> None:
    page = Client().get("/").content.decode()
    assert "演示数据，人物与单位均为虚构" in page
    for name in ("陈禾苗", "宋巧云", "温若兰"):
        assert name in page


def test_the_cast_stands_members_first_then_by_protocol(actors: Cast) -> None:
    names = [actor.name for actor in cast_of(today(NOON))]
    assert names == ["陈禾苗", "陆振川", "温若兰", "宋巧云"]
    assert [actor.name for actor in first_to_try(cast_of(today(NOON)))] == ["陈禾苗", "宋巧云", "温若兰"]


def test_outside_the_demo_the_address_does_not_exist(tmp_path: Path) -> None:
    """In a program of its own: addresses are read once, when it starts."""
    code = (
        "import django; django.setup()\n"
        "from django.urls import Resolver404, resolve\n"
        "try:\n    resolve('/demo/enter/')\nexcept Resolver404:\n    print('no such address')\n"
    )
    env = {k: v for k, v in os.environ.items() if not k.startswith("XINQIAO_")} | {
        "XINQIAO_VAR": str(tmp_path),
        "XINQIAO_DATABASE_URL": f"sqlite:///{tmp_path}/real.db",
        "DJANGO_SETTINGS_MODULE": "xinqiao.config.settings",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src"),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == "no such address", done.stderr
