"""Switches every refusal of the product off in turn: the tests that name it must turn red.

A refusal is a subclass of Refused, at any remove. Its tests are the test functions whose text holds its name (a whole
file where the name stands outside the functions). They are run once as they are, which must be green, then once for
each refusal with `--guard-off=NAME`, which must be red. Exit 1 when a refusal is not proven this way.

    guards.py [NAME ...]        all refusals, or only the named ones
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
ROOT = "Refused"
AT_ONCE = 2
GREEN, RED, NOTHING_RAN = 0, 1, 5  # pytest's exit codes
# A journey in a browser proves too much at once, and is slow.
PYTEST = ["-m", "pytest", "-q", "--tb=no", "--no-header", "-p", "no:randomly", "-m", "not browser"]


@dataclass
class Guard:
    """One refusal: where it is defined, the test ids that name it, and what is wrong with it."""

    name: str
    places: list[str]
    tests: list[str] = field(default_factory=list)
    fault: str = ""


def last_name(node: ast.expr) -> str:
    """Return the last part of a dotted name: `refusal.Refused` is `Refused`."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def classes(trees: dict[str, ast.Module]) -> list[tuple[str, str, list[str]]]:
    """Return (name, file, names of its bases) of every class."""
    found = [(file, node) for file, tree in trees.items() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return [(node.name, file, [last_name(base) for base in node.bases]) for file, node in found]


def raised(trees: dict[str, ast.Module]) -> set[str]:
    """Return every name that stands in a call of refuse_if."""
    calls = [node for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    arguments = [
        call.args + [key.value for key in call.keywords] for call in calls if last_name(call.func) == "refuse_if"
    ]
    return {
        last_name(part)
        for parts in arguments
        for argument in parts
        for part in ast.walk(argument)
        if isinstance(part, ast.expr)
    }


def find_guards(source: Path) -> list[Guard]:
    """Return the refusals defined under `source`; one that only others inherit, and nobody raises, is no guard."""
    trees = {str(file.relative_to(source)): ast.parse(file.read_bytes()) for file in sorted(source.rglob("*.py"))}
    known, guards, all_classes = {ROOT}, dict[str, Guard](), classes(trees)
    while True:
        more = [entry for entry in all_classes if entry[0] not in known and known.intersection(entry[2])]
        if not more:
            break
        for name, file, _ in more:
            guards.setdefault(name, Guard(name=name, places=[])).places.append(file)
        known.update(name for name, _, _ in more)
    parents, used = {base for _, _, bases in all_classes for base in bases}, raised(trees)
    return [guard for name, guard in sorted(guards.items()) if name in used or name not in parents]


def test_spans(tree: ast.Module) -> list[tuple[int, int, str]]:
    """Return (first line, last line, id inside the file) of every test function, decorators included."""
    spans = []
    owners = [(tree, "")] + [(node, f"{node.name}::") for node in tree.body if isinstance(node, ast.ClassDef)]
    for owner, prefix in owners:
        for node in owner.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
                first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
                spans.append((first, node.end_lineno or first, prefix + node.name))
    return spans


def naming(name: str, *, file: Path, text: str) -> list[str]:
    """Return the ids of the tests in one file that name a refusal; imports do not count, a helper means the file."""
    word = re.compile(rf"\b{re.escape(name)}\b")
    if not word.search(text):
        return []
    tree = ast.parse(text)
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    imported = {line for node in imports for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
    spans, ids = test_spans(tree), set[str]()
    for line, content in enumerate(text.splitlines(), 1):
        if line not in imported and word.search(content):
            inside = [identity for first, last, identity in spans if first <= line <= last]
            if not inside:
                return [str(file)]
            ids.update(f"{file}::{identity}" for identity in inside)
    return sorted(ids)


def assign_tests(guards: list[Guard], *, checkout: Path) -> None:
    """Give every guard the tests that name it."""
    files = sorted((checkout / "tests").rglob("test_*.py"))
    texts = {file.relative_to(checkout): file.read_text(encoding="utf-8") for file in files}
    for guard in guards:
        guard.tests = [test for file, text in texts.items() for test in naming(guard.name, file=file, text=text)]


def run_pytest(*arguments: str, checkout: Path) -> tuple[int, str]:
    """Run pytest and return its exit code and its words."""
    command = [sys.executable, *PYTEST, *arguments]
    done = subprocess.run(command, cwd=checkout, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def prove(guard: Guard, *, checkout: Path) -> None:
    """Switch one guard off and run its tests; note what is wrong when they do not turn red."""
    code, words = run_pytest("-x", f"--guard-off={guard.name}", *guard.tests, checkout=checkout)
    if code == GREEN:
        guard.fault = f"its tests stay green without it: {', '.join(guard.tests)}"
    elif code == NOTHING_RAN:
        guard.fault = "no test that names it runs here"
    elif code != RED:
        guard.fault = f"pytest ended with {code}: {' '.join(words.split()[-30:])}"


def examine(guards: list[Guard], *, checkout: Path) -> str:
    """Prove every guard that can be; return why nothing could be proven, or an empty text."""
    assign_tests(guards, checkout=checkout)
    for guard in guards:
        if len(guard.places) > 1:
            guard.fault = f"defined {len(guard.places)} times ({', '.join(guard.places)}); a refusal's name is its code"
        elif not guard.tests:
            guard.fault = f"no test names it ({guard.places[0]})"
    testable = [guard for guard in guards if not guard.fault]
    if testable:
        code, words = run_pytest(*sorted({test for guard in testable for test in guard.tests}), checkout=checkout)
        if code != GREEN:
            return f"the tests must be green before any guard is switched off:\n{words}"
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda guard: prove(guard, checkout=checkout), testable))
    return ""


def main(names: list[str], *, checkout: Path) -> int:
    """Report on all guards or the named ones; return 0 when every one is proven."""
    begun = time.monotonic()
    guards = [guard for guard in find_guards(checkout / "src/xinqiao") if not names or guard.name in names]
    if unknown := set(names) - {guard.name for guard in guards}:
        sys.stderr.write(f"guards: no refusal is called {', '.join(sorted(unknown))}\n")
        return 2
    if reason := examine(guards, checkout=checkout):
        sys.stderr.write(f"guards: {reason}\n")
        return 1
    for guard in guards:
        if guard.fault:
            sys.stdout.write(f"{guard.name}: {guard.fault}\n")
    proven = sum(not guard.fault for guard in guards)
    sys.stdout.write(f"{proven} of {len(guards)} refusals are proven, {time.monotonic() - begun:.0f} s\n")
    return 0 if proven == len(guards) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], checkout=CHECKOUT))
