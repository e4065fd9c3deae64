"""Consent at the window: numbered, signed, photographed; or no, and kept as such."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from tests.cast import NOON, Cast
from tests.ground.consents.ledger import (
    HEALTH,
    LATER,
    OF_CHILD,
    TODAY,
    child,
    given,
    photo,
    printed,
    signed,
    with_texts,
)
from xinqiao.ground.consents import queries
from xinqiao.ground.consents.actions import giving, paper
from xinqiao.ground.consents.actions.giving import NotAsked, NoTextYet
from xinqiao.ground.consents.actions.paper import FormClosed, RefusedLately
from xinqiao.ground.consents.models import Consent, ConsentForm, Dependant
from xinqiao.ground.org.models import Person
from xinqiao.ground.papers.actions import PhotoUnreadable


def test_a_form_counts_once_it_came_back_signed(cast: Cast) -> None:
    row, wei = printed(cast), cast.people["wei"]
    assert row.number == "TY-2026-0001"
    assert queries.in_force(wei, **HEALTH, on=TODAY) is None
    line = paper.record_on_paper(row.pk, photo=photo(), by=cast.viewer("jiang"), at=LATER)
    assert (line.way, line.given_by, line.form, line.recorded_by) == ("window", "self", row, cast.people["jiang"])
    assert queries.in_force(wei, **HEALTH, on=TODAY + timedelta(days=1)) == line
    row.refresh_from_db()
    assert row.scan is not None
    assert row.closed_at == LATER


def test_a_form_for_a_small_child_is_signed_by_the_guardian(cast: Cast) -> None:
    kid = child(cast)
    line = signed(cast, **OF_CHILD, dependant=kid.pk)
    assert (line.given_by, line.dependant, line.person) == ("guardian", kid, None)


def test_no_at_the_window_is_kept(cast: Cast) -> None:
    line = paper.refuse_on_paper(printed(cast).pk, by=cast.viewer("jiang"), at=NOON)
    assert (line.deed, line.expires_on) == ("refuse", None)
    with pytest.raises(RefusedLately) as refused:
        printed(cast)
    assert "2027年1月18日" in refused.value.rule_text
    assert printed(cast, own_wish=True).number == "TY-2026-0002"
    assert printed(cast, at=NOON + timedelta(days=90)).number == "TY-2027-0001"


def test_after_a_withdrawal_the_window_does_not_ask_either(cast: Cast) -> None:
    giving.withdraw_consent(given(cast).pk, by=cast.viewer("wei"), at=NOON)
    with pytest.raises(RefusedLately):
        printed(cast)


def test_a_form_is_used_once(cast: Cast) -> None:
    row = printed(cast)
    paper.record_on_paper(row.pk, photo=photo(), by=cast.viewer("jiang"), at=NOON)
    for act in (
        lambda **m: paper.record_on_paper(row.pk, photo=photo(), **m),
        lambda **m: paper.refuse_on_paper(row.pk, **m),
    ):
        with pytest.raises(FormClosed):
            act(by=cast.viewer("jiang"), at=NOON)
    assert Consent.objects.count() == 1


def test_a_picture_that_is_none_leaves_the_form_out(cast: Cast) -> None:
    row = printed(cast)
    with pytest.raises(PhotoUnreadable):
        paper.record_on_paper(row.pk, photo=(io.BytesIO(b"x"), "a.jpg", 1), by=cast.viewer("jiang"), at=NOON)
    assert ConsentForm.objects.get(pk=row.pk).closed_at is None
    assert not Consent.objects.exists()


def test_the_same_refusals_as_on_the_phone(cast: Cast) -> None:
    with pytest.raises(NoTextYet):
        paper.print_form(cast.people["wei"].pk, **HEALTH, by=cast.viewer("jiang"), at=NOON)
    with_texts()
    with pytest.raises(NotAsked):
        printed(cast, scope="assets", purpose="school")


def test_only_the_window_prints(cast: Cast) -> None:
    with_texts()
    for key in ("wei", "song", "gu", "yu", "wen", "hao"):
        with pytest.raises(Person.DoesNotExist):
            printed(cast, by=key)
    with pytest.raises(ConsentForm.DoesNotExist):
        paper.record_on_paper(printed(cast).pk, photo=photo(), by=cast.viewer("yu"), at=NOON)


def test_a_form_names_a_child_of_that_employee(cast: Cast) -> None:
    kid = child(cast, of="chen")
    with_texts()
    with pytest.raises(Dependant.DoesNotExist):
        printed(cast, **OF_CHILD, dependant=kid.pk)
