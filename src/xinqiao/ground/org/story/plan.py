"""The plan of the model union's shops: sub-unions, their workshops, the teams in them, each with its trade.

One line a workshop: `name|stem=trade*shifts ...`. A stem with shifts becomes 甲班, 乙班 and so on. 41 teams in 锻造公司,
128 trades in all.
"""

from __future__ import annotations

from dataclasses import dataclass

SHIFTS = "甲乙丙丁"

PLAN = """
#特钢冶炼公司
炼钢一车间|电炉=电弧炉炼钢工*4 炉前=电弧炉炼钢工*2 配料=配料工 天车=天车工*2
炼钢二车间|电炉=电弧炉炼钢工*4 废钢=废钢处理工*2 渣场=废钢处理工 筑炉=筑炉工*2
精炼车间|精炼=炉外精炼工*4 真空=炉外精炼工*2 钢包=钢包准备工*2 天车=天车工
准备车间|模铸=钢包准备工*3 筑炉=筑炉工*3 叉车=叉车司机 煤气=煤气工*2
#连铸公司
连铸一车间|浇钢=连铸工*4 切割=连铸切割工*2 中包=中间包砌筑工*2 天车=天车工
连铸二车间|浇钢=连铸工*4 结晶器=机修钳工 切割=连铸切割工*2 电气=维修电工
连铸精整车间|精整=连铸坯精整工*4 清理=连铸坯精整工*2 天车=天车工*2
#锻造公司
锻造一车间|自由锻=自由锻工*4 加热=锻件加热工*2 天车=天车工*2
锻造二车间|水压机=水压机操作工 操作机=操作机司机*3 加热=锻件加热工*3 天车=天车工*2
锻造三车间|快锻=自由锻工*4 辗环=辗环工*2 加热=锻件加热工*2
模锻车间|模锻=模锻工*4 切边=模锻工*2 模具=工具钳工 叉车=叉车司机
锻件清理车间|清理=锻件清理工*3 检查=质量检验员*2 机修=机修钳工 电气=维修电工 起重=起重工
#热处理公司
热处理一车间|调质=金属热处理工*4 天车=天车工*2 校直=校直工
热处理二车间|渗碳=渗碳工*3 氮化=气体渗氮工*2 检验=质量检验员
感应车间|感应=感应热处理工*4 淬火=金属热处理工*2 电气=维修电工
#铸钢公司
造型车间|造型=铸造造型工*4 造芯=造芯工*3 砂处理=砂处理工*2
熔炼车间|熔化=熔化浇注工*4 合箱=铸造造型工*2 筑炉=筑炉工 天车=天车工*2
铸件清理车间|清理=铸件清理工*4 抛丸=抛丸工*2 焊补=铸件焊补工*2 检验=质量检验员
模型车间|木模=模型木工*3 样板=划线工 机修=机修钳工 叉车=叉车司机
#无缝钢管公司
穿孔车间|穿孔=穿孔工*4 环形炉=环形炉加热工*2 天车=天车工
轧管车间|轧管=轧管工*4 矫直=校直工*2 挤压=挤压工*3
冷拔车间|冷拔=冷拔工*4 酸洗=酸洗工*3 水处理=水处理工
钢管精整车间|精整=钢材精整工*4 管端=车工*2 试压=钢管试压工*2 涡流=无损检测员 包装=装卸工
#矿用车公司
车架车间|车架=车架焊接工*4 机器人=焊接机器人操作员*2 天车=天车工
总装车间|总装=矿用车总装工*4 电装=整车电气装配工*2 驾驶室=矿用车总装工*2 轮胎=矿用车总装工
动力车间|发动机=柴油机装调工*3 轮边=轮边减速器装配工*2 试验=柴油机装调工
试车车间|试车=矿用车试车工*4 检验=质量检验员*2
#工程机械公司
结构车间|焊接=焊工*4 下料=下料切割工*2 天车=天车工
挖掘机装配车间|总装=挖掘机装配工*4 回转=挖掘机装配工*2 电装=整车电气装配工
工程涂装车间|涂装=涂装工*4 喷砂=喷砂工*2 试验=挖掘机装配工
#大件加工公司
大件一车间|镗工=镗工*4 龙门铣=龙门铣工*3 天车=天车工*3
大件二车间|数控镗铣=数控镗铣工*4 立车=车工*3 划线=划线工
大件三车间|深孔=深孔镗工*3 重车=车工*4 起重=起重工*2
大件装配车间|装配=大件装配钳工*4 测量=三坐标测量员 天车=天车工*2
#结构焊装公司
备料车间|数控切割=数控切割工*4 卷板=冷作钣金工*2 折弯=冷作钣金工*2
焊接一车间|焊接=焊工*4 埋弧=埋弧焊工*2 冷作=冷作钣金工*2 天车=天车工
焊接二车间|气保焊=气体保护焊工*4 机器人=焊接机器人操作员*2 打磨=焊缝打磨工*2
结构涂装车间|涂装=涂装工*4 抛丸=抛丸工 叉车=叉车司机
#液压元件公司
油缸车间|油缸=油缸珩磨工*4 数控车=数控车工*3
阀体车间|阀体=阀体加工工*3 磨工=磨工*3 密封=液压装配工
液压装配车间|装配=液压装配工*4 试验=液压试验工*2 清洗=液压装配工
#传动齿轮公司
制齿车间|滚齿=滚齿工*4 插齿=插齿工*2 弧齿=齿轮加工工*2
磨齿车间|磨齿=磨齿工*4 齿轮=齿轮加工工*3 检验=质量检验员
箱体车间|加工中心=加工中心操作工*4 铣工=铣工*3
减速机车间|装配=装配钳工*4 试车=装配钳工*2
#工模具公司
刀具车间|数控磨=数控刀具磨工*3 刃磨=数控刀具磨工*3
模具车间|模具=工具钳工*4 抛光=工具钳工*2 线切割=电切削工*3
量具车间|坐标磨=磨工*2 磨工=磨工*3 计量=计量员*2
#动力能源公司
供热车间|锅炉=锅炉操作工*4 水处理=水处理工*2 给排水=管道工*2
供电车间|变电=变配电值班员*4 高压=高压电工*2 继保=继电保护员
供气车间|制氧=制氧工*4 空压=空压机工*3 燃气=煤气工*2 管道=管道工*2
#物流运输公司
铁路车间|机车=内燃机车司机*4 调车=铁路调车员*3 线路=铁路线路工*2
汽运车间|重卡=重型汽车司机*4 装载机=装载机司机*2 修理=汽车修理工*2
仓储车间|库管=仓库管理员*4 叉车=叉车司机*3 装卸=装卸工*3
#设备检修公司
机修车间|机修=机修钳工*4 大修=机床大修钳工*2 润滑=机修钳工
电修车间|电修=维修电工*4 电机=电机修理工*2 仪表=热工仪表工*2
起重检修车间|起重=起重工*3 起重机=起重机械维修工*3
自动化车间|自动化=自动化控制维修工*3 液压=液压维修工*2 管道=管道工
#理化检测中心
理化室|化学=化学分析工*4 光谱=光谱分析工*2 力学=力学试验工*2
无损检测室|超声=无损检测员*3 射线=射线探伤员*2 磁粉=无损检测员
计量室|计量=计量员*3 衡器=计量员*2 检验=理化检验员*3
#技术研究院
材料研究所|理化=理化检验员*2 工艺试验=工艺试验工*3 金相=金相检验员
装备研究所|试制=装配钳工*3 电控=自动化控制维修工*2 图文=档案管理员
工艺研究所|焊接试验=焊工*2 数控编程=数控编程员*3 档案=档案管理员
#技能培训学院
机电实训部|车工实训=车工*2 钳工实训=装配钳工*2 电工实训=维修电工*2
焊接实训部|焊接实训=焊工*4 数控实训=数控车工*2
教务部|教务=实训指导员*3 学员公寓=公寓管理员*2 保洁=保洁员
#机关及后勤
餐饮服务部|一食堂=炊事员 二食堂=炊事员 三食堂=炊事员 清真食堂=炊事员 面点=炊事员*2
物业服务部|浴室=浴室管理员*2 保洁=保洁员*2 维修=物业维修工*2 绿化=保洁员 公寓=公寓管理员
通勤服务部|班车=班车司机*4 调度=班车司机 修理=汽车修理工
机关工会|党群组= 行政组= 财务组= 生产组= 供应组= 文印组=
门卫消防部|门卫=门卫员*4 消防=消防员*2
"""

