"""The people of the model union: who works where since when, who is a member, who has left."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from xinqiao.ground.org.actions.indexing import index_people
from xinqiao.ground.org.models import Employment, Membership, Person, Unit
from xinqiao.ground.org.queries import name_key
from xinqiao.ground.org.story.cast import CAST, CastMember
from xinqiao.ground.org.story.names import compose
from xinqiao.ground.org.story.papers import Numbers
from xinqiao.ground.org.story.plan import DEPARTMENTS
from xinqiao.ground.org.story.units import MERGED, Tree
from xinqiao.ground.org.words import LeaveReason, Sex
from xinqiao.kit.clock import moment, today
from xinqiao.kit.story import Telling

YEAR = 365.25
WOMEN = (  # share of women by what the trade's name holds; the first that fits
    ("天车", 0.62), ("保洁", 0.85), ("炊事", 0.6), ("仓库", 0.6), ("档案", 0.8), ("理化", 0.6), ("化学", 0.65), ("光谱", 0.5),
    ("金相", 0.5), ("计量", 0.5), ("检验", 0.45), ("公寓", 0.7), ("浴室", 0.5), ("造芯", 0.35), ("变配电", 0.4), ("数控", 0.2),
    ("编程", 0.4), ("空压", 0.35), ("水处理", 0.4), ("制氧", 0.3), ("焊", 0.08), ("锻", 0.03), ("炉", 0.03), ("司机", 0.05),
)  # fmt: skip


@dataclass
class Draft:
    """One employee before they have a number."""

    sex: str
    born_on: date
    hired_on: date
    unit: Unit
    trade: str
    name: str
    key: str = ""
    number: str = ""
    member: bool = True
    left_on: date | None = None
    why: str = ""
    before: Unit | None = None  # where they worked until `moved_on`
    moved_on: date | None = None
    why_moved: str = LeaveReason.MOVED


@dataclass
class People:
    """Everybody who works in the model union today, those of the cast by key, and who works in which unit."""

    cast: dict[str, Person] = field(default_factory=dict)
    in_unit: dict[int, list[Person]] = field(default_factory=dict)
    members: set[int] = field(default_factory=set)


def employ(telling: Telling, *, tree: Tree) -> People:
    """Write everybody: today's employees (of whom exactly `members` are members) and those who left in five years."""
    today_ = today(telling.now)
    drafts = [_of_cast(key, member=member, tree=tree, on=today_) for key, member in CAST.items()]
    working = telling.members + telling.members * 113 // 1000
    places = list(_places(telling, tree=tree, count=working - sum(not draft.left_on for draft in drafts)))
    drafts += [_drawn(unit, trade=trade, chance=telling.chance, on=today_) for unit, trade in places]
    _choose_members(drafts, wanted=telling.members, chance=telling.chance)
    _choose_moves(drafts, tree=tree, telling=telling)
    drafts += _leavers(telling, tree=tree, on=today_)
    _number(drafts)
    return _write(drafts, telling=telling)


def _back(on: date, *, years: float) -> date:
    return on - timedelta(days=int(years * YEAR))


def _of_cast(key: str, *, member: CastMember, tree: Tree, on: date) -> Draft:
    born = _back(on, years=member.age + 0.1 + int(member.number) % 80 / 100)
    hired = max(_back(on, years=member.served), date(born.year + 18, 7, 15))
    draft = Draft(member.sex, born, hired, tree.units[member.unit], member.trade, member.name, key, member.number)
    draft.member = member.member
    if member.retired:
        draft.left_on, draft.why = _back(on, years=member.retired), LeaveReason.RETIRED
        draft.born_on = _back(draft.left_on, years=member.age)
        draft.hired_on = _back(draft.left_on, years=member.served)
    return draft


