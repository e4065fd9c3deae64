"""What is built: every mechanism with its records and its pages, from the register the rooms fill themselves."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from xinqiao.ground.org.models import Membership, Person
from xinqiao.ground.org.queries import holders, posts_in_force
from xinqiao.ground.org.words import Role
from xinqiao.kit.clock import now, today
from xinqiao.kit.mechanisms import Mechanism, Page, built

MEMBER = "member"


class Command(BaseCommand):
    """Reads only. Exit 1 when a page needs a role that nobody holds today."""

    help = "列出已经建成的机制、记录数和页面"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How to print."""
        parser.add_argument("--json", action="store_true", help="用 JSON 输出")

    def handle(self, *args: Any, **options: Any) -> None:
        """One entry per mechanism, by its id."""
        on = today(now())
        found = [_told(built[key], on=on) for key in sorted(built)]
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        for entry in found:
            self.stdout.write(f"{entry['id']}  {entry['zh']}  {entry['en']}  ({entry['room']})  {entry['records']}")
            for page in entry["pages"]:
                self.stdout.write(f"     {page['path']:32} {page['face']:8} {page['enter_as'] or '-'}")


def _told(mechanism: Mechanism, *, on: date) -> dict[str, Any]:
    return {
        "id": mechanism.id,
        "room": mechanism.room,
        "zh": mechanism.zh,
        "en": mechanism.en,
        "records": mechanism.records(),
        "pages": [_page(page, on=on) for page in mechanism.pages],
    }


def _page(page: Page, *, on: date) -> dict[str, Any]:
    enter_as = _enter_as(page.enter_as, on=on) if page.enter_as else None
    return {"name": page.name, "path": reverse(page.name), "face": page.face, "enter_as": enter_as}


def _enter_as(role: str, *, on: date) -> str:
    """The employee number of somebody who can open the page: with an activated account before one without.

    Raises CommandError when there is nobody.
    """
    people = _plain_members(on) if role == MEMBER else holders(role, on=on)
    ready = F("account__activated_at").asc(nulls_last=True)
    number = people.order_by(ready, "number").values_list("number", flat=True).first()
    if number is None:
        title = _("会员") if role == MEMBER else str(Role(role).label)
        raise CommandError(_("现在没有“%(title)s”，这一页没有人能打开。") % {"title": title})
    return str(number)


def _plain_members(on: date) -> Any:
    """Members at work who hold no post."""
    joined = Membership.objects.filter(person=OuterRef("pk"), left_on__isnull=True)
    held = posts_in_force(on).filter(person=OuterRef("pk"))
    return Person.objects.filter(Exists(joined), ~Exists(held), left_on__isnull=True)