DEPARTMENTS = {  # key: name, short, how many work there in the whole union
    "party": ("党委办公室", "党办", 12),
    "organisation": ("党委组织部", "组织部", 14),
    "discipline": ("纪委", "纪委", 10),
    "office": ("总经理办公室", "总经办", 16),
    "hr": ("人力资源部", "人力资源部", 26),
    "logistics": ("后勤保障部", "后勤", 22),
    "purchasing": ("采购部", "采购部", 24),
    "safety": ("安全管理部", "安全管理部", 20),
    "finance": ("财务部", "财务部", 28),
    "production": ("生产制造部", "生产部", 30),
    "quality": ("质量管理部", "质量部", 24),
    "equipment": ("设备管理部", "设备部", 20),
    "legal": ("法律事务部", "法务部", 8),
    "it": ("信息中心", "信息中心", 18),
}

# Teams that the stories name: they stand even in the smallest union.
NAMED = {
    "press": ("锻造公司", "锻造二车间", "水压机班"),
    "crane": ("大件加工公司", "大件一车间", "天车甲班"),
    "boring": ("大件加工公司", "大件一车间", "镗工甲班"),
    "frame": ("矿用车公司", "车架车间", "车架甲班"),
    "institute": ("技术研究院", "材料研究所", "理化甲班"),
    "quench": ("热处理公司", "热处理一车间", "调质甲班"),
    "welding": ("结构焊装公司", "焊接一车间", "焊接甲班"),
    "fettling": ("铸钢公司", "铸件清理车间", "清理甲班"),
    "cores": ("铸钢公司", "造型车间", "造芯甲班"),
    "melting": ("铸钢公司", "熔炼车间", "熔化甲班"),
    "trucks": ("物流运输公司", "汽运车间", "重卡甲班"),
    "school": ("技能培训学院", "焊接实训部", "焊接实训甲班"),
    "forging_check": ("锻造公司", "锻件清理车间", "检查甲班"),
    "forging_one": ("锻造公司", "锻造一车间", "自由锻甲班"),
}
WHOLE = "锻造公司"  # all its 41 teams stand in a union of any size


