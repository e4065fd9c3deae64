"""A holder of a post lets a named person sign for them, from a day to a day, under a document."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.approvals.actions.line import SOURCE
from xinqiao.blocks.approvals.actions.routing import WithoutDocument
from xinqiao.blocks.approvals.models import Delegation
from xinqiao.ground.org.models import Person, Post
from xinqiao.ground.org.queries import Viewer, by_number, posts_in_force
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if


class NotYourPost(Refused):
    rule = _("这个岗位现在不是您的。")
    source = _("审批规则：在任的人只能委托别人代签自己的岗位")
    cure = _("选一个您现在担任的岗位。")


class DelegateUnknown(Refused):
    rule = _("没有找到这个工号的在册职工。")
    source = SOURCE
    cure = _("再核对一遍工号。")


class DelegateYourself(Refused):
    rule = _("不能委托自己。")
    source = SOURCE
    cure = _("填代签人的工号。")


class LentAlready(Refused):
    rule = _("这个岗位这几天已经委托给%(name)s。")
    source = _("审批规则：一个岗位同一天只委托一个人")
    cure = _("先结束原来的委托，或者改日期。")


class EndsBeforeItBegins(Refused):
    rule = _("结束的日期要晚于开始的日期，也不能早于今天。")
    source = SOURCE
    cure = _("再核对日期。")


class NotYourDelegation(Refused):
    rule = _("只有委托人本人能结束委托。")
    source = SOURCE
    cure = _("请委托人自己来办。")


def give_delegation(
    *, post: int, number: str, from_on: date, to_on: date, document: str, by: Viewer, at: datetime
) -> Delegation:
    """Lend one's own post for signing, half open from a day to a day; what is signed then bears both names and 代.

    Raises NotYourPost, DelegateUnknown, DelegateYourself, EndsBeforeItBegins, WithoutDocument, LentAlready.
    """
    with transaction.atomic():
        held = posts_in_force(today(at)).filter(pk=post, person=by.person).exists()
        refuse_if(not held, NotYourPost)
        delegate = _delegate(number, by=by, at=at)
        refuse_if(to_on <= max(from_on, today(at)), EndsBeforeItBegins)
        refuse_if(not document.strip(), WithoutDocument)
        Post.objects.select_for_update().get(pk=post)  # two delegations of one post follow each other
        lent = Delegation.objects.filter(post=post, from_on__lt=to_on, to_on__gt=from_on).select_related("delegate")
        other = lent.first()
        refuse_if(other, LentAlready, name=other.delegate.name if other else "")
        row = Delegation.objects.create(
            post_id=post, delegate=delegate, from_on=from_on, to_on=to_on, document=document.strip(), given_at=at
        )
        _tell(row, verb="give_delegation", by=by, at=at)
    return row


def _delegate(number: str, *, by: Viewer, at: datetime) -> Person:
    found = by_number(number)
    gone = found is None or (found.left_on is not None and found.left_on <= today(at))
    refuse_if(gone, DelegateUnknown)
    assert found is not None  # noqa: S101 - the refusal above has settled it
    refuse_if(found.pk == by.person, DelegateYourself)
    return found


def end_delegation(delegation: int, *, by: Viewer, at: datetime) -> Delegation:
    """From today on nobody signs by it; what was signed stays. Raises NotYourDelegation."""
    with transaction.atomic():
        row = Delegation.objects.select_for_update(of=("self",)).select_related("post").get(pk=delegation)
        refuse_if(row.post.person_id != by.person, NotYourDelegation)
        row.to_on = min(row.to_on, max(row.from_on, today(at)))
        row.save(update_fields=["to_on"])
        _tell(row, verb="end_delegation", by=by, at=at)
    return row


def _tell(row: Delegation, *, verb: str, by: Viewer, at: datetime) -> None:
    note = {"post": row.post_id, "delegate": row.delegate_id, "from": row.from_on, "to": row.to_on}
    trail.record(verb=verb, by=by, at=at, kind="approvals.delegation", row=row.pk, person=row.post.person_id, note=note)
