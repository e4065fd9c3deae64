"""Where time goes: shares of packages, our dearest functions, and statements one recognises."""

from __future__ import annotations

import pstats
import re
from collections import defaultdict

PACKAGES = ("xinqiao", "django/db", "django/template", "django/forms", "django/http", "django/core", "django/utils",
            "django", "psycopg", "jinja2", "encodings", "json", "sqlite3")  # fmt: skip


def short(sql: str) -> str:
    """A statement so that one recognises it: its verb and its first table."""
    if sql.startswith("("):
        return sql  # no statement: what Django does around them
    text, inner = " ".join(sql.split()), ""
    while inner != text:  # what stands in brackets is another statement's
        inner, text = text, re.sub(r" ?\([^()]*\)", "", text)
    found = re.match(r"(SELECT|INSERT|UPDATE|DELETE|WITH)\b.*?\b(?:FROM|INTO|UPDATE)\s+\"?(\w+)", text)
    if text.startswith("UPDATE"):
        found = re.match(r"(UPDATE) \"?(\w+)", text)
    if not found:
        return re.sub(r"[\"']?s\d+_x\d+[\"']?", "", text)[:40].strip()
    count = " count" if sql.startswith("SELECT COUNT(") else ""
    locks = " for update" if "FOR UPDATE" in text else ""
    return f"{found[1].lower()}{count} {found[2]}{locks}"


def packages(found: pstats.Stats) -> dict[str, int]:
    """The share of own time by package, in per cent."""
    shares: dict[str, float] = defaultdict(float)
    for (file, _line, name), (_calls, _real, own, _all, _callers) in found.stats.items():  # type: ignore[attr-defined]
        inside = next((package for package in PACKAGES if f"/{package}/" in file or f"/{package}." in file), None)
        if inside is None:
            inside = "psycopg" if "psycopg" in name else "sqlite3" if "sqlite3" in name else "built in"
        shares[inside] += own
    whole = sum(shares.values()) or 1.0
    ranked = sorted(shares.items(), key=lambda pair: -pair[1])
    return {package: round(100 * own / whole) for package, own in ranked[:7] if own / whole >= 0.02}


def functions(found: pstats.Stats) -> dict[str, float]:
    """Our own functions by the share of all CPU spent in and under them, in per cent, the dearest first."""
    whole = found.total_tt or 1.0  # type: ignore[attr-defined]
    told: dict[str, float] = {}
    for (file, _line, name), (_calls, _real, _own, under, _callers) in found.stats.items():  # type: ignore[attr-defined]
        if "/xinqiao/" in file and "/jinja2/" not in file and name not in ("__call__", "gated"):
            place = file.rpartition("/xinqiao/")[2].removesuffix(".py").removesuffix(".html")
            told[f"{place}.{name}"] = round(100 * under / whole)
    return dict(sorted(told.items(), key=lambda pair: -pair[1])[:12])
