"""Every right of this room, one sentence each. Tasks lie under org: roles are plain codes here."""

from typing import Any

from xinqiao.kit.gate import Rule


def _administrator(viewer: Any) -> bool:
    return bool(viewer.known and viewer.holds("administrator"))


see_tasks = Rule("see_tasks", _administrator)
retry_task = Rule("retry_task", _administrator)
