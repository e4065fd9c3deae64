"""Reading appeals: the member's own, the desk's queue, one appeal with all its page needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from xinqiao.blocks.cases import queries as cases
from xinqiao.blocks.cases.words import Round
from xinqiao.domains.service.appeals import rules
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.ground.org.models import Person, Unit
from xinqiao.ground.org.queries import Viewer, posts_in_force
from xinqiao.ground.org.words import UnitKind
from xinqiao.ground.parameters.queries import calendar
from xinqiao.kit.clock import now, today
from xinqiao.kit.gate import Rule
from xinqiao.kit.workdays import Unit as DayUnit
from xinqiao.kit.workdays import deadline

PAGE = 25
SOON = 3  # working days
TABS = ("all", "mine", "late", "today", "soon", "paused")


def own_appeals(viewer: Viewer) -> QuerySet[Appeal]:
    """The viewer's own appeals, newest first."""
    rows = Appeal.objects.filter(rules.answer_own_appeal.rows(viewer))
    return rows.select_related("case__holder", "case__desk").order_by("-case_id")


def waiting_for(viewer: Viewer) -> QuerySet[Appeal]:
    """Own appeals that wait for the viewer: resolved and not yet rated."""
    return own_appeals(viewer).filter(case__state="resolved", case__rating="").order_by("case__rate_until", "-case_id")


def own_appeal(viewer: Viewer) -> QuerySet[Appeal]:
    """One appeal as its author reads it."""
    rows = Appeal.objects.filter(rules.see_own_appeal.rows(viewer))
    return rows.select_related("case__holder", "case__desk", "author__unit", "photo").annotate(
        may_answer=rules.answer_own_appeal.flag(viewer)
    )


def desk_appeals(viewer: Viewer, *, rule: Rule = rules.see_appeal) -> QuerySet[Appeal]:
    """Appeals the desk may see (or do something with, by the rule), with hands and with the right to the name."""
    rows = Appeal.objects.filter(rule.rows(viewer))
    return rows.select_related(
        "case__holder", "case__desk", "case__unit", "author__unit", "complained", "photo"
    ).annotate(
        may_see_author=rules.see_author.flag(viewer),
        may_take=rules.take_appeal.flag(viewer),
        may_handle=rules.handle_now.flag(viewer),
        may_pass=rules.pass_now.flag(viewer),
        may_name=rules.name_complained.flag(viewer),
        may_ask_later=rules.ask_later.flag(viewer),
    )


def within_sight(viewer: Viewer) -> QuerySet[Appeal, Any]:
    """Keys of the appeals the viewer sees at a desk, for rooms whose rows hang on an appeal."""
    return Appeal.objects.filter(rules.see_appeal.rows(viewer)).values("pk")


def in_hand(viewer: Viewer) -> QuerySet[Appeal]:
    """Appeals the viewer holds."""
    rows = Appeal.objects.filter(rules.handle_appeal.rows(viewer))
    return rows.select_related("case__desk", "author__unit")


def soon_until(on: date) -> date:
    """The last day of 'within three working days'."""
    return deadline(on, n=SOON, unit=DayUnit.WORKING_DAY, calendar=calendar(), basis="queue").on


def _tab(name: str, *, viewer: Viewer, on: date) -> Q:
    if name == "mine":
        return Q(case__holder=viewer.person)
    if name == "late":
        return cases.late(on, prefix="case")
    if name == "today":
        return cases.due_today(on, prefix="case")
    if name == "soon":
        return cases.due_by(soon_until(on), after=on, prefix="case")
    if name == "paused":
        return cases.paused(prefix="case")
    return Q()


def queue(viewer: Viewer, *, tab: str, topic: str, after: tuple[date, int] | None, on: date) -> list[Appeal]:
    """One page of open appeals by deadline, and one row more when there is a next page. Goes by key, never by offset."""
    rows = desk_appeals(viewer).filter(cases.is_open(prefix="case"), _tab(tab, viewer=viewer, on=on))
    if topic:
        rows = rows.filter(topic=topic)
    if after:
        day, pk = after
        rows = rows.filter(Q(case__due_on__gt=day) | Q(case__due_on=day, case_id__gt=pk))
    return list(rows.order_by("case__due_on", "case_id")[: PAGE + 1])


def tally(viewer: Viewer, *, on: date) -> dict[str, int]:
    """Counts of all tabs in one statement."""
    rows = Appeal.objects.filter(rules.see_appeal.rows(viewer), cases.is_open(prefix="case"))
    counts: dict[str, int] = rows.aggregate(
        **{name: Count("pk", filter=_tab(name, viewer=viewer, on=on) or None) for name in TABS}
    )
    return counts


def late_rows(viewer: Viewer, *, on: date) -> list[Appeal]:
    """What is past its day, oldest first: for the chair to help with, never a ranking of people."""
    rows = Appeal.objects.filter(
        rules.see_appeal.rows(viewer), rules.see_late.rows(viewer), cases.late(on, prefix="case")
    )
    return list(
        rows.select_related("case__desk", "case__holder", "case__unit").order_by("case__due_on", "case_id")[:200]
    )


