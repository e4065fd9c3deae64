"""Each right of the room, asked of everybody: who is admitted, and which rows they meet."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.db.models import Model

from tests.cast import NOON, PEOPLE, Cast
from tests.domains.service.appeal import kin
from tests.ground.consents.ledger import (
    OF_CHILD,
    TODAY,
    answered,
    asked_to_read,
    child,
    filed,
    given,
    printed,
    proposed,
    signed,
    under_review,
)
from xinqiao.ground.consents import rules
from xinqiao.ground.consents.actions import minors, texts
from xinqiao.ground.consents.models import (
    Consent,
    ConsentForm,
    ConsentText,
    Dependant,
    InformationRequest,
    ReadApproval,
)
from xinqiao.ground.org.models import Kinship, Person, Post
from xinqiao.ground.org.queries import STRANGER
from xinqiao.ground.org.words import Role
from xinqiao.kit.gate import Rule

EVERYBODY = {*PEOPLE, "guest"}
WINDOW = {"jiang", "privacy"}
HEADS = {"wen", "bai"}
APPROVERS = {"privacy", "bai"}
ASKERS = {"gu", "jin", "jiang", "bao", "tong", "luo"}  # the women's officer is not in this union


def admitted(cast: Cast, rule: Rule) -> set[str]:
    return {key for key in EVERYBODY if rule.admits(cast.viewer(key))}


def meets(cast: Cast, rule: Rule, *, row: Model) -> set[str]:
    """Everybody whom the rule lets at this row."""
    rows = type(row)._default_manager
    return {key for key in EVERYBODY if rows.filter(rule.rows(cast.viewer(key)), pk=row.pk).exists()}


@pytest.mark.parametrize(
    ("rule", "who"),
    [
        (rules.see_own_information, EVERYBODY),
        (rules.see_own_consents, EVERYBODY),
        (rules.keep_family, EVERYBODY),
        (rules.own_request, EVERYBODY),
        (rules.own_copy, EVERYBODY),
        (rules.withdraw_consent, EVERYBODY),
        (rules.see_scan, EVERYBODY),
        (rules.serve_people, WINDOW),
        (rules.keep_forms, WINDOW),
        (rules.register_request, WINDOW),
        (rules.see_texts, {"privacy", *HEADS}),
        (rules.propose_text, {"privacy"}),
        (rules.settle_text, HEADS),
        (rules.decide_text, HEADS),
        (rules.see_minors, ASKERS | APPROVERS),
        (rules.ask_read, ASKERS),
        (rules.find_minor, ASKERS),
        (rules.own_approvals, ASKERS),
        (rules.settle_read, APPROVERS),
        (rules.decide_read, APPROVERS),
        (rules.see_audit, {"privacy", *HEADS}),
        (rules.see_queue, {"privacy", *HEADS}),
        (rules.see_request, {"privacy", *HEADS}),
        (rules.answer_request, APPROVERS),
        (rules.print_copy, APPROVERS),
        (rules.conclude_review, HEADS),
    ],
    ids=lambda value: value.name if isinstance(value, Rule) else "",
)
def test_who_is_admitted(cast: Cast, rule: Rule, who: set[str]) -> None:
    assert admitted(cast, rule) == who
    assert not rule.admits(STRANGER)


def test_every_rule_of_the_room_is_asked_here() -> None:
    own = {name for name, rule in vars(rules).items() if isinstance(rule, Rule) and name != "known"}
    marks = test_who_is_admitted.pytestmark  # type: ignore[attr-defined]
    told = {rule.name for mark in marks for rule, _who in mark.args[1]}
    assert own == told


def test_a_stranger_meets_no_row(cast: Cast) -> None:
    kid = child(cast)
    given(cast, **OF_CHILD, dependant=kid.pk)
    signed(cast)
    filed(cast)
    for table, rule in (
        (Consent, rules.see_own_consents), (Consent, rules.withdraw_consent), (ConsentForm, rules.see_scan),
        (Dependant, rules.keep_family), (InformationRequest, rules.own_request),
    ):  # fmt: skip
        assert not table.objects.filter(rule.rows(STRANGER)).exists()


def test_a_consent_is_its_givers_and_the_windows(cast: Cast) -> None:
    row = given(cast)
    assert meets(cast, rules.see_own_consents, row=row) == {"wei"}
    assert meets(cast, rules.withdraw_consent, row=row) == {"wei", *WINDOW}


def test_what_concerns_a_child_is_the_guardians(cast: Cast) -> None:
    kid = child(cast)
    row = given(cast, **OF_CHILD, dependant=kid.pk)
    assert meets(cast, rules.see_own_consents, row=row) == {"wei"}
    assert meets(cast, rules.withdraw_consent, row=row) == {"wei", *WINDOW}
    assert meets(cast, rules.keep_family, row=kid) == {"wei"}


def test_a_form_is_the_windows_and_its_scan_the_signers_too(cast: Cast) -> None:
    form = signed(cast).form
    assert form is not None
    assert meets(cast, rules.keep_forms, row=form) == WINDOW
    assert meets(cast, rules.see_scan, row=form) == {"wei", *WINDOW}
    kid = child(cast)
    of_child = printed(cast, **OF_CHILD, dependant=kid.pk)
    assert meets(cast, rules.see_scan, row=of_child) == {"wei", *WINDOW}


def moved(cast: Cast, key: str, *, to: str) -> None:
    """The same post in another unit."""
    Post.objects.filter(person=cast.people[key]).update(unit=cast.units[to])


def test_a_window_of_one_sub_union_serves_that_one(cast: Cast) -> None:
    moved(cast, "jiang", to="forging2")  # its window serves the body above: forging
    rows = Person.objects.filter(rules.serve_people.rows(cast.viewer("jiang")))
    served = set(rows.values_list("name", flat=True))
    assert "魏立冬" in served
    assert "陈禾苗" not in served
    form = printed(cast, of="chen", by="privacy")
    assert meets(cast, rules.keep_forms, row=form) == {"privacy"}
    assert meets(cast, rules.withdraw_consent, row=given(cast, by="chen")) == {"chen", "privacy"}


def test_a_text_is_decided_by_a_head_who_did_not_propose_it(cast: Cast) -> None:
    row = proposed(cast)
    assert meets(cast, rules.decide_text, row=row) == HEADS
    Post.objects.create(person=cast.people["bai"], role=Role.PRIVACY_OFFICER, unit=cast.units["it"], from_on=TODAY)
    assert meets(cast, rules.decide_text, row=proposed(cast, by="bai")) == {"wen"}
    texts.confirm_text(row.pk, by=cast.viewer("wen"), at=NOON)
    assert meets(cast, rules.decide_text, row=row) == set()
    assert meets(cast, rules.settle_text, row=row) == HEADS


@pytest.mark.parametrize(
    ("of", "who"),
    [
        ("wei", {"gu", "jin", "jiang", "bao", "luo"}),  # the press team: forging, its second workshop
        ("chen", {"gu", "jin", "jiang", "tong"}),  # the crane team: machining
        ("hao", {"gu", "jin", "jiang"}),  # the group itself
    ],
)
def test_one_finds_the_children_of_those_one_works_for(cast: Cast, of: str, who: set[str]) -> None:
    assert meets(cast, rules.find_minor, row=child(cast, of=of)) == who


def test_leave_is_seen_by_who_asked_and_decided_by_others(cast: Cast) -> None:
    row = asked_to_read(cast)
    assert meets(cast, rules.own_approvals, row=row) == {"gu"}
    assert meets(cast, rules.decide_read, row=row) == APPROVERS
    minors.approve_read(row.pk, by=cast.viewer("bai"), at=NOON)
    assert meets(cast, rules.decide_read, row=row) == set()
    assert meets(cast, rules.settle_read, row=row) == APPROVERS


@pytest.mark.parametrize("declared_by", ["gu", "bai"])
def test_x26_kin_in_either_direction_stand_aside(cast: Cast, declared_by: str) -> None:
    row = asked_to_read(cast)
    kin(cast, declared_by, other="bai" if declared_by == "gu" else "gu")
    assert meets(cast, rules.decide_read, row=row) == {"privacy"}
    Kinship.objects.update(ended_on=TODAY)
    assert meets(cast, rules.decide_read, row=row) == APPROVERS


def ask_about(cast: Cast, people: Iterable[str]) -> dict[str, InformationRequest]:
    return {key: filed(cast, by=key) for key in people}


def test_requests_are_answered_by_the_office_or_its_stand_in(cast: Cast) -> None:
    rows = ask_about(cast, ("wei", "privacy", "bai", "wen"))
    expected = {"wei": APPROVERS, "privacy": {"bai"}, "bai": {"privacy"}, "wen": APPROVERS}
    for key, row in rows.items():
        assert meets(cast, rules.answer_request, row=row) == expected[key], key
        assert meets(cast, rules.see_request, row=row) == expected[key], key
        assert meets(cast, rules.own_request, row=row) == {key}
        assert meets(cast, rules.conclude_review, row=row) == set()


def test_the_chair_meets_a_request_once_a_review_is_asked(cast: Cast) -> None:
    row = answered(cast)
    assert meets(cast, rules.see_request, row=row) == APPROVERS
    row = under_review(cast, kind="access")
    assert meets(cast, rules.see_request, row=row) == APPROVERS | {"wen"}
    assert meets(cast, rules.conclude_review, row=row) == {"wen"}


def test_x26_kin_of_the_chair_are_not_reviewed_by_the_chair(cast: Cast) -> None:
    row = under_review(cast)
    kin(cast, "wei", other="wen")
    assert meets(cast, rules.conclude_review, row=row) == set()


def test_a_copy_is_printed_for_requests_that_ask_for_one(cast: Cast) -> None:
    for kind, who in (("copy", APPROVERS), ("access", APPROVERS), ("explain", set())):
        row = filed(cast, kind=kind)
        assert meets(cast, rules.print_copy, row=row) == who
        assert meets(cast, rules.own_copy, row=row) == set()
    row = answered(cast, by="chen", kind="copy")
    assert meets(cast, rules.own_copy, row=row) == {"chen"}


def test_an_ended_post_gives_nothing(cast: Cast) -> None:
    row, leave = filed(cast), asked_to_read(cast)
    Post.objects.filter(person=cast.people["privacy"]).update(to_on=TODAY)
    assert meets(cast, rules.answer_request, row=row) == {"bai"}
    assert meets(cast, rules.decide_read, row=leave) == {"bai"}
    assert meets(cast, rules.keep_forms, row=printed(cast)) == {"jiang"}


@pytest.mark.parametrize("table", [Consent, ConsentForm, ConsentText, Dependant, InformationRequest, ReadApproval])
def test_the_administrator_meets_nothing(cast: Cast, table: type[Model]) -> None:
    kid = child(cast)
    given(cast)
    printed(cast)
    asked_to_read(cast, dependant=kid.pk)
    filed(cast)
    proposed(cast)
    admin = cast.viewer("yu")
    assert table._default_manager.exists()
    for name, rule in vars(rules).items():
        if isinstance(rule, Rule) and rule.meets and name not in ("known", "serve_people", "register_request"):
            try:
                found = table._default_manager.filter(rule.rows(admin)).exists()
            except Exception as other_table:  # the rule speaks of another table's columns
                assert type(other_table).__name__ == "FieldError", name
            else:
                assert not found, name