def _places(telling: Telling, *, tree: Tree, count: int) -> Iterable[tuple[Unit, str]]:
    """Where the employees are: departments by their size, teams evenly with some give and take."""
    chance = telling.chance
    share = min(1.0, telling.members / 16_000)
    for key, (_name, _short, size) in DEPARTMENTS.items():
        for _seat in range(max(1, round(size * share))):
            count -= 1
            yield tree.units[key], ""
    weights = [chance.uniform(0.7, 1.3) for _team in tree.teams]
    total, given, heads = sum(weights), 0.0, 0
    for (unit, team), weight in zip(tree.teams, weights, strict=True):
        given += weight
        upto = round(count * given / total)
        others = [other.trade for other_unit, other in tree.teams if other_unit.parent_id == unit.parent_id]
        for _seat in range(upto - heads):
            yield unit, team.trade if _seat == 0 or chance.random() < 0.94 else chance.choice(others)
        heads = upto


def _sex(trade: str, *, chance: random.Random) -> str:
    share = next((share for word, share in WOMEN if word in trade), 0.45 if not trade else 0.15)
    return Sex.FEMALE if chance.random() < share else Sex.MALE


def _drawn(unit: Unit, *, trade: str, chance: random.Random, on: date) -> Draft:
    sex = _sex(trade, chance=chance)
    oldest = 59.8 if sex == Sex.MALE else (54.8 if not trade else 50.8)
    age = chance.triangular(20.2, oldest, 43 if sex == Sex.MALE else 39)
    born = _back(on, years=age)
    start = chance.triangular(18.6, 26, 21) if chance.random() < 0.86 else chance.uniform(24, 38)
    hired = date(born.year + int(start), *chance.choice([(7, 15), (7, 20), (8, 1), (3, 1), (9, 10), (11, 5)]))
    while hired > on - timedelta(days=20):
        hired = _back(on, years=chance.uniform(0.1, max(0.2, min(2.5, age - 18.5))))
    return Draft(sex, born, hired, unit, trade, compose(chance, sex=sex, young=age < 33))


