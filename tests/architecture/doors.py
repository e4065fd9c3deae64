"""A contract of our own: a room is entered from a sibling room through its doors only."""

from __future__ import annotations

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """Built-in contracts cannot say "own room only", because their wildcards do not bind."""

    type_name = "doors"
    containers: Any = fields.ListField(subfield=fields.ModuleExpressionField())
    doors: Any = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Every import that enters a sibling room by another way than a door, or takes a whole room."""
        found = {room for c in self.containers for room in graph.find_matching_modules(c.expression)}
        rooms = {room for room in found if graph.find_children(room)}
        broken = []
        for room in sorted(rooms):
            for module in sorted(graph.find_descendants(room) | {room}):
                if module.removeprefix(room).lstrip(".").split(".")[0] in self.doors:
                    continue
                for importer in sorted(graph.find_modules_that_directly_import(module)):
                    other = ".".join(importer.split(".")[: room.count(".") + 1])
                    sibling = other in rooms and other != room and other.rpartition(".")[0] == room.rpartition(".")[0]
                    if sibling or module == room:  # attributes of a whole room would slip past every contract
                        broken.append((importer, module))
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line for each import."""
        for importer, imported in check.metadata["broken"]:
            output.print_error(f"{importer} -> {imported}", bold=False)
