"""Every right of this room, one sentence each."""

from __future__ import annotations

from django.db.models import Q

from xinqiao.blocks.cases.queries import handled_cases, is_open, may_be_extended
from xinqiao.domains.service.words import HANDLERS, HEADS, INTAKE, LINE, UNION
from xinqiao.ground.org.queries import Viewer, away, posts_in_force
from xinqiao.ground.org.words import Role
from xinqiao.kit.clock import now, today
from xinqiao.kit.gate import Rule, known

OPEN = is_open(prefix="case")
PATH = "case__unit__path"


def _handler(viewer: Viewer) -> bool:
    return viewer.holds(*HANDLERS)


def _mine(viewer: Viewer) -> Q:
    """One's own, and those one wrote down for somebody, unless they complain of the one who wrote (X20)."""
    return Q(author=viewer.person) | _written(viewer)


def _written(viewer: Viewer) -> Q:
    return Q(written_by=viewer.person) & _not_involved(viewer)


def _trusted(viewer: Viewer) -> Q:
    """The desks that may know every name: intake of the body served, the group's own officers, and the union line,
    which never sees what is said about cadres (that would be the line itself)."""
    of_line = viewer.reach_as(*LINE, field=PATH) & Q(apart=False)
    of_group = viewer.reach_as(*HEADS, Role.RIGHTS_OFFICER, field=PATH)
    of_intake = viewer.reach_served(*INTAKE, field=PATH)
    return of_line | of_group | of_intake


def _in_scope(viewer: Viewer) -> Q:
    """Appeals of the units in scope, and those that lie on one's own desk; never one's own, never against oneself."""
    on_desk = Q(case__desk__in=viewer.desks_as(*HANDLERS)) | Q(case__holder=viewer.person)
    return (_trusted(viewer) | on_desk) & _not_involved(viewer)


def _not_involved(viewer: Viewer) -> Q:
    return (
        (Q(complained__isnull=True) | ~Q(complained=viewer.person))
        & (Q(author__isnull=True) | ~Q(author=viewer.person))
        & (Q(beneficiary__isnull=True) | ~Q(beneficiary=viewer.person))
    )


def _names(viewer: Viewer) -> Q:
    """A hidden name is known to the trusted desks; not to the department that answers."""
    return (Q(hidden=False) | _trusted(viewer)) & _in_scope(viewer)


def _held(viewer: Viewer) -> Q:
    return Q(case__holder=viewer.person) & _not_involved(viewer)


def _free_or_held(viewer: Viewer) -> Q:
    """Nobody's, one's own, or left alone: its holder answers nowhere any more or is away, and it would lie for ever."""
    on = today(now())
    answering = posts_in_force(on).filter(role__in=HANDLERS).values("person")
    alone = ~Q(case__holder__in=answering) | Q(case__holder__in=away(on))
    return _in_scope(viewer) & (Q(case__holder__isnull=True) | Q(case__holder=viewer.person) | alone)


def _free_or_own(viewer: Viewer) -> Q:
    """What may be merged: held by oneself or by nobody yet, open."""
    return _in_scope(viewer) & (Q(case__holder__isnull=True) | Q(case__holder=viewer.person)) & OPEN


def _to_ring(viewer: Viewer) -> Q:
    """Somebody was not satisfied, and the viewer never had it in hand."""
    waiting = Q(case__call_back_on__isnull=False, author__isnull=False)
    return _names(viewer) & waiting & ~Q(case__in=handled_cases(viewer.person))


# The member's own rights.
file_appeal = Rule("file_appeal", known.admits)
see_own_appeal = Rule("see_own_appeal", known.admits, _mine)
answer_own_appeal = Rule("answer_own_appeal", known.admits, lambda v: Q(author=v.person))
read_public_answers = Rule("read_public_answers", known.admits)

# The desk's rights.
work_appeals = Rule("work_appeals", _handler)
see_appeal = Rule("see_appeal", _handler, _in_scope)
see_author = Rule("see_author", _handler, _names)
take_appeal = Rule("take_appeal", _handler, lambda v: _in_scope(v) & Q(case__holder__isnull=True) & OPEN)
handle_appeal = Rule("handle_appeal", _handler, _held)
pass_appeal = Rule("pass_appeal", _handler, _free_or_held)
# What the buttons ask: a closed appeal has none. The deeds ask the rules above, so that a page grown old gets a sentence.
handle_now = Rule("handle_now", _handler, lambda v: _held(v) & OPEN)
ask_later = Rule("ask_later", _handler, lambda v: _held(v) & OPEN & may_be_extended(today(now()), prefix="case"))
pass_now = Rule("pass_now", _handler, lambda v: _free_or_held(v) & OPEN)
register_appeal = Rule("register_appeal", lambda v: v.holds(*INTAKE, *UNION, *HEADS, Role.GROUP_LEADER))
name_complained = Rule("name_complained", lambda v: v.holds(*INTAKE, *UNION, *HEADS), _in_scope)
merge_appeals = Rule("merge_appeals", _handler, _free_or_own)
part_appeal = Rule("part_appeal", _handler, lambda v: _held(v) & Q(case__merged_into__isnull=False) & OPEN)
ring_back = Rule("ring_back", lambda v: v.holds(*INTAKE, *UNION, *HEADS), _to_ring)
publish_answer = Rule("publish_answer", lambda v: v.holds(*INTAKE, Role.RIGHTS_OFFICER, *HEADS), _in_scope)
see_collective = Rule("see_collective", lambda v: v.holds(*HEADS, Role.RIGHTS_OFFICER), _in_scope)
export_appeals = Rule("export_appeals", lambda v: v.holds(*INTAKE, *UNION, *HEADS), _in_scope)
see_late = Rule("see_late", lambda v: v.holds(*HEADS, Role.RIGHTS_OFFICER, Role.SUBUNION_CHAIR))
print_receipt = Rule(
    "print_receipt",
    lambda v: v.holds(*HANDLERS, Role.GROUP_LEADER),
    lambda v: _names(v) | _written(v),
)
