"""A number is proposed by one, confirmed by another, and old matters keep the old one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import NOON, Cast
from xinqiao.ground.org.queries import PostHeld
from xinqiao.ground.parameters import actions, queries
from xinqiao.ground.parameters.models import Parameter
from xinqiao.ground.parameters.words import HEADS, SHIPPED, Nature

KEY = "appeals.reply_days"
NEXT = date(2026, 11, 1)


def proposed(cast: Cast, **changes: object) -> Parameter:
    asked = {
        "key": KEY, "value": 3, "document": "砺工发〔2026〕8号", "source": "第二条", "in_force_from": NEXT,
        "by": cast.viewer("gu"), "at": NOON,
    }  # fmt: skip
    return actions.propose_parameter(**(asked | changes))  # type: ignore[arg-type]


def test_a_proposal_changes_nothing_until_another_confirms_it(cast: Cast) -> None:
    row = proposed(cast)
    assert queries.value(KEY, on=NEXT) == 2
    actions.confirm_parameter(row.pk, by=cast.viewer("wen"), at=NOON)
    assert queries.value(KEY, on=NEXT) == 3
    assert queries.value(KEY, on=NEXT - timedelta(days=1)) == 2


def test_a_later_version_ends_the_one_before(cast: Cast) -> None:
    first, second = proposed(cast), proposed(cast, value=4, in_force_from=date(2027, 1, 1))
    for row in (first, second):
        actions.confirm_parameter(row.pk, by=cast.viewer("wen"), at=NOON)
    first.refresh_from_db()
    assert first.in_force_to == date(2027, 1, 1)
    assert [queries.value(KEY, on=day) for day in (date(2026, 12, 31), date(2027, 1, 1))] == [3, 4]


def test_the_nearest_unit_wins(cast: Cast) -> None:
    bound = cast.units["forging"].path
    Parameter.objects.create(
        key=KEY, scope=bound, value=1, document="d", source="s", in_force_from=NEXT, proposed_by=1, proposed_by_name="a",
        proposed_at=NOON, confirmed_by=2, confirmed_by_name="b", confirmed_at=NOON,
    )  # fmt: skip
    assert queries.value(KEY, on=NEXT, path=cast.units["press"].path) == 1
    assert queries.value(KEY, on=NEXT, path=cast.units["crane"].path) == 2


def test_nobody_confirms_their_own(cast: Cast) -> None:
    row = proposed(cast, by=cast.viewer("bai"))
    with pytest.raises(actions.SameHand):
        actions.confirm_parameter(row.pk, by=cast.viewer("bai"), at=NOON)


@pytest.mark.engine
def test_the_database_too_refuses_one_hand(cast: Cast) -> None:
    row = proposed(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Parameter.objects.filter(pk=row.pk).update(confirmed_by=row.proposed_by, confirmed_at=NOON)


def test_a_number_needs_a_document(cast: Cast) -> None:
    with pytest.raises(actions.NoDocument):
        proposed(cast, document=" ")


def test_an_unknown_number_is_refused(cast: Cast) -> None:
    with pytest.raises(actions.UnknownParameter):
        proposed(cast, key="appeals.nonsense")


def test_the_wrong_kind_of_value_is_refused(cast: Cast) -> None:
    with pytest.raises(actions.WrongKind):
        proposed(cast, value="三")


def test_what_the_law_fixes_is_not_proposed(cast: Cast) -> None:
    with pytest.raises(actions.FixedByLaw) as refusal:
        proposed(cast, key="petition.finish_days", value=90)
    assert "信访工作条例" in refusal.value.source_text


def test_a_unit_out_of_reach_is_refused(cast: Cast) -> None:
    forging = cast.units["forging"]
    here = PostHeld("finance_officer", forging.pk, forging.path, forging.name)
    finance = replace(cast.viewer("bao"), posts=(here,))
    assert proposed(cast, scope=forging.path, by=finance).pk
    for scope in ("", cast.units["machining"].path):
        with pytest.raises(actions.NotYourScope):
            proposed(cast, scope=scope, by=finance)


def test_two_versions_do_not_begin_on_one_day(cast: Cast) -> None:
    first, second = proposed(cast), proposed(cast, value=5)
    actions.confirm_parameter(first.pk, by=cast.viewer("wen"), at=NOON)
    with pytest.raises(actions.SameDayVersion):
        actions.confirm_parameter(second.pk, by=cast.viewer("wen"), at=NOON)


def test_a_settled_proposal_is_not_settled_again(cast: Cast) -> None:
    row = proposed(cast)
    actions.reject_parameter(row.pk, why="先征求意见", by=cast.viewer("wen"), at=NOON)
    with pytest.raises(actions.SettledAlready):
        actions.confirm_parameter(row.pk, by=cast.viewer("bai"), at=NOON)
    with pytest.raises(actions.SettledAlready):
        actions.reject_parameter(row.pk, why="又退", by=cast.viewer("bai"), at=NOON)


def test_every_shipped_number_has_a_head_a_document_and_no_float() -> None:
    for key, row in SHIPPED.items():
        assert key.split(".")[0] in {*HEADS, *queries.HEAD_OF}
        assert str(row.document)
        assert str(row.source)
        assert row.nature in Nature.values
        assert not isinstance(row.value, float)


def test_the_board_shows_every_number_once_in_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        board = queries.board(on=NEXT)
    assert sorted(line.key for _title, lines in board for line in lines) == sorted(SHIPPED)
