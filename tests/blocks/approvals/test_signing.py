"""Once per step, in order, by whoever holds the post that day."""

from __future__ import annotations

from datetime import date

import pytest

from tests.blocks.approvals.paper import (
    ALL_HEADS,
    GROUP,
    TWO_OF,
    called,
    ends,
    fresh,
    kin,
    offered,
    paper,
    post,
    returned,
    signed,
)
from tests.cast import NOON, Cast
from xinqiao.blocks.approvals import queries
from xinqiao.blocks.approvals.actions.line import NobodyToSign
from xinqiao.blocks.approvals.actions.signing import (
    KinOfASide,
    NoOpinion,
    NotBeingSigned,
    NotCalled,
    OneOfTheSides,
    SignedAlready,
)
from xinqiao.blocks.approvals.models import Request, Signature
from xinqiao.blocks.approvals.words import Reach, Step
from xinqiao.ground.trail.models import Event
from xinqiao.kit.clock import moment

pytestmark = pytest.mark.engine


def test_it_goes_from_step_to_step_and_is_approved_after_the_last(cast: Cast) -> None:
    row = paper(cast)
    assert (row.state, row.step.order, row.revision) == ("open", 1, 1)
    row = signed(cast, row, by="bao", opinion="情况属实。")
    assert (row.state, row.step.order, row.decided_at) == ("open", 2, None)
    row = signed(cast, row, by="wen", opinion="")
    assert (row.state, row.decided_at) == ("approved", NOON)
    told = [(s.step.title, s.name, s.post_name, s.verdict, s.opinion) for s in queries.opinions(row)]
    assert told == [
        ("分会意见", "包国良", "锻造公司 分会主席", "agree", "情况属实。"),
        ("工会意见", "温若兰", "集团工会 工会主席", "agree", ""),
    ]
    verbs = Event.objects.filter(kind="test.paper").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["approval_file", "approval_agree", "approval_agree"]


def test_any_one_of_several_posts_moves_the_step(cast: Cast) -> None:
    assert called(cast, paper(cast)) == {"bao", "gu"}
    assert signed(cast, paper(cast), by="gu").step.order == 2


def test_one_refusal_ends_it(cast: Cast) -> None:
    row = signed(cast, paper(cast), by="bao", agree=False, opinion="理由不够。")
    assert (row.state, row.decided_at) == ("refused", NOON)
    with pytest.raises(NotBeingSigned, match="不同意"):
        signed(cast, row, by="wen")


@pytest.mark.parametrize("deed", ["refuse", "return"])
def test_refusing_and_returning_need_a_reason(cast: Cast, deed: str) -> None:
    row = paper(cast)
    from xinqiao.blocks.approvals.actions import signing

    with pytest.raises(NoOpinion):
        if deed == "refuse":
            signing.sign(row.pk, agree=False, opinion=" ", by=cast.viewer("bao"), at=NOON)
        else:
            signing.return_for_change(row.pk, opinion=" ", by=cast.viewer("bao"), at=NOON)
    assert fresh(row).state == "open"
    assert not Signature.objects.exists()


def test_a_returned_one_waits_for_its_applicant(cast: Cast) -> None:
    row = returned(cast, paper(cast), by="bao")
    assert row.state == "returned"
    assert offered(cast) == {}
    with pytest.raises(NotBeingSigned, match="退回修改"):
        signed(cast, row, by="gu")


@pytest.mark.parametrize("who", ["luo", "tong", "wen", "ding", "du", "lin", "guest"])
def test_nobody_else_signs_the_step(cast: Cast, who: str) -> None:
    row = paper(cast)
    with pytest.raises(NotCalled, match="现在等包国良、谷雨晴"):
        signed(cast, row, by=who)
    assert not Signature.objects.exists()


def test_the_list_offers_exactly_what_may_be_signed(cast: Cast) -> None:
    one, elsewhere = paper(cast), paper(cast, unit="crane")
    assert offered(cast) == {"bao": [one.pk], "gu": [one.pk, elsewhere.pk], "tong": [elsewhere.pk]}
    signed(cast, one, by="bao")
    assert offered(cast) == {"gu": [elsewhere.pk], "tong": [elsewhere.pk], "wen": [one.pk], "bai": [one.pk]}


