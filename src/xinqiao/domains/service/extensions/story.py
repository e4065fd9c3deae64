"""The chapter of extensions: a dozen of them on open appeals, in every state, told through the room's own actions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from xinqiao.blocks.approvals import queries as approvals
from xinqiao.blocks.approvals.actions import delegating
from xinqiao.blocks.cases import queries as cases
from xinqiao.domains.service.appeals.queries import matters as appeals
from xinqiao.domains.service.extensions.actions import asking, signing
from xinqiao.domains.service.extensions.models import Extension
from xinqiao.domains.service.words import Topic
from xinqiao.ground.org.models import Person
from xinqiao.ground.org.queries import Viewer, holders, posts_in_force, viewer_of
from xinqiao.ground.org.words import Role
from xinqiao.ground.parameters.queries import calendar
from xinqiao.kit.clock import moment, today
from xinqiao.kit.story import Telling

TITLE = "诉求延期"
# How each goes: a letter a deed, after it was asked. a: the first step agrees, A: the second, d: the second by a delegate,
# n: not agreed, r: returned, m: mended, w: withdrawn.
WAYS = ("", "a", "aA", "n", "r", "rm", "w", "ad", "", "a", "an", "")
REASONS = (
    "要会同另外两个部门商量才能定，碰头会排在下周。",
    "涉及前几年的台账，档案室查全还要几天，查不全不敢答复。",
    "方案已经报上去，等分管领导开会定下来。",
    "外单位答应这周回函，函到了才好给准话。",
    "要听三个班的意见，倒班听完要一周。",
    "经办的同志学习去了，下周回来，材料在他手里。",
    "规定里没写清楚，已经请示集团，等批复。",
)
MENDED = "和两个部门说定了：下周三会上定，周五出结果，再下一周答复职工。"
AGREED = ("情况属实，同意。", "确实要等，同意延期，抓紧办。", "同意。把进度跟职工说清楚。", "同意延期。")
RETURNED = "写明等哪个部门、哪天能定，再送来。"
REFUSED = "材料已经齐了，不用再延，按原来的期限办。"


@dataclass
class Scene:
    """The days on which these deeds are done, and the people who do them."""

    telling: Telling
    asked_on: date
    first_on: date
    second_on: date

    def at(self, day: date, *, hour: int) -> datetime:
        """A moment in office hours of that day."""
        return moment(day, hour=hour, minute=self.telling.chance.randint(2, 57))


def steps(telling: Telling) -> int:
    """How far this chapter moves the bar."""
    return len(WAYS)


def tell(telling: Telling) -> None:
    """Ask for a later day for appeals whose answer is on its way, and let each go its way."""
    scene = _scene(telling)
    delegate = _lent(scene)
    for turn, (way, row) in enumerate(zip(WAYS, _to_be_extended(scene), strict=False)):
        made = _asked(scene, row=row, at=moment(scene.asked_on, hour=9) + timedelta(minutes=12 * turn))
        for deed in way:
            _done(scene, deed=deed, made=made, delegate=delegate)
        telling.step(1)


def _scene(telling: Telling) -> Scene:
    """The last three working days before today."""
    known, day, found = calendar(), today(telling.now), list[date]()
    while len(found) < 3:
        day -= timedelta(days=1)
        if known.is_working(day):
            found.append(day)
    return Scene(telling, found[2], found[1], found[0])


def _to_be_extended(scene: Scene) -> Iterator[Any]:
    """Appeals answered for now whose end is still to come, held by somebody, untouched since the day of asking."""
    on = scene.asked_on
    chair = viewer_of(holders(Role.CHAIR, on=on)[0], on=on)
    rows = appeals.desk_appeals(chair).filter(
        cases.may_be_extended(today(scene.telling.now), prefix="case"),
        case__state="replied",
        case__round=1,
        case__holder__isnull=False,
        case__touched_at__lt=moment(on, hour=8),
    )
    yield from rows.exclude(topic=Topic.CADRE).order_by("case__due_on", "pk")[: len(WAYS)]


def _asked(scene: Scene, *, row: Any, at: datetime) -> Extension:
    limit = cases.finish_clock(row.case)
    assert limit is not None  # noqa: S101 - chosen by it
    until = _working(limit.due_on + timedelta(days=scene.telling.chance.randint(6, 16)))
    by = viewer_of(row.case.holder, on=scene.asked_on)
    why = scene.telling.chance.choice(REASONS)
    return asking.ask_extension(row.pk, until=until, why=why, by=by, at=at)


def _working(day: date) -> date:
    known = calendar()
    while not known.is_working(day):
        day += timedelta(days=1)
    return day


def _done(scene: Scene, *, deed: str, made: Extension, delegate: Viewer) -> None:
    chance = scene.telling.chance
    first, second = scene.at(scene.first_on, hour=10), scene.at(scene.second_on, hour=10)
    applicant = viewer_of(made.approval.applicant, on=scene.second_on)
    if deed == "w":
        asking.withdraw_extension(made.pk, by=applicant, at=second)
    elif deed == "m":
        asking.mend_extension(made.pk, until=made.until, why=MENDED, by=applicant, at=second)
    elif deed == "r":
        signing.return_extension(made.pk, opinion=RETURNED, by=_signer(made, at=first), at=first)
    else:
        at = first if deed == "a" else second
        by = delegate if deed == "d" else _signer(made, at=at)
        opinion = REFUSED if deed == "n" else chance.choice(AGREED)
        signing.sign_extension(made.pk, agree=deed != "n", opinion=opinion, by=by, at=at)


def _signer(made: Extension, *, at: datetime) -> Viewer:
    """Somebody who is called to the step that stands."""
    approval = Extension.objects.select_related("approval").get(pk=made.pk).approval
    return viewer_of(approvals.seats_of(approval, on=today(at))[0].person, on=today(at))


def _lent(scene: Scene) -> Viewer:
    """The vice-chair is away for some days; the organisation officer signs for him."""
    on, now = scene.asked_on, today(scene.telling.now)
    post = posts_in_force(on).filter(role=Role.VICE_CHAIR).select_related("person").order_by("id")[0]
    other: Person = holders(Role.ORGANISATION_OFFICER, on=on)[0]
    delegating.give_delegation(
        post=post.pk,
        number=other.number,
        from_on=on,
        to_on=now + timedelta(days=4),
        document="关于外出期间委托签批的说明",
        by=viewer_of(post.person, on=on),
        at=scene.at(on, hour=8),
    )
    return viewer_of(other, on=on)
