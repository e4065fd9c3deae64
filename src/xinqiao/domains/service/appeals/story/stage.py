"""The stage of this chapter: who is there to act on a day, what the clock says, and the deeds themselves."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from xinqiao.ground.org.models import Kinship, Person, Post, Unit
from xinqiao.ground.org.queries import Viewer, viewer_of
from xinqiao.ground.org.story.cast import CAST
from xinqiao.ground.org.words import Role
from xinqiao.ground.parameters.queries import calendar, value
from xinqiao.kit.clock import SHANGHAI, moment, today
from xinqiao.kit.story import Telling

DEPARTMENT_DESKS = {
    "logistics": "后勤保障部", "hr": "人力资源部", "purchasing": "采购部", "safety": "安全管理部", "finance": "财务部",
    "production": "生产制造部", "equipment": "设备管理部", "it": "信息中心", "legal": "法律事务部",
}  # fmt: skip
ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Hands:
    """A desk with the person there who answers."""

    desk: Unit
    person: Person


class Stage:
    """People, posts and days, read once; every deed then goes through the room's own actions."""

    def __init__(self, telling: Telling) -> None:
        self.telling, self.chance, self.now = telling, telling.chance, telling.now
        self.calendar = calendar()
        self.today = today(telling.now)
        self.base = self.today
        while not self.calendar.is_working(self.base):
            self.base += timedelta(days=1)
        self.units = {unit.pk: unit for unit in Unit.objects.order_by("path")}
        self.by_name = {unit.name: unit for unit in self.units.values()}
        self.group = next(unit for unit in self.units.values() if unit.parent_id is None)
        self.centre = self.by_name["职工服务中心"]
        self._read_people()
        self._viewers: dict[tuple[int, int], Viewer] = {}
        self.said: set[str] = set()
        self.filed = 0
        self.limit = cache(lambda day: value("appeals.reply_days", on=day))

    def _read_people(self) -> None:
        posts = list(Post.objects.select_related("person").order_by("id"))
        self.posts: dict[int, list[Post]] = {}
        self.holding: dict[tuple[str, int], list[Post]] = {}
        for post in posts:
            self.posts.setdefault(post.person_id, []).append(post)
            self.holding.setdefault((post.role, post.unit_id), []).append(post)
        self.people = {person.pk: person for person in Person.objects.defer("id_number", "phone").order_by("number")}
        for person in self.people.values():
            unit = self.units[person.unit_id]
            person.unit = unit
            if unit.parent_id:
                unit.parent = self.units[unit.parent_id]
        numbers = {person.number: person for person in self.people.values()}
        self.cast = {key: numbers[member.number] for key, member in CAST.items()}
        kin = {pk for pair in Kinship.objects.values_list("person", "relative") for pk in pair}
        busy = kin | set(self.posts) | {person.pk for person in self.cast.values()}
        self.plain = [p for p in self.people.values() if p.pk not in busy and p.left_on is None]
        self.of_shop: dict[str, list[Person]] = {}
        for person in self.plain:
            self.of_shop.setdefault(person.unit.path[:12], []).append(person)
            self.of_shop.setdefault(person.unit.path[:8], []).append(person)

    # Who they are.

    def viewer(self, person: Person, *, at: datetime) -> Viewer:
        """The viewer this person is on that day, read once for each stretch in which their posts stay the same."""
        on = today(at)
        posts = self.posts.get(person.pk, [])
        begun = sum(post.from_on <= on for post in posts) + 100 * sum(
            bool(post.to_on and post.to_on <= on) for post in posts
        )
        key = (person.pk, begun)
        if key not in self._viewers:
            self._viewers[key] = viewer_of(person, on=on)
        return self._viewers[key]

    def holders(self, role: str, *, unit: Unit, at: datetime) -> list[Person]:
        """Who holds this role there on that day, those of longest standing first."""
        on = today(at)
        return [
            self.people[post.person_id]
            for post in self.holding.get((role, unit.pk), [])
            if post.from_on <= on and (post.to_on is None or post.to_on > on)
        ]

    def intake(self, *, at: datetime, door: str, but: Iterable[int] = ()) -> Person:
        """Somebody at the service centre who has not had it in hand: the hotline for calls, a clerk or the hotline for others."""
        agents = self.holders(Role.HOTLINE_AGENT, unit=self.centre, at=at)
        clerks = self.holders(Role.CLERK, unit=self.centre, at=at)
        choice = agents if door == "hotline" else clerks if door == "window" else agents + clerks
        without = set(but)
        return self.chance.choice([p for p in choice or agents + clerks if p.pk not in without] or agents + clerks)

    def hands_at(self, desk: str, *, author: Person, at: datetime, but: Iterable[int] = ()) -> Hands:
        """Who answers this kind of matter for this author on that day; the group's rights officer where nobody else can."""
        without = set(but) | {author.pk}
        for role, unit in self._places(desk, author=author):
            able = [p for p in self.holders(role, unit=unit, at=at) if p.pk not in without]
            if able:
                first = self.chance.random() < 0.72
                return Hands(unit, able[0] if first else self.chance.choice(able))
        able = [p for p in self.holders(Role.RIGHTS_OFFICER, unit=self.group, at=at) if p.pk not in without]
        return Hands(self.group, able[0])

    def _places(self, desk: str, *, author: Person) -> list[tuple[str, Unit]]:
        if desk in DEPARTMENT_DESKS:
            return [(Role.DEPARTMENT_HEAD, self.by_name[DEPARTMENT_DESKS[desk]])]
        if desk == "vice":
            return [(Role.VICE_CHAIR, self.group)]
        above: list[tuple[str, Unit]] = []
        unit: Unit | None = author.unit
        while unit is not None and unit.parent_id:
            if unit.kind == "workshop" and desk == "workshop":
                above.append((Role.WORKSHOP_CHAIR, unit))
            if unit.kind == "subunion" and desk in ("workshop", "subunion"):
                above.append((Role.SUBUNION_CHAIR, unit))
            unit = self.units.get(unit.parent_id)
        return above

    def author(self, *, at: datetime, shop: str = "") -> Person:
        """Somebody without a post who worked here that day; in one shop or sub-union when its name is given."""
        pool = self.of_shop.get(self.by_name[shop].path, []) if shop else self.plain
        on = today(at)
        while True:
            person = self.chance.choice(pool or self.plain)
            if person.hired_on and person.hired_on < on:
                return person

    # What the clock says.

    def back(self, n: int) -> date:
        """The day from which today (or the next working day) is the n-th working day."""
        day = self.base
        while n:
            day -= timedelta(days=1)
            n -= self.calendar.is_working(day)
        while not self.calendar.is_working(day):
            day -= timedelta(days=1)
        return day

    def office(self, after: datetime, *, days: int = 0) -> datetime:
        """A moment in office hours: later the same working day, or so many working days on."""
        at = after.astimezone(SHANGHAI)
        day = at.date()
        if days <= 0 and self.calendar.is_working(day) and at.hour < 16:
            start = max(
                at + self.chance.randint(6, 70) * ONE_MINUTE, moment(day, hour=8, minute=self.chance.randint(5, 40))
            )
            return self._awake(start)
        for _step in range(max(1, days)):
            day += timedelta(days=1)
            while not self.calendar.is_working(day):
                day += timedelta(days=1)
        return self._awake(moment(day, hour=8) + self.chance.randint(8, 555) * ONE_MINUTE)

    def _awake(self, at: datetime) -> datetime:
        """Not in the lunch hour."""
        local = at.astimezone(SHANGHAI)
        if local.hour == 12 or (local.hour == 13 and local.minute < 30):
            return moment(local.date(), hour=13, minute=self.chance.randint(31, 58))
        return at

    def anytime(self, after: datetime, *, days: int = 0) -> datetime:
        """A moment of a member's own: in a break, after the shift, at night."""
        if days == 0:
            return after + self.chance.randint(20, 300) * ONE_MINUTE
        day = today(after) + timedelta(days=days)
        hour = self.chance.choices(
            (7, 9, 11, 12, 13, 16, 18, 19, 20, 21, 22), weights=(2, 1, 2, 5, 2, 2, 3, 5, 5, 4, 2)
        )[0]
        return moment(day, hour=hour, minute=self.chance.randint(0, 59))

    def working_days_since(self, day: date) -> int:
        """Working days after a day up to today."""
        return sum(self.calendar.is_working(day + timedelta(days=n)) for n in range(1, (self.today - day).days + 1))


def draw(chance: random.Random, *, weights: Mapping[str, float]) -> str:
    """One of these, by weight."""
    return chance.choices(list(weights), weights=list(weights.values()))[0]