def _choose_members(drafts: list[Draft], *, wanted: int, chance: random.Random) -> None:
    """Everybody but dispatched workers and some of the newest; exactly as many as wanted."""
    may = [draft for draft in drafts if not draft.key]
    surplus = sum(draft.member and not draft.left_on for draft in drafts) - wanted
    newest = sorted(may, key=lambda draft: draft.hired_on, reverse=True)[: surplus // 4]
    chosen = {id(draft) for draft in newest}
    rest = [draft for draft in may if id(draft) not in chosen]
    for draft in newest + chance.sample(rest, surplus - len(newest)):
        draft.member = False


def _choose_moves(drafts: list[Draft], *, tree: Tree, telling: Telling) -> None:
    """One in forty came from another team of the same sub-union within the years told; some from the closed workshop."""
    chance, on = telling.chance, today(telling.now)
    beside: dict[str, list[Unit]] = {}
    for unit, _team in tree.teams:
        beside.setdefault(unit.path[:8], []).append(unit)
    closed = tree.units.get(MERGED[1])
    for draft in drafts:
        others = beside.get(draft.unit.path[:8], [])
        since = max(telling.since, draft.hired_on + timedelta(days=200))
        if draft.key or since >= on - timedelta(days=60) or len(others) < 2:
            continue
        if closed and draft.unit.parent_id == tree.units[MERGED[2]].pk and draft.hired_on.year < on.year - 6:
            if chance.random() < 0.3:
                draft.before, draft.moved_on, draft.why_moved = closed, closed.closes_on, LeaveReason.MERGED
        elif chance.random() < 0.025:
            draft.before = chance.choice([unit for unit in others if unit is not draft.unit])
            draft.moved_on = since + timedelta(days=chance.randrange((on - since).days - 30))


def _leavers(telling: Telling, *, tree: Tree, on: date) -> list[Draft]:
    """Those who retired, resigned, were transferred out or died within the years told."""
    chance = telling.chance
    gone = []
    for index in range(max(6, telling.members * 300 // 16_000)):
        unit, team = chance.choice(tree.teams)
        left = telling.since + timedelta(days=chance.randrange((on - telling.since).days - 10))
        sex = _sex(team.trade, chance=chance)
        why = (
            LeaveReason.RETIRED
            if index % 10 < 7
            else (LeaveReason.RESIGNED if index % 10 < 9 else LeaveReason.TRANSFER)
        )
        if index % 60 == 59:
            why = LeaveReason.DIED
        age = (60 if sex == Sex.MALE else 50) if why == LeaveReason.RETIRED else chance.uniform(26, 48)
        born = _back(left, years=age + 0.01)
        hired = date(born.year + chance.randint(18, 23), 7, 15)
        draft = Draft(sex, born, hired, unit, team.trade, compose(chance, sex=sex, young=age < 33))
        draft.left_on, draft.why = left, why
        gone.append(draft)
    return gone


def _number(drafts: list[Draft]) -> None:
    """Employee numbers by day of hire; the cast has its own."""
    plain = sorted((draft for draft in drafts if not draft.number), key=lambda draft: (draft.hired_on, draft.unit.path))
    taken = {draft.name for draft in drafts if draft.key}
    for index, draft in enumerate(plain):
        draft.number = str(200_001 + index)
        if draft.name in taken:
            draft.name += "华" if draft.sex == Sex.FEMALE else "民"


def _write(drafts: list[Draft], *, telling: Telling) -> People:
    numbers = Numbers(telling.chance)
    begun = moment(telling.since, hour=9)
    persons: list[Person] = []
    for draft in drafts:
        id_number, id_index, phone, phone_index = numbers.next_for(born_on=draft.born_on, sex=draft.sex)
        persons.append(
            Person(
                number=draft.number, name=draft.name, name_key=name_key(draft.name), sex=draft.sex, born_on=draft.born_on,
                id_number=id_number, id_index=id_index, phone=phone, phone_index=phone_index, unit=draft.unit,
                trade=draft.trade, hired_on=draft.hired_on, left_on=draft.left_on, touched_at=begun,
            )
        )  # fmt: skip
    for start in range(0, len(persons), 2000):
        Person.objects.bulk_create(persons[start : start + 2000])
        telling.step(20)
    index_people(persons)
    pairs = list(zip(persons, drafts, strict=True))
    Employment.objects.bulk_create(
        [row for pair in pairs for row in _stretches(pair[0], draft=pair[1])], batch_size=4000
    )
    on = today(telling.now)
    Membership.objects.bulk_create(
        [_membership(person, draft=draft, chance=telling.chance, on=on) for person, draft in pairs if draft.member],
        batch_size=4000,
    )
    people = People()
    for person, draft in pairs:
        if draft.key:
            people.cast[draft.key] = person
        if not draft.left_on:
            people.in_unit.setdefault(draft.unit.pk, []).append(person)
        if draft.member:
            people.members.add(person.pk)
    return people


def _stretches(person: Person, *, draft: Draft) -> list[Employment]:
    rows = []
    if draft.before and draft.moved_on:
        rows.append(
            Employment(
                person=person, unit=draft.before, trade=draft.trade, from_on=draft.hired_on, to_on=draft.moved_on,
                why_ended=draft.why_moved,
            )
        )  # fmt: skip
    rows.append(
        Employment(
            person=person, unit=draft.unit, trade=draft.trade, from_on=draft.moved_on or draft.hired_on,
            to_on=draft.left_on, why_ended=draft.why,
        )
    )  # fmt: skip
    return rows


def _membership(person: Person, *, draft: Draft, chance: random.Random, on: date) -> Membership:
    joined = min(draft.hired_on + timedelta(days=chance.randint(20, 300)), draft.left_on or on)
    return Membership(person=person, joined_on=joined, left_on=draft.left_on)
