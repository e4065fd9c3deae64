"""What stands behind a noun in an address: one object within reach of the page's natural user, and one foreign.

The natural users: the member is Wei Lidong of the press team (forging); the desk is Song Qiaoyun's hotline, which serves
the whole group, Hao Mingyuan's organisation desk for the register, and the vice-chair for what is to be confirmed.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PIL import Image

from tests.cast import Cast
from tests.domains.service.appeal import against, filed
from xinqiao.blocks.approvals.actions import delegating
from xinqiao.domains.service.appeals.actions import handling
from xinqiao.domains.service.extensions.actions import asking, keeping, signing
from xinqiao.domains.service.extensions.models import Extension
from xinqiao.ground.org.actions import importing
from xinqiao.ground.org.models import Post
from xinqiao.ground.parameters import actions as parameters
from xinqiao.ground.parameters.queries import calendar
from xinqiao.kit.clock import now, today

Noun = int | str


@dataclass(frozen=True)
class Pair:
    """Two objects; `foreign` is None where nothing is foreign to anybody who is admitted."""

    within: Callable[[Cast], Noun]
    foreign: Callable[[Cast], Noun] | None


def _photo() -> tuple[io.BytesIO, str, int]:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    out.seek(0)
    return out, "a.png", len(out.getvalue())


def appeal_of_wei(cast: Cast) -> int:
    """Filed by the member, with a photo; in the hotline's hands."""
    row = filed(cast, by="wei", at=now(), photo=_photo())
    return int(handling.take_appeal(row.pk, by=cast.viewer("song", at=now()), at=now()).pk)


def appeal_against_song(cast: Cast) -> int:
    """Filed elsewhere, about a cadre: the hotline agent herself (X20)."""
    row = filed(cast, by="chen", at=now(), photo=_photo(), topic="cadre", privacy="hidden")
    return int(against(cast, row, whom="song").pk)


def extension_of_wei(cast: Cast) -> int:
    """A later day for the member's appeal, asked by the hotline, agreed at every step, the sealed form kept."""
    row = extension_of(cast, appeal_of_wei(cast), by="song")
    for who in ("gu", "wen"):
        signing.sign_extension(row.pk, agree=True, opinion="", by=cast.viewer(who, at=now()), at=now())
    return int(signing.keep_scan(row.pk, photo=_photo(), by=cast.viewer("song", at=now()), at=now()).pk)


def extension_against_song(cast: Cast) -> int:
    """A later day for the appeal about the hotline agent, asked by the rights officer who holds it (X20)."""
    appeal = appeal_against_song(cast)
    handling.take_appeal(appeal, by=cast.viewer("gu", at=now()), at=now())
    return int(extension_of(cast, appeal, by="gu").pk)


def extension_of(cast: Cast, appeal: int, *, by: str) -> Extension:
    """A later day, asked by the holder of an appeal."""
    until = today(now()) + timedelta(days=30)
    while not calendar().is_working(until):
        until += timedelta(days=1)
    return asking.ask_extension(appeal, until=until, why="等配件", by=cast.viewer(by, at=now()), at=now())


def freeze_of_wen(cast: Cast) -> int:
    """Days ahead in which nothing is signed."""
    first = today(now()) + timedelta(days=90)
    row = keeping.declare_freeze(
        from_on=first, to_on=first + timedelta(days=3), reason="换届", document="x", by=cast.viewer("wen"), at=now()
    )
    return int(row.pk)


def delegation_of_bai(cast: Cast) -> int:
    """The vice-chair lets the rights officer sign."""
    return _lent(cast, by="bai")


def delegation_of_wen(cast: Cast) -> int:
    """The chair does."""
    return _lent(cast, by="wen")


def _lent(cast: Cast, *, by: str) -> int:
    on, post = today(now()), Post.objects.get(person=cast.people[by])
    row = delegating.give_delegation(
        post=post.pk,
        number=cast.people["gu"].number,
        from_on=on + timedelta(days=60),
        to_on=on + timedelta(days=67),
        document="x",
        by=cast.viewer(by, at=now()),
        at=now(),
    )
    return int(row.pk)


def parameter_of_hao(cast: Cast) -> int:
    """Proposed by the organisation officer, waiting for another."""
    return _proposed(cast, by="hao", at=now())


def parameter_of_bai(cast: Cast) -> int:
    """Proposed by the vice-chair, who may not confirm it."""
    return _proposed(cast, by="bai", at=now())


def _proposed(cast: Cast, *, by: str, at: datetime) -> int:
    row = parameters.propose_parameter(
        key="identity.lock_tries",
        value=7,
        document="总工办发〔2026〕1号",
        source="",
        in_force_from=today(at),
        by=cast.viewer(by, at=at),
        at=at,
    )
    return int(row.pk)


def post_of_ding(cast: Cast) -> int:
    """The group leader's post."""
    return int(Post.objects.get(person=cast.people["ding"]).pk)


def post_of_hao(cast: Cast) -> int:
    """The organisation officer's own post, which nobody ends for themselves."""
    return int(Post.objects.get(person=cast.people["hao"]).pk)


def import_of_hao(cast: Cast) -> int:
    """A draft the organisation officer prepared."""
    return int(_draft(cast, by="hao"))


def import_of_the_server(cast: Cast) -> int:
    """A draft prepared on the command line, which belongs to no desk."""
    return int(_draft(cast, by=""))


def _draft(cast: Cast, *, by: str) -> int:
    lines = f"工号,姓名,单位\n{cast.people['wei'].number},魏立冬,水压机班工会小组\n700001,甘新来,水压机班工会小组\n"
    viewer = cast.viewer(by, at=now()) if by else None
    return int(importing.prepare_import(lines.encode(), name="a.csv", by=viewer, at=now()).pk)


ROWS: dict[str, Pair] = {
    "appeal": Pair(appeal_of_wei, appeal_against_song),
    "extension": Pair(extension_of_wei, extension_against_song),
    "freeze": Pair(freeze_of_wen, None),
    "delegation": Pair(delegation_of_bai, delegation_of_wen),
    "unit": Pair(lambda cast: cast.units["press"].pk, lambda cast: cast.units["crane"].pk),
    "person": Pair(lambda cast: cast.people["wei"].pk, lambda cast: cast.people["chen"].pk),
    "key": Pair(lambda cast: "identity.lock_tries", None),
    "parameter": Pair(parameter_of_hao, parameter_of_bai),
    "post": Pair(post_of_ding, post_of_hao),
    "roster_import": Pair(import_of_hao, import_of_the_server),
}
