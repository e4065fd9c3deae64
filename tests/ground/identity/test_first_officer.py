"""The first day of a real installation."""

import re

import pytest
from django.core.management import call_command
from django.test import Client

from tests.cast import Cast
from xinqiao.ground.org.actions.first_day import FoundedAlready, found_union
from xinqiao.ground.org.models import Person
from xinqiao.ground.org.words import Role
from xinqiao.kit.clock import now


@pytest.mark.django_db
def test_the_first_officer_opens_the_account_with_the_printed_code(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("first_officer", union="砺原重工集团工会", number="100001", name="俞可心")
    found = re.search(r"启用码 (\w{8})", capsys.readouterr().out)
    assert found
    browser = Client()
    sent = browser.post("/activate/", {"number": "100001", "code": found[1], "password": "li-yuan-2026"})
    assert sent.status_code == 303
    officer = Person.objects.get()
    assert set(officer.posts.values_list("role", flat=True)) == {Role.ADMINISTRATOR, Role.ORGANISATION_OFFICER}


def test_a_union_is_founded_once(cast: Cast) -> None:
    with pytest.raises(FoundedAlready):
        found_union(union="另一个工会", number="1", name="某人", at=now())
