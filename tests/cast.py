"""The people of the tests: a small union in which every role is held by someone with a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count

from django.test import Client

from xinqiao.ground.identity.models import Account, ApiToken
from xinqiao.ground.identity.queries import secret_hash
from xinqiao.ground.org.actions.indexing import index_people, index_units
from xinqiao.ground.org.models import Employment, Installation, Membership, Person, Post, Unit
from xinqiao.ground.org.queries import Viewer, viewer_of
from xinqiao.ground.org.words import Role, UnitKind
from xinqiao.kit.clock import moment, now, today
from xinqiao.kit.scopes import offered

LONG_AGO = date(2020, 1, 1)
NOON = moment(date(2026, 10, 20), hour=12)  # a Tuesday, no holiday near: the day most stories begin

SECRET = "s" * 43  # behind every token of the tests; their prefixes differ
_PREFIXES = count(1)

UNITS: dict[str, tuple[str, str, str, str]] = {  # key: parent, kind, name, short
    "group": ("", UnitKind.GROUP, "砺原重工集团工会", "集团工会"),
    "centre": ("group", UnitKind.DESK, "职工服务中心", "服务中心"),
    "logistics": ("group", UnitKind.DEPARTMENT, "后勤保障部", "后勤"),
    "purchasing": ("group", UnitKind.DEPARTMENT, "采购部", "采购部"),
    "it": ("group", UnitKind.DEPARTMENT, "信息中心", "信息中心"),
    "forging": ("group", UnitKind.SUBUNION, "锻造公司分会", "锻造公司"),
    "forging2": ("forging", UnitKind.WORKSHOP, "锻造二车间工会", "锻造二车间"),
    "press": ("forging2", UnitKind.TEAM, "水压机班工会小组", "水压机班"),
    "machining": ("group", UnitKind.SUBUNION, "大件加工公司分会", "大件加工公司"),
    "machining1": ("machining", UnitKind.WORKSHOP, "大件加工一车间工会", "大件一车间"),
    "crane": ("machining1", UnitKind.TEAM, "天车班工会小组", "天车班"),
}

PEOPLE: dict[str, tuple[str, str, str, tuple[tuple[str, str], ...]]] = {  # key: name, unit, trade, posts
    "chen": ("陈禾苗", "crane", "天车工", ()),
    "lin": ("林一诺", "crane", "镗工", ()),
    "wei": ("魏立冬", "press", "铸件清理工", ()),
    "alat": ("阿拉腾乌力吉", "press", "焊工", ()),
    "gulnur": ("古丽努尔·艾山江", "crane", "理化检验员", ()),
    "ding": ("丁小满", "press", "水压机操作工", ((Role.GROUP_LEADER, "press"),)),
    "gong": ("巩长顺", "press", "水压机操作工", ((Role.TEAM_LEADER, "press"),)),
    "luo": ("罗桂芳", "press", "自由锻工", ((Role.WORKSHOP_CHAIR, "forging2"),)),
    "bao": ("包国良", "press", "自由锻工", ((Role.SUBUNION_CHAIR, "forging"),)),
    "tong": ("佟一鸣", "crane", "镗工", ((Role.SUBUNION_CHAIR, "machining"),)),
    "song": ("宋巧云", "centre", "", ((Role.HOTLINE_AGENT, "centre"),)),
    "jiang": ("蒋小雅", "centre", "", ((Role.CLERK, "centre"),)),
    "du": ("杜家和", "logistics", "", ((Role.DEPARTMENT_HEAD, "logistics"),)),
    "cheng": ("程万里", "purchasing", "", ((Role.DEPARTMENT_HEAD, "purchasing"),)),
    "gu": ("谷雨晴", "group", "", ((Role.RIGHTS_OFFICER, "group"),)),
    "hao": ("郝明远", "group", "", ((Role.ORGANISATION_OFFICER, "group"),)),
    "wen": ("温若兰", "group", "", ((Role.CHAIR, "group"),)),
    "bai": ("白晓峰", "group", "", ((Role.VICE_CHAIR, "group"),)),
    "ni": ("倪素琴", "group", "", ((Role.AUDITOR, "group"),)),
    "qin": ("秦守一", "group", "", ((Role.DISCIPLINE_SECRETARY, "group"),)),
    "lu": ("陆振川", "group", "", ((Role.GENERAL_MANAGER, "group"),)),
    "kang": ("康敏之", "group", "", ((Role.HR_OFFICER, "group"),)),
    "yu": ("俞可心", "it", "", ((Role.ADMINISTRATOR, "it"),)),
    "privacy": ("江守密", "it", "", ((Role.PRIVACY_OFFICER, "it"),)),
    "an": ("安知行", "it", "", ((Role.SECURITY_OFFICER, "it"),)),
    "jin": ("金如数", "group", "", ((Role.FINANCE_OFFICER, "group"),)),
}


def _plant(name: str, *, kind: str = UnitKind.TEAM, parent: Unit | None = None, short: str = "") -> Unit:
    siblings = Unit.objects.filter(parent=parent).count()
    path = (parent.path if parent else "") + f"{siblings + 1:04d}"
    return Unit.objects.create(path=path, parent=parent, kind=kind, name=name, short=short or name, opens_on=LONG_AGO)


def make_unit(name: str, *, kind: str = UnitKind.TEAM, parent: Unit | None = None, short: str = "") -> Unit:
    """A unit under its parent, at the next free path; it can be found."""
    unit = _plant(name, kind=kind, parent=parent, short=short)
    index_units([unit])
    return unit


def make_person(number: str, *, name: str, unit: Unit, trade: str = "", member: bool = True) -> Person:
    """An employee since long ago, a member unless said otherwise; they can be found."""
    person = _employ(number, name=name, unit=unit, trade=trade, member=member)
    index_people([person])
    return person


def _employ(number: str, *, name: str, unit: Unit, trade: str = "", member: bool = True) -> Person:
    person = Person.objects.create(
        number=number, name=name, unit=unit, trade=trade, hired_on=LONG_AGO, touched_at=moment(LONG_AGO)
    )
    Employment.objects.create(person=person, unit=unit, trade=trade, from_on=LONG_AGO)
    if member:
        Membership.objects.create(person=person, joined_on=LONG_AGO)
    return person


@dataclass
class Cast:
    """The units and people of a test, by key."""

    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def viewer(self, key: str, *, at: datetime = NOON) -> Viewer:
        """This person as the viewer they are at a moment."""
        return viewer_of(self.people[key], on=today(at))

    def client(self, key: str) -> Client:
        """A browser in which this person is signed in; with an empty key, a stranger's."""
        client = Client()
        if key:
            account, _made = Account.objects.get_or_create(person=self.people[key], defaults={"activated_at": NOON})
            client.force_login(account)
        return client

    def token(self, key: str, *, scopes: tuple[str, ...] | None = None, **changes: object) -> ApiToken:
        """A token of this person's, for these scopes or for all there are, whatever their post allows."""
        made = {"made_at": now(), "expires_on": today(now()) + timedelta(days=90), "system": "交换机"} | changes
        return ApiToken.objects.create(
            person=self.people[key],
            prefix=f"{next(_PREFIXES):08d}",
            secret_hash=secret_hash(SECRET),
            scopes=sorted(offered if scopes is None else scopes),
            **made,
        )

    def system(self, key: str, *, scopes: tuple[str, ...] | None = None) -> Client:
        """Another system with a fresh token of this person's; with an empty key, without one."""
        if not key:
            return Client()
        token = self.token(key, scopes=scopes)
        return Client(headers={"authorization": f"Bearer xq_{token.prefix}_{SECRET}"})


def gather() -> Cast:
    """Build the small union."""
    cast = Cast()
    Installation.objects.create(name="砺原重工集团工会", demo=True, filled_at=NOON)
    for key, (parent, kind, name, short) in UNITS.items():
        cast.units[key] = _plant(name, kind=kind, parent=cast.units.get(parent), short=short)
    for index, (key, (name, unit, trade, posts)) in enumerate(PEOPLE.items()):
        person = _employ(f"1{index:05d}", name=name, unit=cast.units[unit], trade=trade)
        cast.people[key] = person
        for role, desk in posts:
            Post.objects.create(person=person, role=role, unit=cast.units[desk], from_on=LONG_AGO)
    cast.people["guest"] = make_person("190001", name="牛春生", unit=cast.units["crane"], member=False)
    index_units(cast.units.values())
    index_people(cast.people.values())
    return cast