@dataclass(frozen=True)
class PlannedTeam:
    """One team of the plan."""

    subunion: str
    workshop: str
    name: str
    trade: str


def planned() -> list[PlannedTeam]:
    """Every team of the whole union, in the order of the plan."""
    teams: list[PlannedTeam] = []
    subunion = ""
    for line in PLAN.split("\n"):
        if line.startswith("#"):
            subunion = line[1:]
        elif line:
            workshop, _bar, entries = line.partition("|")
            for entry in entries.split():
                teams += [PlannedTeam(subunion, workshop, name, trade) for name, trade in _teams(entry)]
    return teams


def _teams(entry: str) -> list[tuple[str, str]]:
    stem, _equals, rest = entry.partition("=")
    trade, _star, shifts = rest.partition("*")
    end = "" if stem.endswith("组") else "班"
    if not shifts:
        return [(f"{stem}{end}", trade)]
    return [(f"{stem}{shift}{end}", trade) for shift in SHIFTS[: int(shifts)]]


def chosen(members: int) -> list[PlannedTeam]:
    """The teams of a union of this size: about twenty members each; the named ones and one in each sub-union always."""
    everything = planned()
    named = set(NAMED.values())
    seen: set[str] = set()
    kept: set[int] = set()
    for index, team in enumerate(everything):
        must = team.subunion == WHOLE or team.subunion not in seen or (team.subunion, team.workshop, team.name) in named
        seen.add(team.subunion)
        if must:
            kept.add(index)
    rest = [index for index in range(len(everything)) if index not in kept]
    wanted = min(len(rest), max(0, members // 20 - len(kept)))
    step = len(rest) / wanted if wanted else 0
    kept.update(rest[int(n * step)] for n in range(wanted))
    return [everything[index] for index in sorted(kept)]
