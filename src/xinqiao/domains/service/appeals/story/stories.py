"""Appeals of the cast, word for word as the union tells them, and the gloves that wore through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from xinqiao.domains.service.appeals.actions import filing, handling
from xinqiao.domains.service.appeals.story.matters import Answer
from xinqiao.domains.service.appeals.story.roads import Course, Road, Told, first_round
from xinqiao.domains.service.appeals.story.rounds import answered
from xinqiao.domains.service.appeals.story.slots import slots_of
from xinqiao.domains.service.appeals.story.stage import Stage
from xinqiao.domains.service.appeals.story.together import together, told_to_all
from xinqiao.domains.service.words import Door
from xinqiao.kit.clock import moment, today

BUS = "夜班十二点下班，末班班车十一点五十就走了，我们七个女工冬天走四十分钟回家属院。"
BUS_REPLY = "您好，自{下月}一日起，末班班车改为零点二十发车，试行一个月，您同班的六位同志也一并告知。试行期间哪天没接上，请直接打 85123。"
BUS_OTHERS = (
    "夜班下来末班车已经开走了，走回家属院要四十分钟。",
    "夜班十二点下班，末班车十一点五十就发，差这十分钟谁也赶不上。",
    "冬天夜里走四十分钟回家属院，我们女工害怕，末班班车能不能晚点发？",
    "夜班下班赶不上末班班车，几个人搭伴走，下雪天摔过两回。",
    "末班班车十一点五十就走了，我们夜班十二点才下班。",
)
SEAT = "五号天车驾驶室的座椅海绵塌了，腰里垫着棉袄开一个班，同车的姐妹都喊腰疼。"
SEAT_REPLY = "您好，三号到六号天车都换了带腰托的座椅。您先坐几个班，高矮不合适，检修班再来调。"
SOCKET = "女更衣室没有插座，洗完头没法吹干，冬天出门头发都冻成一绺一绺的。"
SOCKET_REPLY = "您好，女更衣室装了带保护的插座和两个壁挂吹风机，电工验过了，今天就能用。"

PAST = (  # who, days ago, topic, desk, words, reply, outcome, remark
    ("chen", 410, "daily_life", "logistics", SOCKET, SOCKET_REPLY, "solved", "姐妹们都说暖和了一冬天。"),
    (
        "bu", 480, "daily_life", "logistics", "铸钢浴室热水时有时无，更衣柜也不够，夏天造型班下来一身砂，洗不成澡没法坐班车。",
        "您好，热水管已经改过，连着一周水温都够。更衣柜今年先换一批，其余的列入明年预算，到时请您来看。", "partly", "热水好了，柜子我等着。",
    ),
    (
        "gulnur", 690, "daily_life", "logistics", "清真窗口的餐具和别的窗口放在一起洗，希望能够分开，我们研究所有四位同志在那儿吃。",
        "您好，已给清真窗口单配洗碗机和消毒柜，颜色标识也换了。这件事我们应该早想到，谢谢您提醒。", "solved", "很尊重人，谢谢。",
    ),
    (
        "meng", 930, "protection", "purchasing", "这批焊工面罩的镜片颜色浅，一天下来年轻人眼睛都红，麻烦查一查遮光号。",
        "您好，库房把两种遮光号放混了，发错的全部换回，货架按焊接电流分了号。多谢您替年轻人把关。", "solved", "换得及时。",
    ),
    (
        "niu", 300, "daily_life", "logistics", "南停车场坑洼积水，重卡夜里倒车看不清边线，小车的漆都刮了。",
        "您好，坑已填平，边线重新划过，又加了两盏灯。夜里请您再倒一把试试。", "solved", "灯亮，线清楚。",
    ),
    (
        "lin", 220, "unsure", "it", "镗床边上的终端触摸屏点不准，交接班记录录不进去，师傅让我手抄了半个月。",
        "您好，屏已换新，手抄的那半个月由信息中心同志补录，您和耿师傅核对一遍签字就行。", "solved", "不用手抄了。",
    ),
    (
        "wei", 1210, "pay", "hr", "清理班上个月夜班津贴少算了四个，班里另外三个人也是。",
        "您好，换班以后班次代码没有改，四位同志一并更正，随下月工资补发，补发明细单独给一张条。", "solved", "到账了，一分不差。",
    ),
    (
        "alat", 760, "leave", "workshop", "老家草场上接羔，想连着休五天年假，班里说人手紧。",
        "您好，五天批了，顶岗的人也定好，您放心回去。路远，注意安全。", "solved", "羊羔都好，谢谢大家。",
    ),
)  # fmt: skip

PUBLIC = {  # what everybody may read of it: no name, no team
    "gulnur": ("清真窗口的餐具", "清真窗口已单配洗碗机和消毒柜，餐具有自己的颜色标识。"),
    "meng": ("焊工面罩的镜片", "焊工面罩按焊接电流分遮光号存放，领用时请核对号码；发错的可以随时到库房换。"),
    "niu": ("南停车场", "南停车场已填平坑洼，重划边线，加装两盏灯。"),
}

GLOVES = (
    "第三批手套戴两个班就磨穿，锻工夹钳子最费手套，手背都烫了泡。",
    "手套指尖先破，班里拿胶布缠着用，看着不像话。",
    "这个月领的线手套缩水，洗一次就戴不进去了。",
    "以前的手套一副用十天，这批三天就漏，一问几个班都这样。",
    "手套缝线开裂，钢渣直接钻进去，能不能换一家？",
    "我们清理班一个月的手套两个礼拜用完了，剩下的日子光着手干。",
)
GLOVES_FIRST = "您好，这批手套的批号是第 3 批，已经封存。从今天起请三位职工代表试戴四天，结果出来当天告诉您。"
GLOVES_LAST = "您好，三位代表试戴四天，指尖全部磨穿，签字“不接收”。第 3 批整批退换，新手套送到班组，先到的请您过目。"


def fixed_roads(stage: Stage) -> Iterator[Road]:
    """The cast's own: what is open first, then what is long closed, then the gloves."""
    yield _bus(stage)
    yield _seat(stage)
    yield _newcomer(stage)
    for who, days, topic, desk, words, reply, outcome, thanks in PAST:
        start = moment(stage.today - timedelta(days=days), hour=19, minute=days % 60)
        told = _told(stage, who=who, words=words, topic=topic, desk=desk, answer=Answer(outcome, reply), start=start)
        told.course = Course(reply=1, close=3, rating="satisfied")
        told.thanks = [thanks]
        if who == "niu":
            told.agent = stage.cast["ji"]  # his wife is at the hotline: she has no part in it
        road = answered(stage, told=told, start=start)
        yield told_to_all(stage, told=told, road=road, text=PUBLIC[who]) if who in PUBLIC else road
    for index, words in enumerate(GLOVES):
        yield _gloves(stage, words=words, index=index)


