"""A day already known stands in the field, in both languages."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.cast import Cast
from xinqiao.ui.inputs import DayInput


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_day_is_written_as_browsers_read_it(language: str) -> None:
    from datetime import date

    with translation.override(language):
        assert 'type="date" name="on" value="2026-10-12"' in DayInput().render("on", date(2026, 10, 12))


def test_an_officer_is_not_asked_for_the_day_it_is(cast: Cast) -> None:
    page = cast.client("hao").get(f"/desk/units/{cast.units['crane'].pk}/appoint/").content.decode()
    assert 'type="date"' in page
    assert 'value="20' in page
