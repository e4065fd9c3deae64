"""A document is frozen, mended as a new version, taken back, and comes home with a seal."""

from __future__ import annotations

import hashlib

import pytest

from tests.blocks.approvals.paper import called, fresh, offered, paper, returned, signed
from tests.cast import NOON, Cast
from xinqiao.blocks.approvals import queries
from xinqiao.blocks.approvals.actions import filing
from xinqiao.blocks.approvals.actions.filing import (
    EndedAlready,
    NotDecidedYet,
    NothingToFreeze,
    NotReturned,
    NotTheApplicant,
)
from xinqiao.blocks.approvals.models import Involved, Request
from xinqiao.ground.papers.models import Paper
from xinqiao.ground.trail.models import Event

pytestmark = pytest.mark.engine


def scan() -> Paper:
    return Paper.objects.create(digest="0" * 64, media_type="image/jpeg", size=1, name="盖章件.jpg", kept_at=NOON)


def resubmitted(cast: Cast, row: Request, *, by: str = "song", text: str = "请批准，理由补写如下。") -> Request:
    return filing.resubmit(row.pk, text=text, by=cast.viewer(by), at=NOON)


def test_the_text_is_frozen_with_its_digest(cast: Cast) -> None:
    row = paper(cast, text="请批准。")
    (version,) = queries.versions(row)
    assert (version.revision, version.text) == (1, "请批准。")
    assert version.digest == hashlib.sha256("请批准。".encode()).hexdigest()


def test_nothing_cannot_be_frozen(cast: Cast) -> None:
    with pytest.raises(NothingToFreeze):
        paper(cast, text=" \n")
    assert not Request.objects.exists()


def test_the_applicant_is_a_side_with_those_who_would_gain(cast: Cast) -> None:
    row = paper(cast, by="song", involved=("wei", "song"))
    sides = set(Involved.objects.filter(request=row).values_list("person", flat=True))
    assert sides == {cast.people["song"].pk, cast.people["wei"].pk}


def test_a_mended_one_begins_again_and_the_earlier_version_stays(cast: Cast) -> None:
    row = signed(cast, paper(cast), by="bao")
    row = returned(cast, row, by="wen")
    row = resubmitted(cast, row)
    assert (row.state, row.step.order, row.revision) == ("open", 1, 2)
    assert [v.text for v in queries.versions(row)] == ["请批准，理由补写如下。", "请批准。"]
    assert queries.opinions(row) == []
    said = [(s.revision, s.name, s.verdict) for s in queries.all_opinions(row)]
    assert said == [(1, "包国良", "agree"), (1, "温若兰", "return")]
    assert called(cast, row) == {"bao", "gu"}  # whoever signed the earlier version signs the new one
    assert signed(cast, signed(cast, row, by="bao"), by="wen").state == "approved"


def test_only_the_applicant_mends_it(cast: Cast) -> None:
    row = returned(cast, paper(cast), by="bao")
    with pytest.raises(NotTheApplicant):
        resubmitted(cast, row, by="jiang")
    assert fresh(row).revision == 1


def test_only_what_was_returned_is_mended(cast: Cast) -> None:
    row = paper(cast)
    with pytest.raises(NotReturned, match="签批中"):
        resubmitted(cast, row)
    assert len(queries.versions(row)) == 1


def test_a_mended_one_needs_a_text(cast: Cast) -> None:
    row = returned(cast, paper(cast), by="bao")
    with pytest.raises(NothingToFreeze):
        resubmitted(cast, row, text="")
    assert fresh(row).state == "returned"


@pytest.mark.parametrize("state", ["open", "returned"])
def test_the_applicant_takes_it_back(cast: Cast, state: str) -> None:
    row = paper(cast)
    if state == "returned":
        returned(cast, row, by="bao")
    row = filing.withdraw(row.pk, by=cast.viewer("song"), at=NOON)
    assert (row.state, row.decided_at) == ("withdrawn", NOON)
    assert offered(cast) == {}


def test_only_the_applicant_takes_it_back(cast: Cast) -> None:
    row = paper(cast)
    with pytest.raises(NotTheApplicant):
        filing.withdraw(row.pk, by=cast.viewer("wei"), at=NOON)
    assert fresh(row).state == "open"


def test_what_is_decided_is_not_taken_back(cast: Cast) -> None:
    row = signed(cast, paper(cast), by="bao", agree=False)
    with pytest.raises(EndedAlready, match="不同意"):
        filing.withdraw(row.pk, by=cast.viewer("song"), at=NOON)
    assert fresh(row).state == "refused"


def test_the_sealed_form_comes_back_after_the_decision(cast: Cast) -> None:
    row = paper(cast)
    with pytest.raises(NotDecidedYet):
        filing.keep_scan(row.pk, paper=scan(), by=cast.viewer("song"), at=NOON)
    row = signed(cast, signed(cast, row, by="bao"), by="wen")
    first, better = scan(), scan()
    filing.keep_scan(row.pk, paper=first, by=cast.viewer("song"), at=NOON)
    assert filing.keep_scan(row.pk, paper=better, by=cast.viewer("song"), at=NOON).scan == better
    note = Event.objects.filter(verb="approval_scan").order_by("-id")[0].note
    assert f'"before": {first.pk}' in note


def test_signed_by_is_what_one_has_had_a_hand_in(cast: Cast) -> None:
    row, _other = signed(cast, paper(cast), by="bao"), paper(cast)
    assert [r.pk for r in Request.objects.filter(queries.signed_by(cast.viewer("bao")))] == [row.pk]
    assert not Request.objects.filter(queries.signed_by(cast.viewer("wen"))).exists()


def test_states_are_asked_by_name(cast: Cast) -> None:
    row = signed(cast, paper(cast), by="bao", agree=False)
    assert [r.pk for r in Request.objects.filter(queries.is_decided())] == [row.pk]
    assert not Request.objects.filter(queries.in_state("open", "returned")).exists()
