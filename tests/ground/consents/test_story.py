"""The chapter of the model union, told in a small one: every state stands there, and nothing after now."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

import pytest

from tests.cast import NOON
from xinqiao.ground.consents import queries, story
from xinqiao.ground.consents.models import (
    Consent,
    ConsentForm,
    ConsentText,
    Dependant,
    InformationRequest,
    ReadApproval,
)
from xinqiao.ground.consents.words import RequestState
from xinqiao.ground.identity import story as identity
from xinqiao.ground.org.story import chapter as org
from xinqiao.ground.trail.models import Event
from xinqiao.kit.clock import today
from xinqiao.kit.story import Telling


@pytest.fixture
def told(db: None) -> Telling:
    """The chapter and what it needs before it."""
    telling = Telling(
        members=300, now=NOON, since=date(2021, 10, 20), chance=random.Random(1), step=lambda _n: None,
        say=lambda _text: None,
    )  # fmt: skip
    for chapter in (org, identity, story):
        chapter.tell(telling)
    return telling


def test_the_chapter_leaves_no_page_of_the_demo_empty(told: Telling) -> None:
    on = today(told.now)
    assert len(queries.texts_in_force(on)) == 8
    assert queries.texts_in_force(on)["bank_card"].version == 2
    assert ConsentText.objects.filter(returned_at__isnull=False).count() == 1
    assert ConsentText.objects.filter(confirmed_at__isnull=True, returned_at__isnull=True).count() == 1
    deeds = Counter(Consent.objects.values_list("deed", "way"))
    assert {("give", "phone"), ("give", "window"), ("refuse", "phone"), ("withdraw", "phone")} <= set(deeds)
    assert ConsentForm.objects.filter(closed_at__isnull=True).count() == 3
    assert ConsentForm.objects.filter(scan__isnull=False).exists()
    assert Dependant.objects.count() == 2
    assert set(ReadApproval.objects.values_list("approved", flat=True)) == {True, False, None}
    states = Counter(InformationRequest.objects.values_list("state", flat=True))
    assert set(states) == set(RequestState.values)
    assert set(InformationRequest.objects.values_list("kind", flat=True)) == {
        "access", "copy", "correct", "delete", "explain",
    }  # fmt: skip
    assert queries.audit(on.year).reads == 4


def test_nothing_happens_after_now_nor_before_the_union(told: Telling) -> None:
    moments = Event.objects.filter(kind__startswith="consents.").values_list("at", flat=True)
    assert moments
    assert max(moments) <= told.now
    assert min(today(at) for at in moments) >= told.since
    assert story.steps(told) == 8


def test_the_deeds_are_as_the_room_allows(told: Telling) -> None:
    """Open requests are inside their time, and nobody has decided for themselves."""
    for row in InformationRequest.objects.filter(state__in=("open", "review")):
        assert row.due_on >= today(told.now), row.number
    for approval in ReadApproval.objects.filter(decided_by__isnull=False):
        assert approval.decided_by_id != approval.asked_by_id
    for row in InformationRequest.objects.filter(answered_by__isnull=False):
        assert row.person_id not in (row.answered_by_id, row.concluded_by_id)
