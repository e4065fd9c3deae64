"""Searching all rooms at once. Nothing is written, nothing is counted beyond what is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from xinqiao.ground.org.queries import Viewer
from xinqiao.kit import finding
from xinqiao.kit.finding import PAGE, Hit
from xinqiao.kit.texts import findable


@dataclass(frozen=True)
class Group:
    """What was found of one kind; `behind` is the key the next page begins at, empty when there is none."""

    kind: str
    title: str | Promise
    hits: list[Hit]
    behind: str


def found(viewer: Viewer, *, text: str, kind: str = "", after: str = "") -> list[Group]:
    """The first hits of every kind, or one page of one kind; a kind without hits is not named."""
    if not findable(text):
        return []
    groups = []
    for name, finder in finding.in_order().items():
        if kind in ("", name):
            hits = finder.find(viewer, text=text, after=after if kind else "")
            shown, more = hits[:PAGE], len(hits) > PAGE
            groups.append(Group(name, finder.title, shown, shown[-1].key if more else ""))
    return [group for group in groups if group.hits]


def named(groups: Iterable[Group], *, text: str) -> str:
    """The address of the one hit whose number was typed in full; none when there is no such hit, or more than one."""
    sought = findable(text)
    pages = {hit.url for group in groups for hit in group.hits if hit.number and findable(hit.number) == sought}
    return pages.pop() if len(pages) == 1 else ""
