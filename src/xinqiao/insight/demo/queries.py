"""The people one can enter as in the demo: those who hold a post or have an account, the cast of its stories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xinqiao.ground.identity.models import Account
from xinqiao.ground.org.queries import posts_in_force
from xinqiao.ground.org.words import Role

# The order of the list is the order of protocol, then desk by desk; members come first: they are whom it is for.
ORDER = [
    Role.PARTY_SECRETARY,
    Role.GENERAL_MANAGER,
    Role.CHAIR,
    Role.DISCIPLINE_SECRETARY,
    Role.VICE_CHAIR,
    *Role.values,
]


@dataclass(frozen=True)
class Actor:
    """One person of the cast, with what they do."""

    number: str
    name: str
    does: str
    place: str
    officer: bool


def cast(on: date) -> list[Actor]:
    """Everybody with an activated account, members first, then by protocol."""
    posts = {post.person_id: post for post in posts_in_force(on).select_related("unit").order_by("-id")}
    people = (
        Account.objects.filter(activated_at__isnull=False).select_related("person__unit").order_by("person__number")
    )
    ranked = []
    for account in people:
        post = posts.get(account.pk)
        rank = ORDER.index(post.role) + 1 if post else 0
        does = str(post.get_role_display()) if post else account.person.trade
        place = post.unit.short if post else account.person.unit.short
        actor = Actor(account.person.number, account.person.name, does, place, post is not None)
        ranked.append((rank, account.person.number, actor))
    return [actor for _rank, _number, actor in sorted(ranked, key=lambda item: item[:2])]


# Three members, then those along the road of an appeal: duty officer, department, sub-union, chair, roster.
FIRST = ("陈禾苗", "阿拉腾乌力吉", "古丽努尔·艾山江", "宋巧云", "杜家和", "包国良", "温若兰", "郝明远")


def first_to_try(people: list[Actor]) -> list[Actor]:
    """Those whom a newcomer should try first, in that order."""
    named = {actor.name: actor for actor in reversed(people)}
    return [named[name] for name in FIRST if name in named]
