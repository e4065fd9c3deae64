"""The rooms' tables, as Django sees them."""

from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.extensions.models import Extension

__all__ = ["Appeal", "Extension"]
