"""Django's database sessions with the person in a column of their own."""

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

from xinqiao.ground.identity.models import Session
from xinqiao.kit.clock import now


class SessionStore(DatabaseSessions):
    """`person`, `device` and the moment of signing in follow the session's own data whenever it is saved."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        signed_in = SESSION_KEY in data
        if signed_in:  # kept in the data too: every later save makes the row anew
            data.setdefault("began_at", now().isoformat())
        row = super().create_model_instance(data)
        assert isinstance(row, Session)  # noqa: S101 - a promise to the type checker
        row.person_id = int(data[SESSION_KEY]) if signed_in else None
        row.device = str(data.get("device", ""))[:80]
        row.began_at = datetime.fromisoformat(data["began_at"]) if signed_in else None
        return row
