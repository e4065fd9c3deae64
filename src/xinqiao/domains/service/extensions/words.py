"""Words of this room: the kind it files under, the way such a request takes unless the union has kept another."""

from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.approvals.words import Reach, Step
from xinqiao.ground.org.words import Role

EXTENSION = "service.extension"
REGISTER = "YQ"

STEPS = (
    Step(_("分会或权益保障部意见"), (Role.SUBUNION_CHAIR, Role.RIGHTS_OFFICER), Reach.LINE),
    Step(_("工会意见"), (Role.CHAIR, Role.VICE_CHAIR), Reach.GROUP),
)
# Posts a step may name: those who answer for members, from the workshop up to the chair.
SIGNERS = (
    Role.WORKSHOP_CHAIR,
    Role.SUBUNION_CHAIR,
    Role.RIGHTS_OFFICER,
    Role.ORGANISATION_OFFICER,
    Role.WOMEN_OFFICER,
    Role.VICE_CHAIR,
    Role.CHAIR,
)
TABS = ("waiting", "mine", "open", "decided")
# In the frozen document, which is always in the union's language: the line that stands last, and a name kept back.
REASON, NAMELESS = "为什么", "提出人"
