"""What a look inside found, as sentences for a note."""

from __future__ import annotations

from typing import Any

from bench.run import Run


def look(run: Run, *, path: str, cookie: str, address: str, form: bool = False, plain: bool = False) -> dict[str, Any]:
    """One page of the product from inside, on one database."""
    asked: dict[str, Any] = {"path": path, "cookies": {"sessionid": cookie}, "form": form, "plain": plain}
    asked["seconds"] = run.sizes.looking
    found: dict[str, Any] = run.house.run("bench.inside", address=address, asked=asked)
    return found


def statements(found: dict[str, Any]) -> int:
    """How many statements the page itself asks: without BEGIN, COMMIT and Django's check of the connection."""
    return sum(1 for sql, _ms in found["statements"] if not sql.startswith("("))


def told(found: dict[str, Any]) -> str:
    """Statements with their milliseconds, then shares of Python's time, then our dearest functions."""
    asked = "; ".join(f"{sql} {ms:.2f}" for sql, ms in found["statements"])
    whole = sum(ms for _sql, ms in found["statements"])
    return f"Statements at their best {whole:.2f} ms: {asked}. {python(found)}"


def python(found: dict[str, Any]) -> str:
    """The part of a note about Python, in shares: the profiler makes everything slower."""
    shares = ", ".join(f"{package} {share} %" for package, share in found["packages"].items())
    dear = ", ".join(f"{name} {share} %" for name, share in found["functions"].items())
    return f"Python's CPU by package: {shares}; in and under our functions: {dear}"
