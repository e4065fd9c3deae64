"""What other systems may be allowed to do: rooms hand over their scopes when the program starts, each under one rule."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from xinqiao.kit.gate import Rule, Viewer


@dataclass(frozen=True)
class Scope:
    """One thing a token can be made for. It opens nothing its holder may not do: `rule` is asked with every request."""

    code: str
    title: str | Promise
    rule: Rule


offered: dict[str, Scope] = {}


def offer(code: str, *, title: str | Promise, rule: Rule) -> None:
    """A room offers a scope. Raises ValueError for one that is offered twice."""
    if code in offered:
        raise ValueError(f"{code} is offered twice")
    offered[code] = Scope(code, title, rule)


def open_to(viewer: Viewer) -> list[Scope]:
    """The scopes whose rule admits this viewer, in the order of their codes."""
    return [offered[code] for code in sorted(offered) if offered[code].rule.admits(viewer)]
