"""What people are told before they agree: one proposes a version, another confirms it, nobody edits one."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.consents import rules
from xinqiao.ground.consents.models import ConsentText
from xinqiao.ground.consents.words import FIRST_TEXTS, Scope
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if

SOURCE = _("告知书规则：一人提出，另一人确认，发布的不改")


class TextSettled(Refused):
    rule = _("这一版已经有人处理过了。")
    source = SOURCE
    cure = _("回到清单看现在的情况。")


class OwnText(Refused):
    rule = _("自己提的告知书，要由另一个人确认。")
    source = SOURCE
    cure = _("请主席或另一位副主席来确认。")


class BeganAlready(Refused):
    rule = _("告知书不能从过去的一天起生效。")
    source = _("《个人信息保护法》第十七条：处理之前告知")
    cure = _("选今天或者以后的一天。")


def first_texts(*, at: datetime) -> int:
    """Put in force the texts the product comes with, for every scope that has none. Returns how many.

    They came with the program, so nobody proposed them; the union's own versions follow them.
    """
    with transaction.atomic():
        known = set(ConsentText.objects.values_list("scope", flat=True))
        made = ConsentText.objects.bulk_create(
            ConsentText(
                scope=scope, version=1, in_force_from=today(at), proposed_at=at, confirmed_at=at, purpose=text.purpose,
                taken=text.taken, readers=text.readers, kept=text.kept, refusing=text.refusing,
            )
            for scope, text in FIRST_TEXTS.items()
            if scope not in known
        )  # fmt: skip
        if made:
            trail.record(verb="first_texts", by=None, at=at, kind="consents.text", note={"texts": len(made)})
    return len(made)


def propose_text(
    *,
    scope: Scope,
    purpose: str,
    taken: str,
    readers: str,
    kept: str,
    refusing: str,
    asks_anew: bool,
    in_force_from: date,
    by: Viewer,
    at: datetime,
) -> ConsentText:
    """Propose the next version of a scope's text; with `asks_anew` consents to earlier versions end when it begins.

    Raises BeganAlready. Source: Personal Information Protection Law 14, 17, 30.
    """
    refuse_if(in_force_from < today(at), BeganAlready)
    with transaction.atomic():
        standing = ConsentText.objects.select_for_update().filter(scope=scope).order_by("pk")
        version = max((row.version for row in standing), default=0) + 1
        row = ConsentText.objects.create(
            scope=scope, version=version, purpose=purpose.strip(), taken=taken.strip(), readers=readers.strip(),
            kept=kept.strip(), refusing=refusing.strip(), asks_anew=asks_anew, in_force_from=in_force_from,
            proposed_by_id=by.person, proposed_at=at,
        )  # fmt: skip
        _tell(row, verb="propose_text", by=by, at=at)
    return row


def confirm_text(pk: int, *, by: Viewer, at: datetime) -> ConsentText:
    """Publish what another has proposed, from its day on. Raises TextSettled, OwnText."""
    with transaction.atomic():
        row = _locked(pk, by=by)
        row.confirmed_by_id, row.confirmed_at = by.person, at
        row.save(update_fields=["confirmed_by", "confirmed_at"])
        _tell(row, verb="confirm_text", by=by, at=at)
    return row


def return_text(pk: int, *, why: str, by: Viewer, at: datetime) -> ConsentText:
    """Send a proposed text back with a reason; it stays on record. Raises TextSettled, OwnText."""
    with transaction.atomic():
        row = _locked(pk, by=by)
        row.returned_at, row.returned_why = at, why.strip()
        row.save(update_fields=["returned_at", "returned_why"])
        _tell(row, verb="return_text", by=by, at=at)
    return row


def _locked(pk: int, *, by: Viewer) -> ConsentText:
    row = ConsentText.objects.select_for_update(of=("self",)).get(rules.settle_text.rows(by), pk=pk)
    refuse_if(row.confirmed_at or row.returned_at, TextSettled)
    refuse_if(row.proposed_by_id == by.person, OwnText)
    return row


def _tell(row: ConsentText, *, verb: str, by: Viewer, at: datetime) -> None:
    note = {"scope": row.scope, "version": row.version, "from": row.in_force_from}
    trail.record(verb=verb, by=by, at=at, kind="consents.text", row=row.pk, number=str(row), note=note)
