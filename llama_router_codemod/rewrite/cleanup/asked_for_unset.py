"""LRC312: code asks for what the decorator left on methods, though no method has it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.conventions.webmethod import ATTRIBUTES
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.source.syntax import place_of


@dataclass(frozen=True)
class AskedForUnset(Facts):
    """The attribute that is asked for, and the function where that stands ("module" outside of any)."""

    code = "LRC312"
    attribute: str
    function: str


def asked_for_unset(tree: ast.Module, path: PurePosixPath) -> Iterator[Finding]:
    """A finding for the first such place in each top-level statement of a module."""
    for statement in tree.body:
        function = getattr(statement, "name", "module")
        for node in ast.walk(statement):
            match node:
                case ast.Attribute(attr=name) | ast.Constant(value=str(name)) if name in ATTRIBUTES:
                    yield Finding(place_of(node, path), AskedForUnset(name, function))
                    break
                case _:
                    pass
