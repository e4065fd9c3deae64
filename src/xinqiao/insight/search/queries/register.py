"""Finding people of the register and units: the ground's own rows, which every room stands on."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from xinqiao.ground.lookup.queries import keys
from xinqiao.ground.org import rules
from xinqiao.ground.org.models import Person, Unit
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.org.words import PERSON, UNIT
from xinqiao.kit.finding import Hit, first_of


def find_people(viewer: Viewer, *, text: str, after: str) -> list[Hit]:
    """People whose file is within reach by name, its sound or number, in the order of their numbers."""
    rows = Person.objects.filter(rules.see_file.rows(viewer), pk__in=keys(PERSON, text=text)).select_related("unit")
    found = first_of(rows.defer("id_number", "phone"), exact=Q(number=text), key="number", after=after)
    return [
        Hit(one.name, _place(one), reverse("person_file", args=(one.number,)), one.number, None, one.number)
        for one in found
    ]


def _place(person: Person) -> str:
    return _("%(unit)s，已离开") % {"unit": person.unit.name} if person.left_on else person.unit.name


def find_units(viewer: Viewer, *, text: str, after: str) -> list[Hit]:
    """Open units by their names, those they had before too; everybody may look at the plate of each."""
    rows = Unit.objects.filter(rules.find_units.rows(viewer), pk__in=keys(UNIT, text=text)).select_related("parent")
    rows = rows.annotate(may_see=rules.see_units.flag(viewer))
    found = first_of(rows, exact=~Q(code="") & Q(code=text), key="path", after=after)
    return [
        Hit(one.name, one.parent.name if one.parent else "", reverse("unit" if one.may_see else "unit_plate", args=(one.pk,)),
            one.code, None, one.path)
        for one in found
    ]  # fmt: skip
