"""Those of one's family about whom a consent is needed: named by the guardian, gone again when nothing rests on them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.ground.consents import rules
from xinqiao.ground.consents.models import Consent, ConsentForm, Dependant, ReadApproval
from xinqiao.ground.org.models import Person
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.trail import actions as trail
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if


class NotYetBorn(Refused):
    rule = _("出生日期不能晚于今天。")
    source = _("家人信息规则：年龄决定由谁同意")
    cure = _("再核对一遍出生日期。")


class DependantOnRecord(Refused):
    rule = _("这位家人有同意或查看的记录，记录要留着作凭据。")
    source = _("《个人信息保护法》第六十九条：由处理者证明自己没有过错")
    cure = _("先把还有效的同意收回；收回以后这些信息不再使用。")


def name_dependant(
    guardian: int, *, name: str, born_on: date, relation: str, by: Viewer, at: datetime
) -> Dependant:  # fmt: skip
    """Name somebody of the family, as their guardian or at the window; the same name and day give whoever stands there.

    Raises NotYetBorn, Person.DoesNotExist for a guardian out of reach.
    """
    refuse_if(born_on > today(at), NotYetBorn)
    with transaction.atomic():
        people = Person.objects.select_for_update(of=("self",))
        own = people.filter(pk=guardian) if guardian == by.person else people.filter(rules.serve_people.rows(by))
        person = own.get(pk=guardian)
        for known in Dependant.objects.filter(guardian=person, born_on=born_on):
            if known.name == name:  # sealed: only an opened name can be compared
                return known
        row = Dependant.objects.create(guardian=person, name=name, born_on=born_on, relation=relation, named_at=at)
        _tell(row, verb="name_dependant", by=by, at=at)
    return row


def drop_dependant(pk: int, *, by: Viewer, at: datetime) -> None:
    """Delete somebody named by mistake or never needed. Raises DependantOnRecord.

    Source: Personal Information Protection Law 47.
    """
    with transaction.atomic():
        row = Dependant.objects.select_for_update(of=("self",)).get(rules.keep_family.rows(by), pk=pk)
        used = any(table.objects.filter(dependant=row).exists() for table in (Consent, ConsentForm, ReadApproval))
        refuse_if(used, DependantOnRecord)
        _tell(row, verb="drop_dependant", by=by, at=at)
        row.delete()


def _tell(row: Dependant, *, verb: str, by: Viewer, at: datetime) -> None:
    trail.record(verb=verb, by=by, at=at, kind="consents.dependant", row=row.pk, person=row.guardian_id)
