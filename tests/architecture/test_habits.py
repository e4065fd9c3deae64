"""What the house forbids in code and pages, found by the syntax tree and not by the text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.architecture.source import CHECKOUT, PACKAGE, Module, called, modules, templates, told
from xinqiao.kit.refusal import Refused

WRITERS = ("actions", "story")
ALWAYS = {"bulk_create", "bulk_update", "update_or_create", "get_or_create", "create"}
NAMED = {"update"}  # a queryset's update takes names only; a dict's or a hash's takes a thing
BARE = {"save", "delete"}  # a picture's or a workbook's save is told where to
SQL = re.compile(r"\s*(insert|update|delete)\b", re.IGNORECASE)


def writes(tree: ast.AST) -> Iterator[ast.Call]:
    """Calls that write to the database."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name, plain = node.func.attr, bool(node.args)
        rows = not isinstance(node.func.value, ast.Attribute) or node.func.value.attr == "objects"
        if name in ALWAYS or (not plain and (name in BARE or (name in NAMED and node.keywords and rows))):
            yield node
        if name in ("execute", "executemany") and plain and SQL.match(_text(node.args[0])):
            yield node


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr) and node.values:
        return _text(node.values[0])
    return str(node.value) if isinstance(node, ast.Constant) else ""


def test_only_actions_and_stories_write() -> None:
    found = [
        f"{module.at(node)} {called(node)}()"
        for module in modules()
        if not module.named(*WRITERS) and module.storey != "kit"
        for node in writes(module.tree)
    ]
    assert not found, told(found)


@pytest.mark.parametrize(
    ("line", "is_write"),
    [
        ("row.save()", True),
        ("row.save(update_fields=['x'])", True),
        ("picture.save(out, 'JPEG')", False),
        ("Row.objects.filter(a=1).update(b=2)", True),
        ("Row.objects.update(b=2)", True),
        ("names.update(more)", False),
        ("connection.settings_dict.update(NAME='x')", False),
        ("Row.objects.create(a=1)", True),
        ("rows.delete()", True),
        ("cursor.execute('UPDATE org_unit SET name = 1')", True),
        ("cursor.execute('SELECT 1')", False),
        ("cursor.execute(f'delete from {table}')", True),
    ],
)
def test_a_write_is_known_by_its_shape(line: str, is_write: bool) -> None:
    assert bool(list(writes(ast.parse(line)))) is is_write


def test_no_model_is_fetched_by_name_and_no_key_points_anywhere() -> None:
    found = [
        module.at(node)
        for module in modules()
        for node in ast.walk(module.tree)
        if called(node) in ("get_model", "GenericForeignKey", "GenericRelation")
    ]
    assert not found, told(found)


def test_actions_are_told_the_time() -> None:
    found = [
        module.at(node)
        for module in modules("ground", "blocks", "domains")
        if module.named("actions")
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.ImportFrom) and node.module == "xinqiao.kit.clock" and _imports(node, "now"))
        or (isinstance(node, ast.Call) and called(node) in ("now", "utcnow") and not node.args)
    ]
    assert not found, told(found)


def _imports(node: ast.ImportFrom, name: str) -> bool:
    return any(alias.name == name for alias in node.names)


def refusals() -> set[str]:
    """The names of all refusals of the product."""
    for module in modules():
        if "Refused" in module.text and module.parts[-1] != "__main__":
            import_module(".".join(("xinqiao", *module.parts)))
    names, rest = set(), [Refused]
    while rest:
        for kind in rest.pop().__subclasses__():
            if kind.__module__.startswith("xinqiao."):
                names.add(kind.__name__)
                rest.append(kind)
    return names


def test_every_refusal_goes_through_refuse_if() -> None:
    """A raise past the door needs a comment on its line that says why `make guards` does without it."""
    names = refusals()
    assert names
    found = [
        f"{module.at(node)} raise {_raised(node)}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Raise) and _raised(node) in names
        if "#" not in module.lines[node.lineno - 1]
    ]
    assert not found, told(found)


