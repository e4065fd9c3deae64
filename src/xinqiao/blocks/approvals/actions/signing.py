"""Signing: once per step, in order, by whoever holds the post that day, never by a side of the matter or their kin."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.blocks.approvals import queries
from xinqiao.blocks.approvals.actions.line import SOURCE, locked, must_have_a_signer, must_not_be_frozen, tell
from xinqiao.blocks.approvals.models import Request, RouteStep, Signature
from xinqiao.blocks.approvals.words import Need, State, Verdict
from xinqiao.ground.org.models import Post
from xinqiao.ground.org.queries import Viewer
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if

APART = _("审批规则：申请人、受益人和他们的近亲属都不签批")


class NotBeingSigned(Refused):
    rule = _("这份审批单现在不在签批中（%(state)s）。")
    source = SOURCE
    cure = _("不用再签；改好再送签的，会重新排进“等我签批”。")


class OneOfTheSides(Refused):
    rule = _("这是您自己的事，您不能签批。")
    source = APART
    cure = _("请别的在任的同志签；没有别人的，由工会主席或副主席签。")


class KinOfASide(Refused):
    rule = _("您和申请人或当事人有申报过的近亲属关系，应当回避。")
    source = APART
    cure = _("请别的在任的同志签；没有别人的，由工会主席或副主席签。")


class SignedAlready(Refused):
    rule = _("这一稿您已经签过，或者有人替您签过。")
    source = _("审批规则：同一稿一个人只签一次，也不签两步")
    cure = _("不用再签；后面的步骤由别的同志签。")


class NotCalled(Refused):
    rule = _("“%(step)s”这一步不由您签，现在等%(who)s。")
    source = _("审批规则：由签批那天在任的人签，或由其书面委托的人代签")
    cure = _("要替在任的同志签，先请其本人办“委托他人签批”。")


class NoOpinion(Refused):
    rule = _("不同意或者退回，要写明为什么。")
    source = SOURCE
    cure = _("用一两句话写清楚，申请人照着改。")


def sign(request: int, *, agree: bool, opinion: str, by: Viewer, at: datetime) -> Request:
    """Sign the current step. With enough agreement the document goes to the next step, after the last it is approved;
    one refusal ends it.

    Raises NotBeingSigned, FrozenNow, OneOfTheSides, KinOfASide, SignedAlready, NobodyToSign, NotCalled, NoOpinion.
    """
    with transaction.atomic():
        row = locked(request)
        seat = _seat(row, by=by, at=at)
        refuse_if(not agree and not opinion.strip(), NoOpinion)
        verdict = Verdict.AGREE if agree else Verdict.REFUSE
        _write(row, seat=seat, verdict=verdict, opinion=opinion, by=by, at=at)
        if not agree:
            row.state, row.decided_at = State.REFUSED, at
        elif _is_complete(row, at=at):
            _go_on(row, at=at)
        row.save(update_fields=["state", "decided_at", "step"])
        tell(row, verb=verdict, by=by, at=at, note={"revision": row.revision})
    return row


def return_for_change(request: int, *, opinion: str, by: Viewer, at: datetime) -> Request:
    """Give the document back to its applicant, with what has to be mended. Raises what `sign` raises."""
    with transaction.atomic():
        row = locked(request)
        seat = _seat(row, by=by, at=at)
        refuse_if(not opinion.strip(), NoOpinion)
        _write(row, seat=seat, verdict=Verdict.RETURN, opinion=opinion, by=by, at=at)
        row.state = State.RETURNED
        row.save(update_fields=["state"])
        tell(row, verb=Verdict.RETURN, by=by, at=at, note={"revision": row.revision})
    return row


def _seat(row: Request, *, by: Viewer, at: datetime) -> Post:
    """The post under which this person signs the current step today."""
    on = today(at)
    refuse_if(row.state != State.OPEN, NotBeingSigned, state=row.get_state_display())
    must_not_be_frozen(row.kind, at=at)
    refuse_if(queries.is_side(by.person, row=row), OneOfTheSides)
    refuse_if(queries.near_to(by.person, row=row, on=on), KinOfASide)
    refuse_if(queries.has_signed(by.person, row=row), SignedAlready)
    must_have_a_signer(row, at=at)
    seat = queries.seat_for(by.person, row=row, on=on)
    who = "、".join(queries.who_may_sign(row, on=on))
    refuse_if(seat is None, NotCalled, step=row.step.title, who=who)
    assert seat is not None  # noqa: S101 - the refusal above has settled it
    return seat


def _write(row: Request, *, seat: Post, verdict: str, opinion: str, by: Viewer, at: datetime) -> None:
    Signature.objects.create(
        request=row,
        revision=row.revision,
        step_id=row.step_id,
        person_id=by.person or 0,
        name=by.name,
        holder_id=seat.person_id,
        holder_name=seat.person.name,
        role=seat.role,
        unit_name=seat.unit.short,
        verdict=verdict,
        opinion=opinion.strip(),
        at=at,
    )


def _is_complete(row: Request, *, at: datetime) -> bool:
    """Whether the step has the agreement it needs. With `all`, those who hold the post today, not those of yesterday."""
    if row.step.need == Need.ALL:
        return not queries.still_called(row, on=today(at)).exists()
    agreed = Signature.objects.filter(
        request=row, revision=row.revision, step=row.step_id, verdict=Verdict.AGREE
    ).count()
    return agreed >= (row.step.n if row.step.need == Need.SOME else 1)


def _go_on(row: Request, *, at: datetime) -> None:
    """To the next step, or to the end."""
    later = RouteStep.objects.filter(route=row.route_id, order__gt=row.step.order).order_by("order").first()
    if later is None:
        row.state, row.decided_at = State.APPROVED, at
    else:
        row.step = later
