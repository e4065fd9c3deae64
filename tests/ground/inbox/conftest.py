from tests.ground.inbox.mail import _kinds, rung

__all__ = ["_kinds", "rung"]
