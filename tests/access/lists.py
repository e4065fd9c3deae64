"""Pages that show rows: who looks, how rows come about, and how many statements the page may ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from tests.access.rows import (
    extension_of,
    failed_task,
    freeze_of_wen,
    import_of_hao,
    message_to_wei,
    parameter_of_bai,
    template_of_song,
)
from tests.cast import Cast, make_person, make_unit
from tests.domains.service.appeal import filed, resolved, taken
from tests.ground.consents import ledger
from tests.ground.visits.visit import ends_posts, given, visited
from xinqiao.blocks.approvals.actions import delegating
from xinqiao.blocks.approvals.models import Delegation
from xinqiao.blocks.approvals.words import Step
from xinqiao.domains.service.appeals.actions import filing, grouping, handling, publishing
from xinqiao.domains.service.extensions.actions import keeping, signing
from xinqiao.ground.consents.actions import minors
from xinqiao.ground.consents.models import Consent, Dependant, InformationRequest
from xinqiao.ground.inbox.models import Message
from xinqiao.ground.org.models import Person, Post
from xinqiao.kit.clock import now, today

Nouns = dict[str, int | str]


@dataclass(frozen=True)
class ListPage:
    """One page with rows. `make` puts one row more on it; `nouns` gives the nouns of its address."""

    who: str
    statements: int
    make: Callable[[Cast], object]
    nouns: Callable[[Cast], Nouns] = field(default=lambda cast: {})
    query: str = ""


def _late(cast: Cast) -> None:
    filed(cast, at=now() - timedelta(days=60))


def _let_down(cast: Cast) -> None:
    row = resolved(cast)
    filing.rate_appeal(row.pk, rating="dissatisfied", text="", by=cast.viewer("chen"), at=now())


def _brought_by_many(cast: Cast) -> None:
    rows = [filed(cast, by=key) for key in ("chen", "lin", "wei", "alat", "gulnur")]
    grouping.merge_appeals([row.pk for row in rows], by=cast.viewer("song"), at=now())


def _published(cast: Cast) -> None:
    row = resolved(cast)
    publishing.publish_answer(row.pk, title="班车", text="改到零点二十。", by=cast.viewer("song"), at=now())


def _read(cast: Cast) -> None:
    handling.read_appeal(taken(cast), by=cast.viewer("song"), at=now())


def _extension(cast: Cast) -> None:
    extension_of(cast, taken(cast, at=now()).pk, by="song")


def _decided(cast: Cast) -> None:
    row = extension_of(cast, taken(cast, at=now()).pk, by="song")
    signing.sign_extension(row.pk, agree=False, opinion="不用延", by=cast.viewer("gu"), at=now())


def _version(cast: Cast) -> None:
    step = (Step("工会意见", ("chair",)),)
    keeping.keep_route(steps=step, in_force_from=today(now()), document="x", by=cast.viewer("wen"), at=now())
    freeze_of_wen(cast)


def _delegation(cast: Cast) -> None:
    begins = today(now()) + timedelta(days=10 * Delegation.objects.count())
    for by, to in (("bao", "luo"), ("luo", "bao")):
        post = Post.objects.get(person=cast.people[by]).pk
        delegating.give_delegation(
            post=post, number=cast.people[to].number, from_on=begins, to_on=begins + timedelta(days=5), document="x",
            by=cast.viewer(by), at=now(),
        )  # fmt: skip


def _account(cast: Cast) -> None:
    waiting = [key for key in ("chen", "lin", "wei", "alat") if not hasattr(cast.people[key], "account")]
    cast.client(waiting[0])


def _word(cast: Cast) -> None:
    person = make_person(_next_number(), name="新来的", unit=cast.units["press"])
    Message.objects.create(person=person, kind="test", title="书屋周六开门", at=now())


def _visit(cast: Cast) -> None:
    visited(cast, at=now(), on=today(now()), companions=cast.people["gong"].number)


def _task(cast: Cast) -> None:
    given(cast, at=now(), on=today(now()), owner="ding")


def _left(cast: Cast) -> None:
    """Each time somebody else leaves a task behind, at a desk of its own."""
    leaver = next(key for key in ("ding", "bao", "tong") if not hasattr(cast.people[key], "gone"))
    given(cast, at=now(), on=today(now()), by="song", owner=leaver)
    ends_posts(cast.people[leaver], on=today(now()))
    cast.people[leaver].gone = True  # type: ignore[attr-defined]


def _next_number() -> str:
    return f"7{Person.objects.count():05d}"


def _key(cast: Cast) -> Nouns:
    return {"key": "identity.lock_tries"}


def _agreed(cast: Cast) -> None:
    purpose, scope = (("hardship", "health"), ("hardship", "income"), ("mutual", "diagnosis"))[Consent.objects.count()]
    ledger.given(cast, purpose=purpose, scope=scope)


def _agreed_for_child(cast: Cast) -> None:
    scope = ("minor", "income", "bank_card")[Consent.objects.count()]
    ledger.given(cast, purpose="school", scope=scope, dependant=ledger.child(cast).pk)


def _brought_up(cast: Cast) -> None:
    ledger.child(cast, name=f"魏小{'禾麦豆'[Dependant.objects.count()]}")


def _child(cast: Cast) -> Nouns:
    return {"dependant": ledger.child(cast).pk}


def _leave(cast: Cast) -> Nouns:
    row = ledger.asked_to_read(cast, dependant=ledger.child(cast).pk, at=now())
    minors.approve_read(row.pk, by=cast.viewer("bai", at=now()), at=now())
    return {"read_approval": row.pk}


def _asked(cast: Cast) -> None:
    kind = ("explain", "access", "copy")[InformationRequest.objects.count()]
    ledger.filed(cast, kind=kind)


def _reviewed(cast: Cast) -> None:
    ledger.under_review(cast)


def _answered(cast: Cast) -> None:
    ledger.answered(cast)


def _request(cast: Cast) -> Nouns:
    return {"information_request": InformationRequest.objects.order_by("pk")[0].pk}


def _copied(cast: Cast) -> Nouns:
    return {"information_request": ledger.answered(cast, kind="copy", words="要带走").pk}


LISTS: dict[str, ListPage] = {
    "home": ListPage("chen", 8, resolved),
    "home, the front door": ListPage("", 3, _account),
    "desk": ListPage("song", 7, taken),
    "appeal_queue": ListPage("song", 5, filed),
    "appeal_queue, soon": ListPage("song", 6, filed, query="?tab=soon"),
    "extensions": ListPage("gu", 3, _extension),
    "extensions, mine": ListPage("song", 3, _extension, query="?tab=mine"),
    "extensions, decided": ListPage("wen", 3, _decided, query="?tab=decided"),
    "extension_route": ListPage("wen", 5, _version),
    "delegations": ListPage("bao", 4, _delegation),
    "appeals_own": ListPage("chen", 2, filed),
    "appeals_late": ListPage("wen", 3, _late),
    "appeals_closed": ListPage("song", 2, resolved),
    "appeals_ring": ListPage("jiang", 2, _let_down),
    "appeals_leave": ListPage("song", 2, lambda cast: taken(cast, by="song")),
    "appeals_collective": ListPage("wen", 3, _brought_by_many),
    "public_answers": ListPage("chen", 2, _published),
    "reply_templates": ListPage("song", 2, template_of_song),
    "my_information": ListPage("wei", 14, _agreed),
    "consent_choices": ListPage("wei", 3, _agreed),
    "family": ListPage("wei", 2, lambda cast: ledger.child(cast, name=f"魏小{'禾麦豆'[Dependant.objects.count()]}")),
    "dependant": ListPage("wei", 4, _agreed_for_child, nouns=_child),
    "information_request": ListPage("wei", 2, _asked, nouns=_request),
    "information_copy": ListPage("wei", 13, _agreed, nouns=_copied),
    "information_queue": ListPage("privacy", 3, _asked),
    "information_queue, the chair's": ListPage("wen", 3, _reviewed),
    "information_queue, answered": ListPage("privacy", 3, _answered, query="?tab=done"),
    "information_handle": ListPage("privacy", 4, _asked, nouns=_request),
    "consent_forms": ListPage("jiang", 2, lambda cast: ledger.printed(cast)),
    "consents_given": ListPage("jiang", 4, _agreed, query="?number=100002"),
    "consent_texts": ListPage("wen", 3, lambda cast: ledger.proposed(cast)),
    "consent_text": ListPage("wen", 3, lambda cast: ledger.proposed(cast), nouns=lambda cast: {"scope": "health"}),
    "minors": ListPage("gu", 2, lambda cast: ledger.asked_to_read(cast, dependant=ledger.child(cast).pk)),
    "minors, to decide": ListPage("bai", 2, lambda cast: ledger.asked_to_read(cast, dependant=ledger.child(cast).pk)),
    "read_ask": ListPage("gu", 5, _brought_up, query="?number=100002"),
    "read_dependant": ListPage("gu", 5, _agreed_for_child, nouns=_leave),
    "read_audit": ListPage("privacy", 3, lambda cast: ledger.asked_to_read(cast, dependant=ledger.child(cast).pk)),
    "readers": ListPage("chen", 2, _read),
    "trail_watch": ListPage("ni", 3, filed),
    "me": ListPage("chen", 2, lambda cast: cast.client("chen")),
    "roster": ListPage("hao", 3, lambda cast: make_person(_next_number(), name="新来的", unit=cast.units["crane"])),
    "search": ListPage("chen", 3, filed, query="?q=班车"),
    "search, at the desk": ListPage("song", 5, filed, query="?q=陈禾苗"),
    "roster_imports": ListPage("hao", 3, import_of_hao),
    "units": ListPage("hao", 3, lambda cast: make_unit("新班", parent=cast.units["machining1"])),
    "visits": ListPage("ding", 3, _visit),
    "visits, of my units": ListPage("luo", 3, _visit, query="?tab=units"),
    "visits_own": ListPage("wei", 3, _visit),
    "visit_tasks": ListPage("ding", 4, _task),
    "visit_tasks_hand_over": ListPage("gu", 6, _left),
    "visit_register": ListPage("luo", 8, _visit),
    "tokens": ListPage("hao", 2, lambda cast: cast.token("hao")),
    "tokens, of everybody": ListPage("yu", 2, lambda cast: cast.token("hao")),
    "api_appeals": ListPage("song", 6, filed),
    "parameters": ListPage("wen", 3, parameter_of_bai),
    "message_list": ListPage("wei", 2, message_to_wei),
    "errands": ListPage("ding", 3, _word),
    "tasks": ListPage("yu", 3, failed_task),
    "parameter": ListPage("wen", 4, parameter_of_bai, nouns=_key),
}

# Pages without a noun that show a form, a fixed set or one thing.
PLAIN = {
    "activate",
    "address_list",
    "api_description",
    "api_token",
    "appeal_file",
    "appeal_register",
    "appeals_export",
    "reply_template_new",
    "calendar",
    "calendar_bring",
    "channels",
    "design",
    "extension_freeze",
    "extension_route_new",
    "healthz",
    "consent_form_new",
    "information_register",
    "information_request_new",
    "privacy_rules",
    "password_change",
    "sign_in",
    "roster_import_new",
    "slip_issue",
    "token_new",
    "trail_head",
    "visit_blank",
    "visit_new",
}
