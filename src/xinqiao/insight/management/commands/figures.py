"""The figures of the union, computed from raw records; unit and definition always travel with the value."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from xinqiao.kit.mechanisms import figures


class Command(BaseCommand):
    """Reads only."""

    help = "列出各项统计数字，带单位和口径"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How to print."""
        parser.add_argument("--json", action="store_true", help="用 JSON 输出")

    def handle(self, *args: Any, **options: Any) -> None:
        """One entry per figure, by its key."""
        found = [
            {
                "key": key,
                "value": figures[key].value(),
                "unit": figures[key].unit,
                "definition": figures[key].definition,
            }
            for key in sorted(figures)
        ]
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        for entry in found:
            self.stdout.write(f"{entry['key']:32} {entry['value']} {entry['unit']}\n     {entry['definition']}")
