"""The rooms' tables, as Django sees them."""

from xinqiao.domains.service.appeals.models import Appeal, AppealBatch, Attachment, PublicAnswer
from xinqiao.domains.service.extensions.models import Extension
from xinqiao.domains.service.reply_templates.models import ReplyTemplate

__all__ = ["Appeal", "AppealBatch", "Attachment", "Extension", "PublicAnswer", "ReplyTemplate"]
