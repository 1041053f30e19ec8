"""LRC918: a package imports a module that its host does not have, and of which nothing tells what became of it.

An import that may fail, in a `try`, is meant for another version of the host.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.parse.import_statements import import_statements
from llama_router_codemod.parse.symbols import Symbols, absolute_module
from llama_router_codemod.source.syntax import place_of


@dataclass(frozen=True)
class UnknownImport(Facts):
    """The module."""

    code = "LRC918"
    module: str


def unknown_imports(symbols: Symbols, path: PurePosixPath, host: Collection[str]) -> Iterator[Finding]:
    """A refusal for each module that a file of a package imports from the packages of its host, and that is not among
    the modules of that, which are given."""
    own = symbols.checkout
    tops = _tops(host) - _tops(module for module, file in own.modules.items() if own.is_own(file))
    tree = symbols.tree(path)
    tried = {node for attempt in ast.walk(tree) if isinstance(attempt, ast.Try) for node in ast.walk(attempt)}
    for node in (node for node in import_statements(tree) if node not in tried):
        match node:
            case ast.Import(names=names):
                imported = [alias.name for alias in names]
            case ast.ImportFrom():
                imported = [absolute_module(node, own.module_name(path), path.name == "__init__.py")]
        for module in imported:
            if module.partition(".")[0] in tops and module not in host:
                yield Finding(place_of(node, path), UnknownImport(module))


def _tops(modules: Iterable[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}
