"""Who is told what, in the transaction of the deed: the author where it stands, the holder what came, the chair what many say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.appeals.queries import places
from xinqiao.domains.service.words import ANSWER, HANDS, HEADS, INTAKE, MANY, REMINDER
from xinqiao.ground.inbox.actions import sending
from xinqiao.ground.org.models import Person
from xinqiao.ground.org.queries import posts_in_force
from xinqiao.ground.org.words import Role
from xinqiao.kit.clock import today


def tell_authors(cases: Iterable[int], *, line: str, at: datetime) -> None:
    """Tell everyone whose appeal moved. One that is kept gives nothing away: no title, no count, no paper."""
    rows = Appeal.objects.filter(pk__in=list(cases), author__isnull=False).select_related("case")
    for row in rows.only("author", "hidden", "case__title").order_by("pk"):
        sending.send(
            to=[row.author_id or 0],
            kind=ANSWER,
            title=_("您提的一件事") if row.hidden else row.case.title,
            line=line,
            address=reverse("appeal_own", kwargs={"appeal": row.pk}),
            sealed=row.hidden,
            at=at,
        )


def tell_holder(row: Appeal, *, line: str, at: datetime) -> None:
    """Tell whoever has it in hand now; while nobody has, those who answer at its desk and may see it."""
    case = row.case
    people = [case.holder_id] if case.holder_id else list(_at_desk(row, on=today(at)))
    sending.send(
        to=[one for one in people if one],
        kind=HANDS,
        title=case.number,
        line=line,
        address=reverse("appeal_handle", kwargs={"appeal": row.pk}),
        at=at,
    )


def _at_desk(row: Appeal, *, on: date) -> Iterable[int]:
    apart = [one for one in (row.author_id, row.beneficiary_id, row.complained_id) if one]
    return places.handlers_at(row.case.desk, on=on).exclude(pk__in=apart).values_list("pk", flat=True)[:20]


def tell_reminders(stages: dict[int, int], *, at: datetime) -> None:
    """One message a person for all the limits that ran on: first the holder, then who leads the desk, then the union.

    `stages`: the appeal and the rung its limit reached. Raises nothing; whoever is complained of is not told.
    """
    counts: dict[int, int] = {}
    rows = Appeal.objects.filter(pk__in=stages).select_related("case__desk", "case__unit")
    for row in rows:
        for person in _reminded(row, stage=stages[row.pk], on=today(at)):
            counts[person] = counts.get(person, 0) + 1
    for person, count in sorted(counts.items()):
        line = _("%(count)s 件快到期限或已经过期，先办最急的。") % {"count": count}
        day = today(at).isoformat()
        sending.send(
            to=[person], kind=REMINDER, title=_("期限提醒"), line=line, address=reverse("appeal_queue"), at=at,
            key=f"remind:{day}",
        )  # fmt: skip


def _reminded(row: Appeal, *, stage: int, on: date) -> set[int]:
    """提醒 the holder; 催办 those who lead the desk as well; 督办 the rights officer and the vice-chairs on top."""
    apart = {one for one in (row.author_id, row.beneficiary_id, row.complained_id) if one}
    told = {row.case.holder_id} if row.case.holder_id else set(_at_desk(row, on=on))
    if stage > 1:
        leaders = (Role.DEPARTMENT_HEAD, Role.WORKSHOP_CHAIR, Role.SUBUNION_CHAIR)
        told |= set(posts_in_force(on).filter(unit=row.case.desk, role__in=leaders).values_list("person", flat=True))
    if stage > 2:
        above = (Role.RIGHTS_OFFICER, Role.VICE_CHAIR)
        told |= set(posts_in_force(on).filter(role__in=above).values_list("person", flat=True))
    return {one for one in told if one} - apart


def tell_of_many(row: Appeal, *, people: int, at: datetime) -> None:
    """Quietly tell the chair, the vice-chairs, the rights officer and the desk that many say the same; once a matter.

    Nobody it complains of, and no name: the list stays at the desk.
    """
    on = today(at)
    roles = (*HEADS, Role.RIGHTS_OFFICER, *INTAKE)
    apart = [one for one in (row.author_id, row.beneficiary_id, row.complained_id) if one]
    told = Person.objects.filter(pk__in=posts_in_force(on).filter(role__in=roles).values("person"))
    sending.send(
        to=told.exclude(pk__in=apart).values_list("pk", flat=True),
        kind=MANY,
        title=_("有 %(count)s 人反映同一件事") % {"count": people},
        line=row.case.title if not row.hidden else "",
        address=reverse("appeal_handle", kwargs={"appeal": row.pk}),
        key=f"many:{row.pk}",
        at=at,
    )
