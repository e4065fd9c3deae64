"""Reading consents, texts, approvals and requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from xinqiao.ground.consents import rules
from xinqiao.ground.consents.models import (
    Consent,
    ConsentForm,
    ConsentText,
    Dependant,
    InformationRequest,
    ReadApproval,
)
from xinqiao.ground.consents.words import Deed, RequestState, Scope, Text, parts, uses
from xinqiao.ground.org.models import Person
from xinqiao.ground.org.queries import Viewer, posts_in_force
from xinqiao.ground.org.words import Role
from xinqiao.ground.parameters.queries import value
from xinqiao.ground.trail.models import Event
from xinqiao.kit.clock import moment, today
from xinqiao.kit.gate import Rule

Subject = Person | Dependant
PAGE = 25
OWN_WORD, OF_AGE = 14, 18  # years: Personal Information Protection Law 31; Law on the Protection of Minors 2


def of(subject: Subject) -> Q:
    """The lines about one person or one dependant."""
    return Q(person=subject) if isinstance(subject, Person) else Q(dependant=subject)


def birthday(born_on: date, *, age: int) -> date:
    """The day somebody turns this old; who was born on 29 February does so on 1 March of a common year."""
    year = born_on.year + age
    try:
        return born_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def younger_than(dependant: Dependant, *, age: int, on: date) -> bool:
    """Whether a dependant has not yet turned this old on a day."""
    return on < birthday(dependant.born_on, age=age)


def texts_in_force(on: date) -> dict[str, ConsentText]:
    """The text of every scope on a day: the highest confirmed version that has begun."""
    rows = ConsentText.objects.filter(confirmed_at__isnull=False, in_force_from__lte=on).order_by("version")
    return {row.scope: row for row in rows}


def text_in_force(scope: str, *, on: date) -> ConsentText | None:
    """The text of one scope on a day, or None while nobody has published one."""
    return texts_in_force(on).get(scope)


def text_versions(scope: str, *, viewer: Viewer) -> list[ConsentText]:
    """All versions of one scope, newest first, with the right to decide."""
    rows = ConsentText.objects.filter(scope=scope).select_related("proposed_by", "confirmed_by")
    return list(rows.annotate(may_decide=rules.decide_text.flag(viewer)).order_by("-version"))


def texts_waiting(viewer: Viewer) -> list[ConsentText]:
    """Texts the viewer may confirm or return."""
    rows = ConsentText.objects.filter(rules.decide_text.rows(viewer))
    return list(rows.select_related("proposed_by").order_by("scope", "version"))


def standing(on: date) -> QuerySet[Consent]:
    """Every consent that holds at the end of a day: the last line of its subject, scope and purpose, given, not expired,
    and not to a text whose purpose has changed since."""
    until = moment(on + timedelta(days=1))
    same = Q(person=OuterRef("person")) | Q(dependant=OuterRef("dependant"))
    later = Consent.objects.filter(
        same, scope=OuterRef("scope"), purpose=OuterRef("purpose"), pk__gt=OuterRef("pk"), at__lt=until
    )
    changed = ConsentText.objects.filter(
        scope=OuterRef("scope"),
        version__gt=OuterRef("text__version"),
        asks_anew=True,
        confirmed_at__isnull=False,
        in_force_from__lte=on,
    )
    rows = Consent.objects.filter(Q(expires_on__isnull=True) | Q(expires_on__gt=on), deed=Deed.GIVE, at__lt=until)
    return rows.filter(~Exists(later), ~Exists(changed)).select_related("text", "dependant", "form")


def in_force(subject: Subject, *, scope: str, purpose: str, on: date) -> Consent | None:
    """The consent of a person, or about a dependant, that holds on a day for this scope and purpose; None without one.

    Source: Personal Information Protection Law 29, 31.
    """
    return standing(on).filter(of(subject), scope=scope, purpose=purpose).first()


def not_asked_until(subject: Subject, *, scope: str, purpose: str, on: date) -> date | None:
    """The day before which nobody asks again, after a refusal or a withdrawal; None when one may ask.

    `privacy.ask_again_days` days. Source: Regulation on Network Data Security 22 (5).
    """
    last = Consent.objects.filter(of(subject), scope=scope, purpose=purpose).order_by("-id").first()
    if last is None or last.deed == Deed.GIVE:
        return None
    until = today(last.at) + timedelta(days=value("privacy.ask_again_days", on=on))
    return until if until > on else None


def own_standing(viewer: Viewer, *, on: date) -> list[Consent]:
    """What the viewer has agreed to, for themselves and for those they stand for, newest first."""
    return list(standing(on).filter(rules.see_own_consents.rows(viewer)).order_by("-id"))


def standing_of(person: Person, *, on: date) -> list[Consent]:
    """What somebody has agreed to, as the window reads it."""
    return list(standing(on).filter(Q(person=person) | Q(dependant__guardian=person)).order_by("-id"))


def own_lines(viewer: Viewer) -> QuerySet[Consent]:
    """All lines of the ledger about the viewer and their family, newest first."""
    rows = Consent.objects.filter(rules.see_own_consents.rows(viewer))
    return rows.select_related("dependant", "text").order_by("-id")


def family(viewer: Viewer) -> list[Dependant]:
    """Those of the viewer's family who are known here."""
    return list(Dependant.objects.filter(rules.keep_family.rows(viewer)).order_by("id"))


