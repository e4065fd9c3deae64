"""Every list asks as many statements for three rows as for one, and none while it is drawn."""

from __future__ import annotations

import jinja2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.access.drawing import AskedWhileDrawing, nothing_asked_while_drawing
from tests.access.lists import LISTS, PLAIN
from tests.access.matrix import pages
from tests.cast import Cast
from xinqiao.ground.org.models import Unit
from xinqiao.kit.http import INTERFACE


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", LISTS)
def test_as_many_statements_for_three_rows_as_for_one(cast: Cast, name: str, rows: int) -> None:
    page = LISTS[name]
    for _n in range(rows):
        page.make(cast)
    address = reverse(name.partition(",")[0], kwargs=page.nouns(cast)) + page.query
    client = cast.system(page.who) if address.startswith(INTERFACE) else cast.client(page.who)
    with nothing_asked_while_drawing(), CaptureQueriesContext(connection) as asked:
        answered = client.get(address)
    assert answered.status_code == 200
    told = "\n".join(query["sql"][:200] for query in asked.captured_queries)
    assert len(asked) == page.statements, f"\n{told}"


def test_every_page_without_a_noun_says_whether_it_is_a_list() -> None:
    names = {str(e.name) for _r, e in pages() if "GET" in e.callback.methods and not e.pattern.converters}
    listed = {name.partition(",")[0] for name in LISTS}
    assert names - listed == PLAIN, (names - listed) ^ PLAIN


def test_a_template_that_asks_the_database_is_found(cast: Cast) -> None:
    late = jinja2.Template("{% for unit in units %}{{ unit.name }}{% endfor %}")
    assert cast.units["press"].name in late.render(units=Unit.objects.all())
    with nothing_asked_while_drawing(), pytest.raises(AskedWhileDrawing, match="org_unit"):
        late.render(units=Unit.objects.all())
    assert late.render(units=Unit.objects.none()) == ""
