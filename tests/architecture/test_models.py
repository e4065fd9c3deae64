"""Tables: seen by Django, named by the glossary, and related downstairs only."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

from django.apps import AppConfig, apps
from django.db.models import Model

from tests.architecture.source import CHECKOUT, modules, told

STOREYS = ("ground", "blocks", "domains", "insight")
GROUND = ("trail", "tasks", "papers", "parameters", "org", "consents", "visits", "identity", "inbox")
BLOCK_TABLES = 8
CONCEPTS = CHECKOUT / "docs" / "concepts.md"
FOREIGN = {"contenttypes", "auth"}  # Django's own tables, which no row of ours points at


def ours() -> list[AppConfig]:
    """The apps of the product."""
    return [config for config in apps.get_app_configs() if config.name.startswith("xinqiao.")]


def height(model: type[Model]) -> tuple[int, int]:
    """How high in the house a model lives: storey, and place in the order of the ground."""
    storey, room = model.__module__.split(".")[1:3]
    return STOREYS.index(storey), GROUND.index(room) if storey == "ground" else 0


def may_point(model: type[Model], *, at: type[Model]) -> bool:
    """Downstairs, or to a table of the same app."""
    return model._meta.app_label == at._meta.app_label or height(at) < height(model)


def test_relations_run_downstairs_and_never_across() -> None:
    found = [
        f"{model.__name__}.{field.name} -> {field.related_model.__name__}"
        for config in ours()
        for model in config.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete
        if field.related_model._meta.app_label in FOREIGN or not may_point(model, at=field.related_model)
    ]
    assert not found, told(found)


def test_a_relation_upstairs_or_across_is_known() -> None:
    person, paper, case = (apps.get_model(name) for name in ("org.Person", "papers.Paper", "cases.Case"))
    assert may_point(case, at=person)
    assert may_point(person, at=paper)
    assert not may_point(paper, at=person)
    assert not may_point(person, at=case)


def test_every_table_of_a_room_is_seen_by_django() -> None:
    """A room that its domain does not re-export is dropped by the next makemigrations."""
    for config in ours():
        known = {model.__name__ for model in config.get_models(include_auto_created=False)}
        names = Counter(_classes_of(config))
        assert [name for name, times in names.items() if times > 1] == [], config.label
        assert set(names) == known, config.label
        if names:
            missing = [name for name in names if not hasattr(config.models_module, name)]
            assert not missing, (config.label, missing)


def _classes_of(config: AppConfig) -> list[str]:
    """Every class in a models file or folder of the app that has columns, by the source alone."""
    found = []
    for module in modules():
        if not module.path.is_relative_to(Path(config.path)) or "models" not in module.parts:
            continue
        found += [node.name for node in module.tree.body if isinstance(node, ast.ClassDef) and _is_model(node)]
    return found


def _is_model(node: ast.ClassDef) -> bool:
    bases = {ast.unparse(base).split(".")[-1] for base in node.bases}
    return bool(bases & {"Model", "AbstractBaseUser", "AbstractBaseSession"})


def test_a_block_has_few_tables() -> None:
    for config in ours():
        if config.name.startswith("xinqiao.blocks."):
            assert len(list(config.get_models())) <= BLOCK_TABLES, config.label


def test_every_model_says_what_a_row_is() -> None:
    found = [m.__name__ for config in ours() for m in config.get_models() if not _told(m) or "__str__" not in vars(m)]
    assert not [name for name in found if name != "Session"], told(found)


def _told(model: type[Model]) -> bool:
    return bool(model.__doc__) and not str(model.__doc__).startswith(f"{model.__name__}(")


def rows() -> list[tuple[str, str]]:
    """Noun and term of every line of the glossary's tables."""
    lines = [line for line in CONCEPTS.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [(cell[1], cell[0]) for cell in cells if cell[0] not in ("中文", "---") and not cell[0].startswith("-")]


def test_every_model_is_a_noun_of_the_glossary() -> None:
    nouns = {re.sub(r"[^a-z]", "", english.lower()) for english, _chinese in rows()}
    found = [m.__name__ for config in ours() for m in config.get_models() if m.__name__.lower() not in nouns]
    assert not found, told(found)


def test_one_term_is_one_noun() -> None:
    for place in (0, 1):
        twice = [name for name, times in Counter(row[place].lower() for row in rows()).items() if times > 1]
        assert not twice, told(twice)
