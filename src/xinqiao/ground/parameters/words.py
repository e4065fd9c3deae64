"""The parameters the product ships with: default, unit, document and nature of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Nature(TextChoices):
    """Where a number comes from decides who may change it."""

    LAW = "law", _("法律法规")
    REGION = "region", _("地方规定")
    COMPANY = "company", _("企业规定")
    PRACTICE = "practice", _("通行做法")


@dataclass(frozen=True)
class Shipped:
    """A default as shipped. It has the face of a confirmed version: value, document, source, in force from.

    A ratio is a pair of integers, numerator and denominator; money is in yuan where the unit says so, never a float.
    """

    key: str
    title: Text
    value: Any
    unit: Text
    nature: str
    document: Text
    source: Text
    in_force_from: date = date(2000, 1, 1)
    in_force_to: date | None = None


# Whom the numbers of a room concern, in the order of the menu.
HEADS: dict[str, Text] = {
    "identity": _("账号"), "privacy": _("个人信息与记录"), "appeals": _("诉求"), "petition": _("信访"), "hotline": _("热线"),
    "legal_aid": _("法律援助"), "mediation": _("调解与仲裁"), "eap": _("心理关爱"), "hardship": _("困难职工档案"),
    "aid": _("帮扶救助"), "warmth": _("送温暖"), "union_money": _("工会经费"), "mutual": _("互助保障"),
    "recuperation": _("疗休养"), "mentor": _("师徒"), "innovation": _("创新成果"), "library": _("书屋"), "points": _("安全积分"),
    "congress": _("职代会"), "delegates": _("职工代表"), "proposal": _("提案"), "bargaining": _("集体协商"),
    "contract": _("集体合同"), "disclosure": _("厂务公开"), "promotion": _("任前公示"), "evaluation": _("会员评价"),
    "visits": _("走访"),
    "api": _("接口"),
}  # fmt: skip
DAY, WORKING_DAY, MONTH, YEAR = _("日"), _("工作日"), _("个月"), _("年")
HOUR, MINUTE, TIMES, PEOPLE, YUAN, RATIO = _("小时"), _("分钟"), _("次"), _("人"), _("元"), _("比例")
LAW, REGION, COMPANY, PRACTICE = Nature.LAW, Nature.REGION, Nature.COMPANY, Nature.PRACTICE
OURS = _("本系统默认，启用前由工会确认")
SAMPLE = _("外省做法，启用前换成本地文件")

_ROWS: tuple[tuple[str, Text, Any, Text, str, Text, Text], ...] = (
    ("identity.slip_days", _("启用单有效期"), 30, DAY, PRACTICE, OURS, _("账号安全规则")),
    ("identity.lock_tries", _("连续输错几次锁定"), 5, TIMES, PRACTICE, OURS, _("账号安全规则")),
    ("identity.lock_minutes", _("锁定多久"), 15, MINUTE, PRACTICE, OURS, _("账号安全规则")),
    ("api.token_days", _("接口令牌最长用多久"), 365, DAY, PRACTICE, OURS, _("接口使用规则")),
    ("api.keep_days", _("接口回执保存多久"), 7, DAY, PRACTICE, OURS, _("接口使用规则")),
    ("privacy.log_keep_months", _("网络和安全日志至少保存"), 6, MONTH, LAW,
     _("《中华人民共和国网络安全法》"), _("《网络安全法》第二十一条")),
    ("privacy.assessment_keep_years", _("个人信息保护影响评估至少保存"), 3, YEAR, LAW,
     _("《中华人民共和国个人信息保护法》"), _("《个人信息保护法》第五十六条")),
    ("privacy.sharing_keep_years", _("向他人提供个人信息的记录至少保存"), 3, YEAR, LAW,
     _("《网络数据安全管理条例》"), _("《网络数据安全管理条例》第十二条")),
    ("privacy.voucher_keep_years", _("会计凭证保存"), 30, YEAR, PRACTICE, OURS, _("《会计档案管理办法》，启用前核对")),
    ("privacy.hazard_keep_years", _("隐患台账至少保存"), 2, YEAR, PRACTICE, OURS, _("隐患排查通行做法")),
    ("privacy.counselling_keep_years", _("心理服务记录结束后保存"), 3, YEAR, PRACTICE, OURS, _("到期销毁")),
    ("privacy.recording_keep_months", _("热线录音保存"), 12, MONTH, PRACTICE, OURS, _("热线录音通行做法，六至十二个月")),
    ("privacy.request_days", _("答复个人信息请求"), 15, WORKING_DAY, PRACTICE,
     OURS, _("《个人信息保护法》第五十条：及时答复")),
    ("privacy.ask_again_days", _("表示不同意以后多久不再问"), 90, DAY, PRACTICE,
     OURS, _("《网络数据安全管理条例》第二十二条：不得频繁征求同意")),
    ("privacy.consent_years", _("单独同意的有效期"), 2, YEAR, PRACTICE, OURS, _("《个人信息保护法》第十九条：最短时间")),
    ("privacy.minor_read_days", _("未成年人信息一次批准最多看多久"), 30, DAY, PRACTICE,
     OURS, _("《未成年人网络保护条例》第三十六条：最小授权")),
    ("appeals.reply_days", _("诉求首次答复期限"), 2, WORKING_DAY, COMPANY, OURS, _("诉求办理规则")),
    ("appeals.finish_days", _("诉求办结期限"), 15, WORKING_DAY, COMPANY, OURS, _("诉求办理规则")),
    ("appeals.review_days", _("复核结论期限"), 5, WORKING_DAY, COMPANY, OURS, _("诉求办理规则")),
    ("appeals.rate_days", _("请职工评价的天数"), 7, WORKING_DAY, COMPANY, OURS, _("诉求办理规则")),
    ("appeals.nudge_days", _("催一次以后几天内不再催"), 2, DAY, PRACTICE, OURS, _("诉求办理规则")),
    ("appeals.call_back_days", _("评价不满意的几个工作日内回访"), 1, WORKING_DAY, COMPANY, OURS, _("诉求办理规则")),
    ("appeals.collective_people", _("几个人反映同一件事要报主席"), 5, PEOPLE, COMPANY, OURS, _("诉求办理规则")),
    ("appeals.alike_days", _("找同一件事往前看几天"), 30, DAY, PRACTICE, OURS, _("诉求办理规则")),
    ("appeals.files", _("一件诉求最多附几份材料"), 6, TIMES, PRACTICE, OURS, _("附件规则")),
    ("petition.accept_days", _("信访事项告知受理"), 15, DAY, LAW,
     _("《信访工作条例》"), _("《信访工作条例》第二十二条")),
    ("petition.finish_days", _("信访事项办结"), 60, DAY, LAW, _("《信访工作条例》"), _("《信访工作条例》第三十四条")),
    ("petition.extend_days", _("信访事项延长办理不超过"), 30, DAY, LAW,
     _("《信访工作条例》"), _("《信访工作条例》第三十四条")),
    ("petition.review_days", _("信访事项复核"), 30, DAY, LAW, _("《信访工作条例》"), _("《信访工作条例》第三十六条")),
    ("hotline.number", _("职工维权热线号码"), "85123", "", COMPANY, OURS, _("集团工会")),
    ("hotline.urgent_hours", _("紧急来电反馈"), 2, HOUR, REGION, SAMPLE, _("北京市 12345 热线地方标准草案")),
    ("hotline.general_days", _("一般来电办结"), 7, DAY, REGION, SAMPLE, _("北京市 12345 热线地方标准草案")),
    ("hotline.complex_days", _("复杂来电办结"), 15, DAY, REGION, SAMPLE, _("北京市 12345 热线地方标准草案")),
    ("legal_aid.review_days", _("法律援助申请审查"), 7, DAY, LAW,
     _("《中华人民共和国法律援助法》"), _("《法律援助法》第四十三条")),
    ("legal_aid.assign_days", _("法律援助指派"), 3, DAY, LAW,
     _("《中华人民共和国法律援助法》"), _("《法律援助法》第四十三条")),
    ("mediation.accept_days", _("调解受理决定"), 3, WORKING_DAY, REGION, SAMPLE, _("劳动争议调解地方规定")),
    ("mediation.limit_days", _("调解结束期限"), 15, DAY, LAW,
     _("《中华人民共和国劳动争议调解仲裁法》"), _("《劳动争议调解仲裁法》第十四条")),
    ("arbitration.limit_years", _("申请仲裁的时效"), 1, YEAR, LAW,
     _("《中华人民共和国劳动争议调解仲裁法》"), _("《劳动争议调解仲裁法》第二十七条")),
    ("eap.k", _("心理服务统计最少人数"), 10, PEOPLE, PRACTICE, OURS, _("小于这个人数的组不出统计")),
    ("hardship.deep", _("深度困难：人均收入不超过低保标准的"), [1, 1], RATIO, REGION,
     SAMPLE, _("安庆市总工会 2025 年困难职工认定办法")),
    ("hardship.relative", _("相对困难：人均收入不超过低保标准的"), [2, 1], RATIO, REGION,
     SAMPLE, _("安庆市总工会 2025 年困难职工认定办法")),
    ("hardship.accident", _("意外致困：支出超过家庭年收入的"), [4, 5], RATIO, REGION,
     SAMPLE, _("青岛市总工会困难职工认定说明")),
    ("hardship.recheck_months", _("困难职工档案复核"), 12, MONTH, REGION, SAMPLE, _("湖南省困难职工档案管理办法")),
    ("hardship.spot_check", _("困难职工档案每年抽查"), [3, 10], RATIO, REGION,
     SAMPLE, _("湖南省困难职工档案管理办法")),
    ("hardship.keep_years", _("解困脱困后档案保存"), 10, YEAR, REGION, SAMPLE, _("湖南省困难职工档案管理办法")),
    ("aid.living_deep", _("生活救助上限（深度困难）：低保标准的月数"), 12, MONTH, REGION,
     SAMPLE, _("湖北省工会帮扶标准")),
    ("aid.living_relative", _("生活救助上限（相对困难）：低保标准的月数"), 10, MONTH, REGION,
     SAMPLE, _("湖北省工会帮扶标准")),
    ("aid.medical_cap", _("医疗救助上限"), 20000, YUAN, REGION, SAMPLE, _("湖北省工会帮扶标准")),
    ("aid.medical_escalate", _("医疗救助超过这些数，报上一级工会"), [20000, 50000], YUAN, REGION,
     SAMPLE, _("省级工会帮扶标准")),
    ("aid.school_deep", _("助学上限（深度困难）：低保标准的月数"), 10, MONTH, REGION,
     SAMPLE, _("湖北省工会帮扶标准")),
    ("aid.school_relative", _("助学上限（相对困难）：低保标准的月数"), 6, MONTH, REGION,
     SAMPLE, _("湖北省工会帮扶标准")),
    ("warmth.once", _("送温暖每人每次不超过"), 3000, YUAN, REGION, SAMPLE, _("山东省送温暖资金办法（2019）")),
    ("warmth.year", _("送温暖每人每年不超过"), 6000, YUAN, REGION, SAMPLE, _("山东省送温暖资金办法（2019）")),
    ("union_money.festival_year", _("节日慰问品每人每年不超过"), 2200, YUAN, REGION,
     _("皖工发〔2025〕18号"), _("安徽省基层工会经费收支办法")),
    ("union_money.birthday", _("生日慰问每人不超过"), 500, YUAN, REGION,
     _("皖工发〔2025〕18号"), _("安徽省基层工会经费收支办法")),
    ("union_money.event", _("婚育、住院、退休、丧事慰问每次不超过"), 2000, YUAN, REGION,
     _("皖工发〔2025〕18号"), _("安徽省基层工会经费收支办法")),
    ("mutual.exemption_days", _("互助保障免责期（首次参加）"), 90, DAY, REGION, SAMPLE, _("宁波市职工互助保障办法")),
    ("mutual.exemption_days_renewal", _("互助保障免责期（连续参加）"), 0, DAY, PRACTICE, OURS, _("互助保障通行做法")),
    ("mutual.min_people", _("团体参加最少人数"), 20, PEOPLE, REGION, SAMPLE, _("女职工特殊疾病互助保障计划")),
    ("mutual.min_share", _("团体参加最少占比"), [3, 5], RATIO, REGION, SAMPLE, _("女职工特殊疾病互助保障计划")),
    ("recuperation.days", _("疗休养天数"), 5, DAY, REGION, SAMPLE, _("职工疗休养地方规定")),
    ("recuperation.day_cap", _("疗休养每人每天不超过"), 500, YUAN, REGION, SAMPLE, _("职工疗休养地方规定")),
    ("mentor.min_months", _("师徒协议最短"), 6, MONTH, PRACTICE, OURS, _("导师带徒通行做法")),
    ("mentor.max_apprentices", _("一位师傅最多带"), 2, PEOPLE, PRACTICE, OURS, _("导师带徒通行做法")),
    ("innovation.grades", _("合理化建议五等奖励：年价值起点、奖金下限、奖金上限"),
     [[1_000_000, 2500, 4000], [500_000, 1500, 2500], [100_000, 500, 1500], [10_000, 300, 500], [0, 0, 300]], YUAN, PRACTICE,
     OURS, _("《合理化建议和技术改进奖励条例》1986年附表，金额已旧")),
    ("library.matching", _("集团与基层配书比例"), [1, 1], RATIO, COMPANY, OURS, _("职工书屋配书办法")),
    ("points.total", _("安全信誉积分每人每年"), 12, _("分"), COMPANY, OURS, _("安全信誉积分办法，须经职代会审议")),
    ("points.cycle_months", _("安全信誉积分周期（自然年）"), 12, MONTH, COMPANY,
     OURS, _("安全信誉积分办法，须经职代会审议")),
    ("congress.quorum", _("职代会到会不少于代表总数的"), [2, 3], RATIO, LAW,
     _("《企业民主管理规定》"), _("《企业民主管理规定》")),
    ("congress.pass", _("表决通过须超过全体代表的"), [1, 2], RATIO, LAW,
     _("《企业民主管理规定》"), _("《企业民主管理规定》")),
    ("congress.material_days", _("议题材料提前送达"), 7, DAY, REGION, SAMPLE, _("《上海市职工代表大会条例》")),
    ("congress.report_up_days", _("会后报上级工会"), 7, WORKING_DAY, REGION, SAMPLE, _("《上海市职工代表大会条例》")),
    ("congress.term_years", _("职代会届期"), [3, 5], YEAR, REGION, SAMPLE, _("《上海市职工代表大会条例》")),
    ("delegates.min_people", _("职工代表最少"), 30, PEOPLE, REGION, SAMPLE, _("《浙江省企业民主管理条例》")),
    ("delegates.min_share", _("职工代表不少于职工的"), [1, 20], RATIO, REGION,
     SAMPLE, _("《浙江省企业民主管理条例》")),
    ("delegates.manager_cap", _("中层以上管理人员占代表不超过"), [1, 5], RATIO, REGION,
     SAMPLE, _("《上海市职工代表大会条例》")),
    ("delegates.frontline_floor", _("一线职工占代表不少于"), [1, 2], RATIO, PRACTICE,
     OURS, _("职工代表选举通行做法")),
    ("proposal.seconders", _("提案附议人"), 2, PEOPLE, PRACTICE, OURS, _("职工代表提案办法")),
    ("proposal.reply_days", _("提案答复期限"), 30, DAY, PRACTICE, OURS, _("职工代表提案办法")),
    ("bargaining.reply_days", _("答复协商要约"), 20, DAY, LAW,
     _("《集体合同规定》"), _("《集体合同规定》第三十二条")),
    ("bargaining.info_days", _("协商前交换资料"), 5, DAY, REGION, SAMPLE, _("工资集体协商地方规定")),
    ("bargaining.vacancy_days", _("协商代表空缺补选"), 15, DAY, LAW,
     _("《集体合同规定》"), _("《集体合同规定》第三十条")),
    ("bargaining.pause_max", _("协商中止不超过"), 60, DAY, REGION, SAMPLE, _("《浙江省企业民主管理条例》")),
    ("contract.file_days", _("集体合同报送审查"), 10, DAY, LAW,
     _("《集体合同规定》"), _("《集体合同规定》第四十二条")),
    ("contract.wage_file_days", _("工资专项集体合同报送"), 7, DAY, LAW,
     _("《工资集体协商试行办法》"), _("《工资集体协商试行办法》")),
    ("contract.objection_days", _("劳动行政部门异议期"), 15, DAY, LAW,
     _("《中华人民共和国劳动合同法》"), _("《劳动合同法》第五十四条")),
    ("contract.wage_publish_days", _("工资专项集体合同生效后公布"), 5, DAY, REGION,
     SAMPLE, _("工资集体协商地方规定")),
    ("contract.renew_months", _("集体合同期满前重新协商"), 3, MONTH, LAW,
     _("《集体合同规定》"), _("《集体合同规定》第三十八条")),
    ("contract.wage_renew_days", _("工资专项集体合同期满前重新协商"), 60, DAY, REGION,
     SAMPLE, _("工资集体协商地方规定")),
    ("disclosure.post_days", _("厂务公开公示不少于"), 7, DAY, REGION,
     SAMPLE, _("《河南省企业职工民主权利保障条例》")),
    ("disclosure.reply_days", _("答复职工对公开事项的意见"), 30, DAY, REGION,
     SAMPLE, _("《浙江省企业民主管理条例》")),
    ("promotion.notice_days", _("任前公示不少于"), 5, WORKING_DAY, LAW,
     _("《党政领导干部选拔任用工作条例》"), _("《党政领导干部选拔任用工作条例》")),
    ("evaluation.participation", _("会员评价参评不少于会员的"), [3, 10], RATIO, PRACTICE,
     OURS, _("会员评议职工之家办法")),
    ("evaluation.frontline", _("参评会员中一线职工不少于"), [3, 5], RATIO, PRACTICE, OURS, _("会员评议职工之家办法")),
    ("evaluation.weights", _("满意、基本满意、不满意的分值（百分制）"), [100, 80, 0], _("分"), PRACTICE,
     OURS, _("会员评议职工之家办法")),
    ("visits.back_days", _("走访后多少天内可以补记"), 31, DAY, PRACTICE, OURS, _("走访记录规则")),
    ("visits.task_days", _("走访交办的事，不写期限时给的天数"), 10, WORKING_DAY, PRACTICE, OURS, _("走访记录规则")),
)  # fmt: skip

SHIPPED: dict[str, Shipped] = {row[0]: Shipped(*row) for row in _ROWS}
