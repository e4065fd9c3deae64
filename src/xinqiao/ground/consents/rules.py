"""Every right of this room, one sentence each. The administrator, who keeps the machine, has none of them."""

from __future__ import annotations

from django.db.models import Q

from xinqiao.ground.consents.words import RequestKind, RequestOutcome, RequestState
from xinqiao.ground.org.models import Kinship
from xinqiao.ground.org.queries import Viewer, posts_in_force
from xinqiao.ground.org.words import Role
from xinqiao.kit.clock import now, today
from xinqiao.kit.gate import NOTHING, Rule, known

OFFICE = (Role.PRIVACY_OFFICER,)
HEADS = (Role.CHAIR, Role.VICE_CHAIR)
WINDOW = (Role.CLERK, Role.PRIVACY_OFFICER)
APPROVERS = (Role.PRIVACY_OFFICER, Role.VICE_CHAIR)
ASKERS = (
    Role.RIGHTS_OFFICER, Role.WOMEN_OFFICER, Role.FINANCE_OFFICER, Role.CLERK,
    Role.SUBUNION_CHAIR, Role.WORKSHOP_CHAIR,
)  # fmt: skip


def _served(viewer: Viewer, *, field: str, roles: tuple[Role, ...] = WINDOW) -> Q:
    """People of the body these desks serve."""
    return Q(**{f"{field}__unit__in": viewer.units_served(*roles)}) if viewer.holds(*roles) else NOTHING


def _subject_served(viewer: Viewer) -> Q:
    return _served(viewer, field="person") | _served(viewer, field="dependant__guardian")


def _mine(viewer: Viewer) -> Q:
    return Q(person=viewer.person) | Q(dependant__guardian=viewer.person)


def _own_or_kin(viewer: Viewer, *, field: str) -> Q:
    """Oneself and those to whom a near relation is declared today."""
    on = today(now())
    held = Kinship.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), declared_on__lte=on)
    return (
        Q(**{field: viewer.person})
        | Q(**{f"{field}__in": held.filter(person=viewer.person).values("relative")})
        | Q(**{f"{field}__in": held.filter(relative=viewer.person).values("person")})
    )


def _asked_about(viewer: Viewer) -> Q:
    """Dependants of people in the units one works for."""
    line = Q(guardian__unit__in=viewer.units_as(*(role for role in ASKERS if role != Role.CLERK)))
    return line | _served(viewer, field="guardian", roles=(Role.CLERK,))


def _free_to_decide(viewer: Viewer) -> Q:
    """Asked by somebody else, who is no kin, about the family of somebody else."""
    others = Q(dependant__isnull=True) | ~_own_or_kin(viewer, field="dependant__guardian")
    return ~_own_or_kin(viewer, field="asked_by") & others


def _answered_by_me(viewer: Viewer) -> Q:
    """Requests of the people served, to whoever answers for personal information; the vice-chair stands in for them."""
    reach = _served(viewer, field="person", roles=OFFICE) | Q(person__unit__in=viewer.units_as(Role.VICE_CHAIR))
    return reach & ~_own_or_kin(viewer, field="person")


def _reviewed_by_me(viewer: Viewer) -> Q:
    """Reviews are the chair's; the chair's own are the vice-chair's. Never by who answered, nor for oneself or kin."""
    chairs = posts_in_force(today(now())).filter(role=Role.CHAIR).values("person")
    mine = Q(person__unit__in=viewer.units_as(Role.CHAIR))
    instead = Q(person__unit__in=viewer.units_as(Role.VICE_CHAIR), person__in=chairs)
    fresh = Q(answered_by__isnull=True) | ~Q(answered_by=viewer.person)
    asked = Q(state__in=(RequestState.REVIEW, RequestState.REVIEWED))
    return (mine | instead) & asked & fresh & ~_own_or_kin(viewer, field="person")


# The member's own rights.
see_own_information = Rule("see_own_information", known.admits)
see_own_consents = Rule("see_own_consents", known.admits, _mine)
keep_family = Rule("keep_family", known.admits, lambda v: Q(guardian=v.person))
own_request = Rule("own_request", known.admits, lambda v: Q(person=v.person))

# Consents: withdrawn by the one who may give them, or at the window for somebody who stands there.
withdraw_consent = Rule("withdraw_consent", known.admits, lambda v: _mine(v) | _subject_served(v))
serve_people = Rule("serve_people", lambda v: v.holds(*WINDOW), lambda v: Q(unit__in=v.units_served(*WINDOW)))
keep_forms = Rule("keep_forms", lambda v: v.holds(*WINDOW), _subject_served)
see_scan = Rule("see_scan", known.admits, lambda v: _mine(v) | _subject_served(v))

# Texts: the privacy officer proposes, the chair or a vice-chair confirms what another proposed.
see_texts = Rule("see_texts", lambda v: v.holds(*OFFICE, *HEADS))
settle_text = Rule("settle_text", lambda v: v.holds(*HEADS))  # what the deed asks: a page grown old gets a sentence
propose_text = Rule("propose_text", lambda v: v.holds(*OFFICE))
decide_text = Rule(
    "decide_text",
    lambda v: v.holds(*HEADS),
    lambda v: Q(confirmed_at__isnull=True, returned_at__isnull=True) & ~Q(proposed_by=v.person),
)

# Minors: who handles their matters asks; the privacy officer or a vice-chair decides, never for oneself or kin.
see_minors = Rule("see_minors", lambda v: v.holds(*ASKERS, *APPROVERS))
ask_read = Rule("ask_read", lambda v: v.holds(*ASKERS))
find_minor = Rule("find_minor", lambda v: v.holds(*ASKERS), lambda v: _asked_about(v))
own_approvals = Rule("own_approvals", lambda v: v.holds(*ASKERS), lambda v: Q(asked_by=v.person))
settle_read = Rule("settle_read", lambda v: v.holds(*APPROVERS), _free_to_decide)
decide_read = Rule(
    "decide_read", lambda v: v.holds(*APPROVERS), lambda v: Q(decided_at__isnull=True) & _free_to_decide(v)
)
see_audit = Rule("see_audit", lambda v: v.holds(*OFFICE, *HEADS))

# Requests about one's own information.
register_request = Rule("register_request", serve_people.admits, serve_people.meets)
see_queue = Rule("see_queue", lambda v: v.holds(*OFFICE, *HEADS))
see_request = Rule("see_request", lambda v: v.holds(*OFFICE, *HEADS), lambda v: _answered_by_me(v) | _reviewed_by_me(v))
answer_request = Rule("answer_request", lambda v: v.holds(*APPROVERS), _answered_by_me)
conclude_review = Rule("conclude_review", lambda v: v.holds(*HEADS), _reviewed_by_me)
OF_COPY = Q(kind__in=(RequestKind.ACCESS, RequestKind.COPY))
GRANTED = Q(outcome__in=(RequestOutcome.DONE, RequestOutcome.PARTLY)) | Q(conclusion="changed")
own_copy = Rule("own_copy", known.admits, lambda v: Q(person=v.person) & OF_COPY & GRANTED)
print_copy = Rule("print_copy", lambda v: v.holds(*APPROVERS), lambda v: _answered_by_me(v) & OF_COPY)
