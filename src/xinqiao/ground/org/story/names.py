"""Names for the model union, put together from lists: they belong to nobody. A name is one text, never split."""

from __future__ import annotations

import random
from itertools import accumulate

from xinqiao.ground.org.words import Sex
from xinqiao.kit.texts import DOT

# Surnames with their weight; the common ones first.
_COMMON = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_RARER = (
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜肖詹关苗凌费纪靳"
)
_DOUBLE = ("欧阳", "司马", "上官", "慕容", "诸葛", "令狐")

_MEN = [
    "建国",
    "志强",
    "永福",
    "国栋",
    "海涛",
    "振华",
    "德胜",
    "学军",
    "宝田",
    "立新",
    "春雷",
    "文斌",
    "明远",
    "玉柱",
    "金锁",
    "长江",
    "铁军",
    "卫东",
    "红旗",
    "双喜",
    "俊峰",
    "晓东",
    "保安",
    "满仓",
    "喜顺",
    "东升",
    "庆丰",
    "世杰",
    "成林",
    "广才",
    "跃进",
    "占奎",
    "连生",
    "殿臣",
    "凤鸣",
    "守信",
    "万山",
    "绍辉",
    "兴旺",
    "润生",
    "根柱",
    "存厚",
    "有田",
    "来喜",
    "继业",
    "书勤",
    "新民",
    "友谊",
]
_WOMEN = [
    "秀兰",
    "桂芝",
    "玉梅",
    "春花",
    "淑珍",
    "爱华",
    "丽萍",
    "红霞",
    "晓燕",
    "美玲",
    "素芳",
    "凤英",
    "金凤",
    "彩云",
    "雪梅",
    "慧敏",
    "艳秋",
    "月娥",
    "翠萍",
    "巧珍",
    "香莲",
    "玉洁",
    "明霞",
    "小红",
    "改枝",
    "文秀",
    "银环",
    "冬梅",
    "雅琴",
    "瑞芳",
    "俊英",
    "海燕",
    "志英",
    "亚男",
    "会兰",
    "清芬",
    "润莲",
    "引弟",
    "粉莲",
    "喜凤",
    "桂荣",
    "爱莲",
    "秋菊",
    "春燕",
    "玉环",
    "彩霞",
    "淑兰",
    "林娜",
]
_NEWER_MEN = [
    "浩宇",
    "子轩",
    "一鸣",
    "嘉豪",
    "博文",
    "天佑",
    "宇航",
    "俊熙",
    "思远",
    "晨曦",
    "家栋",
    "逸飞",
    "泽楷",
    "沐阳",
    "星辰",
    "皓然",
    "致远",
    "凯文",
    "睿哲",
    "景行",
]
_NEWER_WOMEN = [
    "雨桐",
    "欣怡",
    "梓涵",
    "诗琪",
    "佳怡",
    "一诺",
    "思琪",
    "语嫣",
    "若溪",
    "可馨",
    "婉清",
    "静怡",
    "梦瑶",
    "晓彤",
    "依晨",
    "舒涵",
    "心悦",
    "安然",
    "书瑶",
    "知夏",
]
_MEN_FIRST, _MEN_LAST = "志国建文海永德春晓俊立玉金长铁世成广学保", "强军平峰明伟林刚辉斌福祥龙鹏波涛生义臣良"
_WOMEN_FIRST, _WOMEN_LAST = "淑秀丽玉春晓红美雪慧凤桂艳彩文雅素巧月香", "英兰芳华梅燕萍霞娟敏玲珍琴莲芬荣洁静丽云"
_MEN_SINGLE, _WOMEN_SINGLE = "勇军伟强磊涛斌鹏刚辉超杰峰亮健凯晖松岩毅", "芳娜敏静丽艳娟霞燕玲雪婷莉慧倩颖琳洁蕾梅"

_STEPPE_MEN = [
    "巴图",
    "宝音",
    "阿拉坦",
    "额尔敦",
    "朝鲁",
    "布和",
    "孟克",
    "那顺",
    "乌力吉",
    "苏和",
    "特木尔",
    "哈斯",
    "青格勒",
    "达来",
    "毕力格",
    "吉日嘎拉",
    "斯日古楞",
]
_STEPPE_MEN_END = [
    "巴雅尔",
    "巴特尔",
    "孟和",
    "仓",
    "德力格尔",
    "朝克图",
    "毕力格图",
    "吉日嘎拉",
    "那木拉",
    "苏荣",
    "敖其尔",
    "白音",
]
_STEPPE_WOMEN = [
    "乌云",
    "萨仁",
    "娜仁",
    "其木格",
    "斯琴",
    "塔娜",
    "格日勒",
    "乌兰",
    "敖登",
    "苏日",
    "阿茹",
    "乌日",
    "哈斯",
    "通拉嘎",
    "金花",
]
_STEPPE_WOMEN_END = ["其其格", "图雅", "托娅", "格日乐", "塔娜", "高娃", "娜拉", "其木格", "琪琪格", "苏都", "娜", "罕"]
_OASIS_MEN = [
    "买买提江",
    "阿卜力孜",
    "库尔班江",
    "玉素甫",
    "吐尔洪",
    "艾尼瓦尔",
    "依力亚斯",
    "帕尔哈提",
    "阿里木江",
    "热合曼",
]
_OASIS_WOMEN = [
    "阿依古丽",
    "热依汗",
    "古丽巴哈尔",
    "迪丽努尔",
    "帕提古丽",
    "阿孜古丽",
    "米热古丽",
    "祖丽皮亚",
    "海丽切木",
    "阿曼古丽",
]
_FATHERS = [
    "吐尔逊",
    "艾合买提",
    "依明",
    "卡德尔",
    "托合提",
    "尼亚孜",
    "阿布都热合曼",
    "斯迪克",
    "木沙",
    "肉孜",
    "艾则孜",
    "阿不都克里木",
]

_WEIGHTS = list(accumulate([6] * len(_COMMON) + [1] * len(_RARER)))


def compose(chance: random.Random, *, sex: str, young: bool) -> str:
    """A name nobody in particular bears: about one in thirty of the steppe, a few of the oases."""
    drawn = chance.random()
    man = sex == Sex.MALE
    if drawn < 0.028:
        first, last = (_STEPPE_MEN, _STEPPE_MEN_END) if man else (_STEPPE_WOMEN, _STEPPE_WOMEN_END)
        head, tail = chance.choice(first), chance.choice(last)
        return head + (tail if tail[:2] != head[:2] else last[0])
    if drawn < 0.034:
        return chance.choice(_OASIS_MEN if man else _OASIS_WOMEN) + DOT + chance.choice(_FATHERS)
    return _surname(chance) + _given(chance, man=man, young=young)


def _surname(chance: random.Random) -> str:
    if chance.random() < 0.004:
        return chance.choice(_DOUBLE)
    return chance.choices(_COMMON + _RARER, cum_weights=_WEIGHTS)[0]


def _given(chance: random.Random, *, man: bool, young: bool) -> str:
    drawn = chance.random()
    if drawn < (0.30 if young else 0.14):
        return chance.choice(_MEN_SINGLE if man else _WOMEN_SINGLE)
    if drawn < 0.55:
        return chance.choice((_NEWER_MEN if man else _NEWER_WOMEN) if young else (_MEN if man else _WOMEN))
    first, last = (_MEN_FIRST, _MEN_LAST) if man else (_WOMEN_FIRST, _WOMEN_LAST)
    return chance.choice(first) + chance.choice(last)