def test_the_post_counts_on_the_day_of_signing(cast: Cast) -> None:
    row = paper(cast)
    ends(cast, "bao", on=date(2026, 10, 21))
    assert signed(cast, paper(cast), by="bao").step.order == 2  # still in office today
    tomorrow = moment(date(2026, 10, 21), hour=9)
    with pytest.raises(NotCalled):
        signed(cast, row, by="bao", at=tomorrow)
    assert called(cast, row, at=tomorrow) == {"gu"}
    post(cast, "gong", role="subunion_chair", unit="forging")
    assert signed(cast, row, by="gong", at=tomorrow).step.order == 2


def test_on_the_line_the_nearest_unit_signs(cast: Cast) -> None:
    post(cast, "lu", role="subunion_chair", unit="group")
    step = Step("分会意见", ("subunion_chair",))
    row = paper(cast, steps=(step,))
    assert called(cast, row) == {"bao"}
    kin(cast, "bao", other="song")
    assert called(cast, row) == {"lu"}  # the next higher of the same role
    kin(cast, "lu", other="wei")
    assert called(cast, row) == {"wen", "bai"}


def test_in_the_whole_group_every_holder_signs(cast: Cast) -> None:
    row = paper(cast, steps=(Step("部门意见", ("department_head",), Reach.GROUP),))
    assert called(cast, row) == {"du", "cheng"}


def test_all_of_them_must_agree(cast: Cast) -> None:
    row = paper(cast, steps=(ALL_HEADS, GROUP))
    row = signed(cast, row, by="wen")
    assert (row.step.order, called(cast, row)) == (1, {"bai"})
    assert signed(cast, row, by="bai").step.order == 2


def test_all_of_them_means_all_who_need_not_stand_aside(cast: Cast) -> None:
    kin(cast, "bai", other="wei")
    row = paper(cast, steps=(ALL_HEADS,))
    assert signed(cast, row, by="wen").state == "approved"


def test_all_of_them_means_those_of_the_day(cast: Cast) -> None:
    """Who was waited for has left office: the chair closes the step, and it does not lie for ever."""
    officers = Step("干事意见", ("rights_officer", "organisation_officer"), Reach.GROUP, "all")
    row = signed(cast, paper(cast, steps=(officers,)), by="gu")
    assert (row.state, called(cast, row)) == ("open", {"hao"})
    ends(cast, "hao")
    assert called(cast, row) == {"wen", "bai"}
    assert signed(cast, row, by="bai").state == "approved"


def test_some_of_them_are_counted_by_person(cast: Cast) -> None:
    row = signed(cast, paper(cast, steps=(TWO_OF,)), by="gu")
    assert (row.state, called(cast, row)) == ("open", {"wen", "bai"})
    assert signed(cast, row, by="bai").state == "approved"


def test_x26_nobody_signs_one_version_twice(cast: Cast) -> None:
    row = signed(cast, paper(cast, steps=(TWO_OF,)), by="wen")
    with pytest.raises(SignedAlready):
        signed(cast, row, by="wen")
    assert Signature.objects.count() == 1


def test_x26_nobody_signs_two_steps(cast: Cast) -> None:
    row = signed(cast, paper(cast, steps=(GROUP, GROUP)), by="wen")
    assert (row.step.order, called(cast, row)) == (2, {"bai"})
    with pytest.raises(SignedAlready):
        signed(cast, row, by="wen")
    assert signed(cast, row, by="bai").state == "approved"


def test_x26_the_applicant_signs_nothing_of_their_own(cast: Cast) -> None:
    row = paper(cast, by="gu")
    assert called(cast, row) == {"bao"}
    with pytest.raises(OneOfTheSides):
        signed(cast, row, by="gu")


