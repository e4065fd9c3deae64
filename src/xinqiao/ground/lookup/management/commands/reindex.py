"""`xinqiao reindex`: what is found by searching, made anew from the records themselves."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from xinqiao.ground.lookup import actions
from xinqiao.ground.trail.words import kinds


class Command(BaseCommand):
    help = "重新建立查找用的索引；随时可以做，做几次都一样"

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        for kind, count in actions.reindex().items():
            words = {"kind": kinds.get(kind, kind), "count": count}
            if verbosity:
                self.stdout.write(_("%(kind)s：%(count)s 条可以查到") % words)
