"""Every right of this room, one sentence each."""

from django.db.models import Q

from xinqiao.ground.org.models import Post
from xinqiao.ground.org.queries import OFFICERS, Viewer
from xinqiao.ground.org.words import Role
from xinqiao.kit.clock import now, today
from xinqiao.kit.gate import Rule, known

LINE = (Role.GROUP_LEADER, Role.WORKSHOP_CHAIR, Role.SUBUNION_CHAIR)
HEADQUARTERS = (Role.ORGANISATION_OFFICER, Role.VICE_CHAIR, Role.CHAIR)
ISSUERS = (*LINE, *HEADQUARTERS)


def _in_reach(viewer: Viewer) -> Q:
    """People at work in the units the post reaches. A slip opens an account, so the line gives none to people who hold
    a post: nobody reaches rights above their own by printing."""
    held = Post.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gt=today(now()))
    )  # a term may end on a day that is known
    plain = ~Q(pk__in=held.values("person"))
    in_line = Q(unit__in=viewer.units_as(*LINE)) & plain
    return (in_line | Q(unit__in=viewer.units_as(*HEADQUARTERS))) & Q(left_on__isnull=True)


see_own_account = Rule("see_own_account", known.admits)
issue_slips = Rule("issue_slips", lambda viewer: viewer.holds(*ISSUERS), _in_reach)


def _tokens(viewer: Viewer) -> Q:
    """One's own, and for the administrator those of everybody in the body the desk serves."""
    return Q(person=viewer.person) | Q(person__unit__in=viewer.units_served(Role.ADMINISTRATOR))


# A token acts for an officer. Without a post it opens nothing more, whoever made it.
hold_token = Rule("hold_token", lambda viewer: viewer.holds(*OFFICERS), lambda viewer: Q(person=viewer.person))
see_tokens = Rule("see_tokens", lambda viewer: viewer.holds(*OFFICERS), _tokens)
oversee_tokens = Rule("oversee_tokens", lambda viewer: viewer.holds(Role.ADMINISTRATOR), _tokens)
