"""Every right of this room, one sentence each. The trail lies under org: roles are plain codes here."""

from typing import Any

from xinqiao.kit.gate import Rule, anyone, known

WATCHERS = ("auditor", "privacy_officer", "security_officer")


def _watcher(viewer: Any) -> bool:
    return bool(viewer.known and viewer.holds(*WATCHERS))


see_head = anyone
see_own_readers = Rule("see_own_readers", known.admits)
watch_trail = Rule("watch_trail", _watcher)
