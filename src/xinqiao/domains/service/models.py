"""The rooms' tables, as Django sees them."""

from xinqiao.domains.service.appeals.models import Appeal

__all__ = ["Appeal"]
