"""Tokens for other systems: made by the officer they act for, revoked by them or by an administrator."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.identity import queries, rules
from xinqiao.ground.identity.actions.entering import ALPHABET
from xinqiao.ground.identity.models import ApiToken
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.parameters.queries import value
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if
from xinqiao.kit.scopes import open_to

KIND = "identity.token"
SOURCE = _("接口使用规则")


class NoPostNoToken(Refused):
    rule = _("接口令牌只发给在任的工会干部和部门负责人。")
    source = SOURCE
    cure = _("请管这件事的同志自己做一个令牌。")


class ScopeBeyondPost(Refused):
    rule = _("令牌能办的事，不能超出您自己的职责。")
    source = SOURCE
    cure = _("只勾页面上列出的范围；别的事，请管那件事的同志做令牌。")


class TokenTooLong(Refused):
    rule = _("令牌要写明哪天失效：从明天起，最长 %(days)s 天。")
    source = SOURCE
    cure = _("选一个近一点的日子，到期前再做新的。")


def make_token(
    *, system: str, scopes: Sequence[str], expires_on: date, by: Viewer, at: datetime
) -> tuple[ApiToken, str]:
    """A token that acts for its maker until the day before `expires_on`. Returns it with its text, which is told once.

    Raises NoPostNoToken, ScopeBeyondPost, TokenTooLong (`api.token_days`).
    """
    refuse_if(not rules.hold_token.admits(by), NoPostNoToken)
    own = {scope.code for scope in open_to(by)}
    refuse_if(not scopes or not own.issuperset(scopes), ScopeBeyondPost)
    days = value("api.token_days", on=today(at))
    refuse_if(not today(at) < expires_on <= today(at) + timedelta(days=days), TokenTooLong, days=days)
    prefix, secret = "".join(secrets.choice(ALPHABET) for _i in range(8)), secrets.token_urlsafe(32)
    with transaction.atomic():
        row = ApiToken.objects.create(
            person_id=by.person or 0,
            system=system,
            prefix=prefix,
            secret_hash=queries.secret_hash(secret),
            scopes=sorted(scopes),
            made_at=at,
            expires_on=expires_on,
        )
        _tell(row, verb="make_token", by=by, at=at, note={"scopes": row.scopes, "expires_on": expires_on})
    return row, f"xq_{prefix}_{secret}"


def revoke_token(token: int, *, by: Viewer, at: datetime) -> ApiToken:
    """End a token at once. One that is revoked already stays as it is. Raises ApiToken.DoesNotExist out of reach."""
    with transaction.atomic():
        row = ApiToken.objects.select_for_update(of=("self",)).get(rules.see_tokens.rows(by), pk=token)
        if row.revoked_at is None:
            row.revoked_at, row.revoked_by_name = at, by.name
            row.save(update_fields=["revoked_at", "revoked_by_name"])
            _tell(row, verb="revoke_token", by=by, at=at, note={})
    return row


def note_use(token: ApiToken, *, on: date) -> None:
    """Remember the day on which a token was last shown: one write a day."""
    if token.last_used_on != on:
        earlier = Q(last_used_on__isnull=True) | Q(last_used_on__lt=on)
        ApiToken.objects.filter(earlier, pk=token.pk).update(last_used_on=on)


def _tell(row: ApiToken, *, verb: str, by: Viewer, at: datetime, note: dict[str, object]) -> None:
    note = {"system": row.system} | note
    trail.record(verb=verb, by=by, at=at, kind=KIND, row=row.pk, number=row.prefix, person=row.person_id, note=note)
