"""Every right of this room, one sentence each."""

from __future__ import annotations

from django.db.models import Q

from xinqiao.blocks.approvals import queries as approvals
from xinqiao.blocks.approvals.words import UNDECIDED, State
from xinqiao.domains.service.appeals.queries import matters as appeals
from xinqiao.domains.service.extensions.words import SIGNERS
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.org.words import Role
from xinqiao.kit.clock import now, today
from xinqiao.kit.gate import NOTHING, Rule, known

HEADS = (Role.CHAIR, Role.VICE_CHAIR)


def _apart(viewer: Viewer) -> Q:
    """Whoever the appeal complains of never meets what hangs on it (X20), nor does its author before it is decided."""
    complained = Q(appeal__complained__isnull=True) | ~Q(appeal__complained=viewer.person)
    return complained & (Q(appeal__author__isnull=True) | ~Q(appeal__author=viewer.person))


def _discreet(viewer: Viewer) -> Q:
    """What is said about cadres goes no further than the appeal itself."""
    return Q(appeal__apart=False) | Q(appeal__in=appeals.within_sight(viewer))


def _mine(viewer: Viewer) -> Q:
    return Q(approval__applicant=viewer.person)


def _called(viewer: Viewer) -> Q:
    waiting = approvals.waiting_for(viewer, on=today(now()), prefix="approval")
    return waiting & _discreet(viewer) & _apart(viewer)


def _in_sight(viewer: Viewer) -> Q:
    """Those who may sign such papers see the ones of the appeals they see."""
    return Q(appeal__in=appeals.within_sight(viewer)) if viewer.holds(*SIGNERS) else NOTHING


def _seen(viewer: Viewer) -> Q:
    had = approvals.signed_by(viewer, prefix="approval")
    return (_mine(viewer) | had | _in_sight(viewer)) & _apart(viewer) | _called(viewer)


def _filed(viewer: Viewer) -> Q:
    """Who keeps the sealed paper form: the applicant, and at the group those who deal with the appeals they see."""
    at_group = Q(appeal__in=appeals.within_sight(viewer)) if viewer.holds(*HEADS, Role.RIGHTS_OFFICER) else NOTHING
    return (_mine(viewer) | at_group) & _apart(viewer)


def _states(*states: str) -> Q:
    return approvals.in_state(*states, prefix="approval")


ask_extension = Rule("ask_extension", known.admits)
see_extension = Rule("see_extension", known.admits, _seen)
sign_extension = Rule("sign_extension", known.admits, _called)
own_extension = Rule("own_extension", known.admits, lambda v: _mine(v) & _apart(v))
# What the buttons ask. The deeds ask the rules above, so that a page grown old gets a sentence.
mend_now = Rule("mend_now", known.admits, lambda v: _mine(v) & _apart(v) & _states(State.RETURNED))
withdraw_now = Rule("withdraw_now", known.admits, lambda v: _mine(v) & _apart(v) & _states(*UNDECIDED))
scan_now = Rule("scan_now", known.admits, lambda v: _filed(v) & approvals.is_decided(prefix="approval"))
scan_extension = Rule("scan_extension", known.admits, _filed)
keep_route = Rule("keep_route", lambda v: v.holds(*HEADS))
# Every officer finds the list of papers to sign, reads which way they go, and lends the posts they hold.
hold_office = Rule("hold_office", lambda v: bool(v.posts))
end_lending = Rule("end_lending", lambda v: bool(v.posts), lambda v: Q(post__person=v.person))
