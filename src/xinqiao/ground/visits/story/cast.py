"""The visits people talk about: each with its day, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from xinqiao.ground.org.models import Person
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.visits.actions import recording, tasks
from xinqiao.ground.visits.actions.recording import Account
from xinqiao.ground.visits.actions.tasks import Problem
from xinqiao.ground.visits.models import Visit
from xinqiao.ground.visits.story.roads import Road, record
from xinqiao.ground.visits.story.stage import Stage
from xinqiao.ground.visits.words import Place, Purpose

Deed = Callable[..., object]  # visit, by=, at=


@dataclass(frozen=True)
class Told:
    """One visit of the cast: who went to see whom how many working days ago, and what became of it."""

    by: str
    whom: str  # keys of the cast, or the name of a unit
    days: int
    purposes: str
    place: str
    heard: str
    along: str = ""
    internal: str = ""
    problems: tuple[tuple[str, str, int], ...] = ()  # what, who (key or desk), working days


TOLD = (
    Told("gu", "wei", 18, "help pairing", "home", "食堂不是不去，是想给家里省一点。女儿写了张卡片：谢谢叔叔阿姨，我想考卫校。", along="bai",
         internal="只看需要看的材料；单位里不提。", problems=(("家里的报销手续跑通", "", 12), ("他本人报名焊工培训", "shi", 15), ("女儿中考前送一套资料", "ye", 20))),
    Told("bai", "niu", 12, "help condolence", "hospital", "押金的事一天就解决了，工友也来得快。", along="gu", problems=(("应急救助的手续三日内补齐", "gu", 3),)),
    Told("wen", "meng", 15, "contact", "post", "今年的疗休养名额让给班里从没出过省的老李，劳模也要排队。", along="hao", problems=(("名额转让按规定公示理由", "hao", 20),)),
    Told("bao", "水压机班工会小组", 9, "contact_point interview", "post", "夜班见不到工会的人，有事只能等天亮。", along="luo",
         problems=(("每月排一次夜班走访，排进值班表", "", 10), ("夜班热饭箱坏了两格", "后勤保障部", 6))),
    Told("lu", "镗工甲班工会小组", 14, "research", "post", "新镗床的刀具等得久，一等就是半个班。", along="shi", problems=(("新镗床的刀具配送改成班前送到", "qu", 8),)),
    Told("han", "gulnur", 20, "contact research", "post", "年轻的检验员想多去现场看看，光看样块不知道活儿是怎么干的。", along="wen", problems=(("给检验员排一次下车间跟班", "", 15),)),
    Told("sarula", "chen", 7, "warmth contact", "post", "末班车改了以后赶得上了，车上还有暖风。更衣室的镜子够不着，矮的姐妹得踮脚。", problems=(("女更衣室再装一面矮一点的镜子", "du", 10),)),
    Told("ding", "tian", 5, "contact", "post", "护栏修过以后稳当，就是检查用的手电不够亮。", problems=(("给安全监督员配一支亮的手电", "ge", 8),)),
    Told("luo", "alat", 11, "condolence", "home", "住院的材料一次看全了，每一行都看得懂。家里人惦记回去上班的日子。"),
    Told("tong", "lin geng", 4, "interview", "post", "徒弟说今天自己对刀差两丝，师傅没骂，让再来一遍。", problems=(("比武的镗工练习料再备两块", "", 6),)),
    Told("ding", "gong", 3, "contact", "phone", "下周两天活儿紧，想请工会晚一点来座谈。"),
    Told("ye", "bu", 6, "research interview", "window", "发布会上答应的更衣柜，余下的盼着明年接着讲。"),
)  # fmt: skip


@dataclass(frozen=True)
class After:
    """What came later: of which visit, by whom, how many working days ago, at which hour, and the deed."""

    of: str
    by: str
    days: int
    deed: Deed
    hour: int = 0


def _finish(result: str) -> Deed:
    return lambda visit, *, by, at: tasks.finish_task(visit.tasks.get(order=1).pk, result=result, by=by, at=at)


def _back(why: str) -> Deed:
    return lambda visit, *, by, at: tasks.give_back(visit.tasks.get(order=1).pk, why=why, by=by, at=at)


def _say(answer: str, *, words: str = "") -> Deed:
    return lambda visit, *, by, at: recording.answer_visit(visit.pk, answer=answer, words=words, by=by, at=at)


def _mend(visit: Visit, *, by: Viewer, at: datetime) -> object:
    account = Account(
        on=visit.on, place=Place.PHONE, purposes=(Purpose.CONTACT,), heard="下周三、周四两天活儿紧，想请工会下个礼拜再来座谈。",
        people=" ".join(visit.people.values_list("person__number", flat=True)),
    )  # fmt: skip
    return recording.amend_visit(visit.pk, account=account, why="日子听错了", by=by, at=at)


AFTER = (
    After("gu wei", "gu", 10, _finish("单子一次递齐，报销款到了本人卡上。")),
    After("bai niu", "gu", 11, _finish("手续第二天补齐，归了档。")),
    After("bai niu", "niu", 10, _say("true", words="谢谢两位来看。"), 19),
    After("bao 水压机班工会小组", "bao", 4, _finish("排进了值班表，第一个夜班已经去过。")),
    After("han gulnur", "han", 9, _finish("跟班的表排好了，从下个月起每周一天。")),
    After("lu 镗工甲班工会小组", "qu", 6, _back("刀具配送归生产那边，不归设备，请改一下。")),
    After("sarula chen", "chen", 6, _say("true"), 19),
    After("ding tian", "tian", 4, _say("more", words="手电要能别在帽子上的，爬上爬下腾不出手。"), 19),
    After("ding gong", "ding", 2, _mend),
)


def cast_roads(stage: Stage) -> list[Road]:
    """Every visit of the cast, and the one that was written down twice."""
    return [_road(stage, told=told) for told in TOLD] + [_written_twice(stage)]


def _named(stage: Stage, *, key: str) -> str:
    return stage.cast[key].number if key in stage.cast else key


def _road(stage: Stage, *, told: Told) -> Road:
    people = " ".join(stage.cast[key].number for key in told.whom.split() if key in stage.cast)
    account = Account(
        on=stage.back(told.days), place=told.place, purposes=told.purposes.split(), heard=told.heard, internal=told.internal,
        people=people, unit="" if people else told.whom, companions=" ".join(_named(stage, key=key) for key in told.along.split()),
    )  # fmt: skip
    given = [Problem(what, _named(stage, key=who), days) for what, who, days in told.problems]
    at = stage.at(account.on)
    yield at
    visit = record(stage, account=account, by=stage.cast[told.by], problems=given, at=at)
    mine = [after for after in AFTER if after.of == f"{told.by} {told.whom}"]
    yield from _go_on(stage, visit=visit, rest=sorted(mine, key=lambda after: -after.days))


def _go_on(stage: Stage, *, visit: Visit, rest: list[After]) -> Iterator[datetime]:
    for after in rest:
        at = max(stage.at(stage.back(after.days), hour=after.hour), visit.recorded_at)
        yield at
        after.deed(visit, by=stage.viewer(stage.cast[after.by], at=at), at=at)


def _written_twice(stage: Stage) -> Road:
    """The clerk wrote down a paper form that the chair had recorded already: taken back, and the number stays."""
    clerk: Person = stage.cast["jiang"]
    account = Account(
        on=stage.back(11), place=Place.HOME, purposes=(Purpose.CONDOLENCE,), heard="住院的材料一次看全了。",
        people=stage.cast["alat"].number,
    )  # fmt: skip
    at = stage.at(stage.back(2), hour=10)
    yield at
    row = record(stage, account=account, by=clerk, problems=(), at=at, visitor=stage.cast["luo"].number)
    at = stage.at(stage.back(1), hour=9)
    yield at
    recording.withdraw_visit(row.pk, why="罗主席自己已经记过，记重了。", by=stage.viewer(clerk, at=at), at=at)