def closed_appeals(viewer: Viewer, *, after: int | None) -> list[Appeal]:
    """Closed appeals, newest first, by key."""
    rows = desk_appeals(viewer).filter(~cases.is_open(prefix="case"))
    if after:
        rows = rows.filter(case_id__lt=after)
    return list(rows.order_by("-case_id")[: PAGE + 1])


def answering_desks(on: date) -> QuerySet[Unit]:
    """Desks an appeal can be handed to: departments, windows and union bodies where somebody holds an answering post."""
    held = posts_in_force(on).filter(role__in=rules.HANDLERS).values("unit")
    return Unit.objects.filter(pk__in=held, closes_on__isnull=True).order_by("kind", "path")


def handlers(on: date) -> QuerySet[Person]:
    """Everybody who can hold an appeal somewhere."""
    held = posts_in_force(on).filter(role__in=rules.HANDLERS).values("person")
    return Person.objects.filter(pk__in=held)


def handlers_at(desk: Unit, *, on: date) -> QuerySet[Person]:
    """People who can hold an appeal at a desk."""
    held = posts_in_force(on).filter(role__in=rules.HANDLERS, unit=desk).values("person")
    return Person.objects.filter(pk__in=held).order_by("number")


def review_desk() -> Unit | None:
    """Where reviews go: the group union itself, to its chair and vice-chairs."""
    return Unit.objects.filter(kind=UnitKind.GROUP, parent__isnull=True).order_by("path").first()


def reviewers(on: date) -> QuerySet[Person]:
    """The vice-chairs and the chair, who conclude reviews."""
    held = posts_in_force(on).filter(role__in=rules.HEADS).values("person")
    return Person.objects.filter(pk__in=held).order_by(F("number").asc())


@dataclass(frozen=True)
class Place:
    """Where an appeal can go: a desk, and a person there or whoever takes it."""

    key: str
    title: str
    desk: Unit
    person: Person | None


def places_to_hand_over(row: Appeal, *, on: date) -> list[Place]:
    """Departments, windows and the union line above the appeal's unit, with the people who can hold it there.

    Leaves out the author, the complained (X20) and the hands it is in. A review stays with those who conclude reviews.
    """
    roles = rules.HEADS if row.case.round_kind == Round.REVIEW else rules.HANDLERS
    line = [row.case.unit.path[:n] for n in range(4, len(row.case.unit.path) + 1, 4)]
    near = Q(unit__kind__in=(UnitKind.DEPARTMENT, UnitKind.DESK)) | Q(unit__path__in=line)
    out = [pk for pk in (row.author_id, row.complained_id, row.case.holder_id) if pk]
    posts = posts_in_force(on).filter(near, role__in=roles, unit__closes_on__isnull=True).exclude(person__in=out)
    places: list[Place] = []
    seen: set[tuple[int, int | None]] = set()
    for post in posts.select_related("unit", "person").order_by("unit__path", "person__number"):
        if (post.unit_id, None) not in seen and (row.case.holder_id or post.unit_id != row.case.desk_id):
            places.append(
                Place(f"{post.unit_id}.", _("%(desk)s（谁有空谁办）") % {"desk": post.unit.short}, post.unit, None)
            )
        if (post.unit_id, post.person_id) not in seen:
            title = f"{post.unit.short} {post.person.name}"
            places.append(Place(f"{post.unit_id}.{post.person_id}", title, post.unit, post.person))
        seen |= {(post.unit_id, None), (post.unit_id, post.person_id)}
    return places


def receipts(viewer: Viewer) -> QuerySet[Appeal]:
    """Appeals whose receipt the viewer may print: those seen at the desk, and those written down by the viewer."""
    return Appeal.objects.filter(rules.print_receipt.rows(viewer)).select_related(
        "case__holder", "case__desk", "author__unit", "written_by"
    )


ANSWERED = Q(case__replied_at__isnull=False) | Q(case__round__gt=1)  # a further round begins only after an answer


def answered() -> dict[str, int]:
    """Appeals filed, answered (replied to, or refused with reasons) and the persons who filed; withdrawn ones left out."""
    counts: dict[str, int] = Appeal.objects.exclude(case__state="withdrawn").aggregate(
        filed=Count("pk"), answered=Count("pk", filter=ANSWERED), persons=Count("author", distinct=True)
    )
    return counts


def appeals_filed() -> int:
    """Appeals filed since the start, withdrawn ones left out; however many rounds one goes, it counts once."""
    return answered()["filed"]


def answered_share() -> float:
    """Answered appeals over those whose first answer was due: the ones still inside their reply limit are not counted."""
    due = Appeal.objects.exclude(case__state="withdrawn").exclude(case__pk__in=cases.awaiting_reply(today(now())))
    counts = due.aggregate(all=Count("pk"), answered=Count("pk", filter=ANSWERED))
    return round(counts["answered"] / counts["all"], 4) if counts["all"] else 0.0
