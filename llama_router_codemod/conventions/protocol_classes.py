"""The Protocol classes of a file; llama-stack has one for each API, or two."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from llama_router_codemod.parse.classes import ClassFacts, ClassKind, kind_of
from llama_router_codemod.parse.symbols import Symbols


def protocols_of(symbols: Symbols, path: PurePosixPath) -> Iterator[ClassFacts]:
    """The Protocol classes of a file, in the order of the source."""
    module = symbols.checkout.module_name(path)
    for node in symbols.tree(path).body:
        if isinstance(node, ast.ClassDef):
            facts = ClassFacts(module, node)
            if kind_of(symbols, facts) is ClassKind.PROTOCOL:
                yield facts
