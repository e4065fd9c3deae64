"""Says in one sentence what Python lacks before anything is built. Plain syntax: old interpreters run it too."""

import importlib.util
import sys

NEEDED = (3, 11)


def complaint():
    """Return the sentence to print, or an empty text when this Python can build the checkout."""
    found = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] < NEEDED:
        return (
            "Xinqiao needs Python 3.11 or newer, and " + sys.executable + " is " + found + "; "
            "install a newer one (Debian 12 and Ubuntu 24.04 bring it: apt install python3 python3-venv) "
            "or name it: make PYTHON=python3.11 ..."
        )
    missing = [name for name in ("venv", "ensurepip", "ssl", "sqlite3") if importlib.util.find_spec(name) is None]
    if missing:
        return (
            "Python " + found + " at " + sys.executable + " lacks " + ", ".join(missing) + "; "
            "on Debian or Ubuntu: apt install python" + ".".join(found.split(".")[:2]) + "-venv, then run make again."
        )
    return ""


if __name__ == "__main__":
    sys.exit(complaint() or 0)
