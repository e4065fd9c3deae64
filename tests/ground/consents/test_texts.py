"""What people are told: proposed by one, confirmed by another, never edited."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from tests.cast import NOON, Cast
from tests.ground.consents.ledger import TODAY, proposed, with_texts
from xinqiao.ground.consents import queries
from xinqiao.ground.consents.actions import texts
from xinqiao.ground.consents.actions.texts import BeganAlready, OwnText, TextSettled
from xinqiao.ground.consents.models import ConsentText
from xinqiao.ground.consents.words import FIRST_TEXTS, Scope
from xinqiao.ground.org.models import Post
from xinqiao.ground.org.words import Role
from xinqiao.ground.trail.models import Event


def test_the_union_begins_with_a_text_for_every_kind(cast: Cast) -> None:
    assert texts.first_texts(at=NOON) == len(Scope) == len(FIRST_TEXTS)
    assert set(queries.texts_in_force(TODAY)) == set(Scope.values)
    assert queries.texts_in_force(TODAY - timedelta(days=1)) == {}
    assert texts.first_texts(at=NOON) == 0
    assert Event.objects.filter(verb="first_texts").count() == 1


def test_first_texts_leave_what_the_union_has_written(cast: Cast) -> None:
    texts.confirm_text(proposed(cast).pk, by=cast.viewer("wen"), at=NOON)
    texts.first_texts(at=NOON)
    text = queries.text_in_force("health", on=TODAY)
    assert text is not None
    assert text.purpose == "为了帮扶。"


@pytest.mark.django_db
def test_a_real_installation_has_texts_on_its_first_day() -> None:
    call_command("first_officer", union="砺原重工集团工会", number="100001", name="俞可心")
    assert ConsentText.objects.filter(confirmed_at__isnull=False).count() == len(Scope)


def test_a_version_counts_once_another_has_confirmed_it(cast: Cast) -> None:
    with_texts()
    row = proposed(cast)
    assert (row.version, queries.texts_in_force(TODAY)["health"].version) == (2, 1)
    assert queries.texts_waiting(cast.viewer("wen")) == [row]
    assert queries.texts_waiting(cast.viewer("privacy")) == []
    texts.confirm_text(row.pk, by=cast.viewer("bai"), at=NOON)
    assert queries.texts_in_force(TODAY)["health"].version == 2
    assert queries.texts_waiting(cast.viewer("wen")) == []
    assert Event.objects.get(verb="confirm_text").number == "health 2"


def test_a_version_waits_for_its_day(cast: Cast) -> None:
    with_texts()
    begins = TODAY + timedelta(days=3)
    texts.confirm_text(proposed(cast, in_force_from=begins).pk, by=cast.viewer("wen"), at=NOON)
    assert queries.texts_in_force(begins - timedelta(days=1))["health"].version == 1
    assert queries.texts_in_force(begins)["health"].version == 2


def test_a_returned_version_counts_never(cast: Cast) -> None:
    row = texts.return_text(proposed(cast).pk, why="写短些", by=cast.viewer("wen"), at=NOON)
    assert (row.returned_why, queries.texts_in_force(TODAY)) == ("写短些", {})
    assert proposed(cast).version == 2


def test_what_is_settled_is_settled(cast: Cast) -> None:
    row = proposed(cast)
    texts.confirm_text(row.pk, by=cast.viewer("wen"), at=NOON)
    for act in (
        lambda: texts.confirm_text(row.pk, by=cast.viewer("bai"), at=NOON),
        lambda: texts.return_text(row.pk, why="晚了", by=cast.viewer("bai"), at=NOON),
    ):
        with pytest.raises(TextSettled):
            act()


def test_x26_nobody_confirms_their_own_text(cast: Cast) -> None:
    Post.objects.create(
        person=cast.people["privacy"], role=Role.VICE_CHAIR, unit=cast.units["group"], from_on=TODAY
    )  # fmt: skip
    row = proposed(cast)
    assert queries.texts_waiting(cast.viewer("privacy")) == []
    for act in (texts.confirm_text, lambda pk, **more: texts.return_text(pk, why="不", **more)):
        with pytest.raises(OwnText):
            act(row.pk, by=cast.viewer("privacy"), at=NOON)


def test_x26_the_database_too_wants_two_people(cast: Cast) -> None:
    row = proposed(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentText.objects.filter(pk=row.pk).update(confirmed_by=cast.people["privacy"])


def test_only_the_heads_confirm(cast: Cast) -> None:
    row = proposed(cast)
    for key in ("privacy", "yu", "gu", "hao", "wei"):
        with pytest.raises(ConsentText.DoesNotExist):
            texts.confirm_text(row.pk, by=cast.viewer(key), at=NOON)


def test_a_text_does_not_begin_in_the_past(cast: Cast) -> None:
    with pytest.raises(BeganAlready):
        proposed(cast, in_force_from=TODAY - timedelta(days=1))


@pytest.mark.engine
def test_x32_no_word_of_a_text_is_altered(cast: Cast) -> None:
    row = proposed(cast)
    for change in (lambda: ConsentText.objects.filter(pk=row.pk).update(purpose="别的"), row.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
