"""Routes: each version in force from a day, under a document, never changed afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from xinqiao.blocks.approvals import queries
from xinqiao.blocks.approvals.actions.line import SOURCE
from xinqiao.blocks.approvals.models import Route, RouteStep
from xinqiao.blocks.approvals.words import Need, Step
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if

OURS = _("本系统默认，启用前由工会确认")


class NoSteps(Refused):
    rule = _("流程至少一步；每一步要有名称、有岗位，要几位同意就写几位。")
    source = SOURCE
    cure = _("把空着的那一步补上，或者整步去掉。")


class BeginsInThePast(Refused):
    rule = _("新流程只能从今天或以后的日子起用。")
    source = _("审批规则：已经送签的，按送签那天的流程走完")
    cure = _("把起用日期改成今天或以后。")


class WithoutDocument(Refused):
    rule = _("要写明依据哪份文件。")
    source = SOURCE
    cure = _("写上文件名称或文号。")


class RouteKeptMeanwhile(Refused):
    rule = _("刚刚有人定了新的一版流程。")
    source = SOURCE
    cure = _("先看新的一版，还要改的再定一次。")


def keep_route(
    *, kind: str, steps: Sequence[Step], in_force_from: date, document: str, by: Viewer, at: datetime
) -> Route:
    """A new version of a route, in force from a day on; what is filed already keeps the version it began with.

    Raises NoSteps, BeginsInThePast, WithoutDocument, RouteKeptMeanwhile.
    """
    bad = [s for s in steps if not str(s.title).strip() or not s.roles or (s.need == Need.SOME and s.n < 1)]
    refuse_if(not steps or bad, NoSteps)
    refuse_if(in_force_from < today(at), BeginsInThePast)
    refuse_if(not document.strip(), WithoutDocument)
    try:
        with transaction.atomic():
            row = _written(kind, steps=steps, on=in_force_from, document=document.strip(), name=by.name, at=at)
            note = {"kind": kind, "version": row.version, "from": in_force_from}
            trail.record(verb="keep_route", by=by, at=at, kind="approvals.route", row=row.pk, note=note)
    except IntegrityError:
        refuse_if(True, RouteKeptMeanwhile)
        raise  # reached only when a test has switched the refusal off
    return row


def route_to_begin(kind: str, *, shipped: Sequence[Step], at: datetime) -> Route:
    """The version in force today; where nobody has kept one, the steps the product ships become the first."""
    found = queries.route_in_force(kind, on=today(at))
    if found is not None:
        return found
    try:
        with transaction.atomic(), override("zh-hans"):
            return _written(kind, steps=shipped, on=today(at), document=str(OURS), name="", at=at)
    except IntegrityError:  # somebody else's first filing was quicker by a moment
        return Route.objects.get(kind=kind, version=1)


def _written(kind: str, *, steps: Sequence[Step], on: date, document: str, name: str, at: datetime) -> Route:
    last = Route.objects.filter(kind=kind).aggregate(last=Max("version"))["last"] or 0
    row = Route.objects.create(
        kind=kind, version=last + 1, in_force_from=on, document=document, kept_at=at, kept_by_name=name
    )
    RouteStep.objects.bulk_create(
        RouteStep(
            route=row,
            order=order,
            title=str(step.title).strip(),
            roles=f",{','.join(step.roles)},",
            reach=step.reach,
            need=step.need,
            n=step.n,
        )
        for order, step in enumerate(steps, start=1)
    )
    return row
