"""Typed reading of the environment: a wrong value is a loud sentence at the start, not a surprise at night."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

PREFIX = "XINQIAO_"


class BadSetting(Exception):
    """A setting cannot be read; the text says which and how to write it."""


def text(name: str, *, default: str = "") -> str:
    """XINQIAO_NAME, or the content of the file named by XINQIAO_NAME_FILE (for secrets)."""
    file = os.environ.get(f"{PREFIX}{name}_FILE")
    if file:
        return Path(file).read_text(encoding="utf-8").strip()
    return os.environ.get(PREFIX + name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """XINQIAO_NAME as yes/no."""
    raw = text(name).lower()
    if raw in ("", "1", "true", "yes", "on", "0", "false", "no", "off"):
        return default if raw == "" else raw in ("1", "true", "yes", "on")
    raise BadSetting(f"{PREFIX}{name} must be yes or no, not {raw!r}")


def words(name: str, *, default: str = "") -> list[str]:
    """XINQIAO_NAME as a list separated by commas."""
    return [word.strip() for word in text(name, default=default).split(",") if word.strip()]


def database(url: str) -> dict[str, Any]:
    """A Django database entry from sqlite:///path or postgresql://user:password@host:port/name?option=value."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme in ("postgresql", "postgres"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            # Statements are prepared after a few repeats: planning one anew costs more than running it.
            "OPTIONS": {"server_side_binding": True, "prepare_threshold": 3} | dict(parse_qsl(parts.query)),
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
        }
    raise BadSetting(f"{PREFIX}DATABASE_URL must begin with sqlite:/// or postgresql://, not {parts.scheme!r}")


def sqlite(file: Path) -> dict[str, Any]:
    """SQLite as the product uses it: writers queue up at BEGIN, readers never wait, a commit is on the disk."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA recursive_triggers=ON; PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;"
            ),
        },
    }
