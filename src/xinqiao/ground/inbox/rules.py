"""Every right of this room, one sentence each."""

from __future__ import annotations

from django.db.models import Q

from xinqiao.ground.inbox.models import Address
from xinqiao.ground.inbox.words import PAPER, Wanted
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.org.words import Role
from xinqiao.kit.gate import Rule, known

ON_PAPER = Address.objects.filter(channel=PAPER, wanted=Wanted.EACH)


def _carried(viewer: Viewer) -> Q:
    """The leader's own people who cannot read here, or asked for paper; one brings nothing to oneself."""
    cut_off = Q(account__activated_at__isnull=True) | Q(pk__in=ON_PAPER.values("person"))
    team = Q(unit__in=viewer.units_as(Role.GROUP_LEADER), left_on__isnull=True)
    return team & cut_off & ~Q(pk=viewer.person)


# Messages are read by whom they are for and by nobody else, whatever post is held.
see_own_messages = Rule("see_own_messages", known.admits, lambda v: Q(person=v.person))
keep_own_addresses = Rule("keep_own_addresses", known.admits, lambda v: Q(person=v.person))
# About people: to whom a group leader brings what came for them.
carry_word = Rule("carry_word", lambda v: v.holds(Role.GROUP_LEADER), _carried)
keep_channels = Rule("keep_channels", lambda v: v.holds(Role.ADMINISTRATOR))
