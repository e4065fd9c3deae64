"""What stands behind a noun in an address: one object within reach of the page's natural user, and one foreign.

The natural users: the member is Wei Lidong of the press team (forging); the desk is Song Qiaoyun's hotline, which serves
the whole group, Hao Mingyuan's organisation desk for the register, and the vice-chair for what is to be confirmed.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PIL import Image

from tests.cast import Cast
from tests.domains.service.appeal import against, filed
from xinqiao.domains.service.appeals.actions import handling
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.ground.org.actions import importing
from xinqiao.ground.org.models import Post
from xinqiao.ground.parameters import actions as parameters
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


def _number(appeal: int) -> str:
    return str(Appeal.objects.select_related("case").get(pk=appeal).case.number)


ROWS: dict[str, Pair] = {
    "appeal": Pair(appeal_of_wei, appeal_against_song),
    "appeal_number": Pair(lambda cast: _number(appeal_of_wei(cast)), lambda cast: _number(appeal_against_song(cast))),
    "token": Pair(lambda cast: cast.token("hao").pk, lambda cast: cast.token("luo").pk),
    "unit": Pair(lambda cast: cast.units["press"].pk, lambda cast: cast.units["crane"].pk),
    "person": Pair(lambda cast: cast.people["wei"].pk, lambda cast: cast.people["chen"].pk),
    "key": Pair(lambda cast: "identity.lock_tries", None),
    "parameter": Pair(parameter_of_hao, parameter_of_bai),
    "post": Pair(post_of_ding, post_of_hao),
    "roster_import": Pair(import_of_hao, import_of_the_server),
}
