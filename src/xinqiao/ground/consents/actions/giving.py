"""Saying yes, saying no, taking it back: each is a line, none is ever changed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.consents import queries, rules
from xinqiao.ground.consents.models import Consent, ConsentForm, ConsentText, Dependant
from xinqiao.ground.consents.queries import OWN_WORD, Subject
from xinqiao.ground.consents.words import Deed, Giver, Scope, Way, is_asked
from xinqiao.ground.org.models import Person
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.parameters.queries import value
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if


class NotAsked(Refused):
    rule = _("没有哪件事要用这一项，工会不收。")
    source = _("《个人信息保护法》第六条：只收必要的")
    cure = _("回到“我的个人信息”，从清单里选。")


class NoTextYet(Refused):
    rule = _("“%(scope)s”还没有告知书，先不收同意。")
    source = _("《个人信息保护法》第十七条、第三十条：处理之前先告知")
    cure = _("请个人信息保护负责人发布告知书以后再办。")


class OwnSignatureNeeded(Refused):
    rule = _("满十四周岁，由本人同意，别人不能代。")
    source = _("《个人信息保护法》第三十一条")
    cure = _("请窗口打印同意书，由本人签字后交回。")


class GivenAlready(Refused):
    rule = _("您已经同意过，还在有效期里。")
    source = _("《个人信息保护法》第十五条")
    cure = _("不想再用了，点“收回”，一步就好。")


def give_consent(
    *, scope: str, purpose: str, by: Viewer, at: datetime, dependant: int | None = None
) -> Consent:  # fmt: skip
    """Agree on the phone, for oneself or as guardian of a child under 14. A second tap gives the line that stands.

    It holds `privacy.consent_years` years, a guardian's word no longer than to the fourteenth birthday.
    Raises NotAsked, NoTextYet, OwnSignatureNeeded. Source: Personal Information Protection Law 14, 29, 31.
    """
    on = today(at)
    text = text_for(scope=scope, purpose=purpose, on=on)
    with transaction.atomic():
        subject = _own_subject(dependant, by=by, on=on)
        standing = queries.in_force(subject, scope=scope, purpose=purpose, on=on)
        if standing is not None and standing.text_id == text.pk:
            return standing
        return write_line(Deed.GIVE, subject=subject, purpose=purpose, text=text, by=by, at=at)


def refuse_consent(
    *, scope: str, purpose: str, by: Viewer, at: datetime, dependant: int | None = None
) -> Consent:  # fmt: skip
    """Say no; it is kept so that nobody asks again soon. Raises NotAsked, NoTextYet, OwnSignatureNeeded, GivenAlready.

    Source: Regulation on Network Data Security 22 (5).
    """
    on = today(at)
    text = text_for(scope=scope, purpose=purpose, on=on)
    with transaction.atomic():
        subject = _own_subject(dependant, by=by, on=on)
        refuse_if(queries.in_force(subject, scope=scope, purpose=purpose, on=on), GivenAlready)
        return write_line(Deed.REFUSE, subject=subject, purpose=purpose, text=text, by=by, at=at)


def withdraw_consent(pk: int, *, by: Viewer, at: datetime) -> Consent:
    """Take a consent back, as easily as it was given; from that moment nobody may rest on it.

    Withdrawn twice, even at once, it is one withdrawal: the second is given the line that stands.
    Source: Personal Information Protection Law 15.
    """
    with transaction.atomic():
        given = locked(pk, by=by)
        before = Consent.objects.filter(ends=given).first()
        if before is not None:
            return before
        own = given.person_id == by.person or (given.dependant and given.dependant.guardian_id == by.person)
        subject = given.person or given.dependant
        assert subject is not None  # noqa: S101 - the table holds exactly one of the two
        way = Way.PHONE if own else Way.WINDOW
        return write_line(
            Deed.WITHDRAW, subject=subject, purpose=given.purpose, text=given.text, ends=given, way=way, by=by, at=at
        )


def locked(pk: int, *, by: Viewer) -> Consent:
    """The given line, locked: of two withdrawals at once the second waits and then sees the first."""
    rows = Consent.objects.select_for_update(of=("self",))
    return rows.get(rules.withdraw_consent.rows(by), pk=pk, deed=Deed.GIVE)


def text_for(*, scope: str, purpose: str, on: date) -> ConsentText:
    """What is told before one agrees. Raises NotAsked, NoTextYet."""
    refuse_if(not is_asked(scope=scope, purpose=purpose), NotAsked)
    text = queries.text_in_force(scope, on=on)
    refuse_if(text is None, NoTextYet, scope=Scope(scope).label)
    assert text is not None  # noqa: S101 - the refusal above has settled it
    return text


def _own_subject(dependant: int | None, *, by: Viewer, on: date) -> Subject:
    """Oneself, or a child one may speak for; the person who speaks is locked, so that two taps are one after the other."""
    me = Person.objects.select_for_update(of=("self",)).get(pk=by.person or 0)
    if dependant is None:
        return me
    child = Dependant.objects.get(rules.keep_family.rows(by), pk=dependant)
    refuse_if(not queries.younger_than(child, age=OWN_WORD, on=on), OwnSignatureNeeded)
    return child


def write_line(
    deed: Deed,
    *,
    subject: Subject,
    purpose: str,
    text: ConsentText,
    by: Viewer,
    at: datetime,
    way: Way = Way.PHONE,
    form: ConsentForm | None = None,
    ends: Consent | None = None,
) -> Consent:
    """One line of the ledger with its event, in the transaction of the deed."""
    on = today(at)
    child = subject if isinstance(subject, Dependant) else None
    guarded = child is not None and queries.younger_than(child, age=OWN_WORD, on=on)
    line = Consent.objects.create(
        deed=deed,
        person=subject if isinstance(subject, Person) else None,
        dependant=child,
        scope=text.scope,
        purpose=purpose,
        text=text,
        given_by=ends.given_by if ends else Giver.GUARDIAN if guarded else Giver.SELF,
        way=way,
        form=form,
        recorded_by_id=by.person or 0,
        expires_on=_expires(child if guarded else None, on=on) if deed == Deed.GIVE else None,
        ends=ends,
        at=at,
    )
    trail.record(
        verb=f"{deed}_consent", by=by, at=at, kind="consents.consent", row=line.pk, number=form.number if form else "",
        person=child.guardian_id if child else subject.pk,
        note={"scope": text.scope, "purpose": purpose, "version": text.version},
    )  # fmt: skip
    return line


def _expires(child: Dependant | None, *, on: date) -> date:
    ends = queries.birthday(on, age=value("privacy.consent_years", on=on))
    return min(ends, queries.birthday(child.born_on, age=OWN_WORD)) if child else ends
