"""What other rooms ask before they take, give away or read something sensitive."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from xinqiao.ground.consents import queries
from xinqiao.ground.consents.models import Consent, Dependant, ReadApproval
from xinqiao.ground.consents.queries import OF_AGE, OWN_WORD, Subject
from xinqiao.ground.consents.words import Giver, Scope, uses
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if


class NoConsent(Refused):
    rule = _("没有本人对“%(scope)s”的单独同意，“%(purpose)s”不能用这一项。")
    source = _("《个人信息保护法》第二十九条")
    cure = _("请本人在“我的个人信息”里看告知书、点同意\n没有手机的，到窗口打印同意书签字\n不同意也照常享受别的服务")


class NoSharingConsent(Refused):
    rule = _("没有告诉本人给谁、也没有取得单独同意，不能往外提供（%(purpose)s）。")
    source = _("《个人信息保护法》第二十三条")
    cure = _("把对方的名称、联系方式、用途和种类告诉本人\n本人在手机上同意，或者在窗口签同意书")


class NoGuardianConsent(Refused):
    rule = _("孩子不满十四周岁，没有父母或者其他监护人的同意，不能用这一项。")
    source = _("《个人信息保护法》第三十一条")
    cure = _("请监护人在“我的个人信息”里替孩子看告知书、点同意\n没有手机的，到窗口打印同意书签字")


class NotApproved(Refused):
    rule = _("看未成年人的信息要先经批准，现在没有给您的有效批准。")
    source = _("《未成年人网络保护条例》第三十六条")
    cure = _("在“未成年人信息”里写明看谁、为什么、看到哪天，提出申请\n批准后再打开，每看一次都会记下来")


def need_consent(subject: Subject, *, scope: str, purpose: str, on: date) -> Consent:
    """The separate consent that holds on a day. A room asks before it takes or uses a sensitive field (X23, X24).

    Raises NoConsent, NoSharingConsent for the scope `sharing`, NoGuardianConsent for a child under 14 (X22).
    Source: Personal Information Protection Law 23, 29, 31.
    """
    if isinstance(subject, Dependant) and queries.younger_than(subject, age=OWN_WORD, on=on):
        return need_guardian(subject, scope=scope, purpose=purpose, on=on)
    row = queries.in_force(subject, scope=scope, purpose=purpose, on=on)
    title = uses[purpose].title if purpose in uses else purpose
    refuse_if(row is None and scope == Scope.SHARING, NoSharingConsent, purpose=title)
    refuse_if(row is None, NoConsent, scope=Scope(scope).label, purpose=title)
    assert row is not None  # noqa: S101 - the refusal above has settled it
    return row


def need_guardian(dependant: Dependant, *, scope: str, purpose: str, on: date) -> Consent:
    """The guardian's consent about a child under 14 (X22). Raises NoGuardianConsent.

    Source: Personal Information Protection Law 31.
    """
    row = queries.in_force(dependant, scope=scope, purpose=purpose, on=on)
    refuse_if(row is None or row.given_by != Giver.GUARDIAN, NoGuardianConsent)
    assert row is not None  # noqa: S101 - the refusal above has settled it
    return row


def need_read_approval(*, by: Viewer, dependant: Dependant, at: datetime) -> ReadApproval | None:
    """Leave to read what concerns a minor; asked at every reading, which it writes to the trail (X22). Raises NotApproved.

    The guardian needs none, and nobody needs one for who is of age; then None.
    Source: Regulation on the Protection of Minors Online 36.
    """
    on = today(at)
    if by.person == dependant.guardian_id or not queries.younger_than(dependant, age=OF_AGE, on=on):
        return None
    row = queries.leave_to_read(dependant, by=by, on=on)
    refuse_if(row is None, NotApproved)
    assert row is not None  # noqa: S101 - the refusal above has settled it
    trail.record(
        verb="read", by=by, at=at, kind="consents.dependant", row=dependant.pk, number=row.number,
        person=dependant.guardian_id,
    )  # fmt: skip
    return row
