"""A person's file: who they are, and what each room may show of them to whoever looks."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from xinqiao.ground.org import queries, rules
from xinqiao.ground.org.actions import reading
from xinqiao.ground.org.models import Person
from xinqiao.ground.org.words import FILE
from xinqiao.kit import parts
from xinqiao.kit.clock import today
from xinqiao.kit.http import Request
from xinqiao.kit.texts import plain
from xinqiao.ui.answer import answer


def person_file(request: Request, *, number: str) -> HttpResponse:
    """One person at the desk. Opening it is on the trail; nothing sealed stands here."""
    rows = Person.objects.filter(rules.see_file.rows(request.viewer)).select_related("unit").defer("id_number", "phone")
    rows = rows.annotate(may_see_roster=rules.see_roster.flag(request.viewer))
    row = get_object_or_404(rows, number=number if plain(number) == number else "")
    reading.read_person(row, kind=FILE, by=request.viewer, at=request.now)
    on = today(request.now)
    return answer(
        request,
        "org/file.html",
        row=row,
        posts=list(queries.posts_in_force(on).filter(person=row).select_related("unit").order_by("unit__path", "id")),
        membership=row.memberships.filter(left_on__isnull=True).first(),
        parts=parts.drawn_for(request.viewer, person=row.pk),
    )
