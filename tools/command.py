"""Makes `.venv/bin/xinqiao` run the package of this checkout: a path file and a console script, nothing to build."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent

# The first line is read by the shell, which hands over to Python; so folder names may be long or hold spaces.
SCRIPT = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

from xinqiao.config.cli import main

sys.exit(main())
"""


def install_command(*, python: Path, packages: Path) -> Path:
    """Write the path file into `packages` and the script beside `python`; return the script."""
    (packages / "xinqiao.pth").write_text(f"{CHECKOUT / 'src'}\n", encoding="utf-8")
    script = python.parent / "xinqiao"
    script.write_text(SCRIPT.format(python=python), encoding="utf-8")
    script.chmod(0o755)
    return script


if __name__ == "__main__":
    install_command(python=Path(sys.executable), packages=Path(sysconfig.get_path("purelib")))