@dataclass(frozen=True)
class Choice:
    """One consent that can be given: what for, of which kind, and since when it is given."""

    purpose: str
    title: Text
    scope: str
    label: Text
    since: Consent | None


def choices(viewer: Viewer, *, on: date, dependant: int | None = None) -> list[tuple[Text, list[Choice]]]:
    """Everything a consent may be given for, by purpose, with what is given already: by oneself, or about a dependant."""
    mine = own_standing(viewer, on=on)
    held = {(row.purpose, row.scope): row for row in mine if row.dependant_id == dependant}
    return [
        (
            use.title,
            [
                Choice(key, use.title, s, Scope(s).label, held.get((key, s)))
                for s in use.scopes
                if dependant or s != Scope.MINOR
            ],
        )
        for key, use in uses.items()
    ]


def forms_for(viewer: Viewer) -> QuerySet[ConsentForm]:
    """Printed forms within reach, those still out first, then newest first."""
    rows = ConsentForm.objects.filter(rules.keep_forms.rows(viewer))
    return rows.select_related("person__unit", "dependant__guardian__unit", "text", "printed_by").order_by("-id")


def own_approvals(viewer: Viewer) -> QuerySet[ReadApproval]:
    """What the viewer has asked to read, newest first."""
    rows = ReadApproval.objects.filter(rules.own_approvals.rows(viewer))
    return rows.select_related("dependant__guardian", "decided_by").order_by("-id")


def approvals_to_decide(viewer: Viewer) -> list[ReadApproval]:
    """What waits for the viewer's decision, oldest first."""
    rows = ReadApproval.objects.filter(rules.decide_read.rows(viewer))
    return list(rows.select_related("asked_by__unit", "dependant__guardian__unit").order_by("id")[:PAGE])


def leave_to_read(dependant: Dependant, *, by: Viewer, on: date) -> ReadApproval | None:
    """The approval under which somebody may read what concerns a minor on a day."""
    rows = ReadApproval.objects.filter(asked_by=by.person, approved=True, until_on__gte=on)
    return rows.filter(Q(dependant=dependant) | Q(scope=Scope.MINOR)).order_by("-id").first()


def minors_of(person: Person, *, on: date) -> list[Dependant]:
    """An employee's dependants who are under age on a day."""
    found = Dependant.objects.filter(guardian=person).order_by("id")
    return [row for row in found if younger_than(row, age=OF_AGE, on=on)]


@dataclass(frozen=True)
class Audit:
    """One year of reading minors' data, for the yearly audit."""

    asked: int
    approved: int
    declined: int
    open: int
    reads: int
    rows: list[ReadApproval]


def audit(year: int) -> Audit:
    """Approvals asked for in a year by how they ended, and readings under one. Source: Regulation on Minors Online 36, 37."""
    first, behind = moment(date(year, 1, 1)), moment(date(year + 1, 1, 1))
    found = ReadApproval.objects.filter(asked_at__gte=first, asked_at__lt=behind)
    reads = Event.objects.filter(verb="read", kind="consents.dependant", at__gte=first, at__lt=behind).count()
    rows = list(found.select_related("asked_by__unit", "decided_by").order_by("id"))
    ends = [row.approved for row in rows]
    return Audit(len(rows), ends.count(True), ends.count(False), ends.count(None), reads, rows)


def own_requests(viewer: Viewer) -> QuerySet[InformationRequest]:
    """The viewer's own requests, newest first."""
    rows = InformationRequest.objects.filter(rules.own_request.rows(viewer))
    return (
        rows.select_related("answered_by", "concluded_by")
        .annotate(may_copy=rules.own_copy.flag(viewer))
        .order_by("-id")
    )


def requests_for(viewer: Viewer, *, rule: Rule = rules.see_request) -> QuerySet[InformationRequest]:
    """Requests the desk meets under a rule, with what may be done to each."""
    rows = InformationRequest.objects.filter(rule.rows(viewer))
    return rows.select_related("person__unit", "written_by", "answered_by", "concluded_by").annotate(
        may_answer=rules.answer_request.flag(viewer),
        may_conclude=rules.conclude_review.flag(viewer),
        may_copy=rules.print_copy.flag(viewer),
    )


WAITING = {"open": (RequestState.OPEN,), "review": (RequestState.REVIEW,)}


def queue(viewer: Viewer, *, tab: str, after: tuple[date, int] | None) -> list[InformationRequest]:
    """One page of requests by due date, and one row more when there is a next; answered ones newest first, by key."""
    rows = requests_for(viewer)
    if tab not in WAITING:
        done = rows.exclude(state__in=(RequestState.OPEN, RequestState.REVIEW))
        return list((done.filter(pk__lt=after[1]) if after else done).order_by("-id")[: PAGE + 1])
    rows = rows.filter(state__in=WAITING[tab])
    if after:
        rows = rows.filter(Q(due_on__gt=after[0]) | Q(due_on=after[0], pk__gt=after[1]))
    return list(rows.order_by("due_on", "id")[: PAGE + 1])


def part_choices() -> list[tuple[str, Text]]:
    """What is held, as choices of a form."""
    return [(name, part.title) for name, part in parts.items()]


def officers(on: date) -> list[tuple[str, str, str]]:
    """Who answers for personal information: name, where, telephone of the desk. For everybody."""
    posts = posts_in_force(on).filter(role=Role.PRIVACY_OFFICER).select_related("person", "unit")
    return [(post.person.name, post.unit.name, post.unit.phone) for post in posts.order_by("person__number")]
