"""A copy of what the union holds about somebody, part by part: for the page and as a workbook."""

from __future__ import annotations

import io
from dataclasses import dataclass

import xlsxwriter
from django.db.models import Q
from django.utils.translation import gettext as _

from xinqiao.ground.consents.models import Consent, ConsentForm, Dependant, InformationRequest
from xinqiao.ground.consents.words import Lines, Scope, Text, parts, uses
from xinqiao.ground.org.models import Person
from xinqiao.ui.dates import date


@dataclass(frozen=True)
class Section:
    """What one room holds, as the person reads it."""

    name: str
    title: Text
    lines: Lines
    must_keep: Text


def copy_of(person: Person) -> list[Section]:
    """Everything the rooms hold about a person, in the order in which they said so."""
    return [Section(name, part.title, part.provider(person), part.must_keep) for name, part in parts.items()]


def workbook(sections: list[Section]) -> bytes:
    """The copy as a workbook of three columns. No cell is ever read as a formula."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(_("个人信息副本"))
        sheet.write_row(0, 0, [_("部分"), _("项目"), _("内容")], book.add_format({"bold": True}))
        rows = [(str(one.title), str(label), value) for one in sections for label, value in one.lines]
        for number, cells in enumerate(rows, start=1):
            sheet.write_row(number, 0, cells)
        sheet.set_column(0, 1, 18)
        sheet.set_column(2, 2, 60)
    return out.getvalue()


def family_lines(person: Person) -> Lines:
    """Those of the family who are known here."""
    rows = Dependant.objects.filter(guardian=person).order_by("id")
    return [(row.get_relation_display(), f"{row.name}　{date(row.born_on, 'date')}") for row in rows]


def consent_lines(person: Person) -> Lines:
    """The whole ledger about the person and the family: what was agreed to, refused, taken back."""
    rows = Consent.objects.filter(Q(person=person) | Q(dependant__guardian=person)).order_by("id")
    return [(date(row.at, "date"), f"{row.get_deed_display()}　{title_of(row)}") for row in rows]


def title_of(row: Consent | ConsentForm) -> str:
    """A consent in a few words: what for, and of which kind."""
    use = uses.get(row.purpose)
    return f"{use.title if use else row.purpose} · {Scope(row.scope).label}"


def request_lines(person: Person) -> Lines:
    """What the person has asked about their information, and how it ended."""
    rows = InformationRequest.objects.filter(person=person).order_by("id")
    return [
        (row.number, f"{row.get_kind_display()}　{row.get_outcome_display() or row.get_state_display()}")
        for row in rows
    ]
