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
from tests.ground.consents import ledger
from tests.ground.visits.visit import problem, token
from xinqiao.blocks.approvals.actions import delegating
from xinqiao.domains.service.appeals.actions import attaching, handling
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.extensions.actions import asking, keeping, signing
from xinqiao.domains.service.extensions.models import Extension
from xinqiao.domains.service.reply_templates import actions as templates
from xinqiao.ground.consents.actions import minors, requests
from xinqiao.ground.inbox.models import Channel, Message
from xinqiao.ground.org.actions import importing
from xinqiao.ground.org.models import Post
from xinqiao.ground.parameters import actions as parameters
from xinqiao.ground.parameters.queries import calendar
from xinqiao.ground.tasks.models import Task
from xinqiao.ground.tasks.words import CLEAR, State
from xinqiao.ground.visits.actions import recording, tasks
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


def paper_of_wei(cast: Cast) -> int:
    """A paper its author attached to the appeal the access tests walk with."""
    return _attached(cast, by="wei")


def paper_of_chen(cast: Cast) -> int:
    """A paper of somebody else's appeal."""
    return _attached(cast, by="chen")


def _attached(cast: Cast, *, by: str) -> int:
    row = Appeal.objects.filter(author=cast.people[by]).order_by("-pk").first() or filed(cast, by=by, at=now())
    viewer = cast.viewer(by, at=now())
    return int(attaching.attach_paper(row.pk, upload=_photo(), by=viewer, at=now()).pk)


def template_of_song(cast: Cast) -> int:
    """A reply template of the hotline's desk."""
    return _template(cast, desk="centre", by="song")


def template_of_du(cast: Cast) -> int:
    """A reply template of a department."""
    return _template(cast, desk="logistics", by="du")


def _template(cast: Cast, *, desk: str, by: str) -> int:
    draft = templates.Draft(topic="daily_life", title="班车", text="改到零点二十。")
    viewer = cast.viewer(by, at=now())
    return int(templates.make_template(draft, desk=cast.units[desk].pk, by=viewer, at=now()).pk)


def failed_task(cast: Cast) -> int:
    """Work of the night that did not succeed."""
    row = Task.objects.create(name=CLEAR, state=State.FAILED, run_at=now(), made_at=now(), error="没有办成。")
    return int(row.pk)


def message_to_wei(cast: Cast) -> int:
    """Told the member."""
    return _message(cast, "wei")


def message_to_lin(cast: Cast) -> int:
    """Told somebody else."""
    return _message(cast, "lin")


def word_for_alat(cast: Cast) -> int:
    """One of the press team without an account, and something to bring."""
    _message(cast, "alat")
    return int(cast.people["alat"].pk)


def word_for_lin(cast: Cast) -> int:
    """The same in another team."""
    _message(cast, "lin")
    return int(cast.people["lin"].pk)


def _message(cast: Cast, who: str) -> int:
    row = Message.objects.create(person=cast.people[who], kind="test", title="书屋周六开门", address="/my/", at=now())
    return int(row.pk)


def open_channel(cast: Cast) -> str:
    """E-mail, switched on."""
    Channel.objects.get_or_create(
        kind="email", defaults={"url": "mailtos://a:b@example.cn?to={to}", "switched_on": True}
    )
    return "email"


def form_of_wei(cast: Cast) -> int:
    """Printed at the window, signed and taken back, with its picture."""
    return int(ledger.signed(cast, at=now()).form_id or 0)


def text_of_privacy(cast: Cast) -> int:
    """Proposed by the privacy officer, waiting for the chair."""
    return int(ledger.proposed(cast, at=now()).pk)


def text_in_force(cast: Cast) -> int:
    """Confirmed: nothing is left to decide."""
    return int(ledger.given(cast, at=now()).text_id)


def approval_of_gu(cast: Cast) -> int:
    """The rights officer asks to read about a child of the member."""
    kid = ledger.child(cast, name="魏小满", at=now())
    return int(ledger.asked_to_read(cast, dependant=kid.pk, at=now()).pk)


def approval_of_bao(cast: Cast) -> int:
    """A sub-union's chair has asked, and it was decided."""
    row = ledger.asked_to_read(cast, by="bao", at=now())
    return int(minors.decline_read(row.pk, why="写明看谁", by=cast.viewer("privacy", at=now()), at=now()).pk)


