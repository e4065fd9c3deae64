"""Signing in and out, activation by printed slip, passwords, devices."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.identity import queries, rules
from xinqiao.ground.identity.models import Account, Session, Slip
from xinqiao.ground.org.models import Person
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.parameters.queries import value
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, 1/I: read aloud and typed from paper
SOURCE = _("账号安全规则")


class WrongNumberOrPassword(Refused):
    rule = _("工号和密码对不上。")
    source = SOURCE
    cure = _("再看一遍工号；忘了密码，找工会小组长重新打一张启用单。")


class SignInLocked(Refused):
    rule = _("连续输错 %(tries)s 次，先锁 %(minutes)s 分钟。")
    source = SOURCE
    cure = _("过一会儿再试，或者找工会小组长重新打一张启用单。")


class SlipNotFound(Refused):
    rule = _("工号和启用码对不上。")
    source = SOURCE
    cure = _("照着启用单再输一遍；单子旧了，找工会小组长重新打一张。")


class SlipSpent(Refused):
    rule = _("这张启用单已经用过或过期了。")
    source = SOURCE
    cure = _("找工会小组长重新打一张，当场就能用。")


class NotInReach(Refused):
    rule = _("这些人不在您负责的单位。")
    source = _("权限规则：岗位管到哪一级，就看到哪一级")
    cure = _("请他们所在单位的工会干部办理。")


def _hash(code: str) -> str:
    return hmac.new(settings.XINQIAO_INDEX_KEY, b"slip:" + code.encode(), hashlib.sha256).hexdigest()


def issue_slips(people: Iterable[Person], *, by: Viewer, at: datetime) -> list[tuple[Person, str]]:
    """One slip with a fresh code for each person; earlier unused slips of theirs stop working.

    Returns the codes once, for printing: only their hashes are kept. Valid for `identity.slip_days` days.
    Raises NotInReach when any of them is outside of what the issuer's posts reach.
    """
    people = list(people)
    reached = Person.objects.filter(rules.issue_slips.rows(by), pk__in=[person.pk for person in people]).count()
    refuse_if(reached != len({person.pk for person in people}), NotInReach)
    lasts = timedelta(days=value("identity.slip_days", on=today(at)))
    codes = ["".join(secrets.choice(ALPHABET) for _i in range(8)) for _p in people]
    with transaction.atomic():
        Slip.objects.filter(person__in=people, used_at__isnull=True, expires_at__gt=at).update(expires_at=at)
        Slip.objects.bulk_create(
            [
                Slip(person=person, code_hash=_hash(code), issued_at=at, issued_by_id=by.person, expires_at=at + lasts)
                for person, code in zip(people, codes, strict=True)
            ]
        )
        trail.record_many(
            [
                trail.event_of(verb="issue_slip", by=by, at=at, kind="org.person", row=person.id, number=person.number)
                for person in people
            ]
        )
    return list(zip(people, codes, strict=True))


def activate(*, number: str, code: str, password: str, at: datetime) -> Account:
    """Turn a slip into an account with a password of the person's own. Ends every session the person had.

    Raises SlipNotFound (also after five wrong codes), SlipSpent.
    """
    with transaction.atomic():
        slip = (
            Slip.objects.select_for_update(of=("self",))
            .select_related("person")
            .filter(Q(person__left_on__isnull=True) | Q(person__left_on__gt=today(at)), person__number=number)
            .order_by("-id")
            .first()
        )
        fits = slip is not None and hmac.compare_digest(slip.code_hash, _hash(code))
        if slip is not None and not fits:
            slip.failures += 1
            if slip.failures >= value("identity.lock_tries", on=today(at)):
                slip.expires_at = min(slip.expires_at, at)
            slip.save(update_fields=["failures", "expires_at"])
    refuse_if(slip is None or not fits, SlipNotFound)
    assert slip is not None  # noqa: S101 - the refusal above has settled it
    with transaction.atomic():
        taken = Slip.objects.filter(pk=slip.pk, used_at__isnull=True, expires_at__gt=at).update(used_at=at)
        refuse_if(not taken, SlipSpent)
        account, _created = Account.objects.update_or_create(
            person=slip.person,
            defaults={"password": make_password(password), "activated_at": at, "failures": 0, "locked_until": None},
        )
        Session.objects.filter(person=slip.person).delete()
        me = Viewer(person=slip.person_id, number=number, name=slip.person.name)
        trail.record(verb="activate", by=me, at=at, kind="identity.account", row=slip.person_id, number=number)
    return account


def check_sign_in(*, number: str, password: str, at: datetime) -> Account:
    """The account when number and password fit. Counts failures and locks after `identity.lock_tries` of them.

    Raises SignInLocked, WrongNumberOrPassword; both are counted before they are raised.
    """
    tries, minutes = value("identity.lock_tries", on=today(at)), value("identity.lock_minutes", on=today(at))
    account = queries.account_of(number)
    if account is None or not queries.may_enter(account, on=today(at)):
        make_password(password)  # as slow as a wrong password: nobody learns which numbers exist
        refuse_if(True, WrongNumberOrPassword)
        raise WrongNumberOrPassword  # a stranger is never let in, whatever is switched off
    refuse_if(account.locked_until and account.locked_until > at, SignInLocked, tries=tries, minutes=minutes)
    if check_password(password, account.password):
        Account.objects.filter(pk=account.pk).exclude(failures=0).update(failures=0, locked_until=None)
        return account
    with transaction.atomic():
        locked = Account.objects.select_for_update().get(pk=account.pk)
        locked.failures += 1
        if locked.failures >= tries:
            locked.failures, locked.locked_until = 0, at + timedelta(minutes=minutes)
            me = Viewer(person=account.person_id, number=number, name=account.person.name)
            trail.record(verb="lock", by=me, at=at, kind="identity.account", row=account.pk, number=number)
        locked.save(update_fields=["failures", "locked_until"])
    raise WrongNumberOrPassword  # a wrong password never lets anybody in, whatever is switched off


def change_password(*, old: str, new: str, keep: str, by: Viewer, at: datetime) -> None:
    """Set a new password and end every other session of the person. Raises WrongNumberOrPassword."""
    with transaction.atomic():
        account = Account.objects.select_for_update().get(pk=by.person)
        refuse_if(not check_password(old, account.password), WrongNumberOrPassword)
        account.password = make_password(new)
        account.save(update_fields=["password"])
        Session.objects.filter(person=by.person).exclude(session_key=keep).delete()
        trail.record(verb="change_password", by=by, at=at, kind="identity.account", row=by.person, number=by.number)


def end_session(*, key: str, by: Viewer, at: datetime) -> None:
    """Sign one own device out; a foreign or unknown session is left as it is, without a word."""
    with transaction.atomic():
        if Session.objects.filter(person=by.person, session_key=key).delete()[0]:
            trail.record(verb="end_session", by=by, at=at, kind="identity.account", row=by.person, number=by.number)