def test_x26_who_would_gain_signs_nothing(cast: Cast) -> None:
    row = paper(cast, involved=("wei", "bao"))
    assert called(cast, row) == {"gu"}
    with pytest.raises(OneOfTheSides):
        signed(cast, row, by="bao")


@pytest.mark.parametrize(("one", "other"), [("bao", "song"), ("song", "bao"), ("bao", "wei"), ("wei", "bao")])
def test_x26_kin_of_a_side_stand_aside(cast: Cast, one: str, other: str) -> None:
    kin(cast, one, other=other)
    row = paper(cast)
    assert offered(cast) == {"gu": [row.pk]}
    with pytest.raises(KinOfASide):
        signed(cast, row, by="bao")


def test_x26_a_relation_counts_on_its_days_only(cast: Cast) -> None:
    kin(cast, "bao", other="song", ended_on=date(2026, 10, 20))
    kin(cast, "bao", other="wei", declared_on=date(2026, 10, 21))
    row = paper(cast)
    assert called(cast, row) == {"bao", "gu"}
    with pytest.raises(KinOfASide):
        signed(cast, row, by="bao", at=moment(date(2026, 10, 21), hour=9))


def test_where_all_stand_aside_the_chair_or_a_vice_chair_signs(cast: Cast) -> None:
    kin(cast, "bao", other="song")
    kin(cast, "gu", other="wei")
    row = paper(cast)
    assert offered(cast) == {"wen": [row.pk], "bai": [row.pk]}
    assert signed(cast, row, by="bai").step.order == 2
    assert called(cast, row) == {"wen"}  # not the same person twice


def test_where_nobody_is_left_it_says_whom_to_appoint(cast: Cast) -> None:
    row = signed(cast, paper(cast), by="bao")
    for who in ("wen", "bai"):
        ends(cast, who)
    assert offered(cast) == {}
    with pytest.raises(NobodyToSign) as refused:
        signed(cast, row, by="gu")
    assert "工会意见" in refused.value.rule_text
    assert "工会主席、工会副主席" in refused.value.cure_text


def test_a_request_nobody_could_sign_is_not_filed(cast: Cast) -> None:
    for who in ("wen", "bai", "gu", "bao"):
        ends(cast, who)
    with pytest.raises(NobodyToSign):
        paper(cast)
    assert not Request.objects.exists()


def test_the_next_step_may_wait_for_an_appointment(cast: Cast) -> None:
    for who in ("wen", "bai"):
        ends(cast, who)
    row = signed(cast, paper(cast), by="bao")
    assert queries.who_may_sign(row, on=NOON.date()) == []
    post(cast, "lu", role="chair", unit="group")
    assert signed(cast, row, by="lu").state == "approved"


def test_a_post_in_another_tree_signs_nothing(cast: Cast) -> None:
    from tests.cast import make_person, make_unit

    other = make_unit("别的集团", kind="group")
    stranger = make_person("880001", name="外来客", unit=other)
    cast.units["other"], cast.people["stranger"] = other, stranger
    post(cast, "stranger", role="chair", unit="other")
    row = signed(cast, paper(cast), by="bao")
    assert called(cast, row) == {"wen", "bai"}


def test_the_row_and_the_list_speak_with_one_voice(cast: Cast) -> None:
    """What is asked of one row and what is asked of all rows come to the same, for everybody."""
    kin(cast, "bai", other="chen")
    rows = [
        paper(cast),
        paper(cast, by="chen", unit="crane", involved=("lin",)),
        paper(cast, steps=(ALL_HEADS,), kind="test.heads"),
        signed(cast, paper(cast, steps=(TWO_OF,), kind="test.two"), by="gu"),
        signed(cast, paper(cast, by="chen"), by="bao"),
    ]
    lists = offered(cast)
    for row in rows:
        of_row = {key for key, found in lists.items() if row.pk in found}
        assert of_row == called(cast, row)
        on = NOON.date()
        assert of_row == {k for k, p in cast.people.items() if queries.seat_for(p.pk, row=fresh(row), on=on)}
