"""Who holds which post since when: the cast by their table, and for every other unit somebody of its own."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from xinqiao.ground.org.actions import kin, standings
from xinqiao.ground.org.models import Person, Post, Unit
from xinqiao.ground.org.queries import viewer_of
from xinqiao.ground.org.story.cast import CAST, KIN, STANDINGS
from xinqiao.ground.org.story.people import YEAR, People
from xinqiao.ground.org.story.units import Tree
from xinqiao.ground.org.words import KinKind, Role, StandingKind, UnitKind
from xinqiao.kit.clock import moment, today
from xinqiao.kit.story import Telling


def appoint(telling: Telling, *, tree: Tree, people: People) -> None:
    """Posts of the cast first, then a leader and a foreman for each team, a chair for each workshop and sub-union."""
    on, chance = today(telling.now), telling.chance
    posts = list(_of_cast(tree=tree, people=people, on=on))
    held = {(post.role, post.unit_id) for post in posts if post.to_on is None}
    busy = {post.person_id for post in posts}
    pools = _pools(tree, people=people)
    for unit in [*tree.units.values(), *(unit for unit, _team in tree.teams)]:
        role = {UnitKind.SUBUNION: Role.SUBUNION_CHAIR, UnitKind.WORKSHOP: Role.WORKSHOP_CHAIR}.get(UnitKind(unit.kind))
        if role and not unit.closes_on and (role, unit.pk) not in held:
            posts.append(_appointed(pools[unit.pk], role=role, unit=unit, busy=busy, years=8, chance=chance, on=on))
    for unit, _team in tree.teams:
        for role in (Role.GROUP_LEADER, Role.TEAM_LEADER):
            if (role, unit.pk) not in held and pools.get(unit.pk):
                posts += _with_earlier(pools[unit.pk], role=role, unit=unit, busy=busy, chance=chance, on=on)
    Post.objects.bulk_create(posts, batch_size=4000)
    _declare(telling, people=people, pools=pools, busy=busy)


def _first_of(month_of: date) -> date:
    return month_of.replace(day=1)


def _of_cast(*, tree: Tree, people: People, on: date) -> Iterator[Post]:
    for key, member in CAST.items():
        ended = people.cast[key].left_on
        for role, unit, years in member.posts:
            since = _first_of(on - timedelta(days=int(years * YEAR)))
            yield Post(person=people.cast[key], role=role, unit=tree.units[unit], from_on=since, to_on=ended)


def _pools(tree: Tree, *, people: People) -> dict[int, list[Person]]:
    """Members of each team, workshop and sub-union, longest service first; nobody of the cast."""
    cast = {person.pk for person in people.cast.values()}
    pools: dict[int, list[Person]] = {}
    parents = {unit.pk: unit.parent_id for unit in tree.units.values()}
    for unit, _team in tree.teams:
        own = [p for p in people.in_unit.get(unit.pk, []) if p.pk in people.members and p.pk not in cast]
        above: int | None = unit.pk
        while above:
            pools.setdefault(above, []).extend(own)
            above = unit.parent_id if above == unit.pk else parents.get(above)
    for pool in pools.values():
        pool.sort(key=lambda person: (person.hired_on, person.number))
    return pools


def _appointed(
    pool: list[Person], *, role: str, unit: Unit, busy: set[int], years: float, chance: random.Random, on: date
) -> Post:
    """Somebody seasoned who has no post yet; in a very small team, whoever is there."""
    free = [person for person in pool if person.pk not in busy] or pool
    person = chance.choice(free[: max(1, len(free) // 3)])
    busy.add(person.pk)
    hired = person.hired_on or on
    since = max(on - timedelta(days=int(chance.uniform(years - 2, years + 1) * YEAR)), hired + timedelta(days=15))
    return Post(person=person, role=role, unit=unit, from_on=_first_of(since) if _first_of(since) >= hired else since)


def _with_earlier(
    pool: list[Person], *, role: str, unit: Unit, busy: set[int], chance: random.Random, on: date
) -> list[Post]:
    """The holder of today; in one team of six, the one before them as well."""
    now = _appointed(pool, role=role, unit=unit, busy=busy, years=4, chance=chance, on=on)
    if chance.random() > 0.16:
        return [now]
    earlier = chance.choice(pool)
    started = now.from_on - timedelta(days=chance.randint(400, 1400))
    if earlier.pk == now.person_id or (earlier.hired_on or on) > started:
        return [now]
    return [Post(person=earlier, role=role, unit=unit, from_on=_first_of(started), to_on=now.from_on), now]


def _declare(telling: Telling, *, people: People, pools: dict[int, list[Person]], busy: set[int]) -> None:
    """Declared kin and dated standings: those of the cast, some couples who both work here, some model workers."""
    on, chance = today(telling.now), telling.chance
    plain = sorted(
        {p.pk: p for pool in pools.values() for p in pool if p.pk not in busy}.values(), key=lambda p: p.number
    )
    men = [person for person in plain if person.sex == "m"]
    women = [person for person in plain if person.sex == "f"]
    couples = min(len(men), len(women), telling.members // 400)
    pairs = [(people.cast[a], people.cast[b], kind, years) for a, b, kind, years in KIN]
    pairs += [
        (man, woman, KinKind.SPOUSE, chance.randint(1, 9))
        for man, woman in zip(chance.sample(men, couples), chance.sample(women, couples), strict=True)
    ]
    officer = viewer_of(people.cast["hao"], on=on)
    for one, other, kind, years in pairs:
        day = on - timedelta(days=int(years * YEAR))
        kin.declare_kin(one.pk, number=other.number, kind=kind, on=day, by=officer, at=moment(day, hour=9))
    rows = [(people.cast[key], kind, value, float(years), source) for key, kind, value, years, source in STANDINGS]
    rows += [
        (person, StandingKind.MODEL_WORKER, "集团劳动模范", chance.uniform(1, 9), "砺原重工集团劳动模范表彰决定")
        for person in chance.sample(plain[: len(plain) // 2], min(len(plain) // 2, telling.members // 800))
    ]
    for person, fact, value, ago, source in sorted(rows, key=lambda row: -row[3]):
        day = on - timedelta(days=int(ago * YEAR))
        standings.give_standing(
            person, kind=fact, value=value, on=day, source=source, by=officer, at=moment(day, hour=9)
        )
