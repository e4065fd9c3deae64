"""Finding the list in a sheet: which row names the columns, and what each of them is called elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from xinqiao.kit.tables import Cell, Sheet
from xinqiao.kit.texts import plain

# What a column holds -> its names in the tables of HR departments, the most trusted first.
NAMES: dict[str, tuple[str, ...]] = {
    "number": ("工号", "员工编号", "员工工号", "职工号", "职工编号", "职工工号", "人员编码", "人员编号", "员工号",
               "员工代码", "人事编号", "工作证号", "厂牌号", "学号", "学籍号", "编号"),
    "name": ("姓名", "员工姓名", "职工姓名", "人员姓名", "会员姓名", "名字"),
    "id_number": ("身份证号", "身份证号码", "公民身份号码", "居民身份证号", "居民身份证号码", "身份证", "证件号",
                  "证件号码"),
    "id_kind": ("证件类型", "证件种类"),
    "sex": ("性别",),
    "born_on": ("出生日期", "出生年月日", "出生年月", "生日"),
    "phone": ("手机号码", "手机号", "手机", "移动电话", "本人手机", "本人电话", "联系电话", "联系方式", "电话",
              "电话号码", "学生联系电话"),
    "trade": ("工种", "岗位", "岗位名称", "工作岗位", "职位", "职位名称", "职务"),
    "hired_on": ("入职日期", "入职时间", "入厂日期", "入厂时间", "进厂日期", "进厂时间", "到岗日期",
                 "参加工作时间", "参加工作日期"),
    "joined_on": ("入会日期", "入会时间", "加入工会日期", "加入工会时间", "会员入会时间"),
    "left_on": ("离职日期", "离职时间", "离厂日期", "退休日期"),
    "status": ("员工状态", "在职状态", "人员状态", "用工状态", "状态"),
    "why_left": ("离职类型", "离职原因", "离职首要原因", "减员原因"),
}  # fmt: skip
# Columns that together say where somebody works, from the large to the small.
UNITS: tuple[tuple[str, ...], ...] = (
    ("公司", "所属公司", "分公司", "子公司", "所在公司"),
    ("单位", "所属单位", "所在单位", "工作单位", "单位名称", "工会", "所属工会", "分会", "所属分会", "分厂", "厂"),
    ("部门", "所属部门", "所在部门", "部门名称", "1级部门", "一级部门"),
    ("2级部门", "二级部门", "科室", "处室"),
    ("车间", "所属车间", "所在车间", "车间工会", "3级部门", "三级部门"),
    ("工段", "作业区"),
    ("班组", "所属班组", "所在班组", "小组", "工会小组", "班", "4级部门", "四级部门"),
)
# Known, and left unread on purpose: pay, accounts, health of the family and the like are no business of the union.
_UNREAD = (
    "序号 序 英文名 曾用名 证件姓名 民族 籍贯 政治面貌 婚姻状况 婚否 户口类型 户口性质 户口所在地 家庭住址 "
    "居住住址 住址 联系地址 通讯地址 紧急联系人姓名 紧急联系人电话 紧急联系人 家长姓名 家长联系电话 宿舍号 QQ号 微信 "
    "个人邮箱 工作邮箱 邮箱 工作电话 办公电话 座机 短号 最高学历 学历 学位 毕业院校 专业 职级 月度职级 职称 技术等级 "
    "技能等级 岗位分类 员工类型 用工形式 合同类型 合同公司 合同签署情况 当前合同开始日 当前合同结束日 工作地点 司龄 年龄 "
    "工龄 是否为BP 绩效分值 月度薪酬 人才盘点最终结果 盈亏状况 试用期到期日 试用期 转正日期 试用期状态 "
    "最后工作日期 计薪截止日期 原因说明 备注 说明 工资卡开户银行1 工资卡分支行1 工资卡银行账号1 工资卡开户名1 "
    "工资卡开户银行2 工资卡分支行2 工资卡银行账号2 工资卡开户名2 银行卡号 开户行 工资 社保方案名称 社保缴纳地区 "
    "社保缴纳组织 社保账号 社保申报基数 社保起始缴纳月 社保最后缴纳月 公积金方案名称 公积金缴纳地区 公积金缴纳组织 "
    "公积金账号 补充公积金账号 公积金申报基数 公积金起始缴纳月 公积金最后缴纳月 纳税地区 个税扣缴义务人 纳税人身份 "
    "当年已免税额 照片 签字 签名"
)
UNREAD = frozenset(_UNREAD.split())
# Names by which another table of the HR department gives itself away.
OTHER_TABLES = {
    "打卡时间": _("考勤记录"),
    "担任职位": _("工作经历表"),
    "入校时间": _("教育经历表"),
    "部门负责人姓名": _("组织机构表"),
}
_FIELDS = {name: (kind, rank) for kind, names in NAMES.items() for rank, name in enumerate(names)}
_LEVELS = {name: level for level, names in enumerate(UNITS) for name in names}
_NOTE = re.compile(r"[（(【\[].*?[)）】\]]|[*＊:：\s]|^\d+[.、]")
_TOP = 80  # rows looked through for the names of the columns


@dataclass(frozen=True)
class Column:
    """One column of the list: where it stands, the sheet's own name for it, what it holds."""

    place: int
    title: str
    kind: str  # a key of NAMES, "unit", or "" for one that is not read


