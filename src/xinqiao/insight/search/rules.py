"""Every right of this room, one sentence each. What is found is every room's own right."""

from xinqiao.kit.gate import Rule, known

search = Rule("search", known.admits)
