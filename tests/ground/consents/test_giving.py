"""Giving, refusing, withdrawing: what holds on a day, and what other rooms are told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import NOON, Cast
from tests.ground.consents.ledger import (
    HEALTH,
    LATER,
    OF_CHILD,
    TODAY,
    child,
    given,
    proposed,
    signed,
    with_texts,
)
from xinqiao.ground.consents import queries, words
from xinqiao.ground.consents.actions import family, giving, guards, texts
from xinqiao.ground.consents.actions.family import DependantOnRecord, NotYetBorn
from xinqiao.ground.consents.actions.giving import GivenAlready, NotAsked, NoTextYet, OwnSignatureNeeded
from xinqiao.ground.consents.actions.guards import NoConsent, NoGuardianConsent, NoSharingConsent
from xinqiao.ground.consents.models import Consent, Dependant
from xinqiao.ground.org.models import Person
from xinqiao.ground.trail.models import Event
from xinqiao.kit.clock import moment


def test_a_consent_holds_from_now_until_its_day(cast: Cast) -> None:
    row = given(cast)
    wei = cast.people["wei"]
    assert (row.given_by, row.way, row.text.version) == ("self", "phone", 1)
    assert row.expires_on == date(2028, 10, 20)
    assert queries.in_force(wei, **HEALTH, on=TODAY) == row
    assert queries.in_force(wei, **HEALTH, on=date(2028, 10, 19)) == row
    assert queries.in_force(wei, **HEALTH, on=date(2028, 10, 20)) is None
    assert queries.in_force(wei, **HEALTH, on=TODAY - timedelta(days=1)) is None
    assert queries.in_force(wei, scope="health", purpose="recuperation", on=TODAY) is None
    assert queries.in_force(cast.people["chen"], **HEALTH, on=TODAY) is None
    assert Event.objects.get(verb="give_consent").person == wei.pk


def test_a_second_tap_gives_the_line_that_stands(cast: Cast) -> None:
    assert given(cast) == given(cast, at=LATER)
    assert Consent.objects.count() == 1


def test_withdrawn_it_holds_no_more_but_did_before(cast: Cast) -> None:
    row, wei = given(cast), cast.people["wei"]
    gone = giving.withdraw_consent(row.pk, by=cast.viewer("wei"), at=LATER)
    assert (gone.deed, gone.ends, gone.expires_on) == ("withdraw", row, None)
    assert queries.in_force(wei, **HEALTH, on=TODAY) == row
    assert queries.in_force(wei, **HEALTH, on=TODAY + timedelta(days=1)) is None
    again = given(cast, at=LATER + timedelta(hours=1))
    assert queries.in_force(wei, **HEALTH, on=TODAY + timedelta(days=1)) == again


def test_withdrawn_twice_is_one_withdrawal(cast: Cast) -> None:
    row = given(cast)
    first = giving.withdraw_consent(row.pk, by=cast.viewer("wei"), at=LATER)
    assert giving.withdraw_consent(row.pk, by=cast.viewer("wei"), at=LATER) == first
    assert Consent.objects.filter(deed="withdraw").count() == 1


def test_nobody_withdraws_for_a_stranger(cast: Cast) -> None:
    row = given(cast)
    for key in ("chen", "bao", "wen", "yu", "gu"):
        with pytest.raises(Consent.DoesNotExist):
            giving.withdraw_consent(row.pk, by=cast.viewer(key), at=LATER)


def test_the_window_withdraws_for_somebody(cast: Cast) -> None:
    gone = giving.withdraw_consent(given(cast).pk, by=cast.viewer("jiang"), at=LATER)
    assert (gone.way, gone.recorded_by) == ("window", cast.people["jiang"])


def test_a_withdrawal_or_a_refusal_cannot_be_withdrawn(cast: Cast) -> None:
    with_texts()
    row = giving.refuse_consent(**HEALTH, by=cast.viewer("wei"), at=NOON)
    with pytest.raises(Consent.DoesNotExist):
        giving.withdraw_consent(row.pk, by=cast.viewer("wei"), at=NOON)


@pytest.mark.engine
def test_x32_no_line_is_altered_or_removed(cast: Cast) -> None:
    row = given(cast)
    for change in (lambda: Consent.objects.filter(pk=row.pk).update(deed="refuse"), row.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_after_a_refusal_nobody_asks_for_a_while(cast: Cast) -> None:
    with_texts()
    giving.refuse_consent(**HEALTH, by=cast.viewer("wei"), at=NOON)
    wei, until = cast.people["wei"], TODAY + timedelta(days=90)
    assert queries.not_asked_until(wei, **HEALTH, on=TODAY) == until
    assert queries.not_asked_until(wei, **HEALTH, on=until - timedelta(days=1)) == until
    assert queries.not_asked_until(wei, **HEALTH, on=until) is None
    assert queries.not_asked_until(cast.people["chen"], **HEALTH, on=TODAY) is None
    given(cast)  # changed their mind
    assert queries.not_asked_until(wei, **HEALTH, on=TODAY) is None


def test_the_day_of_a_refusal_is_shanghais(cast: Cast) -> None:
    with_texts()
    early = moment(TODAY, hour=1)  # still the day before in London
    giving.refuse_consent(**HEALTH, by=cast.viewer("wei"), at=early)
    assert queries.not_asked_until(cast.people["wei"], **HEALTH, on=TODAY) == TODAY + timedelta(days=90)


def test_who_has_agreed_withdraws_instead_of_refusing(cast: Cast) -> None:
    given(cast)
    with pytest.raises(GivenAlready):
        giving.refuse_consent(**HEALTH, by=cast.viewer("wei"), at=NOON)


def test_nothing_is_asked_that_no_purpose_needs(cast: Cast) -> None:
    with_texts()
    for scope, purpose in (("assets", "recuperation"), ("health", "curiosity")):
        with pytest.raises(NotAsked):
            giving.give_consent(scope=scope, purpose=purpose, by=cast.viewer("wei"), at=NOON)


def test_without_a_text_nobody_agrees(cast: Cast) -> None:
    with pytest.raises(NoTextYet) as refused:
        giving.give_consent(**HEALTH, by=cast.viewer("wei"), at=NOON)
    assert "健康" in refused.value.rule_text


def test_a_new_version_with_the_same_purpose_leaves_consents_standing(cast: Cast) -> None:
    row = given(cast)
    texts.confirm_text(proposed(cast).pk, by=cast.viewer("wen"), at=NOON)
    assert queries.in_force(cast.people["wei"], **HEALTH, on=TODAY) == row
    again = given(cast, at=LATER)
    assert again.text.version == 2


def test_a_version_with_another_purpose_ends_earlier_consents(cast: Cast) -> None:
    row, begins = given(cast), TODAY + timedelta(days=5)
    texts.confirm_text(proposed(cast, asks_anew=True, in_force_from=begins).pk, by=cast.viewer("wen"), at=NOON)
    assert queries.in_force(cast.people["wei"], **HEALTH, on=begins - timedelta(days=1)) == row
    assert queries.in_force(cast.people["wei"], **HEALTH, on=begins) is None


def test_a_proposed_version_ends_nothing(cast: Cast) -> None:
    row = given(cast)
    proposed(cast, asks_anew=True)
    assert queries.in_force(cast.people["wei"], **HEALTH, on=TODAY) == row


def test_x23_a_sensitive_field_needs_a_consent(cast: Cast) -> None:
    with pytest.raises(NoConsent) as refused:
        guards.need_consent(cast.people["wei"], **HEALTH, on=TODAY)
    assert "健康" in refused.value.rule_text
    assert "第二十九条" in refused.value.source_text
    row = given(cast)
    assert guards.need_consent(cast.people["wei"], **HEALTH, on=TODAY) == row
    giving.withdraw_consent(row.pk, by=cast.viewer("wei"), at=NOON)
    with pytest.raises(NoConsent):
        guards.need_consent(cast.people["wei"], **HEALTH, on=TODAY)


def test_x23_a_purpose_nobody_registered_is_named_as_it_stands(cast: Cast) -> None:
    with pytest.raises(NoConsent, match="somewhere"):
        guards.need_consent(cast.people["wei"], scope="income", purpose="somewhere", on=TODAY)


def test_x24_nothing_is_shared_without_a_consent(cast: Cast) -> None:
    shared = {"scope": "sharing", "purpose": "insurer"}
    with pytest.raises(NoSharingConsent) as refused:
        guards.need_consent(cast.people["wei"], **shared, on=TODAY)
    assert "第二十三条" in refused.value.source_text
    row = given(cast, **shared)
    assert guards.need_consent(cast.people["wei"], **shared, on=TODAY) == row
    with pytest.raises(NoSharingConsent):
        guards.need_consent(cast.people["wei"], scope="sharing", purpose="higher_union", on=TODAY)


def test_x22_a_child_needs_the_guardians_consent(cast: Cast) -> None:
    kid = child(cast)
    for guard in (guards.need_guardian, guards.need_consent):
        with pytest.raises(NoGuardianConsent):
            guard(kid, **OF_CHILD, on=TODAY)
    row = given(cast, **OF_CHILD, dependant=kid.pk)
    assert (row.given_by, row.dependant, row.person) == ("guardian", kid, None)
    assert guards.need_guardian(kid, **OF_CHILD, on=TODAY) == guards.need_consent(kid, **OF_CHILD, on=TODAY) == row
    assert Event.objects.get(verb="give_consent").person == cast.people["wei"].pk


def test_x22_a_guardians_word_ends_on_the_fourteenth_birthday(cast: Cast) -> None:
    kid = child(cast, years=13)
    row = given(cast, **OF_CHILD, dependant=kid.pk)
    birthday = date(2027, 10, 20)
    assert row.expires_on == birthday
    with pytest.raises(NoConsent):
        guards.need_consent(kid, **OF_CHILD, on=birthday)
    with pytest.raises(NoGuardianConsent):
        guards.need_guardian(kid, **OF_CHILD, on=birthday)


def test_x22_from_fourteen_on_nobody_agrees_for_them(cast: Cast) -> None:
    kid = child(cast, years=14)
    with_texts()
    for act in (giving.give_consent, giving.refuse_consent):
        with pytest.raises(OwnSignatureNeeded):
            act(**OF_CHILD, dependant=kid.pk, by=cast.viewer("wei"), at=NOON)
    row = signed(cast, **OF_CHILD, dependant=kid.pk)
    assert (row.given_by, row.way) == ("self", "window")
    assert guards.need_consent(kid, **OF_CHILD, on=TODAY) == row


def test_nobody_speaks_for_the_child_of_another(cast: Cast) -> None:
    kid = child(cast)
    with_texts()
    with pytest.raises(Dependant.DoesNotExist):
        giving.give_consent(**OF_CHILD, dependant=kid.pk, by=cast.viewer("chen"), at=NOON)


def test_the_guardian_takes_back_what_concerns_the_child(cast: Cast) -> None:
    kid = child(cast)
    row = given(cast, **OF_CHILD, dependant=kid.pk)
    gone = giving.withdraw_consent(row.pk, by=cast.viewer("wei"), at=LATER)
    assert (gone.dependant, gone.given_by, gone.way) == (kid, "guardian", "phone")
    assert queries.in_force(kid, **OF_CHILD, on=TODAY + timedelta(days=1)) is None


def test_a_dependant_is_named_once_and_under_seal(cast: Cast) -> None:
    assert child(cast) == child(cast)
    assert child(cast, name="魏小麦") != child(cast)
    with pytest.raises(NotYetBorn):
        family.name_dependant(
            cast.people["wei"].pk, name="魏将来", born_on=TODAY + timedelta(days=1), relation="child",
            by=cast.viewer("wei"), at=NOON,
        )  # fmt: skip
    with pytest.raises(Person.DoesNotExist):
        family.name_dependant(
            cast.people["chen"].pk, name="陈别人", born_on=TODAY, relation="child", by=cast.viewer("wei"), at=NOON
        )


def test_a_dependant_goes_while_nothing_rests_on_them(cast: Cast) -> None:
    kid = child(cast)
    with pytest.raises(Dependant.DoesNotExist):
        family.drop_dependant(kid.pk, by=cast.viewer("chen"), at=NOON)
    family.drop_dependant(kid.pk, by=cast.viewer("wei"), at=NOON)
    assert not Dependant.objects.exists()
    kid = child(cast)
    given(cast, **OF_CHILD, dependant=kid.pk)
    with pytest.raises(DependantOnRecord):
        family.drop_dependant(kid.pk, by=cast.viewer("wei"), at=NOON)


@pytest.mark.parametrize(
    ("born", "age", "expected"),
    [
        (date(2012, 2, 29), 14, date(2026, 3, 1)),
        (date(2012, 2, 29), 16, date(2028, 2, 29)),
        (date(2012, 5, 1), 14, date(2026, 5, 1)),
    ],
)
def test_a_birthday_on_a_leap_day(born: date, age: int, expected: date) -> None:
    assert queries.birthday(born, age=age) == expected


def test_a_room_names_what_it_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "uses", dict(words.uses))
    words.name_uses({"pension": words.Use("养老", (words.Scope.INCOME,), "停下来")})
    assert words.is_asked(scope="income", purpose="pension")
    assert not words.is_asked(scope="health", purpose="pension")
    with pytest.raises(ValueError, match="twice"):
        words.register_part("org.identity", title="又来", provider=lambda person: [])
