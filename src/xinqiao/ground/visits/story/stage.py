"""Who can go on a visit on a day, whom they go to see, and who answers for what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from xinqiao.ground.org.models import Kinship, Person, Post, Unit
from xinqiao.ground.org.queries import Viewer, viewer_of
from xinqiao.ground.org.story.cast import CAST
from xinqiao.ground.org.words import Role
from xinqiao.ground.parameters.queries import calendar
from xinqiao.ground.visits.words import HEADS, LINE
from xinqiao.kit.clock import moment, today
from xinqiao.kit.story import Telling

GOERS = (Role.GROUP_LEADER, *LINE, *HEADS, Role.WOMEN_OFFICER, Role.PARTY_SECRETARY, Role.GENERAL_MANAGER)


@dataclass(frozen=True)
class Goer:
    """Somebody with a post that goes on visits, and where."""

    person: Person
    unit: Unit
    role: str
    from_on: date
    to_on: date | None

    def holds(self, on: date) -> bool:
        return self.from_on <= on and (self.to_on is None or self.to_on > on)


class Stage:
    """People and posts, read once."""

    def __init__(self, telling: Telling) -> None:
        self.telling, self.chance, self.now = telling, telling.chance, telling.now
        self.today, self.calendar = today(telling.now), calendar()
        self.units = {unit.pk: unit for unit in Unit.objects.order_by("path")}
        self.by_name = {unit.name: unit for unit in self.units.values()}
        self.people = {p.pk: p for p in Person.objects.defer("id_number", "phone").order_by("number")}
        for person in self.people.values():
            person.unit = self.units[person.unit_id]
        posts = list(Post.objects.order_by("id"))
        self.goers = [
            Goer(self.people[one.person_id], self.units[one.unit_id], one.role, one.from_on, one.to_on)
            for one in posts
            if one.role in GOERS
        ]
        self.heads: dict[int, list[Goer]] = {}
        for one in posts:
            if one.role == Role.DEPARTMENT_HEAD:
                head = Goer(self.people[one.person_id], self.units[one.unit_id], one.role, one.from_on, one.to_on)
                self.heads.setdefault(one.unit_id, []).append(head)
        numbers = {person.number: person for person in self.people.values()}
        self.cast = {key: numbers[member.number] for key, member in CAST.items()}
        self._read_pools({one.person_id for one in posts})

    def _read_pools(self, busy: set[int]) -> None:
        """Those who may be visited without anybody having to stand aside: no post, no declared kin, not of the cast."""
        kin = {pk for pair in Kinship.objects.values_list("person", "relative") for pk in pair}
        out = kin | busy | {person.pk for person in self.cast.values()}
        self.pools: dict[str, list[Person]] = {}
        for person in self.people.values():
            if person.pk in out or person.left_on is not None:
                continue
            for end in range(4, len(person.unit.path) + 1, 4):
                self.pools.setdefault(person.unit.path[:end], []).append(person)

    def viewer(self, person: Person, *, at: datetime) -> Viewer:
        """The viewer somebody is on that day."""
        return viewer_of(person, on=today(at))

    def back(self, n: int) -> date:
        """The n-th working day before today."""
        day = self.today
        while n:
            day -= timedelta(days=1)
            n -= self.calendar.is_working(day)
        return day

    def at(self, day: date, *, hour: int = 0) -> datetime:
        """A moment of that day, in office hours unless said otherwise, and never after now."""
        found = moment(day, hour=hour or self.chance.choice((9, 10, 11, 14, 15, 16)), minute=self.chance.randint(0, 59))
        return min(found, self.now)

    def whom(self, goer: Goer, *, on: date, count: int = 1) -> list[Person]:
        """People under the goer's post who worked there that day; fewer where there are no more."""
        pool = [p for p in self.pools.get(goer.unit.path, []) if p.hired_on and p.hired_on < on]
        return self.chance.sample(pool, min(count, len(pool)))

    def head(self, desk: str, *, on: date) -> Goer | None:
        """Who answered for a department that day."""
        able = [one for one in self.heads.get(self.by_name[desk].pk, []) if one.holds(on)]
        return self.chance.choice(able) if able else None
