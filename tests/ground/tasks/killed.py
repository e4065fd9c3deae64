"""A worker as a process of its own, on the database of the tests: its work writes a row, says so, and sleeps.

python -m tests.ground.tasks.killed SECONDS
"""

from __future__ import annotations

import sys
import time
from datetime import datetime
from typing import Any

import django
from django.core.management import call_command

NAME = "test.slow"


def main(seconds: float) -> None:
    """Do what is due, with this work among what is known."""
    django.setup()
    from xinqiao.ground.papers.actions import next_number
    from xinqiao.ground.tasks import words

    def slow(args: dict[str, Any], /, *, at: datetime) -> None:
        next_number("KK", at=at)
        print("written", flush=True)  # noqa: T201 - to the test that started us
        time.sleep(seconds)

    words.works.clear()
    words.register(NAME, title="写一行再睡", work=slow)
    call_command("work", once=True)


if __name__ == "__main__":
    main(float(sys.argv[1]))
