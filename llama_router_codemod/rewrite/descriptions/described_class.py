"""The classes whose docstrings may describe fields, as a rewrite of their module sees them."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath

import libcst as cst

from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.classes import ClassFacts, ClassKind, kind_of, own_fields
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.descriptions.module_names import ModuleNames
from llama_router_codemod.source.syntax import place_of


@dataclass(frozen=True)
class DescribedClass:
    """A class, with the names and the path of its module; `scope` is the top-level class that it is or is nested in."""

    facts: ClassFacts
    scope: str
    names: ModuleNames
    path: PurePosixPath

    @property
    def name(self) -> str:
        return self.facts.node.name

    @property
    def symbols(self) -> Symbols:
        return self.names.symbols

    @cached_property
    def kind(self) -> ClassKind:
        return kind_of(self.symbols, self.facts)

    def place_of(self, field: str | None) -> Place:
        """Where the class declares a field; without a field, or without a declaration, where the class begins."""
        node = self.facts.node
        return place_of(own_fields(node).get(field or "", node), self.path)

    def nested(self, block: cst.IndentedBlock) -> dict[cst.ClassDef, DescribedClass]:
        """The classes in the body of this one."""
        here = {node: node.name.value for node in block.body if isinstance(node, cst.ClassDef)}
        twins = _twins(list(here.values()), self.facts.node.body)
        return {
            node: replace(self, facts=ClassFacts(self.facts.module, twins[name]))
            for node, name in here.items()
            if name in twins
        }


def described_classes(known: ast.Module, names: ModuleNames, path: PurePosixPath) -> dict[str, DescribedClass]:
    """The top-level classes of a module by their names; `known` is what the module says in the checkout."""
    here = [node.name for node in names.tree.body if isinstance(node, ast.ClassDef)]
    twins = _twins(here, known.body)
    return {name: DescribedClass(ClassFacts(names.module, twin), name, names, path) for name, twin in twins.items()}


def _twins(here: Sequence[str], known: Sequence[ast.stmt]) -> dict[str, ast.ClassDef]:
    """The classes of a suite in the checkout that are also among those here, unless either has several of one name."""
    there = [node for node in known if isinstance(node, ast.ClassDef)]
    by_name = {node.name: node for node in there}
    count = Counter(here) + Counter(node.name for node in there)
    return {name: by_name[name] for name in here if name in by_name and count[name] == 2}