def _told(stage: Stage, *, who: str, words: str, topic: str, desk: str, answer: Answer, start: datetime) -> Told:
    author = stage.cast[who]
    stage.said.add(words)
    slots = slots_of(author, on=today(start), chance=stage.chance)
    return Told(author, desk, words, answer, slots, Course(), topic, exact=True)


def _bus(stage: Stage) -> Road:
    """陈禾苗's last bus: called in four working days ago, answered by 杜家和 two working days later, now on trial."""
    start = moment(stage.back(4), hour=9, minute=10)
    told = _told(
        stage,
        who="chen",
        words=BUS,
        topic="daily_life",
        desk="logistics",
        answer=Answer("solved", BUS_REPLY),
        start=start,
    )
    told.agent = stage.cast["song"]
    told.course = Course(reply=2, door=Door.HOTLINE, stop="replied")
    return together(stage, told=told, start=start, others=BUS_OTHERS)


def _seat(stage: Stage) -> Road:
    """An older one of hers, closed two working days ago: it waits for her rating."""
    start = moment(stage.back(9), hour=20, minute=35)
    told = _told(
        stage,
        who="chen",
        words=SEAT,
        topic="protection",
        desk="equipment",
        answer=Answer("solved", SEAT_REPLY),
        start=start,
    )
    told.course = Course(take=1, reply=2, close=5, stop="resolved")
    return answered(stage, told=told, start=start)


def _newcomer(stage: Stage) -> Road:
    """方舟舟 asked yesterday; somebody has it in hand."""
    start = moment(stage.back(1), hour=8, minute=50)
    words = "单身宿舍三号楼的网晚上总断，倒班回来没法给家里打视频，同屋几个新来的都这样。"
    told = _told(
        stage, who="fang", words=words, topic="daily_life", desk="logistics", answer=Answer("solved", ""), start=start
    )
    told.course = Course(stop="handed")
    return _only(stage, told=told, start=start)


def _only(stage: Stage, *, told: Told, start: datetime) -> Road:
    yield from first_round(stage, told=told, start=start)


def _gloves(stage: Stage, *, words: str, index: int) -> Road:
    """Six teams said the same in ten days; the batch was worn on trial, refused by the delegates and sent back."""
    chance = stage.chance
    start = stage.anytime(moment(stage.today - timedelta(days=214 - index * 2)), days=0)
    shop = ("锻造公司分会", "铸钢公司分会", "热处理公司分会")[index % 3]
    author = stage.author(at=start, shop=shop)
    slots = slots_of(author, on=today(start), chance=chance)
    told = Told(
        author,
        "purchasing",
        words,
        Answer("solved", GLOVES_FIRST),
        slots,
        Course(stop="replied"),
        "protection",
        exact=True,
    )
    yield from first_round(stage, told=told, start=start)
    holder = stage.people[told.handled[-1]]
    at = stage.office(start, days=3)
    yield at
    handling.pause_appeal(told.key, why="等职工代表试戴四天的结果。", by=stage.viewer(holder, at=at), at=at)
    at = stage.office(at, days=4)
    yield at
    by = stage.viewer(holder, at=at)
    handling.resume_appeal(told.key, by=by, at=at)
    handling.reply_appeal(told.key, text=GLOVES_LAST, by=by, at=at)
    at = stage.office(at, days=1 + index % 3)
    yield at
    handling.resolve_appeal(
        told.key, outcome="solved", text="新手套到班组，职工看过。", by=stage.viewer(holder, at=at), at=at
    )
    at = stage.anytime(at, days=1 + index % 4)
    yield at
    thanks = ("新手套厚实，能用够月。", "", "有人签字把关，放心。", "换得痛快。", "", "不光手干活了，谢谢。")[index]
    filing.rate_appeal(told.key, rating="satisfied", text=thanks, by=stage.viewer(author, at=at), at=at)
