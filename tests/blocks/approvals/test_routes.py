"""Routes: what is filed keeps the version it began with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.blocks.approvals.paper import GROUP, KIND, LINE, TWO, called, fresh, paper, signed
from tests.cast import NOON, Cast
from xinqiao.blocks.approvals import queries
from xinqiao.blocks.approvals.actions import routing
from xinqiao.blocks.approvals.actions.routing import BeginsInThePast, NoSteps, RouteKeptMeanwhile, WithoutDocument
from xinqiao.blocks.approvals.models import Route
from xinqiao.blocks.approvals.words import Need, Reach, Step
from xinqiao.ground.trail.models import Event

pytestmark = pytest.mark.engine
TODAY = date(2026, 10, 20)
ONLY_CHAIR = Step("主席意见", ("chair",), Reach.GROUP)


def kept(cast: Cast, *steps: Step, on: date = TODAY, document: str = "砺工〔2026〕40号") -> Route:
    return routing.keep_route(
        kind=KIND, steps=steps, in_force_from=on, document=document, by=cast.viewer("wen"), at=NOON
    )


def test_the_shipped_steps_become_the_first_version(cast: Cast) -> None:
    one, two = paper(cast), paper(cast)
    assert one.route_id == two.route_id
    (version,) = queries.routes(KIND)
    assert (version.version, version.in_force_from, version.kept_by_name) == (1, TODAY, "")
    assert "本系统默认" in version.document
    assert [(s.order, s.title, s.role_codes) for s in queries.steps_of(one)] == [
        (1, "分会意见", ["subunion_chair", "rights_officer"]),
        (2, "工会意见", ["chair", "vice_chair"]),
    ]
    assert queries.steps_of(one)[0].role_names == ["分会主席", "权益保障部干事"]


def test_a_kept_version_goes_before_the_shipped_one(cast: Cast) -> None:
    kept(cast, ONLY_CHAIR)
    row = paper(cast)
    assert (row.route.version, called(cast, row)) == (1, {"wen"})
    assert signed(cast, row, by="wen").state == "approved"


def test_what_is_filed_keeps_the_version_it_began_with(cast: Cast) -> None:
    row = paper(cast)
    kept(cast, ONLY_CHAIR)
    row = signed(cast, row, by="bao")
    assert (row.route.version, row.step.title) == (1, "工会意见")
    later = paper(cast)
    assert (later.route.version, called(cast, later)) == (2, {"wen"})


def test_a_version_of_a_later_day_waits_for_its_day(cast: Cast) -> None:
    kept(cast, *TWO)
    kept(cast, ONLY_CHAIR, on=date(2026, 11, 1))
    assert paper(cast).route.version == 1
    assert paper(cast, at=NOON + timedelta(days=12)).route.version == 2
    found = queries.route_in_force(KIND, on=date(2026, 10, 31))
    assert found is not None
    assert found.version == 1


def test_of_two_versions_of_one_day_the_later_one_stands(cast: Cast) -> None:
    kept(cast, *TWO)
    kept(cast, ONLY_CHAIR)
    assert paper(cast).route.version == 2


@pytest.mark.parametrize(
    "steps",
    [
        (),
        (Step(" ", ("chair",)),),
        (LINE, Step("意见", ())),
        (Step("意见", ("chair",), Reach.GROUP, Need.SOME, 0),),
    ],
)
def test_a_step_needs_a_name_posts_and_a_number(cast: Cast, steps: tuple[Step, ...]) -> None:
    with pytest.raises(NoSteps):
        kept(cast, *steps)
    assert not Route.objects.exists()


def test_a_version_never_begins_in_the_past(cast: Cast) -> None:
    with pytest.raises(BeginsInThePast):
        kept(cast, GROUP, on=date(2026, 10, 19))
    assert kept(cast, GROUP, on=TODAY).pk


def test_a_version_names_its_document(cast: Cast) -> None:
    with pytest.raises(WithoutDocument):
        kept(cast, GROUP, document=" ")
    assert not Route.objects.exists()


def test_two_versions_never_bear_one_number(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if another had kept the next version between our look and our writing."""
    kept(cast, GROUP)
    monkeypatch.setattr(type(Route.objects.all()), "aggregate", lambda rows, **_what: {"last": 0})
    with pytest.raises(RouteKeptMeanwhile):
        kept(cast, ONLY_CHAIR)
    assert Route.objects.count() == 1


def test_a_first_filing_that_was_quicker_gives_its_route(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row = paper(cast)
    monkeypatch.setattr(queries, "route_in_force", lambda kind, **_on: None)
    monkeypatch.setattr(type(Route.objects.all()), "aggregate", lambda rows, **_what: {"last": 0})
    assert paper(cast).route_id == row.route_id


def test_keeping_a_route_is_on_the_trail(cast: Cast) -> None:
    row = kept(cast, GROUP)
    event = Event.objects.get(verb="keep_route")
    assert (event.kind, event.row, event.actor_name) == ("approvals.route", row.pk, "温若兰")
    assert fresh(paper(cast)).route_id == row.pk
