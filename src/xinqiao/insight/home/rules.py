"""Every right of this room, one sentence each."""

from xinqiao.kit.gate import Rule

work_at_desk = Rule("work_at_desk", lambda viewer: viewer.known and bool(viewer.posts))