@dataclass
class Listing:
    """The list found in a sheet: its columns and the rows under their names."""

    sheet: Sheet
    header: int
    columns: dict[str, Column] = field(default_factory=dict)
    units: list[Column] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[Cell]]] = field(default_factory=list)

    @property
    def keyed(self) -> bool:
        """Whether its rows say who is meant."""
        return "name" in self.columns and ("number" in self.columns or "id_number" in self.columns)

    def title(self, kind: str) -> str:
        """The sheet's own name of a column, for the sentence that points at it."""
        column = self.columns.get(kind) or (self.units[-1] if kind == "unit" and self.units else None)
        return column.title if column else ""


def known_name(text: str) -> str:
    """What a column of this name holds: a key of NAMES, "unit", "unread", or "" for a name nobody here knows."""
    bare = _bare(text)
    if bare in _FIELDS:
        return _FIELDS[bare][0]
    if bare in _LEVELS:
        return "unit"
    return "unread" if bare in UNREAD else ""


def find_listing(sheet: Sheet) -> Listing | None:
    """The list in this sheet: the row (or two rows, where titles span columns) naming most columns. None without one."""
    top = sheet.rows[:_TOP]
    best: tuple[tuple[int, int], int, list[str]] | None = None
    for index, (number, cells) in enumerate(top):
        options = [(0, _titles(cells))]
        if index and top[index - 1][0] == number - 1:
            options.append((1, _joined(_titles(top[index - 1][1]), lower=_titles(cells))))
        for double, titles in options:
            score = _score(titles)
            if score[0] >= 2 and (best is None or score > best[0]) and not (double and score == _score(options[0][1])):
                best = (score, index, titles)
    if best is None:
        return None
    return _listing(sheet, index=best[1], titles=best[2])


def _listing(sheet: Sheet, *, index: int, titles: list[str]) -> Listing:
    found = Listing(sheet, header=sheet.rows[index][0], rows=_filled_down(sheet, index=index, titles=titles))
    candidates: dict[str, list[tuple[int, int, int, str]]] = {}
    for place, title in enumerate(titles):
        kind = known_name(title)
        if kind == "unit":
            found.units.append(Column(place, title, kind))
        elif kind == "unread":
            found.unread.append(title)
        elif kind:
            filled = _filled(found.rows, place=place, distinct=kind in ("number", "id_number"))
            candidates.setdefault(kind, []).append((_FIELDS[_bare(title)][1], place, filled, title))
        elif title:
            found.unknown.append(title)
    found.units.sort(key=lambda column: (_LEVELS[_bare(column.title)], column.place))
    for kind, options in candidates.items():
        most = max(option[2] for option in options)
        chosen = min(options, key=lambda option: (option[2] * 2 < most or not option[2], option[0], option[1]))
        found.columns[kind] = Column(chosen[1], chosen[3], kind)
        found.unread.extend(option[3] for option in options if option is not chosen)
    return found


def _filled_down(sheet: Sheet, *, index: int, titles: list[str]) -> list[tuple[int, list[Cell]]]:
    """The rows of the list. Where cells were merged downwards, a unit holds for all its rows; a name does not."""
    rows = sheet.rows[index + 1 :]
    places = {place for place, title in enumerate(titles) if known_name(title) == "unit"}
    merged = [(first, last, place) for first, last, place in sheet.merged if place in places]
    if not merged:
        return rows
    by_number = dict(rows)
    for first, last, place in merged:
        value = by_number.get(first, [""] * (place + 1))[place]
        for number in range(first, last + 1):
            if number in by_number:
                by_number[number][place] = value
    return rows


def _filled(rows: Sequence[tuple[int, list[Cell]]], *, place: int, distinct: bool) -> int:
    values = [cells[place] for _number, cells in rows if place < len(cells) and cells[place] != ""]
    return len(set(values)) if distinct else len(values)


def _titles(cells: Sequence[Cell]) -> list[str]:
    return [" ".join(plain(cell).split()) if isinstance(cell, str) and len(cell) <= 40 else "" for cell in cells]


def _joined(upper: list[str], *, lower: list[str]) -> list[str]:
    """Two rows of titles as one; none when the lower one holds a person's data under a title."""
    titles = list(lower) + [""] * (len(upper) - len(lower))
    for place, title in enumerate(upper):
        if known_name(title) and not known_name(titles[place]):
            if titles[place] and known_name(title) != "unit":
                return []
            titles[place] = title
    return titles


def _score(titles: Sequence[str]) -> tuple[int, int]:
    """How many kinds of column are named, the telling ones twice; then how many names are known at all."""
    kinds = [known_name(title) for title in titles if title]
    read = {kind for kind in kinds if kind not in ("", "unread")}
    return len(read) + len(read & {"number", "name", "id_number"}), sum(1 for kind in kinds if kind)


def _bare(text: str) -> str:
    return _NOTE.sub("", plain(text))
