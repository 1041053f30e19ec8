"""LRC912: a route needs code of the server's package, which the package of its API may not import."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from llama_router_codemod.model.finding import Facts


@dataclass(frozen=True)
class RoutesNeedServer(Facts):
    """The module of the server's package, and the name that routes need of it."""

    code = "LRC912"
    module: str
    name: str


def needed_of(tree: ast.Module, package: str) -> dict[str, list[str]]:
    """What a module of routes imports of a package: names by module."""
    return {
        node.module: [alias.name for alias in node.names]
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and not node.level and node.module
        if node.module.partition(".")[0] == package
    }
