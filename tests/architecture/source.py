"""The source as these tests read it: every module once, as text and as a tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = CHECKOUT / "src" / "xinqiao"
ROOM_STOREYS = ("ground", "blocks", "domains", "insight")


@dataclass(frozen=True)
class Module:
    """One Python file. `place` is its path inside the package, `domains/service/words.py`."""

    path: Path

    @cached_property
    def place(self) -> str:
        return self.path.relative_to(PACKAGE).as_posix()

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def storey(self) -> str:
        return self.place.split("/")[0]

    @property
    def parts(self) -> tuple[str, ...]:
        """Folders and the file's own name without its ending."""
        return tuple(self.place.removesuffix(".py").split("/"))

    def named(self, *names: str) -> bool:
        """Whether it is one of these files of a room, or lies in a folder of that name."""
        return self.storey in ROOM_STOREYS and any(name in self.parts[2:] for name in names)

    def at(self, node: ast.AST) -> str:
        """Where to look, for the one who mends it."""
        return f"{self.place}:{getattr(node, 'lineno', 1)}"


@lru_cache(maxsize=1)
def _all() -> tuple[Module, ...]:
    return tuple(Module(path) for path in sorted(PACKAGE.rglob("*.py")))


def modules(*storeys: str, migrations: bool = False) -> list[Module]:
    """All modules, or those of some storeys. Migrations are written by Django: they are left out unless asked for."""
    return [
        module
        for module in _all()
        if (not storeys or module.storey in storeys) and (migrations or "migrations" not in module.parts)
    ]


@lru_cache(maxsize=1)
def templates() -> tuple[Path, ...]:
    """All pages and macros."""
    return tuple(sorted(path for path in PACKAGE.rglob("*.html") if "static" not in path.parts))


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.AST) -> Iterator[tuple[Function, ast.ClassDef | None]]:
    """Every function with the class it is a method of, however deep."""

    def walk(node: ast.AST, owner: ast.ClassDef | None) -> Iterator[tuple[Function, ast.ClassDef | None]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, Function):
                yield child, owner
                yield from walk(child, None)
            else:
                yield from walk(child, child if isinstance(child, ast.ClassDef) else owner)

    return walk(tree, None)


def called(node: ast.AST) -> str:
    """The last name of what a call calls: `save` of row.save()."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def told(breaches: list[str]) -> str:
    """The breaches as a failing test shows them."""
    return "\n" + "\n".join(breaches)
