"""The cast of the model union: people with names, numbers, posts. All invented; later chapters find them by key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xinqiao.ground.org.words import KinKind, Role, StandingKind


@dataclass(frozen=True)
class CastMember:
    """One person of the cast: posts as role, unit key and for how many years."""

    number: str
    name: str
    sex: str
    age: int
    unit: str
    trade: str
    served: float  # years since hired
    posts: tuple[tuple[str, str, float], ...] = ()
    member: bool = True
    retired: float = 0  # years since retired; posts ended then


def _one(number: int, *row: Any, member: bool = True, retired: float = 0) -> CastMember:
    """`row`: name, who, place, then posts. `who`: sex, age, years of service ("f34/12"); `place`: unit key and trade
    ("crane:天车工"); a post: role, unit key, years held."""
    name, who, place, *posts = row
    age, _slash, served = who[1:].partition("/")
    unit, _colon, trade = place.partition(":")
    return CastMember(str(number), name, who[0], int(age), unit, trade, float(served), tuple(posts), member, retired)


# Leaders and the offices of the union, in the order of protocol.
_LEADERS = {
    "han": _one(100001, "韩秉衡", "m56/33", "party", (Role.PARTY_SECRETARY, "group", 7)),
    "lu": _one(100002, "陆振川", "m54/31", "office", (Role.GENERAL_MANAGER, "group", 7)),
    "wen": _one(100003, "温若兰", "f52/29", "group", (Role.CHAIR, "group", 8)),
    "qin": _one(100004, "秦守一", "m55/32", "discipline", (Role.DISCIPLINE_SECRETARY, "group", 7)),
    "yan": _one(100005, "阎清和", "m43/20", "discipline", (Role.DISCIPLINE_OFFICER, "group", 8)),
    "bai": _one(100006, "白晓峰", "m48/25", "group", (Role.VICE_CHAIR, "group", 9)),
    "ni": _one(100007, "倪素琴", "f51/29", "finance", (Role.AUDITOR, "group", 7)),
    "gu": _one(100008, "谷雨晴", "f38/15", "group", (Role.RIGHTS_OFFICER, "group", 9)),
    "hao": _one(100009, "郝明远", "m45/22", "group", (Role.ORGANISATION_OFFICER, "group", 8)),
    "shi": _one(100010, "石大勇", "m46/24", "group", (Role.PRODUCTION_OFFICER, "group", 8)),
    "ye": _one(100011, "叶知秋", "f36/13", "group", (Role.PUBLICITY_OFFICER, "group", 7)),
    "sarula": _one(100012, "萨如拉", "f47/24", "group", (Role.WOMEN_OFFICER, "group", 8)),
    "shao": _one(100013, "邵细珍", "f44/21", "group", (Role.FINANCE_OFFICER, "group", 8)),
}

# The line of the union and the workers of the stories.
_LINE = {
    "bao": _one(100014, "包国良", "m50/29", "forging_one:自由锻工", (Role.SUBUNION_CHAIR, "锻造公司", 8)),
    "luo": _one(100015, "罗桂芳", "f48/27", "press:水压机操作工", (Role.WORKSHOP_CHAIR, "锻造二车间", 7)),
    "ding": _one(100016, "丁小满", "m35/13", "press:水压机操作工", (Role.GROUP_LEADER, "press", 6)),
    "gong": _one(100017, "巩长顺", "m51/30", "press:水压机操作工", (Role.TEAM_LEADER, "press", 9)),
    "tong": _one(100018, "佟一鸣", "m47/25", "boring:镗工", (Role.SUBUNION_CHAIR, "大件加工公司", 8)),
    "chen": _one(100019, "陈禾苗", "f34/12", "crane:天车工"),
    "wei": _one(100020, "魏立冬", "m43/21", "fettling:铸件清理工"),
    "alat": _one(100021, "阿拉腾乌力吉", "m41/18", "frame:焊工"),
    "gulnur": _one(100022, "古丽努尔·艾山江", "f36/12", "institute:理化检验员"),
    "fang": _one(100023, "方舟舟", "f23/0.75", "quench:金属热处理工"),
    "geng": _one(100024, "耿铁山", "m52/32", "boring:镗工"),
    "lin": _one(100025, "林一诺", "m24/2", "boring:镗工"),
    "meng": _one(100026, "孟广田", "m53/33", "welding:焊工"),
    "niu": _one(100027, "牛春生", "m47/24", "trucks:重型汽车司机", (Role.VOLUNTEER, "centre", 7)),
    "bu": _one(100028, "卜秀英", "f46/25", "cores:造芯工", (Role.DELEGATE, "铸钢公司", 7)),
    "he": _one(
        100029,
        "贺东升",
        "m50/29",
        "melting:熔化浇注工",
        (Role.DELEGATION_HEAD, "铸钢公司", 7),
        (Role.DELEGATE, "铸钢公司", 7),
    ),
    "ge": _one(100030, "葛永安", "m45/22", "forging_one:自由锻工", (Role.SAFETY_TECHNICIAN, "锻造公司", 7)),
    "tian": _one(100031, "田二柱", "m44/22", "press:水压机操作工", (Role.SAFETY_MONITOR, "锻造二车间", 6)),
    "lup": _one(100032, "路平", "m49/27", "forging_check:质量检验员", (Role.PROTECTION_INSPECTOR, "锻造公司", 7)),
    "cao": _one(100033, "曹砺锋", "m55/32", "forging_one:", (Role.SAFETY_EXPERT, "锻造公司", 7)),
    "yin": _one(100034, "尹守成", "m53/31", "school:焊工", (Role.JUDGE, "技能培训学院", 8)),
    "ma": _one(100035, "马连喜", "m54/33", "cores:造芯工", (Role.MEDIATOR_WORKER, "group", 7)),
}

# The desks.
_DESKS = {
    "song": _one(100036, "宋巧云", "f40/18", "centre", (Role.HOTLINE_AGENT, "centre", 9)),
    "jiang": _one(100037, "蒋小雅", "f31/9", "centre", (Role.CLERK, "centre", 7)),
    "shen": _one(100038, "沈静澜", "f37/8", "centre", (Role.COUNSELLOR, "centre", 6)),
    "bi": _one(100039, "毕春晖", "f39/16", "centre", (Role.SUPPORT_OFFICER, "centre", 6)),
    "fanz": _one(100040, "范正则", "m42/17", "centre", (Role.LEGAL_OFFICER, "centre", 8)),
    "gums": _one(100041, "顾明舒", "m45/6", "centre", (Role.LAWYER, "centre", 6), member=False),
    "cui": _one(100042, "崔文博", "m44/20", "hr", (Role.MEDIATOR_EMPLOYER, "group", 7)),
    "shang": _one(100043, "尚书雅", "f41/17", "group", (Role.LIBRARIAN, "group", 8)),
    "kang": _one(100044, "康敏之", "m49/26", "hr", (Role.HR_OFFICER, "group", 8), (Role.DEPARTMENT_HEAD, "hr", 8)),
    "zuo": _one(
        100045,
        "左立言",
        "m47/24",
        "organisation",
        (Role.PARTY_OFFICER, "group", 7),
        (Role.DEPARTMENT_HEAD, "organisation", 7),
    ),
    "cheng": _one(100046, "程万里", "m46/23", "purchasing", (Role.DEPARTMENT_HEAD, "purchasing", 8)),
    "du": _one(100047, "杜家和", "m50/28", "logistics", (Role.DEPARTMENT_HEAD, "logistics", 9)),
    "yu": _one(100048, "俞可心", "f33/10", "it", (Role.ADMINISTRATOR, "it", 7)),
    "jiangs": _one(100049, "江守密", "m44/20", "it", (Role.PRIVACY_OFFICER, "it", 6)),
}

# Those who stand beside them, so that no desk hangs on one person and a reopened matter finds fresh hands.
_BESIDE = {
    "ji": _one(100050, "季春燕", "f37/15", "centre", (Role.HOTLINE_AGENT, "centre", 7)),
    "luh": _one(100051, "鲁海平", "m33/9", "centre", (Role.HOTLINE_AGENT, "centre", 3)),
    "jia": _one(100052, "贾桂琴", "f55/33", "centre", (Role.HOTLINE_AGENT, "centre", 12), retired=3),
    "wang": _one(100053, "汪海棠", "f42/20", "centre", (Role.CLERK, "centre", 8)),
    "pang": _one(100054, "庞立新", "m39/16", "group", (Role.RIGHTS_OFFICER, "group", 7)),
    "lind": _one(100055, "蔺国华", "m45/22", "logistics", (Role.DEPARTMENT_HEAD, "logistics", 8)),
    "jil": _one(100056, "纪兰芝", "f46/24", "hr", (Role.DEPARTMENT_HEAD, "hr", 7)),
    "ruan": _one(100057, "阮志成", "m43/20", "purchasing", (Role.DEPARTMENT_HEAD, "purchasing", 7)),
    "huo": _one(100058, "霍振东", "m51/29", "safety", (Role.DEPARTMENT_HEAD, "safety", 8)),
    "zhuo": _one(100059, "卓海峰", "m42/19", "safety", (Role.DEPARTMENT_HEAD, "safety", 7)),
    "miao": _one(100060, "苗素梅", "f50/28", "finance", (Role.DEPARTMENT_HEAD, "finance", 8)),
    "xing": _one(100061, "邢志远", "m44/21", "office", (Role.DEPARTMENT_HEAD, "office", 7)),
    "zhang": _one(100062, "章文斌", "m46/23", "party", (Role.DEPARTMENT_HEAD, "party", 7)),
    "chai": _one(100063, "柴建军", "m49/27", "production", (Role.DEPARTMENT_HEAD, "production", 8)),
    "she": _one(100064, "佘文英", "f47/25", "quality", (Role.DEPARTMENT_HEAD, "quality", 7)),
    "qu": _one(100065, "屈大成", "m52/30", "equipment", (Role.DEPARTMENT_HEAD, "equipment", 8)),
    "tengs": _one(100066, "滕少云", "m38/14", "equipment", (Role.DEPARTMENT_HEAD, "equipment", 7)),
    "mengx": _one(100067, "蒙晓东", "m43/18", "legal", (Role.DEPARTMENT_HEAD, "legal", 7)),
    "pei": _one(100068, "裴立群", "m45/21", "it", (Role.DEPARTMENT_HEAD, "it", 7)),
    "xie": _one(100069, "解明辉", "m35/11", "it", (Role.SECURITY_OFFICER, "it", 6)),
    "xu": _one(100070, "胥卫民", "m48/26", "discipline", (Role.DISCIPLINE_OFFICER, "group", 7)),
}

CAST: dict[str, CastMember] = _LEADERS | _LINE | _DESKS | _BESIDE

KIN = (  # declared, so that nobody handles the matter of their own
    ("song", "niu", KinKind.SPOUSE, 8),
    ("luo", "gong", KinKind.IN_LAW, 6),
    ("jil", "chai", KinKind.SPOUSE, 7),
)

STANDINGS = (  # who, what, value, for how many years, by which paper
    ("meng", StandingKind.MODEL_WORKER, "集团劳动模范", 9, "砺原重工集团劳动模范表彰决定"),
    ("meng", StandingKind.SKILL_GRADE, "首席技师", 4, "首席技师聘任通知"),
    ("geng", StandingKind.SKILL_GRADE, "高级技师", 8, "职业技能等级证书"),
    ("yin", StandingKind.SKILL_GRADE, "高级技师", 10, "职业技能等级证书"),
    ("he", StandingKind.SKILL_GRADE, "技师", 6, "职业技能等级证书"),
    ("ding", StandingKind.SKILL_GRADE, "技师", 3, "职业技能等级证书"),
    ("alat", StandingKind.SKILL_GRADE, "高级工", 5, "职业技能等级证书"),
    ("chen", StandingKind.SKILL_GRADE, "高级工", 2, "职业技能等级证书"),
    ("lin", StandingKind.SKILL_GRADE, "中级工", 1, "职业技能等级证书"),
    ("cao", StandingKind.TITLE, "正高级工程师", 6, "专业技术职务任职资格通知"),
    ("gulnur", StandingKind.TITLE, "工程师", 4, "专业技术职务任职资格通知"),
    ("bu", StandingKind.MODEL_WORKER, "集团劳动模范", 3, "砺原重工集团劳动模范表彰决定"),
)
