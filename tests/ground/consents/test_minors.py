"""Leave to read minors' data: asked with a reason and an end, decided by another, every reading on the trail."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import NOON, Cast
from tests.domains.service.appeal import kin
from tests.ground.consents.ledger import TODAY, asked_to_read, child
from xinqiao.ground.consents import queries
from xinqiao.ground.consents.actions import guards, minors
from xinqiao.ground.consents.actions.guards import NotApproved
from xinqiao.ground.consents.actions.minors import ApprovalSettled, NotShortTerm
from xinqiao.ground.consents.models import Dependant, ReadApproval
from xinqiao.ground.org.models import Post
from xinqiao.ground.org.words import Role
from xinqiao.ground.trail.models import Event
from xinqiao.ground.trail.queries.reading import readings


def approved(cast: Cast, *, by: str = "privacy", **changes: object) -> ReadApproval:
    row = asked_to_read(cast, **changes)  # type: ignore[arg-type]
    return minors.approve_read(row.pk, by=cast.viewer(by), at=NOON)


def test_x22_minors_data_are_not_read_without_leave(cast: Cast) -> None:
    kid, gu = child(cast), cast.viewer("gu")
    with pytest.raises(NotApproved) as refused:
        guards.need_read_approval(by=gu, dependant=kid, at=NOON)
    assert "第三十六条" in refused.value.source_text
    row = asked_to_read(cast, dependant=kid.pk)
    with pytest.raises(NotApproved):
        guards.need_read_approval(by=gu, dependant=kid, at=NOON)
    minors.approve_read(row.pk, by=cast.viewer("privacy"), at=NOON)
    assert guards.need_read_approval(by=gu, dependant=kid, at=NOON) == row


def test_x22_every_reading_is_on_the_trail_and_shown_to_the_guardian(cast: Cast) -> None:
    kid = child(cast)
    row = approved(cast, dependant=kid.pk)
    for _n in range(2):
        guards.need_read_approval(by=cast.viewer("gu"), dependant=kid, at=NOON)
    assert Event.objects.filter(verb="read", kind="consents.dependant", number=row.number).count() == 2
    shown, _more = readings(cast.people["wei"].pk, before=None, page=10)
    assert [(one.who, one.what) for one in shown] == [("谷雨晴", "家人信息")] * 2


def test_x22_leave_ends_with_its_day_and_is_for_one_reader_and_child(cast: Cast) -> None:
    kid, gu = child(cast), cast.viewer("gu")
    approved(cast, dependant=kid.pk, days=7)
    guards.need_read_approval(by=gu, dependant=kid, at=NOON + timedelta(days=7))
    with pytest.raises(NotApproved):
        guards.need_read_approval(by=gu, dependant=kid, at=NOON + timedelta(days=8))
    with pytest.raises(NotApproved):
        guards.need_read_approval(by=cast.viewer("jiang"), dependant=kid, at=NOON)
    with pytest.raises(NotApproved):
        guards.need_read_approval(by=gu, dependant=child(cast, of="chen"), at=NOON)


def test_leave_for_all_minors_covers_each_of_them(cast: Cast) -> None:
    row = approved(cast, dependant=None)
    assert row.scope == "minor"
    for key in ("wei", "chen"):
        assert guards.need_read_approval(by=cast.viewer("gu"), dependant=child(cast, of=key), at=NOON) == row


def test_x22_declined_is_no_leave(cast: Cast) -> None:
    kid = child(cast)
    row = asked_to_read(cast, dependant=kid.pk)
    done = minors.decline_read(row.pk, why=" 用不着 ", by=cast.viewer("bai"), at=NOON)
    assert (done.approved, done.declined_why, done.decided_by) == (False, "用不着", cast.people["bai"])
    with pytest.raises(NotApproved):
        guards.need_read_approval(by=cast.viewer("gu"), dependant=kid, at=NOON)


def test_the_guardian_needs_no_leave_and_who_is_of_age_has_grown_out_of_it(cast: Cast) -> None:
    assert guards.need_read_approval(by=cast.viewer("wei"), dependant=child(cast), at=NOON) is None
    assert guards.need_read_approval(by=cast.viewer("gu"), dependant=child(cast, years=18), at=NOON) is None
    with pytest.raises(NotApproved):
        guards.need_read_approval(by=cast.viewer("gu"), dependant=child(cast, years=17), at=NOON)
    assert not Event.objects.filter(verb="read").exists()


def test_leave_is_short(cast: Cast) -> None:
    assert asked_to_read(cast, days=30).number == "CK-2026-0001"
    assert asked_to_read(cast, days=0).until_on == TODAY
    for days in (31, -1):
        with pytest.raises(NotShortTerm):
            asked_to_read(cast, days=days)


def test_one_asks_about_those_one_works_for(cast: Cast) -> None:
    kid = child(cast)  # of the press team, forging
    assert asked_to_read(cast, by="bao", dependant=kid.pk).asked_by == cast.people["bao"]
    assert asked_to_read(cast, by="jiang", dependant=kid.pk).dependant == kid
    for key in ("tong", "song", "yu", "wei"):
        with pytest.raises(Dependant.DoesNotExist):
            asked_to_read(cast, by=key, dependant=kid.pk)


def test_x26_nobody_decides_for_themselves_their_kin_or_their_own_family(cast: Cast) -> None:
    kid = child(cast, of="privacy", name="江小溪")
    rows = [asked_to_read(cast), asked_to_read(cast, dependant=kid.pk)]
    assert queries.approvals_to_decide(cast.viewer("privacy")) == rows[:1]
    kin(cast, "gu", other="privacy")
    assert queries.approvals_to_decide(cast.viewer("privacy")) == []
    assert queries.approvals_to_decide(cast.viewer("bai")) == rows
    Post.objects.create(person=cast.people["gu"], role=Role.VICE_CHAIR, unit=cast.units["group"], from_on=TODAY)
    for key in ("gu", "privacy"):
        for row in rows:
            with pytest.raises(ReadApproval.DoesNotExist):
                minors.approve_read(row.pk, by=cast.viewer(key), at=NOON)


def test_only_approvers_decide(cast: Cast) -> None:
    row = asked_to_read(cast)
    for key in ("wen", "yu", "hao", "jiang"):
        with pytest.raises(ReadApproval.DoesNotExist):
            minors.approve_read(row.pk, by=cast.viewer(key), at=NOON)


def test_decided_once(cast: Cast) -> None:
    row = approved(cast)
    for act in (minors.approve_read, lambda pk, **more: minors.decline_read(pk, why="晚了", **more)):
        with pytest.raises(ApprovalSettled):
            act(row.pk, by=cast.viewer("bai"), at=NOON)


def test_the_yearly_sheet_counts_what_was_asked_given_and_used(cast: Cast) -> None:
    kid = child(cast)
    approved(cast, dependant=kid.pk)
    minors.decline_read(asked_to_read(cast).pk, why="太宽", by=cast.viewer("bai"), at=NOON)
    asked_to_read(cast, by="bao", dependant=kid.pk)
    guards.need_read_approval(by=cast.viewer("gu"), dependant=kid, at=NOON)
    found = queries.audit(2026)
    assert (found.asked, found.approved, found.declined, found.open, found.reads) == (3, 1, 1, 1, 1)
    assert queries.audit(2025).asked == 0


def test_minors_of_an_employee_are_those_under_age(cast: Cast) -> None:
    small = child(cast)
    child(cast, years=18, name="魏大")
    assert queries.minors_of(cast.people["wei"], on=TODAY) == [small]
    assert queries.minors_of(cast.people["wei"], on=date(2040, 1, 1)) == []
