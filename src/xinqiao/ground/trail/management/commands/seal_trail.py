"""Seal what is not sealed yet: for a clock that runs beside the server."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from xinqiao.ground.trail import actions
from xinqiao.kit.clock import now


class Command(BaseCommand):
    help = "封存还没有封存的记录"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("封存了 %(count)s 条记录。") % {"count": actions.seal(at=now(), whole=True)})
