"""`xinqiao COMMAND`: exit 0 done; 1 refused or found wrong, with one sentence; 2 wrong call. Never a traceback."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

OURS = "xinqiao."
ALSO = ("migrate", "makemigrations", "check", "dbshell", "shell")


def main() -> None:
    """The program behind `.venv/bin/xinqiao`."""
    sys.exit(run(sys.argv[1:]))


def run(words: Sequence[str]) -> int:
    """Run one command; returns its exit code. Everything that goes wrong becomes one sentence on standard error."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinqiao.config.settings")
    from xinqiao.config.env import BadSetting

    try:
        code = _run(list(words))
        sys.stdout.flush()
        return code
    except BadSetting as bad:
        return _say(str(bad), code=2)
    except KeyboardInterrupt:
        return _say("已停止。", code=1)
    except BrokenPipeError:  # the reader has seen enough; what is still in the buffer goes nowhere
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(words: list[str]) -> int:
    import django
    from django.core.management import get_commands, load_command_class
    from django.utils import translation

    django.setup()
    translation.activate("zh-hans")
    known = {name: app for name, app in get_commands().items() if app.startswith(OURS) or name in ALSO}
    if not words or words[0] in ("-h", "--help", "help"):
        sys.stdout.write("xinqiao COMMAND --help\n" + "".join(f"  {name}\n" for name in sorted(known)))
        return 0 if words else 2
    if words[0] not in known:
        return _say(f"没有“{words[0]}”这个命令；运行 xinqiao help 看全部命令。", code=2)
    command = load_command_class(known[words[0]], words[0])
    return _execute(command, words=words)


def _execute(command: object, *, words: list[str]) -> int:
    from django.core.management import CommandError
    from django.core.management.base import SystemCheckError
    from django.db import OperationalError, ProgrammingError

    from xinqiao.kit.refusal import Refused

    parser = command.create_parser("xinqiao", words[0])  # type: ignore[attr-defined]
    try:
        options = vars(parser.parse_args(words[1:]))
    except CommandError as error:
        return _say(str(error), code=2)
    try:
        command.execute(*options.pop("args", ()), **options)  # type: ignore[attr-defined]
    except Refused as refusal:
        return _say(str(refusal), code=1)
    except SystemCheckError as error:
        return _say(str(error), code=1)
    except CommandError as error:
        return _say(str(error), code=error.returncode)
    except (OperationalError, ProgrammingError) as error:
        logging.getLogger("xinqiao").exception("command %s", words[0])
        return _say(f"数据库打不开或还没有建好：{error}。先运行 xinqiao fill_demo 或 xinqiao migrate。", code=1)
    except BrokenPipeError:
        raise
    except Exception as error:
        logging.getLogger("xinqiao").exception("command %s", words[0])
        return _say(f"没有办成：{error}。详细记录在 var/xinqiao.log。", code=1)
    return 0


def _say(sentence: str, *, code: int) -> int:
    sys.stderr.write(sentence.strip() + "\n")
    return code
