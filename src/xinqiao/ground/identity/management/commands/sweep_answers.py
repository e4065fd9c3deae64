"""Forget the kept answers to other systems that nobody will ask for again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from xinqiao.ground.identity.actions.answers import sweep_answers
from xinqiao.kit.clock import now


class Command(BaseCommand):
    """Once a day is enough: an answer is kept for `api.keep_days`."""

    help = "清理过了保存期的接口回执"

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many went."""
        self.stdout.write(_("清理了 %(count)d 条接口回执。") % {"count": sweep_answers(at=now())})
