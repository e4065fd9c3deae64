"""A union filled by SQL: a tree of units with ten people in each team, their posts and the keys of some of them."""

from __future__ import annotations

from dataclasses import dataclass

from bench.dialect import Dialect, code, fill, one_of

TEAM = 10  # people in a team
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红"
SOUNDS = ["wang", "li", "zhang", "liu", "chen", "yang", "zhao", "huang", "zhou", "wu"]
# Who asks: one of each role, by the key of the person.
OFFICER, CLERK, SUBCHAIR, KEEPER, CHAIR = 1, 2, 3, 4, 5
GROUP, DESK = 1, 2


@dataclass(frozen=True)
class Plan:
    """How many units there are on each level, for so many members."""

    members: int
    subs: int
    workshops: int  # in each sub-union
    teams: int  # in each workshop

    @property
    def first_workshop(self) -> int:
        return DESK + self.subs + 1

    @property
    def first_team(self) -> int:
        return self.first_workshop + self.subs * self.workshops

    @property
    def all_teams(self) -> int:
        return self.subs * self.workshops * self.teams

    def team_of(self, person: str) -> str:
        """The key of a person's team."""
        return f"{self.first_team} + ({person} - 1) % {self.all_teams}"


def plan(members: int) -> Plan:
    """Sub-unions, workshops and teams as a union of this size has them: 20 × 10 × 8 at 16,000, 50 × 64 × 50 at 1,600,000."""
    teams = max(members // TEAM, 1)
    for subs, workshops in ((50, 64), (20, 40), (20, 10), (4, 2), (1, 1)):
        if teams >= subs * workshops * 5:
            return Plan(members, subs, workshops, teams // (subs * workshops))
    return Plan(members, 1, 1, teams)


def units(d: Dialect, *, p: Plan) -> list[str]:
    """The group union, its service centre, sub-unions, workshops, teams."""
    opened = {"opens_on": d.day("-3000"), "closes_on": "NULL", "code": "''", "phone": "''"}

    def level(kind: str, word: str, *, count: int, first: int, above: int, each: int) -> str:
        return fill(
            "org_unit",
            rows=f"{d.series(count)} JOIN org_unit up ON up.id = {above} + (n - 1) / {each}",
            id=f"{first} + n - 1",
            path=f"up.path || {code(f'2 + (n - 1) % {each}')}",
            parent_id="up.id",
            kind=f"'{kind}'",
            name=f"'第' || n || '{word}'",
            short=f"'{word}' || n",
            **opened,
        )

    tops = [
        f"({GROUP}, '0001', NULL, 'group', '砺原重工集团工会', '集团工会')",
        f"({DESK}, '00010001', {GROUP}, 'desk', '职工服务中心', '服务中心')",
    ]
    top = fill("org_unit", rows="tops", id="id", path="path", parent_id="parent", kind="kind", name="name",
               short="short", **opened)  # fmt: skip
    return [
        f"WITH tops(id, path, parent, kind, name, short) AS (VALUES {', '.join(tops)}) {top}",
        level("subunion", "分会", count=p.subs, first=DESK + 1, above=GROUP, each=p.subs),
        level("workshop", "车间工会", count=p.subs * p.workshops, first=p.first_workshop, above=DESK + 1,
              each=p.workshops),
        level("team", "工会小组", count=p.all_teams, first=p.first_team, above=p.first_workshop, each=p.teams),
    ]  # fmt: skip


def people(d: Dialect, *, p: Plan, empty: dict[str, str]) -> list[str]:
    """Everybody with work and membership. `empty` holds what a sealed column holds when nothing is in it."""
    surname, given = (
        f"substr('{SURNAMES}', CAST(1 + n % 20 AS int), 1)",
        f"substr('{GIVEN}', CAST(1 + n % 27 AS int), 1)",
    )
    everybody = d.series(p.members)
    trade, hired = one_of(["镗工", "焊工", "天车工", "自由锻工", "钳工"], by="n"), d.day("-400 - n % 3000")
    return [
        fill(
            "org_person",
            rows=everybody,
            id="n",
            number="CAST(10000000 + n AS text)",
            name=f"{surname} || {given}",
            name_key=f"{one_of(SOUNDS, by='n')} || ' ' || n % 400",
            sex=one_of(["m", "f"], by="n"),
            born_on=d.day("-9000 - n % 9000"),
            id_number=f"'{empty['id_number']}'",
            id_index="''",
            phone=f"'{empty['phone']}'",
            phone_index="''",
            unit_id=p.team_of("n"),
            trade=trade,
            hired_on=hired,
            left_on="NULL",
            touched_at=d.moment("86400"),
        ),
        fill("org_employment", rows=everybody, person_id="n", unit_id=p.team_of("n"), trade=trade, from_on=hired,
             to_on="NULL", why_ended="''"),
        fill("org_membership", rows=everybody, person_id="n", joined_on=hired, left_on="NULL", document="''"),
    ]  # fmt: skip


def posts(d: Dialect, *, p: Plan) -> list[str]:
    """The five who ask, and a leader of every team, a chair of every workshop and sub-union."""
    since = {"from_on": d.day("-700"), "to_on": "NULL"}

    def each(role: str, *, count: int, first: int, person: str) -> str:
        unit = f"{first} + n - 1"
        return fill("org_post", rows=d.series(count), person_id=person, role=f"'{role}'", unit_id=unit, **since)

    asking = (
        (OFFICER, "rights_officer", GROUP),
        (CLERK, "clerk", DESK),
        (SUBCHAIR, "subunion_chair", DESK + 1),
        (KEEPER, "organisation_officer", GROUP),
        (CHAIR, "chair", GROUP),
    )
    workshops = p.subs * p.workshops
    return [
        *(
            fill("org_post", rows=d.series(1), person_id=str(person), role=f"'{role}'", unit_id=str(unit), **since)
            for person, role, unit in asking
        ),
        each("workshop_chair", count=workshops, first=p.first_workshop, person="5 + n"),
        each("subunion_chair", count=p.subs, first=DESK + 1, person=f"{5 + workshops} + n"),
        each("group_leader", count=p.all_teams, first=p.first_team, person=f"{p.members} + 1 - n"),
    ]
