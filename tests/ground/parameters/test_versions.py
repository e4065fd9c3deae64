"""Versions stand one after another, hold what can be reckoned with, and move what stood on a guess."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.cast import NOON, Cast
from tests.ground.parameters.test_calendar import DOCUMENT, days
from tests.ground.parameters.test_parameters import KEY, NEXT, proposed
from xinqiao.blocks.cases.models import Case
from xinqiao.domains.service.appeals.actions import filing
from xinqiao.ground.parameters import actions, forms, queries
from xinqiao.ground.parameters.models import Parameter
from xinqiao.ground.parameters.words import SHIPPED
from xinqiao.kit.clock import moment
from xinqiao.kit.refusal import switched_off


def confirmed(cast: Cast, **changes: object) -> Parameter:
    return actions.confirm_parameter(proposed(cast, **changes).pk, by=cast.viewer("wen"), at=NOON)


def stretches() -> list[tuple[int, date, date | None]]:
    rows = Parameter.objects.filter(key=KEY).order_by("in_force_from")
    return list(rows.values_list("value", "in_force_from", "in_force_to"))


def test_a_version_confirmed_late_stands_between_its_neighbours(cast: Cast) -> None:
    spring, autumn = date(2027, 3, 1), date(2027, 9, 1)
    confirmed(cast, value=3)
    confirmed(cast, value=5, in_force_from=autumn)
    confirmed(cast, value=4, in_force_from=spring)
    assert stretches() == [(3, NEXT, spring), (4, spring, autumn), (5, autumn, None)]


@pytest.mark.engine
def test_the_database_too_keeps_one_version_a_day(cast: Cast) -> None:
    confirmed(cast)
    second = proposed(cast, value=5)
    with switched_off("SameDayVersion"), pytest.raises(IntegrityError), transaction.atomic():
        actions.confirm_parameter(second.pk, by=cast.viewer("wen"), at=NOON)


def test_the_same_day_in_another_unit_is_another_version(cast: Cast) -> None:
    confirmed(cast)
    bound = cast.units["forging"].path
    assert confirmed(cast, value=1, scope=bound, by=_at_forging(cast)).scope_name == "锻造公司分会"
    page = cast.client("wen").get(f"/desk/parameters/{KEY}/").content.decode()
    assert "锻造公司分会" in page
    assert queries.value(KEY, on=NEXT, path=cast.units["press"].path) == 1


def _at_forging(cast: Cast) -> Any:
    """A rights officer of one sub-union."""
    from tests.cast import LONG_AGO
    from xinqiao.ground.org.models import Post

    Post.objects.create(person=cast.people["luo"], role="rights_officer", unit=cast.units["forging"], from_on=LONG_AGO)
    return cast.viewer("luo")


@pytest.mark.parametrize("scope", ["0001000", "00010009x", "0002"])
def test_a_scope_that_is_no_place_of_theirs_is_refused(cast: Cast, scope: str) -> None:
    with pytest.raises(actions.NotYourScope):
        proposed(cast, scope=scope, by=_at_forging(cast))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (KEY, True),
        (KEY, -1),
        (KEY, 3.0),
        (KEY, 3651),
        (KEY, [3]),
        ("hardship.spot_check", [3, 0]),
        ("hardship.spot_check", [3]),
        ("hardship.spot_check", ["3", 10]),
        ("aid.medical_cap", 10**10),
        ("innovation.grades", [[1, 2, 3]]),
        ("hotline.number", "  "),
        ("hotline.number", 85123),
    ],
)
def test_what_cannot_be_reckoned_with_is_refused(cast: Cast, key: str, value: object) -> None:
    with pytest.raises(actions.WrongKind) as refusal:
        proposed(cast, key=key, value=value)
    assert "这一条要填" in str(refusal.value)


@pytest.mark.parametrize("key", ["hardship.spot_check", "aid.medical_escalate", "innovation.grades", "hotline.number"])
def test_every_shape_is_typed_as_it_is_shown(cast: Cast, key: str) -> None:
    shown = SHIPPED[key].value
    assert forms.shaped(queries.spoken(shown), like=shown) == shown
    assert proposed(cast, key=key, value=shown).value == shown


def test_a_year_that_is_confirmed_moves_what_stood_on_a_guess_and_says_so(cast: Cast) -> None:
    """Guessed: off on 1-3 October, so two working days after Thursday 30 September end on the 5th. Noticed: nine off."""
    at = moment(date(2027, 9, 30), hour=9)
    wish = {"words": "末班车太早，夜班下来走四十分钟。", "topic": "daily_life", "privacy": "named"}
    filing.file_appeal(**wish, by=cast.viewer("chen", at=at), at=at)  # type: ignore[arg-type]
    assert Case.objects.get().due_on == date(2027, 10, 5)
    lines = "\n".join(" ".join(row) for row in days())
    row = actions.propose_year(file=None, lines=lines, document=DOCUMENT, by=cast.viewer("hao"), at=at)
    page = cast.client("wen").post(f"/desk/proposed/{row.pk}/confirm/", follow=True)
    assert Case.objects.get().due_on == date(2027, 10, 12)
    assert page.redirect_chain == [("/desk/calendar/?year=2027", 303)]
    assert "1 件事的期限跟着挪了" in page.content.decode()


def test_a_year_may_be_brought_again_and_the_later_counts(cast: Cast) -> None:
    lines = "\n".join(" ".join(row) for row in days())
    for more in ("", "\n2027-01-17，班"):
        row = actions.propose_year(file=None, lines=lines + more, document=DOCUMENT, by=cast.viewer("hao"), at=NOON)
        actions.confirm_parameter(row.pk, by=cast.viewer("wen"), at=NOON)
    assert queries.calendar().is_working(date(2027, 1, 17))


@pytest.mark.parametrize("year", ["0000", "9999", "٢٠٢٧", "20", "x", "1066"])
def test_any_year_asked_for_answers(cast: Cast, year: str) -> None:
    assert cast.client("gu").get(f"/desk/calendar/?year={year}").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("path", "statements"), [(f"/desk/parameters/{KEY}/", 4), ("/desk/calendar/", 5)])
def test_lists_cost_the_same_at_one_and_three(
    cast: Cast, rows: int, path: str, statements: int, django_assert_max_num_queries: Any
) -> None:
    lines = "\n".join(" ".join(row) for row in days())
    for step in range(rows):
        proposed(cast, in_force_from=date(2027, 1, step + 1))
        actions.propose_year(file=None, lines=lines, document=DOCUMENT, by=cast.viewer("hao"), at=NOON)
    client = cast.client("wen")
    client.get(path)
    with django_assert_max_num_queries(statements):
        client.get(path)


def test_who_may_settle_what(cast: Cast) -> None:
    mine = proposed(cast, by=cast.viewer("bai"))
    for door in ("confirm", "reject"):
        assert cast.client("gu").post(f"/desk/proposed/{mine.pk}/{door}/").status_code == 403
        assert cast.client("bai").post(f"/desk/proposed/{mine.pk}/{door}/").status_code == 404
    assert cast.client("wen").post(f"/desk/proposed/{mine.pk}/reject/", {"why": ""}).status_code == 422
    assert cast.client("wen").post(f"/desk/proposed/{mine.pk}/reject/", {"why": "先征求意见"}).status_code == 303
    assert cast.client("wen").post(f"/desk/proposed/{mine.pk}/confirm/").status_code == 404
