"""Every right of this room, one sentence each. Parameters lie under org: roles are plain codes here."""

from typing import Any

from django.db.models import Q

from xinqiao.kit.gate import Rule

PROPOSERS = ("rights_officer", "organisation_officer", "finance_officer", "vice_chair")
CONFIRMERS = ("chair", "vice_chair")


def _officer(viewer: Any) -> bool:
    return bool(viewer.known and viewer.posts)


see_parameters = Rule("see_parameters", _officer)
propose_parameter = Rule("propose_parameter", lambda viewer: viewer.holds(*PROPOSERS))
decide_parameter = Rule(
    "decide_parameter",
    lambda viewer: viewer.holds(*CONFIRMERS),
    lambda viewer: Q(confirmed_at__isnull=True, rejected_at__isnull=True) & ~Q(proposed_by=viewer.person),
)
