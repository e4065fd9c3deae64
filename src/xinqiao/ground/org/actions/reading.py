"""Opening a person's page is a deed: the person can see who did."""

from __future__ import annotations

from datetime import datetime

from xinqiao.ground.org.models import Person
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.trail import actions as trail


def read_person(person: Person, *, kind: str, by: Viewer, at: datetime) -> None:
    """Put on the trail that somebody has opened the register's page of a person, or their file (`kind`)."""
    trail.record(verb="read", by=by, at=at, kind=kind, row=person.pk, number=person.number, person=person.pk)
