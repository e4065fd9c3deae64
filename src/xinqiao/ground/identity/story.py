"""The second chapter of the model union: the cast may enter. No account has a password: the demo lets them in by name."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.hashers import make_password

from xinqiao.ground.identity.models import Account
from xinqiao.ground.org.models import Person
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.org.story.cast import CAST
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import moment, today
from xinqiao.kit.story import Telling

TITLE = "出场人物的账号"


def steps(telling: Telling) -> int:
    """How far this chapter moves the bar."""
    return 2


def tell(telling: Telling) -> None:
    """Activated accounts for everybody of the cast who still works here, each with an event of its own."""
    wanted = [member.number for member in CAST.values()]
    people = Person.objects.filter(number__in=wanted, left_on__isnull=True).order_by("number")
    accounts, events = [], []
    for index, person in enumerate(people):
        day = max(telling.since + timedelta(days=14 + index), (person.hired_on or telling.since) + timedelta(days=3))
        at = moment(min(day, today(telling.now) - timedelta(days=1)), hour=9 + index % 8, minute=index * 7 % 60)
        accounts.append(Account(person=person, password=make_password(None), activated_at=at))
        me = Viewer(person=person.pk, number=person.number, name=person.name)
        events.append(
            trail.event_of(verb="activate", by=me, at=at, kind="identity.account", row=person.pk, number=person.number)
        )
    Account.objects.bulk_create(accounts)
    trail.record_many(events)
    telling.step(2)
