"""Consent at the window: a numbered form is printed, and counts once it has come back signed."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.consents import queries, rules
from xinqiao.ground.consents.actions.giving import text_for, write_line
from xinqiao.ground.consents.models import Consent, ConsentForm, Dependant
from xinqiao.ground.consents.words import Deed, Way
from xinqiao.ground.org.models import Person
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.papers import actions as papers
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if
from xinqiao.ui.dates import date as in_words

REGISTER = "TY"


class RefusedLately(Refused):
    rule = _("本人已经表示不同意，%(until)s以前不再问。")
    source = _("《网络数据安全管理条例》第二十二条：不得频繁征求同意")
    cure = _("本人自己改了主意的，勾上“本人主动要求”再打印，或者请本人在手机上同意。")


class FormClosed(Refused):
    rule = _("这张同意书已经办完了。")
    source = _("同意书规则：一张只记一次")
    cure = _("要再办，另打印一张。")


def print_form(
    person: int,
    *,
    scope: str,
    purpose: str,
    by: Viewer,
    at: datetime,
    dependant: int | None = None,
    own_wish: bool = False,
) -> ConsentForm:
    """Number and print a form for somebody at the window, or about somebody of their family. It says nothing yet.

    Raises NotAsked, NoTextYet, RefusedLately.
    """
    on = today(at)
    text = text_for(scope=scope, purpose=purpose, on=on)
    with transaction.atomic():
        holder = Person.objects.get(rules.serve_people.rows(by), pk=person)
        child = Dependant.objects.get(guardian=holder, pk=dependant) if dependant else None
        until = queries.not_asked_until(child or holder, scope=scope, purpose=purpose, on=on)
        refuse_if(until and not own_wish, RefusedLately, until=in_words(until, "date") if until else "")
        row = ConsentForm.objects.create(
            number=papers.next_number(REGISTER, at=at), person=None if child else holder, dependant=child,
            scope=scope, purpose=purpose, text=text, printed_by_id=by.person or 0, printed_at=at,
        )  # fmt: skip
        trail.record(
            verb="print_consent_form", by=by, at=at, kind="consents.form", row=row.pk, number=row.number,
            person=holder.pk,
        )  # fmt: skip
    return row


def record_on_paper(pk: int, *, photo: tuple[BinaryIO, str, int], by: Viewer, at: datetime) -> Consent:
    """The form came back signed: keep its picture and write the line. Raises FormClosed and the photo's refusals."""
    with transaction.atomic():
        row = locked(pk, by=by)
        row.scan = papers.keep_photo(photo[0], name=photo[1], size=photo[2], at=at)
        return _close(row, deed=Deed.GIVE, by=by, at=at)


def refuse_on_paper(pk: int, *, by: Viewer, at: datetime) -> Consent:
    """The answer at the window was no: the form is closed and the no is kept. Raises FormClosed."""
    with transaction.atomic():
        return _close(locked(pk, by=by), deed=Deed.REFUSE, by=by, at=at)


def locked(pk: int, *, by: Viewer) -> ConsentForm:
    """A form that is still out, locked through the rule. Raises FormClosed."""
    row = ConsentForm.objects.select_for_update(of=("self",)).get(rules.keep_forms.rows(by), pk=pk)
    refuse_if(row.closed_at, FormClosed)
    return row


def _close(row: ConsentForm, *, deed: Deed, by: Viewer, at: datetime) -> Consent:
    row.closed_at = at
    row.save(update_fields=["scan", "closed_at"])
    subject = row.person or row.dependant
    assert subject is not None  # noqa: S101 - the table holds exactly one of the two
    return write_line(
        deed, subject=subject, purpose=row.purpose, text=row.text, way=Way.WINDOW, form=row, by=by, at=at
    )  # fmt: skip