def _raised(node: ast.Raise) -> str:
    what = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    if isinstance(what, ast.Attribute):
        return what.attr
    return what.id if isinstance(what, ast.Name) else ""


def test_refusals_have_names_of_their_own() -> None:
    classes = [
        node.name
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "Refused" for base in node.bases)
    ]
    assert sorted(classes) == sorted(set(classes))


PRINTERS = {"strftime", "date_format", "time_format", "localize", "intcomma", "floatformat"}


def test_dates_and_money_are_printed_by_the_ui() -> None:
    found = [
        f"{module.at(node)} {called(node)}()"
        for module in modules()
        if module.storey not in ("ui", "kit")
        for node in ast.walk(module.tree)
        if called(node) in PRINTERS or _formats_a_date(node)
    ]
    assert not found, told(found)


def _formats_a_date(node: ast.AST) -> bool:
    """A date in a text; the bare digits inside an identity number are no date for people."""
    if not isinstance(node, ast.FormattedValue) or node.format_spec is None:
        return False
    form = _text(node.format_spec)
    return "%" in form and form != "%Y%m%d"


def test_words_for_people_are_whole_when_they_are_translated() -> None:
    """A text with something glued into it cannot be found in a catalogue."""
    found = [
        module.at(node)
        for module in modules()
        for node in ast.walk(module.tree)
        if called(node) in ("_", "gettext", "gettext_lazy", "ngettext", "pgettext")
        and isinstance(node, ast.Call)
        and node.args
        and not isinstance(node.args[0], ast.Constant)
        and not isinstance(node.args[0], ast.Name)
    ]
    assert not found, told(found)


PAGE_FAULTS = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "inline handler": re.compile(r"<[^>{]*\son[a-z]+\s*=", re.IGNORECASE),
    "a date or amount made by hand": re.compile(r"strftime|isoformat\(|\|\s*date\b|\|\s*float|/\s*100\b"),
    "a right asked in a page": re.compile(r"\.holds\(|\.admits\(|has_perm|\.rows\("),
    "unescaped text": re.compile(r"\|\s*safe\b|autoescape\s+false"),
    "Django's csrf tag": re.compile(r"csrf_token\s*%}"),
}


@pytest.mark.parametrize("fault", PAGE_FAULTS)
def test_no_page_has(fault: str) -> None:
    found = [f"{path.relative_to(CHECKOUT)}:{number}" for path, number in _lines_with(PAGE_FAULTS[fault])]
    assert not found, told(found)


def _lines_with(pattern: re.Pattern[str]) -> Iterator[tuple[Path, int]]:
    for path in templates():
        if "components" in path.parts:  # where the printing itself is done, tested by tests/ui
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if pattern.search(line):
                yield path, number


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("<script>go()</script>", "inline script"),
        ('<p style="color:red">', "inline style"),
        ('<a onclick="go()">', "inline handler"),
        ("{{ row.at|date('Y') }}", "a date or amount made by hand"),
        ("{{ fen / 100 }}", "a date or amount made by hand"),
        ("{% if viewer.holds('chair') %}", "a right asked in a page"),
        ("{{ words | safe }}", "unescaped text"),
    ],
)
def test_a_planted_fault_is_found(line: str, fault: str) -> None:
    assert PAGE_FAULTS[fault].search(line)


def test_no_block_knows_a_domains_noun() -> None:
    nouns = {node.name.lower() for module in modules("domains") if module.named("models") for node in _models(module)}
    assert nouns
    found = [
        f"{module.place}:{number} {line.strip()}"
        for module in modules("blocks", migrations=True)
        for number, line in enumerate(module.lines, 1)
        if nouns & set(re.split(r"[^a-z]+|s\b", line.lower()))
    ]
    assert not found, told(found)


def _models(module: Module) -> list[ast.ClassDef]:
    return [node for node in module.tree.body if isinstance(node, ast.ClassDef)]


def test_templates_are_jinja2_pages() -> None:
    found = [str(path.relative_to(PACKAGE)) for path in templates() if "jinja2" not in path.parts]
    assert not found, told(found)
