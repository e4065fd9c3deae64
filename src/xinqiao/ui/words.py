"""What an error page says: what happened, and what to do. By status."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Trouble:
    """One kind of trouble in words."""

    title: str | Promise
    happened: str | Promise
    cure: tuple[str | Promise, ...]


_CALL = _("还是不行，就打热线，报这一页的编号和您刚才要办的事。")

TROUBLES: dict[int | str, Trouble] = {
    400: Trouble(
        _("这次送来的内容没读懂"),
        _("可能是网络中途断了，也可能是地址不完整。什么都没有改动。"),
        (_("返回上一页，再送一次。"), _CALL),
    ),
    "stale": Trouble(
        _("这一页放得太久了"),
        _("为了您的安全，放久的页面要重新打开才能提交。什么都没有改动。"),
        (_("返回上一页，刷新后再提交；写好的文字请先复制下来。"), _("浏览器要允许保存 Cookie。"), _CALL),
    ),
    403: Trouble(
        _("这一页不对您开放"),
        _("这里的内容只给有这项职责的人看。不是您做错了什么。"),
        (_("确实要办这件事，请找本单位工会，或打热线问谁能办。"), _("职务刚有变动的，请工会核对花名册里的任职日期。")),
    ),
    404: Trouble(
        _("没有找到这一页"),
        _("地址可能写错了，或者这件事不在您能看的范围里。"),
        (_("回首页，从“我的办件”里找。"), _CALL),
    ),
    405: Trouble(
        _("这个地址不能这样打开"),
        _("它只用来提交，不能直接打开。什么都没有改动。"),
        (_("回首页，从菜单里再进一次。"), _CALL),
    ),
    413: Trouble(
        _("文件太大了，没有收下"),
        _("一次只能送一张照片或一份表格，大小有上限。您填的文字也没有保存。"),
        (_("照片请在手机里选“标准”或“中等”大小再送。"), _("表格太大就分成几份。"), _CALL),
    ),
    422: Trouble(
        _("还差一处，没有提交"),
        _("送来的内容里有一处不合要求。什么都没有改动。"),
        (_("返回上一页，看写着“还差”的地方。"), _CALL),
    ),
    500: Trouble(
        _("系统出了差错"),
        _("是我们这边的问题，值班人员会从记录里看到。您刚才要办的事可能没有办成。"),
        (_("过几分钟再试一次；先到“我的办件”里看看是否已经提交，免得办两遍。"), _CALL),
    ),
    503: Trouble(
        _("正在维护"),
        _("系统正在更新，资料都在。"),
        (_("过半小时再来。"), _("急事请打热线，值班员用纸记下，恢复后补登。")),
    ),
}
