"""Nothing grows beyond what one can read at a sitting; what a call means is said where it is called."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.source import CHECKOUT, Function, functions, modules, templates, told

FILE, FUNCTION, VIEW, TEMPLATE, BASES = 300, 40, 25, 150, 2
BLOCK_FUNCTIONS, BLOCK_LINES = 20, 1200
LONGER = {"cases": 1700}  # docs/decisions/0013-cases-stay-one-block.md

# Signatures a framework calls: Django's, Jinja2's, argparse's, import-linter's.
CALLED_BY_OTHERS = {
    "authenticate", "from_db_value", "get_prep_value", "get_db_prep_save", "process_exception", "process_view",
    "database_forwards", "database_backwards", "state_forwards", "pre_save", "contribute_to_class", "handle_no_match",
    "formfield_for_dbfield", "filter", "emit", "get_lookup", "deconstruct", "value_from_datadict",
    "as_sqlite", "as_postgresql", "get_placeholder",
}  # fmt: skip
# The house's own grammar: these read as sentences, in Python and in pages, and everybody knows them.
GRAMMAR = {"page", "answer", "refuse_if", "date", "money"}


def positional(function: Function, *, method: bool) -> int:
    """How many arguments may be given without a name; `self` and `cls` do not count."""
    names = [arg.arg for arg in (*function.args.posonlyargs, *function.args.args)]
    return len(names) - (1 if method and names[:1] in (["self"], ["cls"], ["mcs"]) else 0)


def free(function: Function) -> bool:
    """Whether the signature is ours to choose."""
    handler = [arg.arg for arg in function.args.args] in (["request", "exception"], ["request", "reason"])
    return function.name not in CALLED_BY_OTHERS | GRAMMAR and not function.name.startswith("__") and not handler


def length(node: Function) -> int:
    """Lines from `def` to the end."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_are_short() -> None:
    found = [f"{m.place}: {len(m.lines)} lines" for m in modules() if len(m.lines) > FILE]
    assert not found, told(found)


def test_templates_are_short() -> None:
    sizes = [(path, len(path.read_text(encoding="utf-8").splitlines())) for path in templates()]
    found = [f"{path.relative_to(CHECKOUT)}: {lines} lines" for path, lines in sizes if lines > TEMPLATE]
    assert not found, told(found)


def test_functions_are_short() -> None:
    found = [
        f"{module.at(function)} {function.name}: {length(function)} lines"
        for module in modules()
        for function, _owner in functions(module.tree)
        if length(function) > FUNCTION
    ]
    assert not found, told(found)


def test_views_are_short_functions() -> None:
    found = []
    for module in modules():
        if "views" not in module.parts:
            continue
        found += [f"{module.at(node)} class {node.name}" for node in module.tree.body if isinstance(node, ast.ClassDef)]
        found += [
            f"{module.at(function)} {function.name}: {length(function)} lines"
            for function, _owner in functions(module.tree)
            if length(function) > VIEW
        ]
    assert not found, told(found)


def test_at_most_one_argument_goes_without_its_name() -> None:
    found = [
        f"{module.at(function)} {function.name}"
        for module in modules()
        for function, owner in functions(module.tree)
        if positional(function, method=owner is not None) > 1 and free(function)
    ]
    assert not found, told(found)


def test_views_take_the_request_and_named_nouns() -> None:
    found = [
        f"{module.at(function)} {function.name}"
        for module in modules(*("ground", "domains", "insight", "ui"))
        if "views" in module.parts
        for function in module.tree.body
        if isinstance(function, Function) and not function.name.startswith("_") and _is_view(function)
        if [arg.arg for arg in function.args.args] != ["request"]
    ]
    assert not found, told(found)


def _is_view(function: Function) -> bool:
    names = [arg.arg for arg in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    return isinstance(function.returns, ast.Name) and function.returns.id == "HttpResponse" and "request" in names


def test_classes_stand_on_two_bases_at_most() -> None:
    found = [
        f"{module.at(node)} {node.name}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and len(node.bases) > BASES
    ]
    assert not found, told(found)


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("def act(row, *, by, at): ...", 1),
        ("def act(row, by): ...", 2),
        ("def act(row, by, /): ...", 2),
        ("def act(*rows, by): ...", 0),
    ],
)
def test_positional_arguments_are_counted(source: str, count: int) -> None:
    function = ast.parse(source).body[0]
    assert isinstance(function, Function)
    assert positional(function, method=False) == count


def test_every_public_function_says_what_it_does() -> None:
    found = [
        f"{module.at(function)} {function.name}"
        for module in modules()
        for function in module.tree.body
        if isinstance(function, Function) and not function.name.startswith("_") and not ast.get_docstring(function)
    ]
    assert not found, told(found)


def test_a_block_stays_a_block() -> None:
    blocks = {module.parts[1] for module in modules("blocks") if len(module.parts) > 2}
    for block in sorted(blocks):
        own = [module for module in modules("blocks") if module.parts[1] == block]
        assert sum(len(module.lines) for module in own) <= LONGER.get(block, BLOCK_LINES), block
        deeds = [
            function.name
            for module in own
            if "actions" in module.parts
            for function in module.tree.body
            if isinstance(function, Function) and any(arg.arg == "by" for arg in function.args.kwonlyargs)
        ]
        assert len(deeds) <= BLOCK_FUNCTIONS, (block, deeds)


def test_there_is_as_much_test_as_source(capsys: pytest.CaptureFixture[str]) -> None:
    source = sum(len(module.lines) for module in modules())
    tests = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in (CHECKOUT / "tests").rglob("*.py"))
    with capsys.disabled():
        print(f"\ntests {tests} : source {source} = {tests / source:.2f}")  # noqa: T201 - a figure for the reader
    assert source
