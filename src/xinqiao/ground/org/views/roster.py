"""The roster: who works where, one person with their history."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from xinqiao.ground.org import queries, rules
from xinqiao.ground.org.actions import reading
from xinqiao.ground.org.models import Person
from xinqiao.ground.org.words import PERSON
from xinqiao.kit import identity_number, phone
from xinqiao.kit.http import Request
from xinqiao.kit.texts import plain
from xinqiao.ui.answer import answer


def roster(request: Request) -> HttpResponse:
    """People by employee number, searched by number or name."""
    text, after = plain(request.GET.get("q", ""))[:40], request.GET.get("after", "")[:20]
    rows = queries.people_for(request.viewer, text=text, after=after)
    shown, more = rows[: queries.PAGE], len(rows) > queries.PAGE
    return answer(
        request,
        "org/roster.html",
        rows=shown,
        text=text,
        first=not after,
        next_page=shown[-1].number if more else "",
        imports=list(queries.imports_for(request.viewer)[:3]),
        may_import=rules.import_roster.admits(request.viewer),
    )


def person(request: Request, *, person: int) -> HttpResponse:
    """One person: work, membership and posts with their dates. Opening it is on the trail."""
    rows = Person.objects.filter(rules.see_roster.rows(request.viewer)).select_related("unit")
    found = get_object_or_404(rows, pk=person)
    reading.read_person(found, kind=PERSON, by=request.viewer, at=request.now)
    return answer(
        request,
        "org/person.html",
        row=found,
        identity=identity_number.masked(found.id_number) if found.id_number else "",
        telephone=phone.masked(found.phone) if found.phone else "",
        stretches=list(found.employments.select_related("unit").order_by("-from_on", "-id")),
        memberships=list(found.memberships.order_by("-joined_on", "-id")),
        may_keep=Person.objects.filter(rules.keep_people.rows(request.viewer), pk=found.pk).exists(),
        posts=list(found.posts.select_related("unit").order_by("-from_on", "-id")),
    )
