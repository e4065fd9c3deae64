"""Files are named after what the house knows, models after the union's nouns, migrations after what they mean to do."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.architecture.source import CHECKOUT, PACKAGE, Module, modules, told

ROOM = {"models", "rules", "queries", "actions", "forms", "views", "urls", "api", "tasks", "papers", "story", "words"}
APP = {"apps", "migrations", "management"}
DOMAIN = {"apps", "models", "urls", "words", "migrations", "management"}
# Django asks for these by name; they belong to how one signs in.
EXTRA = {"ground/identity": {"backend", "middleware", "sessions"}}
DRAWERS = {"utils", "util", "helpers", "helper", "common", "services", "managers", "manager", "base", "misc", "lib"}


def unknown_name(module: Module) -> str:
    """The name in the path of a file that the house does not know, or nothing."""
    parts = module.parts
    if module.storey == "domains" and len(parts) == 3:
        allowed, name = DOMAIN, parts[2]
    elif module.storey == "insight" and len(parts) == 2:
        allowed, name = DOMAIN, parts[1]
    elif module.storey == "domains" and len(parts) > 3 and parts[2] not in DOMAIN:
        allowed, name = ROOM, parts[3]
    elif module.storey == "insight" and len(parts) > 2 and parts[1] not in DOMAIN:
        allowed, name = ROOM, parts[2]
    elif module.storey in ("ground", "blocks") and len(parts) > 2:
        allowed, name = ROOM | APP | EXTRA.get("/".join(parts[:2]), set()), parts[2]
    else:
        return ""
    return "" if name in allowed | {"__init__"} else name


def test_a_room_holds_only_files_the_house_knows() -> None:
    found = [f"{module.place}: {name}" for module in modules(migrations=True) if (name := unknown_name(module))]
    assert not found, told(found)


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("domains/service/appeals/helpers.py", "helpers"),
        ("domains/service/appeals/actions/filing.py", ""),
        ("domains/service/constants.py", "constants"),
        ("domains/service/words.py", ""),
        ("insight/home/sheet.py", "sheet"),
        ("ground/org/middleware.py", "middleware"),
        ("ground/identity/middleware.py", ""),
        ("blocks/cases/engine.py", "engine"),
    ],
)
def test_a_planted_file_is_found(place: str, name: str) -> None:
    assert unknown_name(Module(PACKAGE / place)) == name


def test_there_is_no_drawer_for_everything() -> None:
    found = [module.place for module in modules(migrations=True) if DRAWERS & set(module.parts)]
    assert not found, told(found)


@pytest.mark.parametrize("folder", ["src/xinqiao", "tests", "tools"])
def test_every_init_is_empty(folder: str) -> None:
    found = [
        str(path.relative_to(CHECKOUT)) for path in (CHECKOUT / folder).rglob("__init__.py") if path.stat().st_size
    ]
    assert not found, told(found)


def test_every_folder_of_python_is_a_package() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    found = [str(folder.relative_to(PACKAGE)) for folder in sorted(folders) if not (folder / "__init__.py").exists()]
    assert not found, told(found)


def test_migrations_are_named_by_intention() -> None:
    found = [
        module.place
        for module in modules(migrations=True)
        if "migrations" in module.parts[:-1] and module.parts[-1] != "__init__" and not _meant(module.parts[-1])
    ]
    assert not found, told(found)


def _meant(name: str) -> bool:
    words = name.split("_")
    return bool(re.fullmatch(r"\d{4}(_[a-z0-9]+)+", name)) and not {"auto", "initial", "merge"} & set(words)


@pytest.mark.parametrize("name", ["0002_auto_20261120_1012", "0001_initial", "0004_merge_0002_0003"])
def test_a_migration_without_intention_is_found(name: str) -> None:
    assert not _meant(name)


def test_page_templates_lie_in_the_folder_of_their_room() -> None:
    rooms = {tuple(module.parts[-3:-1]) for module in modules("domains") if len(module.parts) == 4}
    found = []
    for path in PACKAGE.glob("domains/*/jinja2/**/*.html"):
        domain, inside = path.relative_to(PACKAGE / "domains").parts[0], path.parent.parts[-2:]
        shared = inside[-1] == domain and path.name.startswith("_")
        if tuple(inside) not in rooms and not shared:
            found.append(str(path.relative_to(PACKAGE)))
    assert not found, told(found)


def test_url_names_are_used_once() -> None:
    from django.urls import get_resolver

    from xinqiao.kit.gate import patterns

    names = Counter(entry.name for _route, entry in patterns(get_resolver().url_patterns))
    assert [name for name, times in names.items() if times > 1] == []
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name or "") for name in names), sorted(map(str, names))


def test_no_file_names_a_place_of_this_machine() -> None:
    marks = re.compile(r"(?<![\w.])/(?:root|home/\w+|work)/|\b(?:\d{1,3}\.){3}\d{1,3}:\d{2,5}/simple")
    found = [
        f"{path.relative_to(CHECKOUT)}:{number}"
        for folder in ("src", "tests", "tools", "docs")
        for path in sorted((CHECKOUT / folder).rglob("*"))
        if path.suffix in {".py", ".md", ".html", ".txt", ".toml", ".js", ".css"} and not _foreign(path)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if marks.search(line) and path != Path(__file__)
    ]
    assert not found, told(found)


def _foreign(path: Path) -> bool:
    return "vendor" in path.parts or "node_modules" in path.parts