def request_of_wei(cast: Cast) -> int:
    """Asked for a copy, answered; the chair is asked whether it was right."""
    row = ledger.answered(cast, kind="copy", outcome="partly", reason="others", at=now())
    return int(requests.ask_review(row.pk, why="少了一页", by=cast.viewer("wei", at=now()), at=now()).pk)


def request_of_the_privacy_officer(cast: Cast) -> int:
    """The privacy officer's own, which others answer."""
    return int(ledger.filed(cast, by="privacy", at=now()).pk)


def visit_of_ding(cast: Cast) -> int:
    """The group leader went to see the member, and took a photo."""
    return _visited(cast, by="ding", whom="wei", purpose="contact")


def visit_of_tong(cast: Cast) -> int:
    """Elsewhere a sub-union chair went to see somebody about help, which few may read."""
    return _visited(cast, by="tong", whom="chen", purpose="help")


def _visited(cast: Cast, *, by: str, whom: str, purpose: str) -> int:
    account = recording.Account(
        on=today(now()), place="post", purposes=[purpose], heard="夜班饭凉", people=cast.people[whom].number
    )
    viewer = cast.viewer(by, at=now())
    return recording.record_visit(account, token=token(), photo=_photo(), by=viewer, at=now()).pk


def task_of_ding(cast: Cast) -> int:
    """Found on a visit to the member, in the group leader's own hands."""
    return _task(cast, visit=visit_of_ding(cast), by="ding", owner="")


def task_of_tong(cast: Cast) -> int:
    """Found on a visit that few may read, in the hands of logistics."""
    return _task(cast, visit=visit_of_tong(cast), by="tong", owner="du")


def _task(cast: Cast, *, visit: int, by: str, owner: str) -> int:
    given = problem(cast, owner=owner)
    return tasks.add_task(visit, problem=given, by=cast.viewer(by, at=now()), at=now()).pk


def _number(appeal: int) -> str:
    return str(Appeal.objects.select_related("case").get(pk=appeal).case.number)


ROWS: dict[str, Pair] = {
    "appeal": Pair(appeal_of_wei, appeal_against_song),
    "paper": Pair(paper_of_wei, paper_of_chen),
    "holder": Pair(lambda cast: cast.people["song"].pk, lambda cast: cast.people["du"].pk),
    "template": Pair(template_of_song, template_of_du),
    "appeal_number": Pair(lambda cast: _number(appeal_of_wei(cast)), lambda cast: _number(appeal_against_song(cast))),
    "token": Pair(lambda cast: cast.token("hao").pk, lambda cast: cast.token("luo").pk),
    "extension": Pair(extension_of_wei, extension_against_song),
    "freeze": Pair(freeze_of_wen, None),
    "delegation": Pair(delegation_of_bai, delegation_of_wen),
    "unit": Pair(lambda cast: cast.units["press"].pk, lambda cast: cast.units["crane"].pk),
    "person": Pair(lambda cast: cast.people["wei"].pk, lambda cast: cast.people["chen"].pk),
    "number": Pair(lambda cast: cast.people["wei"].number, lambda cast: cast.people["chen"].number),
    "key": Pair(lambda cast: "identity.lock_tries", None),
    "parameter": Pair(parameter_of_hao, parameter_of_bai),
    "post": Pair(post_of_ding, post_of_hao),
    "purpose": Pair(lambda cast: "hardship", None),
    "scope": Pair(lambda cast: "health", None),
    "consent": Pair(
        lambda cast: ledger.given(cast, at=now()).pk, lambda cast: ledger.given(cast, by="chen", at=now()).pk
    ),
    "dependant": Pair(
        lambda cast: ledger.child(cast, at=now()).pk, lambda cast: ledger.child(cast, of="chen", at=now()).pk
    ),
    "consent_form": Pair(form_of_wei, lambda cast: ledger.printed(cast, of="chen", at=now()).pk),
    "consent_text": Pair(text_of_privacy, text_in_force),
    "read_approval": Pair(approval_of_gu, approval_of_bao),
    "information_request": Pair(request_of_wei, request_of_the_privacy_officer),
    "roster_import": Pair(import_of_hao, import_of_the_server),
    "task": Pair(failed_task, None),
    "message": Pair(message_to_wei, message_to_lin),
    "channel": Pair(open_channel, None),
    "recipient": Pair(word_for_alat, word_for_lin),
    "visit": Pair(visit_of_ding, visit_of_tong),
    "visit_task": Pair(task_of_ding, task_of_tong),
}
