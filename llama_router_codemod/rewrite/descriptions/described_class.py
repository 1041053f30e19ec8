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
        twins = _twins(block.body, self.facts.node.body)
        return {node: replace(self, facts=ClassFacts(self.facts.module, twin)) for node, twin in twins.items()}


def described_classes(
    module: cst.Module, known: ast.Module, names: ModuleNames, path: PurePosixPath
) -> dict[cst.ClassDef, DescribedClass]:
    """The top-level classes of a module; `known` is what the module says in the checkout."""
    twins = _twins(module.body, known.body)
    return {
        node: DescribedClass(ClassFacts(names.module, twin), twin.name, names, path) for node, twin in twins.items()
    }


def _twins(suite: Sequence[cst.CSTNode], known: Sequence[ast.stmt]) -> dict[cst.ClassDef, ast.ClassDef]:
    """The classes of a suite with those of the same suite in the checkout, unless either has several with one name."""
    here = [node for node in suite if isinstance(node, cst.ClassDef)]
    there = {node.name: node for node in known if isinstance(node, ast.ClassDef)}
    count = Counter(node.name.value for node in here)
    count += Counter(node.name for node in known if isinstance(node, ast.ClassDef))
    return {node: there[name] for node in here if (name := node.name.value) in there and count[name] == 2}
