"""What stands in the gaps of a wording: the writer's own shop and team, a time, a place, a count; the same in the reply."""

from __future__ import annotations

import random
from datetime import date, timedelta

from xinqiao.ground.org.models import Person

NUMERALS = "两三四五六七八"
PLACES = {
    "路": ("东线", "西线", "南线", "北线", "环线", "新区线", "河东线", "家属院线"),
    "食堂": ("一食堂", "二食堂", "三食堂"),
    "浴室": ("东门浴室", "西区浴室", "铸钢浴室", "锻造浴室", "南浴室", "大件浴室"),
    "小区": ("砺新小区", "东苑小区", "铁西家属院", "锻钢里", "河东新村", "炉前里", "向阳小区"),
    "早点": ("六点四十", "六点五十", "七点", "七点一刻", "七点二十", "六点半"),
    "晚点": ("十一点半", "十二点", "十二点二十", "零点四十", "十一点五十", "夜里一点"),
    "分": ("十", "十五", "二十", "二十五", "三十", "四十"),
    "人": ("五", "六", "七", "八", "九", "十一", "十二"),
    "元": ("八十", "一百二十", "一百八十", "两百四十", "三百", "三百六十", "四百五十", "五百", "六百"),
    "天": ("十天", "半个月", "一周"),
}
CLOSERS = (
    "", "", "", "", "麻烦给看看。", "盼个回音。", "大家都等着呢。", "能早点解决最好。", "不急，有个说法就行。", "谢谢。",
    "班里人都这么说。", "先谢谢了。", "已经跟班长说过，他让我打 85123。", "我替班里问一句。", "说得不对的地方请指出。",
)  # fmt: skip
REPLY_CLOSERS = (
    "",
    "",
    "",
    "有什么不合适，您再打 85123。",
    "还有不便，请再说。",
    "谢谢您提出来。",
    "您看行不行，请回个话。",
)


def _months_on(day: date, *, n: int) -> str:
    names = ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"]
    return names[(day.month - 1 + n) % 12]


def slots_of(author: Person, *, on: date, chance: random.Random) -> dict[str, str]:
    """One filling of all gaps for one writer on one day. `author` comes with unit, its parent and grandparent."""
    unit = author.unit
    shop = unit.parent if unit.kind == "team" and unit.parent else unit
    company = shop.parent if shop is not unit and shop.parent else unit
    filled = {gap: chance.choice(choices) for gap, choices in PLACES.items()}
    weekday = chance.choice("一二三四五")
    early = f"{on.month}月{on.day - chance.randint(2, 4)}日" if on.day > 5 else "上个月底"
    filled |= {
        "单位": shop.short,
        "班": unit.short if unit.kind == "team" else "我们科",
        "分会": company.short if company.kind == "subunion" else "机关",
        "工种": author.trade or "管理岗",
        "几": chance.choice(NUMERALS),
        "号": str(chance.randint(1, 9)),
        "几十": chance.choice(("二十", "二十多", "三十", "三十多", "四十")),
        "楼": chance.choice("二三四五六"),
        "档": chance.choice("三四五六"),
        "日": chance.choice((f"上周{weekday}", "前天", "昨天", "上个星期", early, early)),
        "近": chance.choice(("昨天", "今天上午", "前天")),
        "月": _months_on(on, n=-1 if on.day < 20 else 0),
        "下月": _months_on(on, n=1),
        "下周": f"下周{chance.choice('一二三')}",
        "年": str((on - timedelta(days=chance.randint(500, 1500))).year),
        "季": "冬天" if on.month in (11, 12, 1, 2, 3) else "夏天",
    }
    return filled
